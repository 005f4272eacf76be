"""Het filter van het logboek."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.domein.logboek import ONDERWERPEN, VOORWERPEN, Keuze
from verzuimloket.components.velden import DatumVeld, FilterFormulier, zet_keuzes

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


_LEEG: dict[str, Any] = {"wie": None, "wat": "", "geweigerd": False, "voorwerp": "", "nummer": ""}
