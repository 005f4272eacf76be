"""De filters van een levering en van de actualiteit. Een onbekende waarde telt niet mee."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bron.models import Oordeel
from bron.queries.oordelen import Keuze
from verzuimloket.components.velden import zet_keuzes


class _Filter(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            veld.zonder_aanduiding = True  # type: ignore[attr-defined] # een filter is nooit verplicht

    def actief(self) -> list[tuple[str, str, str]]:
        """De gekozen filters als (naam, waarde in het adres, label) voor de chips."""
        self.is_valid()
        return [
            (naam, self.data[naam], str(dict(getattr(veld, "choices", {})).get(self.data[naam], veld.label)))
            for naam, veld in self.fields.items()
            if self.cleaned_data.get(naam)
        ]


class OordelenForm(_Filter):
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


class ActualiteitForm(_Filter):
    """`wie` is leeg voor instellingen."""

    wie = forms.ChoiceField(
        label="Per", required=False, choices=[("", "Instelling (BRIN)"), ("leverancier", "Leverancier")]
    )
    stil = forms.BooleanField(label="Alleen wie stil is", required=False)
    gat = forms.BooleanField(label="Alleen met een gat in de volgnummers", required=False)
