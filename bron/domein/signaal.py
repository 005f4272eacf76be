"""Signalen bij goedgekeurde records: het record is verwerkt, maar er is iets om naar te kijken.

Elk signaal is een regel over een paar feiten, zoals bekend direct na de levering (docs/domein/signalen.md, met
voorbeelden die als test draaien). bron/services/signalen.py doet hetzelfde voor een hele levering in SQL.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from verzuimloket.kalender import t1


class Signaal(StrEnum):
    """Op volgorde van gewicht: dragen meer signalen één record, dan is de eerste de code."""

    OVERLAP = "OVERLAP"
    INSCHRIJF = "INSCHRIJF"
    NIETBEKOST = "NIETBEKOST"
    GEENREDEN = "GEENREDEN"
    OWNOUD = "OWNOUD"


ZINNEN = {
    Signaal.OVERLAP: "De leerling is op dezelfde dag ook bij een andere instelling bekostigd ingeschreven.",
    Signaal.INSCHRIJF: "De leerling staat op de laatste lijst zonder inschrijving en is nu weer ingeschreven.",
    Signaal.NIETBEKOST: "Deze inschrijving is na 1 oktober niet bekostigd.",
    Signaal.GEENREDEN: "De uitschrijving heeft geen reden.",
    Signaal.OWNOUD: "De leerling staat langer dan 8 weken onder een onderwijsnummer. Lever het BSN aan met een WPG.",
}

SECTOREN_MET_REDEN = frozenset({"MBO"})  # RPGN bijlage: de reden uitstroom is een gegeven van het mbo
REDEN_VERPLICHT_SINDS = date(2010, 8, 1)  # sinds die dag bestaat de lijst 01-09
ZONDER_TELDATUM = frozenset({"HO"})  # 1 oktober in het ho gaat het loket niet aan
BEDENKTIJD_NUMMER = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Periode:
    """Een periode van een inschrijving, half open: geldig op d als `van <= d < tot`."""

    brin: str
    van: date
    tot: date
    sector: str
    bekostigd: bool
    examen: bool

    @property
    def telt_mee(self) -> bool:
        """Bekostigd en geen examendeelnemer."""
        return self.bekostigd and not self.examen

    def raakt(self, ander: "Periode") -> bool:
        """Er is een dag waarop beide gelden."""
        return self.van < ander.tot and ander.van < self.tot


@dataclass(frozen=True, slots=True)
class Feiten:
    """Wat over één record bekend is, direct na zijn levering.

    `eigen` zijn de perioden van de inschrijving in het record, op volgorde (leeg bij een andere recordsoort); `ander`
    die van alle andere inschrijvingen van de persoon. `lijst_t2` is de t2 van de laatste lijst (A04) als de persoon
    daarop staat. `nummer_sinds` is wanneer de persoon voor het eerst binnenkwam, als hij nog een onderwijsnummer heeft
    en dit het eerste record over hem in de levering is.
    """

    ontvangen_op: datetime  # in Nederlandse tijd
    eigen: tuple[Periode, ...] = ()
    ander: tuple[Periode, ...] = ()
    uitschrijving: date | None = None
    reden: str = ""
    lijst_t2: date | None = None
    nummer_sinds: datetime | None = None


def overlap(feiten: Feiten) -> bool:
    """Op één dag twee keer bekostigd en geen examen, bij verschillende instellingen."""
    return any(
        mijn.telt_mee and zijn.telt_mee and mijn.brin != zijn.brin and mijn.raakt(zijn)
        for mijn in feiten.eigen
        for zijn in feiten.ander
    )


def inschrijven(feiten: Feiten) -> bool:
    """Op de laatste lijst, en nu op t2 of later bekostigd ingeschreven zonder examen, in welke sector ook."""
    t2 = feiten.lijst_t2
    return t2 is not None and any(periode.telt_mee and periode.tot > t2 for periode in feiten.eigen)


def niet_bekostigd(feiten: Feiten) -> bool:
    """Op een dag na de laatste 1 oktober vóór de ontvangst onbekostigd, en geen examendeelnemer."""
    eerste_dag = dag_na_teldatum(feiten.ontvangen_op)
    return any(
        not (periode.bekostigd or periode.examen or periode.sector in ZONDER_TELDATUM) and periode.tot > eerste_dag
        for periode in feiten.eigen
    )


def zonder_reden(feiten: Feiten) -> bool:
    """Een uitschrijving zonder reden, in een sector die redenen kent."""
    return (
        feiten.uitschrijving is not None
        and feiten.uitschrijving >= REDEN_VERPLICHT_SINDS
        and feiten.reden == ""
        and feiten.eigen[-1].sector in SECTOREN_MET_REDEN
    )


def oud_onderwijsnummer(feiten: Feiten) -> bool:
    """Meer dan 8 weken na het eerste bericht nog onder een onderwijsnummer bekend."""
    return feiten.nummer_sinds is not None and feiten.ontvangen_op - feiten.nummer_sinds > BEDENKTIJD_NUMMER


REGELS: dict[Signaal, Callable[[Feiten], bool]] = {
    Signaal.OVERLAP: overlap,
    Signaal.INSCHRIJF: inschrijven,
    Signaal.NIETBEKOST: niet_bekostigd,
    Signaal.GEENREDEN: zonder_reden,
    Signaal.OWNOUD: oud_onderwijsnummer,
}


def dag_na_teldatum(ontvangen_op: datetime) -> date:
    """2 oktober: de dag na de laatste 1 oktober vóór de dag van ontvangst."""
    return t1(ontvangen_op.date()) + timedelta(days=1)


def signalen(feiten: Feiten) -> tuple[Signaal, ...]:
    """De signalen van een record, het zwaarste eerst."""
    return tuple(signaal for signaal, regel in REGELS.items() if regel(feiten))


def samengevat(gegeven: Iterable[Signaal]) -> tuple[str, str]:
    """De code en de melding van een record met deze signalen (minstens één).

    De code is die van het zwaarste; de melding noemt ze allemaal, de andere met hun code ervoor.

    >>> samengevat([Signaal.NIETBEKOST])
    ('NIETBEKOST', 'Deze inschrijving is na 1 oktober niet bekostigd.')
    """
    gekozen = set(gegeven)
    eerste, *rest = (signaal for signaal in Signaal if signaal in gekozen)
    zinnen = [ZINNEN[eerste], *(f"Ook {signaal}: {ZINNEN[signaal]}" for signaal in rest)]
    return eerste.value, " ".join(zinnen)
