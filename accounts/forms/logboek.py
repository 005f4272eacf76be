"""Het filter van het logboek, en van welke andere organisatie functioneel beheer het wil lezen."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.domein.logboek import ONDERWERPEN, VOORWERPEN, Aanleiding, Keuze
from accounts.models import Organisatie
from accounts.models.organisatie import SOORT_LABELS
from accounts.queries.organisatie_zoeken import vind_organisaties
from verzuimloket.components.velden import DatumVeld, FilterFormulier, TekstVeld, zet_keuzes
from verzuimloket.gegevens import bevat_pgn

KORTSTE, MEER_NOEMEN = 10, 6

_ALLES = [("", "Alles")]
_WAT = [*_ALLES, *((naam, label) for naam, (label, _) in ONDERWERPEN.items())]


class LogboekFilter(FilterFormulier):
    """De keuze in het adres."""

    van = DatumVeld(label="Vanaf", required=False)
    tot = DatumVeld(label="Tot en met", required=False)
    wie = forms.TypedChoiceField(label="Wie", required=False, coerce=int, empty_value=None)
    wat = forms.ChoiceField(label="Waarover", required=False, choices=_WAT)
    voorwerp = forms.ChoiceField(label="Soort nummer", required=False, choices=[*_ALLES, *VOORWERPEN.items()])
    nummer = forms.RegexField(label="Nummer", required=False, regex=r"^[0-9]{1,8}$", max_length=8)
    geweigerd = forms.BooleanField(label="Alleen wat geweigerd is", required=False)

    def __init__(self, *args: Any, gebruikers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zet_keuzes(self, "wie", [("", "Iedereen"), *((str(pk), naam) for pk, naam in gebruikers)])

    def keuze(self, vandaag: date) -> Keuze:
        """Wat gekozen is; een waarde die niet klopt, telt niet mee."""
        self.is_valid()
        goed = {naam: self.cleaned_data.get(naam) or leeg for naam, leeg in _LEEG.items()}
        return Keuze.bij(self.cleaned_data.get("van"), self.cleaned_data.get("tot"), vandaag, **goed)


class EldersForm(forms.Form):
    """Van welke organisatie, en waarom."""

    zoek = TekstVeld(
        label="Organisatie",
        max_length=100,
        help_text="De code (BRIN, gemeentecode, RMC-nummer) of een deel van de naam.",
        error_messages={"required": "Vul een code of naam in."},
    )
    soort = forms.ChoiceField(
        label="Soort organisatie",
        required=False,
        choices=[_ALLES[0], *((soort.value, label) for soort, label in SOORT_LABELS.items())],
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
    aanleiding = forms.ChoiceField(
        label="Waarom kijkt u?",
        widget=forms.RadioSelect,
        choices=Aanleiding.keuzes(),
        error_messages={"required": "Kies waarom u kijkt.", "invalid_choice": "Kies een reden uit de lijst."},
    )
    toelichting = TekstVeld(
        label="Toelichting",
        max_length=150,
        help_text=(
            "Bijvoorbeeld het nummer van de vraag. De beheerder van de organisatie kan dit lezen: noem geen naam en "
            f"geen persoonsgebonden nummer. Minstens {KORTSTE} tekens."
        ),
        error_messages={"required": "Leg uit waarom u kijkt."},
    )

    def clean_toelichting(self) -> str:
        tekst = " ".join(self.cleaned_data["toelichting"].split())
        if len(tekst) < KORTSTE:
            raise ValidationError(f"Gebruik minstens {KORTSTE} tekens; dit zijn er {len(tekst)}.")
        if bevat_pgn(tekst):
            raise ValidationError("Haal het persoonsgebonden nummer weg: de toelichting komt in het logboek.")
        return tekst

    def clean(self) -> None:
        super().clean()
        if zoek := self.cleaned_data.get("zoek"):
            gevonden = vind_organisaties(zoek, self.cleaned_data.get("soort") or "", hoogstens=MEER_NOEMEN)
            if len(gevonden) == 1:
                self.cleaned_data["organisatie"] = gevonden[0]
            else:
                self.add_error("zoek", _welke(gevonden))


def _welke(gevonden: list[Organisatie]) -> str:
    if not gevonden:
        return "Wij kennen geen organisatie met deze code of naam."
    namen = ", ".join(f"{rij.naam} ({rij.code})" for rij in gevonden)
    return f"Er zijn meer organisaties die passen: {namen}. Vul de code in, of kies de soort."


_LEEG: dict[str, Any] = {"wie": None, "wat": "", "geweigerd": False, "voorwerp": "", "nummer": ""}
