"""Formulieren rond tokens: de eigen app, en de apparaten van een organisatie."""

from typing import Any

from django import forms

from accounts.domein.zaad import Zaad
from accounts.forms.bevestiging import CODE, BevestigForm
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


class ZaadForm(BevestigForm):
    """Het bestand van een leverancier; `zaden` is wat erin staat."""

    bestand = forms.FileField(
        label="Bestand van de leverancier",
        help_text="Csv, of PSKC (xml). Hoogstens 2000 tokens.",
        error_messages={"required": "Kies een bestand.", "empty": "Het bestand is leeg."},
    )
    zaden: tuple[Zaad, ...] = ()

    def clean_bestand(self) -> Any:
        bestand = self.cleaned_data["bestand"]
        if bestand.size > GROOTSTE:
            raise forms.ValidationError("Het bestand is groter dan 2 MB.")
        try:
            self.zaden = tuple(lees_zaadbestand(bestand.read()))
        except ZaadbestandGeweigerd as fout:
            raise forms.ValidationError(list(fout.redenen)) from None
        return bestand


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
