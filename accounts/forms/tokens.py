"""Formulieren rond tokens: de eigen app, en de apparaten van een organisatie."""

from typing import Any

from django import forms
from django.views.decorators.debug import sensitive_variables

from accounts.domein.zaad import Zaadregel
from accounts.forms.bevestiging import CODE, BevestigForm
from accounts.forms.pskc import SleutelGeweigerd
from accounts.forms.zaadbestand import GROOTSTE, ZaadbestandGeweigerd, lees_zaadbestand
from accounts.models import Gebruiker, Hardwaretoken
from verzuimloket.components.velden import FilterFormulier, TekstVeld, zet_keuzes


def _code(label: str) -> forms.CharField:
    fouten = {"required": "Vul de code in die de app of het token nu toont."}
    return forms.CharField(label=label, max_length=12, error_messages=fouten, widget=forms.TextInput(CODE))


class StandFilter(FilterFormulier):
    stand = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "Alle standen"), *Hardwaretoken.Stand.choices]
    )

    @property
    def gekozen(self) -> str:
        return self.cleaned_data.get("stand", "") if self.is_valid() else ""


class KoppelForm(forms.Form):
    naam = TekstVeld(
        label="Naam",
        max_length=40,
        initial="App",
        help_text="Waaraan herkent u deze app? Bijvoorbeeld: werktelefoon.",
        error_messages={"required": "Geef de app een naam."},
    )
    code = _code("Code uit de app")


class ZaadForm(forms.Form):
    """Het bestand van een leverancier; `regels` is wat erin staat. De sleutel blijft nergens."""

    bestand = forms.FileField(
        label="Bestand van de leverancier",
        help_text="Csv, of PSKC (xml). Hoogstens 2000 tokens.",
        error_messages={"required": "Kies een bestand.", "empty": "Het bestand is leeg."},
    )
    # met deze naam komt het nergens terug op een foutpagina (verzuimloket/gate.py)
    wachtwoord = forms.CharField(
        label="Sleutel of wachtwoord van de leverancier",
        required=False,
        strip=False,
        max_length=200,
        help_text="Alleen bij een versleuteld PSKC-bestand. Wij bewaren dit niet.",
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    regels: tuple[Zaadregel, ...] = ()

    @sensitive_variables()
    def clean(self) -> None:
        super().clean()
        bestand, sleutel = self.cleaned_data.get("bestand"), self.cleaned_data.pop("wachtwoord", "")
        if bestand is None or self.errors:
            return
        if bestand.size > GROOTSTE:
            self.add_error("bestand", "Het bestand is groter dan 2 MB.")
            return
        try:
            self.regels = tuple(lees_zaadbestand(bestand.read(), sleutel))
        except SleutelGeweigerd as fout:
            self.add_error("wachtwoord", str(fout))
        except ZaadbestandGeweigerd as fout:
            self.add_error("bestand", str(fout))


class UitgeefForm(BevestigForm):
    gebruiker = forms.TypedChoiceField(
        label="Aan wie geeft u dit token?",
        coerce=int,
        error_messages={"required": "Kies een gebruiker.", "invalid_choice": "Kies een van de genoemde gebruikers."},
    )

    def __init__(self, request: Any, *args: Any, gebruikers: list[Gebruiker], **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        zet_keuzes(
            self,
            "gebruiker",
            [("", "Kies een gebruiker"), *((wie.pk, f"{wie.naam} ({wie.username})") for wie in gebruikers)],
        )


class StandForm(BevestigForm):
    handeling = forms.ChoiceField(
        label="Wat wilt u doen?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat u wilt doen.", "invalid_choice": "Dit kan nu niet met dit token."},
    )

    def __init__(self, request: Any, *args: Any, keuzes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        zet_keuzes(self, "handeling", keuzes)


class GelijkzetForm(forms.Form):
    eerste = _code("Eerste code")
    tweede = _code("Code daarna")


class WisForm(BevestigForm):
    reden = TekstVeld(
        label="Reden",
        max_length=500,
        regels=3,
        help_text="Schrijf op hoe u zeker weet dat de vraag van deze persoon komt.",
        error_messages={"required": "Schrijf op waarom, voor de collega die beslist."},
    )
