"""Leeftijdsgroepen op de eerste verzuimdag: leerplichtig, kwalificatieplichtig of RMC (doorstroompunt).

Bron: Leerplichtwet 1969 art. 3, 4a en 4b; WEB art. 8.1.8 en 8.3.1; Wet van school naar duurzaam werk (27 jaar vanaf
1-1-2026). Een schooljaar loopt van 1 augustus tot en met 31 juli.
"""

from datetime import date
from enum import StrEnum

from verzuimloket.kalender import leeftijd, schooljaar


class Leeftijdsgroep(StrEnum):
    LEERPLICHTIG = "leerplichtig"
    KWALIFICATIEPLICHTIG = "kwalificatieplichtig"
    RMC = "rmc"


LABELS = {
    Leeftijdsgroep.LEERPLICHTIG: "leerplichtig",
    Leeftijdsgroep.KWALIFICATIEPLICHTIG: "kwalificatieplichtig",
    Leeftijdsgroep.RMC: "18 jaar of ouder (doorstroompunt)",
}
# (vanaf, leeftijd waarop de RMC-functie ophoudt): een nieuwe wet is een nieuwe regel
RMC_GRENZEN: tuple[tuple[date, int], ...] = ((date(1900, 1, 1), 23), (date(2026, 1, 1), 27))


def rmc_grens(dag: date) -> int:
    """De leeftijd (jaren) waarop iemand op deze dag niet meer onder de RMC-functie valt."""
    return max((vanaf, grens) for vanaf, grens in RMC_GRENZEN if vanaf <= dag)[1]


def begin_leerplicht(geboortedatum: date) -> date:
    """De eerste dag van de maand na de vijfde verjaardag (art. 3 lid 1; schooldagen laten wij buiten beschouwing)."""
    jaar, maand = geboortedatum.year + 5, geboortedatum.month + 1
    return date(jaar + 1, 1, 1) if maand > 12 else date(jaar, maand, 1)


def einde_leerplicht(geboortedatum: date) -> date:
    """De laatste dag van het schooljaar waarin de leerling 16 wordt (art. 3 lid 1 onder b)."""
    zestien = date(geboortedatum.year + 16, geboortedatum.month, min(geboortedatum.day, 28))
    return date(schooljaar(zestien).year + 1, 7, 31)


def leeftijdsgroep(geboortedatum: date, dag: date, *, startkwalificatie: bool) -> Leeftijdsgroep | None:
    """De groep op `dag`, of None als er geen meldplicht of meldrecht is (te jong, te oud, of 18+ met diploma)."""
    if dag < begin_leerplicht(geboortedatum):
        return None
    if dag <= einde_leerplicht(geboortedatum):
        return Leeftijdsgroep.LEERPLICHTIG
    if startkwalificatie:
        return None
    jaren = leeftijd(geboortedatum, dag)
    if jaren < 18:
        return Leeftijdsgroep.KWALIFICATIEPLICHTIG
    return Leeftijdsgroep.RMC if jaren < rmc_grens(dag) else None
