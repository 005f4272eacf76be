"""Hoeveel rijen elke keuze van een filter oplevert, gegeven de andere keuzes. Eén telling van combinaties volstaat."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapportages.domein.codes import Code

# naam in het adres -> kolom van de rij
KOLOMMEN: Mapping[str, str] = {
    "reden": "reden",
    "waarom": "waarom",
    "niveau": "type",
    "behaald": "indicatie",
    "vanaf": "vanaf",
    "locatie": "vestiging",
    "school": "brin",
    "gemeente": "gemeentecode",
    "soort": "soort",
    "status": "status",
}
_VAN_CODE: Mapping[Code, tuple[str, ...]] = {
    Code.A01: ("reden", "niveau"),
    Code.A02: ("waarom", "niveau", "vanaf"),
    Code.A04: ("reden", "niveau", "vanaf"),
    Code.A05: ("niveau", "behaald"),
    Code.A14: ("reden", "niveau", "vanaf"),
    Code.R01: ("soort", "status"),
}
_VAN_LETTER: Mapping[str, tuple[str, ...]] = {
    "I": ("locatie", "gemeente"),
    "G": ("school",),
    "R": ("school", "gemeente"),
}


def velden_van(code: Code, letter: str) -> tuple[str, ...]:
    """Waarop deze lijst te filteren is voor een instelling (I), gemeente (G) of regio (R); R01 kent geen locatie."""
    plek = tuple(veld for veld in _VAN_LETTER[letter] if not (veld == "locatie" and code is Code.R01))
    return (*_VAN_CODE[code], *plek)


@dataclass(frozen=True, slots=True)
class Facetten:
    """Per combinatie van waarden (in de volgorde van `velden`) het aantal rijen."""

    velden: tuple[str, ...]
    aantallen: Mapping[tuple[Any, ...], int]

    @classmethod
    def uit(cls, velden: tuple[str, ...], rijen: Iterable[tuple[Any, ...]]) -> "Facetten":
        """Uit rijen van waarden met het aantal achteraan."""
        aantallen: Counter[tuple[Any, ...]] = Counter()
        for *waarden, aantal in rijen:
            aantallen[tuple(waarden)] += aantal
        return cls(velden, aantallen)

    def aantal(self, keuze: Mapping[str, Any]) -> int:
        """Hoeveel rijen er bij deze keuzes horen."""
        return sum(aantal for waarden, aantal in self.aantallen.items() if self._past(waarden, keuze))

    def opties(self, veld: str, keuze: Mapping[str, Any]) -> dict[Any, int]:
        """Elke waarde die in de hele lijst voorkomt, met het aantal rijen bij de keuzes van de andere velden."""
        plaats = self.velden.index(veld)
        anders = {naam: waarde for naam, waarde in keuze.items() if naam != veld}
        uit: dict[Any, int] = {}
        for waarden, aantal in self.aantallen.items():
            uit[waarden[plaats]] = uit.get(waarden[plaats], 0) + aantal * self._past(waarden, anders)
        return uit

    def _past(self, waarden: tuple[Any, ...], keuze: Mapping[str, Any]) -> bool:
        return all(keuze.get(veld, waarde) == waarde for veld, waarde in zip(self.velden, waarden, strict=True))
