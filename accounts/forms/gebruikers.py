"""Formulieren van gebruikers: aanmelden, wijzigen, en zelf activeren."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts

from accounts.domein.rechten import MATRIX, Rol
from accounts.forms.bevestiging import CODE, BevestigForm
from accounts.forms.inloggen import InlogForm
from verzuimloket.components.velden import DatumVeld, FilterFormulier, TekstVeld, zet_keuzes

STANDEN = (("", "Alle"), ("actief", "Kan inloggen"), ("nieuw", "Nog niet geactiveerd"), ("afgesloten", "Afgesloten"))


class GebruikersFilter(FilterFormulier):
    stand = forms.ChoiceField(label="Stand", required=False, choices=STANDEN)

    @property
    def gekozen(self) -> str:
        return self.cleaned_data.get("stand", "") if self.is_valid() else ""


class PersoonForm(BevestigForm):
    naam = TekstVeld(label="Naam", max_length=150, error_messages={"required": "Vul de naam in."})
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Van het werk. Wij mailen nooit gegevens van een leerling.",
        error_messages={"required": "Vul een e-mailadres in.", "invalid": "Dit is geen e-mailadres."},
    )


class NieuweGebruikerForm(PersoonForm):
    gebruikersnaam = TekstVeld(
        label="Gebruikersnaam",
        max_length=80,
        help_text="Kleine letters, cijfers en . _ - @. Hiermee logt de gebruiker in; zij verandert niet meer.",
        error_messages={"required": "Vul een gebruikersnaam in."},
    )
    rollen = forms.TypedMultipleChoiceField(
        label="Rollen",
        coerce=Rol,
        widget=forms.CheckboxSelectMultiple,
        help_text="De rol beheerder geeft u daarna bij Rollen; daarover beslist een tweede persoon.",
        error_messages={
            "required": "Kies minstens één rol.",
            "invalid_choice": "Kies alleen genoemde rollen.",
        },
    )
    tot = DatumVeld(label="Tot en met", required=False, help_text="Leeg: zonder einddatum.")
    field_order = ("naam", "email", "gebruikersnaam", "rollen", "tot", "bevestiging")

    def __init__(self, request: Any, *args: Any, rollen: Iterable[Rol], **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        zet_keuzes(self, "rollen", [(rol.value, MATRIX[rol].label) for rol in rollen])


class EersteBeheerderForm(PersoonForm):
    """Wie functioneel beheer als beheerder van een organisatie vraagt; `met_reden` als er al een is."""

    gebruikersnaam = TekstVeld(
        label="Gebruikersnaam",
        max_length=80,
        help_text="Kleine letters, cijfers en . _ - @. Heeft hij al een account? Neem die naam en zijn e-mailadres.",
        error_messages={"required": "Vul een gebruikersnaam in."},
    )
    reden = TekstVeld(
        label="Reden",
        required=False,
        max_length=500,
        regels=3,
        help_text="De collega die beslist, leest dit.",
        error_messages={"required": "Er is al een beheerder. Vul in waarom er toch een bij moet."},
    )
    field_order = ("naam", "email", "gebruikersnaam", "reden", "bevestiging")

    def __init__(self, request: Any, *args: Any, met_reden: bool, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["reden"].required = met_reden


class ActiveerForm(InlogForm):
    """Als inloggen, met het wachtwoord uit de gesloten brief."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["wachtwoord"]
        veld.label, veld.help_text = "Wachtwoord uit de brief", "Hoofdletters, spaties en streepjes maken niet uit."
        veld.error_messages["required"] = "Vul het wachtwoord uit de gesloten brief in."
        veld.widget.attrs["autocomplete"] = "off"


class BewijsForm(forms.Form):
    bewijs = forms.CharField(label="Koppelcode", max_length=40, widget=forms.TextInput(CODE | {"autocomplete": "off"}))

    def __init__(self, *args: Any, apparaat: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["bewijs"]
        veld.label = "Code van uw token" if apparaat else "Koppelcode"
        veld.help_text = "" if apparaat else "Zij staat in de brief die u van uw beheerder kreeg."
        veld.error_messages["required"] = f"Vul de {str(veld.label).lower()} in."


class EigenWachtwoord(forms.Form):
    """Twee keer hetzelfde nieuwe wachtwoord. Of het mag, zegt de dienst (AUTH_PASSWORD_VALIDATORS)."""

    wachtwoord = forms.CharField(
        label="Uw eigen wachtwoord",
        max_length=128,
        strip=False,
        help_text=f"{' '.join(password_validators_help_texts())} Een zin van een paar woorden is goed te onthouden.",
        error_messages={"required": "Bedenk een wachtwoord."},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    nog_eens = forms.CharField(
        label="Nog een keer",
        max_length=128,
        strip=False,
        error_messages={"required": "Vul het wachtwoord nog een keer in."},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> None:
        super().clean()
        eerste, tweede = self.cleaned_data.get("wachtwoord"), self.cleaned_data.get("nog_eens")
        if eerste and tweede and eerste != tweede:
            self.add_error("nog_eens", "Dit is niet hetzelfde wachtwoord.")


class WijzigWachtwoordForm(EigenWachtwoord, BevestigForm):
    """Voor wie is ingelogd; met een verse code."""
