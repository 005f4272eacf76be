"""Filteren en zoeken in een lijst. Filters staan in het adres; zoeken gaat met POST, want dat kan een nummer zijn."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms

from rapportages.domein.facetten import Facetten
from verzuimloket.components.velden import FilterFormulier, TekstVeld

Label = Callable[[str, Any], str]
# naam in het adres -> wat erboven staat, en de keuze voor alles
_VELDEN = {
    "reden": ("Reden", "Alle redenen"),
    "waarom": ("Waarom", "Alle redenen"),
    "niveau": ("Niveau", "Alle niveaus"),
    "behaald": ("Startkwalificatie behaald", "Ja en nee"),
    "vanaf": ("Vanaf wanneer", "Alle maanden"),
    "locatie": ("Locatie", "Alle locaties"),
    "school": ("School", "Alle scholen"),
    "gemeente": ("Gemeente", "Alle gemeenten"),
    "soort": ("Soort verzuim", "Alle soorten"),
    "status": ("Status", "Alle statussen"),
}
_LEEG = "leeg"  # zo staat een lege waarde in het adres


class ZoekForm(forms.Form):
    zoek = TekstVeld(
        label="Zoeken",
        max_length=100,
        required=False,
        help_text="Naam of PGN",
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )
    zoek.zonder_aanduiding = True  # type: ignore[attr-defined]


class LijstFilter(FilterFormulier):
    """Een keuzelijst per veld, met achter elke keuze het aantal rijen bij de andere keuzes.

    `keuze` is wat gekozen is, als waarden van de rij. Wat in de hele lijst niet voorkomt, telt niet mee. Een veld met
    één mogelijke waarde valt weg, want daar valt niets te kiezen.
    """

    def __init__(self, vraag: Mapping[str, str], *, facetten: Facetten, label: Label) -> None:
        self.facetten, self._label = facetten, label
        mogelijk = {
            veld: {_in_adres(waarde): waarde for waarde in facetten.opties(veld, {})} for veld in facetten.velden
        }
        gekozen = {veld: vraag[veld] for veld in facetten.velden if vraag.get(veld) in mogelijk[veld]}
        self.keuze = {veld: mogelijk[veld][waarde] for veld, waarde in gekozen.items()}
        super().__init__(gekozen)
        for veld in facetten.velden:
            if len(mogelijk[veld]) > 1:
                self.fields[veld] = self._keuzeveld(veld)

    def _keuzeveld(self, veld: str) -> forms.ChoiceField:
        kop, alles = _VELDEN[veld]
        opties = self.facetten.opties(veld, self.keuze)
        keuzes = [(_in_adres(waarde), f"{self._label(veld, waarde)} ({aantal})") for waarde, aantal in opties.items()]
        keuzes.sort(key=lambda keuze: keuze[1])
        if veld == "vanaf":
            keuzes.sort(reverse=True)  # nieuwste maand vooraan
        alle = ("", f"{alles} ({sum(opties.values())})")
        keuzeveld = forms.ChoiceField(label=kop, required=False, choices=[alle, *keuzes])
        keuzeveld.zonder_aanduiding = True  # type: ignore[attr-defined]
        return keuzeveld

    @property
    def aantal(self) -> int:
        """Hoeveel rijen er bij de keuzes horen."""
        return self.facetten.aantal(self.keuze)

    def actief(self) -> list[tuple[str, str, str]]:
        return list(self._chips())

    def _chips(self) -> Iterator[tuple[str, str, str]]:
        for veld, waarde in self.keuze.items():
            yield veld, _in_adres(waarde), f"{_VELDEN[veld][0]}: {self._label(veld, waarde)}"


def uit_adres(veld: str, tekst: str) -> Any:
    """De waarde van de rij bij een keuze in het adres; een onbekende tekst blijft tekst."""
    if veld == "behaald":
        return {"ja": True, "nee": False}.get(tekst)
    return "" if tekst == _LEEG else tekst


def _in_adres(waarde: Any) -> str:
    return _LEEG if waarde == "" else {True: "ja", False: "nee"}.get(waarde, str(waarde))
