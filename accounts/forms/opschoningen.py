"""Het filter van de opschoningen."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings

from verzuimloket.components.velden import DatumVeld, FilterFormulier, zet_keuzes
from verzuimloket.kalender import begin_van_dag

_ALLES = ("", "Alles")


class OpschoningFilter(FilterFormulier):
    van = DatumVeld(label="Vanaf", required=False)
    tot = DatumVeld(label="Tot en met", required=False)
    regel = forms.ChoiceField(label="Regel", required=False)
    alleen = forms.ChoiceField(
        label="Welke keren", required=False, choices=[_ALLES, ("weg", "Er is iets verwijderd"), ("open", "Niet af")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zet_keuzes(self, "regel", [_ALLES, *((naam, naam) for naam in settings.OPSCHOONREGELS)])

    def keuze(self) -> dict[str, Any]:
        """Wat gekozen is, voor `opschoningen`; een waarde die niet klopt, telt niet mee."""
        self.is_valid()
        van, tot = self.cleaned_data.get("van"), self.cleaned_data.get("tot")
        return {
            "van": van and begin_van_dag(van),
            "tot": tot and begin_van_dag(tot + timedelta(days=1)),
            "regel": self.cleaned_data.get("regel") or "",
            "alleen": self.cleaned_data.get("alleen") or "",
        }
