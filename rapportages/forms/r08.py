"""Het filter van R08."""

from typing import Any

from django import forms

from accounts.domein.rechten import Soort
from verzuimloket.components.velden import zet_keuzes

WEKEN = {"1": "Nieuw deze week", "2": "2 weken of langer", "4": "4 weken of langer"}
Keuzes = list[tuple[str, str]]


class R08Filter(forms.Form):
    """De keuze in het adres. Een onbekende waarde telt niet mee: een oude link blijft werken."""

    weken = forms.ChoiceField(label="Op de lijst", required=False, choices=[("", "Alle leerlingen"), *WEKEN.items()])
    school = forms.ChoiceField(label="School", required=False)
    gemeente = forms.ChoiceField(label="Gemeente", required=False)

    def __init__(self, *args: Any, soort: Soort, scholen: Keuzes, gemeenten: Keuzes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            veld.zonder_aanduiding = True  # type: ignore[attr-defined] # een filter is nooit verplicht
        zet_keuzes(self, "school", [("", "Alle scholen"), *scholen])
        zet_keuzes(self, "gemeente", [("", "Alle gemeenten"), *gemeenten])
        eigen = {Soort.INSTELLING: "school", Soort.GEMEENTE: "gemeente"}.get(soort)
        if eigen:
            del self.fields[eigen]  # dat is altijd de eigen organisatie

    def voorwaarden(self) -> dict[str, object]:
        """De gekozen filters als voorwaarden op R08Rij."""
        self.is_valid()
        goed = self.cleaned_data
        uit: dict[str, object] = {}
        if goed.get("weken"):
            uit["aantal_weken" if goed["weken"] == "1" else "aantal_weken__gte"] = int(goed["weken"])
        if goed.get("school"):
            uit["brin"] = goed["school"]
        if goed.get("gemeente"):
            uit["gemeentecode"] = goed["gemeente"]
        return uit

    def actief(self) -> list[tuple[str, str, str]]:
        """De gekozen filters als (naam, waarde in het adres, label) voor de chips."""
        self.is_valid()
        labels = {naam: dict(getattr(veld, "choices", [])) for naam, veld in self.fields.items()}
        return [
            (naam, waarde, str(labels[naam][waarde])) for naam in self.fields if (waarde := self.cleaned_data.get(naam))
        ]
