"""De filters van een levering en van de actualiteit. Een onbekende waarde telt niet mee."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bron.models import Oordeel
from bron.queries.oordelen import Keuze
from verzuimloket.components.velden import FilterFormulier, zet_keuzes


class OordelenForm(FilterFormulier):
    oordeel = forms.ChoiceField(
        label="Oordeel", required=False, choices=[("", "Alle oordelen"), *Oordeel.Uitkomst.choices]
    )
    code = forms.ChoiceField(label="Code", required=False)
    recordsoort = forms.ChoiceField(label="Recordsoort", required=False)
    open = forms.BooleanField(label="Alleen wat nog niet verwerkt is", required=False)

    def __init__(self, *args: Any, voorkomend: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paren = list(voorkomend)
        for naam, leeg, plaats in (("code", "Alle codes", 0), ("recordsoort", "Alle recordsoorten", 1)):
            waarden = sorted({paar[plaats] for paar in paren})
            zet_keuzes(self, naam, [("", leeg), *((waarde, waarde) for waarde in waarden)])

    def keuze(self) -> Keuze:
        self.is_valid()
        goed = self.cleaned_data
        return Keuze(
            oordeel=goed.get("oordeel") or "",
            code=goed.get("code") or "",
            recordsoort=goed.get("recordsoort") or "",
            open=bool(goed.get("open")),
        )


class ActualiteitForm(FilterFormulier):
    """`wie` is leeg voor instellingen."""

    wie = forms.ChoiceField(
        label="Per", required=False, choices=[("", "Instelling (BRIN)"), ("leverancier", "Leverancier")]
    )
    stil = forms.BooleanField(label="Alleen wie stil is", required=False)
    gat = forms.BooleanField(label="Alleen met een gat in de volgnummers", required=False)
