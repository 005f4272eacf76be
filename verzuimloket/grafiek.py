"""Zuiver: de maten van een staafdiagram. Het sjabloon tekent het als SVG; een bibliotheek komt er niet aan te pas.

Alle maten zijn in de eenheid van de viewBox; de oorsprong van het tekenvlak is linksboven.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BREEDTE, HOOGTE = 720, 240  # van het tekenvlak, zonder de ruimte voor de assen
STAPPEN = 4  # lijnen boven nul
_TUSSEN = 0.25  # deel van een vak dat leeg blijft


@dataclass(frozen=True, slots=True)
class Staaf:
    """`reeks` telt vanaf 1; `titel` is wat een schermlezer en de muis zeggen."""

    x: float
    y: float
    breedte: float
    hoogte: float
    reeks: int
    titel: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Lijnen als (y, waarde), labels als (x, tekst)."""

    lijnen: tuple[tuple[float, int], ...]
    staven: tuple[Staaf, ...]
    labels: tuple[tuple[float, str], ...]


def schaal(hoogste: int) -> int:
    """De bovenste lijn: het kleinste viervoud van 1, 2 of 5 keer een macht van tien dat `hoogste` haalt."""
    stap, macht = 1, 1
    while stap * STAPPEN < hoogste:
        stap = next((keer * macht for keer in (1, 2, 5) if keer * macht > stap), 0)
        if not stap:
            macht *= 10
            stap = macht
    return stap * STAPPEN


def staafdiagram(namen: Sequence[str], reeksen: Sequence[tuple[str, Sequence[int | None]]]) -> Diagram:
    """Per naam een vak met een staaf per reeks; None tekent niets. Werpt ValueError bij reeksen van andere lengte."""
    top = schaal(max((waarde or 0 for _, waarden in reeksen for waarde in waarden), default=0))
    vak = BREEDTE / max(len(namen), 1)
    dik = vak * (1 - _TUSSEN) / max(len(reeksen), 1)
    staven = []
    for nummer, (reeks, waarden) in enumerate(reeksen):
        for plaats, (naam, waarde) in enumerate(zip(namen, waarden, strict=True)):
            if waarde is not None:
                hoogte = HOOGTE * waarde / top
                x = plaats * vak + vak * _TUSSEN / 2 + nummer * dik
                staven.append(Staaf(x, HOOGTE - hoogte, dik, hoogte, nummer + 1, f"{naam}: {waarde} {reeks}"))
    lijnen = tuple((HOOGTE - HOOGTE * deel / STAPPEN, top * deel // STAPPEN) for deel in range(STAPPEN + 1))
    return Diagram(lijnen, tuple(staven), tuple(((plaats + 0.5) * vak, naam) for plaats, naam in enumerate(namen)))
