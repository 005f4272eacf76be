"""Formulieren bij één melding; elk draagt de versie waarop het gemaakt is."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Gebruiker, Organisatie
from meldingen.domein.workflow import LABELS, LOPEND, Kant, Status, doelen
from meldingen.forms.velden import TelefoonVeld, email_veld
from meldingen.gegevens import Terugmelding
from meldingen.models import Melding
from meldingen.models.zaak import REDENEN_AFSLUITING, TOELICHTINGEN_AFSLUITING
from meldingen.queries import mogelijke_ontvangers
from verzuimloket.components.velden import TekstVeld, zet_keuzes


class MeldingForm(forms.Form):
    versie = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open de melding opnieuw."})

    def __init__(self, *args: Any, melding: Melding, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("versie", melding.versie)
        super().__init__(*args, **kwargs)
        self.melding = melding


class IntrekForm(MeldingForm):
    reden = TekstVeld(
        label="Waarom trekt u de melding in?", max_length=500, regels=3, error_messages={"required": "Vul de reden in."}
    )


class HeropenForm(MeldingForm):
    reden = TekstVeld(
        label="Waarom heropent u de melding?", max_length=500, regels=3, error_messages={"required": "Vul de reden in."}
    )


class AanvulForm(MeldingForm):
    tekst = TekstVeld(
        label="Aanvulling",
        max_length=2000,
        regels=5,
        help_text="Zichtbaar voor de school en voor de instantie die de melding behandelt. Geen medische gegevens.",
        error_messages={"required": "Schrijf de aanvulling op."},
    )


class NotitieForm(forms.Form):
    tekst = TekstVeld(label="Notitie", max_length=2000, regels=4, error_messages={"required": "Schrijf de notitie op."})
    zichtbaar = forms.ChoiceField(
        label="Wie mag de notitie lezen?",
        choices=[("gedeeld", "De school en de instantie"), ("intern", "Alleen mijn eigen organisatie")],
        widget=forms.RadioSelect,
        initial="gedeeld",
        error_messages={"required": "Kies wie de notitie mag lezen.", "invalid_choice": "Kies wie haar mag lezen."},
    )


class DoorgeefForm(forms.Form):
    """Een terugmelding doorgeven aan een lezer die deze melding mag zien."""

    lezer = forms.TypedChoiceField(
        label="Aan wie?",
        coerce=int,
        help_text="Coaches en mentoren die deze melding mogen zien. De mail noemt alleen het meldingsnummer.",
        error_messages={"required": "Kies een lezer.", "invalid_choice": "Kies een lezer uit de lijst."},
    )

    def __init__(self, *args: Any, lezers: Iterable[Gebruiker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zet_keuzes(self, "lezer", [("", "Kies een lezer"), *((lezer.pk, lezer.naam) for lezer in lezers)])


class TerugmeldForm(MeldingForm):
    """Het antwoord van de instantie (Besluit Verzuimmelding: status, 7 redenen, 3 toelichtingen, contactpersoon)."""

    status = forms.ChoiceField(
        label="Nieuwe status",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de nieuwe status.", "invalid_choice": "Kies een status uit de lijst."},
    )
    reden_afsluiting = forms.TypedChoiceField(
        label="Reden van afsluiten",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Maak een keuze"), *REDENEN_AFSLUITING],
        help_text="Alleen bij afsluiten.",
        error_messages={"invalid_choice": "Kies een reden uit de lijst."},
    )
    toelichting_afsluiting = forms.TypedChoiceField(
        label="Toelichting bij het afsluiten",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Maak een keuze"), *TOELICHTINGEN_AFSLUITING],
        help_text="Alleen bij afsluiten.",
        error_messages={"invalid_choice": "Kies een toelichting uit de lijst."},
    )
    contact_naam = TekstVeld(
        label="Naam contactpersoon",
        max_length=100,
        error_messages={"required": "Vul de naam van de contactpersoon in."},
    )
    contact_functie = TekstVeld(label="Functie", max_length=60, required=False)
    contact_telefoon = TelefoonVeld(label="Telefoon")
    contact_email = email_veld(label="E-mail", required=False)
    reden_afsluiting.zonder_aanduiding = toelichting_afsluiting.zonder_aanduiding = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, melding: Melding, **kwargs: Any) -> None:
        super().__init__(*args, melding=melding, **kwargs)
        status = Status(melding.status)
        keuzes = doelen(status, Kant.INSTANTIE) if status in LOPEND else []
        if self.is_bound:  # wat intussen niet meer kan, blijft gekozen staan; de dienst zegt waarom het niet kan
            keuzes = doelen(Status.GEREGISTREERD, Kant.INSTANTIE)
        zet_keuzes(self, "status", [(doel.value, LABELS[doel]) for doel in keuzes])

    def uitkomst(self) -> Terugmelding:
        waarden = {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "versie"}
        return Terugmelding(**{**waarden, "status": Status(waarden["status"])})


class DoorstuurForm(MeldingForm):
    naar = forms.TypedChoiceField(
        label="Naar welke instantie?",
        coerce=int,
        error_messages={"required": "Kies de instantie.", "invalid_choice": "Kies een instantie uit de lijst."},
    )
    reden = TekstVeld(
        label="Waarom stuurt u de melding door?",
        max_length=500,
        regels=3,
        error_messages={"required": "Vul de reden in."},
    )

    def __init__(self, *args: Any, melding: Melding, **kwargs: Any) -> None:
        super().__init__(*args, melding=melding, **kwargs)
        self.ontvangers: dict[int, Organisatie] = {o.pk: o for o in mogelijke_ontvangers(melding)}
        zet_keuzes(
            self,
            "naar",
            [("", "Maak een keuze")]
            + [(pk, f"{organisatie.naam} ({organisatie.aanduiding})") for pk, organisatie in self.ontvangers.items()],
        )
