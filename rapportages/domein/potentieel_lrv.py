"""R08: wie mogelijk langdurig verzuimt zonder dat de school dat zo meldde (docs/domein/potentieel-lrv.md).

Bron: DUO, rapportage potentiële LRV'ers (minstens 16 uur in vier aaneengesloten weken, en de kolom met het aantal
weken); Leerplichtwet 1969 art. 21a. Alles gaat over één leerling bij één school: de school is het die moet melden.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

UREN = 16  # lesuren in het venster waarbij iemand op R08 komt
VENSTER = timedelta(days=28)  # vier weken, tot en met de zondag voor de peildatum
# een hele dag zonder lesuren: 16 uur is een achtste van vier weken van 32 lesuren, dus ruim 6 op een dag
UREN_HELE_DAG = 6
LRV = "LRV"
INGETROKKEN, AFGESLOTEN = "I", "G"
GEEN_VERZUIM = (6, 7)  # redenen van afsluiten: langdurig ziek, legitiem afwezig


@dataclass(frozen=True, slots=True)
class Dag:
    """Een dag uit de verzuimspecificatie: de hele dag, of lesuren 1 tot en met 12."""

    datum: date
    hele_dag: bool = True
    lesuren: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Melding:
    """Wat van een melding telt. `gewijzigd`: de dag van de laatste wijziging; `jong`: LRV bestaat op deze leeftijd."""

    nummer: int
    soort: str
    begin: date
    gewijzigd: date
    eind: date | None = None
    status: str = "R"
    reden_afsluiting: int | None = None
    jong: bool = True
    dagen: tuple[Dag, ...] = ()


@dataclass(frozen=True, slots=True)
class Potentieel:
    """Waarom een leerling op R08 staat. `nummer` is de laatste melding met een dag in het venster."""

    uren: int
    dagen: int
    eerste_dag: date
    laatste_dag: date
    nummer: int


def telt_mee(melding: Melding) -> bool:
    """Niet ingetrokken en niet afgesloten als ‘geen verzuim’; boven de leerplicht bestaat LRV niet."""
    geen_verzuim = melding.status == AFGESLOTEN and melding.reden_afsluiting in GEEN_VERZUIM
    return melding.jong and melding.status != INGETROKKEN and not geen_verzuim


def uren_per_dag(dagen: Iterable[Dag]) -> dict[date, int]:
    """Per dag de gemiste lesuren: elk lesuur één keer, hoe vaak ook gemeld; een hele dag telt voor minstens zes."""
    lesuren: dict[date, set[int]] = defaultdict(set)
    heel = {dag.datum for dag in dagen if dag.hele_dag}
    for dag in dagen:
        lesuren[dag.datum] |= set() if dag.hele_dag else dag.lesuren
    return {datum: max(len(gemist), UREN_HELE_DAG if datum in heel else 0) for datum, gemist in sorted(lesuren.items())}


def is_gemeld(melding: Melding, peildatum: date) -> bool:
    """Of dit een LRV-melding is die het venster raakt.

    Zonder einddatum loopt zij door, tenzij zij is afgesloten: dan tot de dag van de laatste wijziging.
    """
    afgesloten = melding.gewijzigd if melding.status == AFGESLOTEN else date.max
    return (
        melding.soort == LRV
        and telt_mee(melding)
        and melding.begin < peildatum
        and (melding.eind or afgesloten) >= peildatum - VENSTER
    )


def potentieel(meldingen: Iterable[Melding], peildatum: date) -> Potentieel | None:
    """Of deze leerling op R08 hoort, gegeven zijn meldingen bij één school van vóór `peildatum` (een maandag)."""
    tellend = [melding for melding in meldingen if telt_mee(melding)]
    if any(is_gemeld(melding, peildatum) for melding in tellend):
        return None
    in_venster = [
        (dag, melding.nummer)
        for melding in tellend
        for dag in melding.dagen
        if peildatum - VENSTER <= dag.datum < peildatum
    ]
    per_dag = uren_per_dag([dag for dag, _ in in_venster])
    uren = sum(per_dag.values())
    if uren < UREN:
        return None
    return Potentieel(uren, len(per_dag), min(per_dag), max(per_dag), max(nummer for _, nummer in in_venster))


def weken_gemeld(vorige: int | None) -> int:
    """AANTAL_WKN_GEMELD: weken achter elkaar, deze meegeteld. `vorige` is het aantal van een week eerder, of None."""
    return 1 if vorige is None else vorige + 1
