"""Een routering die wijzigt: welke regels naast elkaar mogen, en welke open melding meegaat.

Bron: Leerplichtwet art. 21a lid 4 en 13 (de gemeente wijst aan wie het doet). Over meldingen die al lopen zegt de wet
niets; de keuze en de voorbeelden staan in docs/domein/routering.md en draaien als test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meldingen.domein.workflow import LOPEND, Status


@dataclass(frozen=True, slots=True)
class Regel:
    """Een routeringsregel; `tot` is haar laatste dag, of None."""

    gebied: int
    groep: str
    instantie: int
    naam: str
    van: date
    tot: date | None = None
    werkt: bool = True  # een regel naar een gesloten instantie telt niet mee

    def geldt(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)

    def overlapt(self, ander: "Regel") -> bool:
        """Gelden zij voor hetzelfde gebied en dezelfde groep op minstens één zelfde dag?"""
        if (self.gebied, self.groep) != (ander.gebied, ander.groep):
            return False
        return (ander.tot is None or self.van <= ander.tot) and (self.tot is None or ander.van <= self.tot)


class Lot(StrEnum):
    """Wat er met een melding gebeurt als de routering wijzigt."""

    GAAT_OVER = "gaat over"
    OPGEPAKT = "blijft: al in behandeling"
    ELDERS = "blijft: ligt bij een ander"
    ZELFDE = "blijft: zelfde instantie"
    AFGEROND = "blijft: afgerond"


def lot(status: Status, *, ligt_bij: int, oud: int, nieuw: int, oud_werkt: bool = True) -> Lot:
    """Gaat deze melding mee van `oud` (waar de regels tot nu toe heen wezen) naar `nieuw`?

    Wat nog niemand oppakte, gaat mee. Wie een leerling al begeleidt, maakt het af, tenzij die instantie niet meer werkt
    (`oud_werkt`). Wat ergens anders ligt, is daar met een reden heen gestuurd en blijft.
    """
    if status not in LOPEND:
        return Lot.AFGEROND
    if ligt_bij == nieuw:
        return Lot.ZELFDE
    if ligt_bij != oud:
        return Lot.ELDERS
    return Lot.GAAT_OVER if status is Status.GEREGISTREERD or not oud_werkt else Lot.OPGEPAKT


def wisseldagen(regels: Sequence[Regel], vanaf: date) -> list[date]:
    """De dagen vanaf `vanaf` waarop een van deze regels begint, of niet meer geldt."""
    dagen = {regel.van for regel in regels} | {
        date.fromordinal(regel.tot.toordinal() + 1) for regel in regels if regel.tot is not None
    }
    return sorted(dag for dag in dagen if dag >= vanaf)
