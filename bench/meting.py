"""Gedeelde gereedschappen van de metingen: de regel die afgedrukt wordt, en de mediaan van herhaalde metingen."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")


@dataclass(frozen=True)
class Regel:
    """Eén uitkomst: `waarde` in `eenheid` ('x' is een verhouding), met de grens die erbij hoort (None: geen)."""

    naam: str
    waarde: float
    grens: float | None = None
    eenheid: str = "x"
    uitleg: str = ""


def druk_af(regel: Regel) -> bool:
    """Druk de regel af; geeft of zij binnen haar grens bleef."""
    goed = regel.grens is None or regel.waarde <= regel.grens
    grens = "" if regel.grens is None else f"  (grens {regel.grens:g})"
    oordeel = "" if regel.grens is None else ("  goed" if goed else "  TE HOOG")
    print(
        f"{regel.naam:<64} {regel.waarde:>10.2f} {regel.eenheid}{grens}{oordeel}  {regel.uitleg}".rstrip(), flush=True
    )
    return goed


def duur(werk: Callable[[], object]) -> float:
    """Seconden die `werk` één keer kost."""
    begin = time.perf_counter()
    werk()
    return time.perf_counter() - begin


def mediaan(werk: Callable[[], object], keren: int = 15, vooraf: int = 3) -> float:
    """Mediaan in seconden over `keren` herhalingen, na `vooraf` die niet tellen."""
    for _ in range(vooraf):
        werk()
    return statistics.median(duur(werk) for _ in range(keren))


def medianen_om_en_om(werken: dict[K, Callable[[], object]], keren: int = 25, vooraf: int = 5) -> dict[K, float]:
    """Meet de werken om en om, zodat een traag moment van de machine ze allemaal raakt."""
    tijden: dict[K, list[float]] = {naam: [] for naam in werken}
    for ronde in range(vooraf + keren):
        for naam, werk in werken.items():
            gemeten = duur(werk)
            if ronde >= vooraf:
                tijden[naam].append(gemeten)
    return {naam: statistics.median(waarden) for naam, waarden in tijden.items()}
