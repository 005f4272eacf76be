"""De regels van de maandrapportage voor één persoon, zoals bekend op moment K (docs/domein/maandrapportage.md).

Alle dagen zijn inclusief. De bouw doet hetzelfde met verzamelingen in SQL; de tests houden de twee tegen elkaar.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapportages.domein.onderwijstype import SoortVo, Type, onderwijstype
from verzuimloket.kalender import leeftijd

SECTOREN_STARTSET = frozenset({"VO", "MBO", "VAVO"})
JONGSTE, OUDSTE = 12, 21  # leeftijd op t1, Uitvoeringsregeling bestrijding vsv (BWBR0024501)


class Reden(StrEnum):
    """Waarom iemand op de lijst staat; de eerste die geldt."""

    NIET_BEKOSTIGD = "NIET BEKOSTIGD"
    EXAMENDEELNEMER = "EXAMENDEELNEMER"
    GEEN_INSCHRIJVING = "GEEN INSCHRIJVING"


class Waarom(StrEnum):
    """Waarom iemand van de lijst af is; de eerste die op t2 geldt."""

    OVERLEDEN = "OVERLEDEN"
    VERTROKKEN = "VERTROKKEN"
    STARTKWALIFICATIE = "STARTKWALIFICATIE"
    HERINGESCHREVEN = "HERINGESCHREVEN"
    NIET_IN_STARTSET = "NIET MEER IN STARTSET"


@dataclass(frozen=True, slots=True)
class Periode:
    """Een inschrijvingsperiode (ISP); zij geldt tot de volgende begint of de inschrijving eindigt."""

    datum_begin: date
    sector: str
    bekostigd: bool
    examen: bool
    opleidingcode: str = ""
    leerjaar: int | None = None
    niveau: int | None = None
    leerweg: str = ""
    vestiging: str = ""
    soort_vo: SoortVo | None = None

    @property
    def telt_mee(self) -> bool:
        """Bekostigd en geen examendeelnemer."""
        return self.bekostigd and not self.examen

    @property
    def type(self) -> Type | None:
        return onderwijstype(self.sector, self.niveau, self.soort_vo, self.leerjaar)


@dataclass(frozen=True, slots=True)
class Inschrijving:
    """Een inschrijving met haar perioden op volgorde; de eerste begint op `datum_inschrijving`."""

    brin: str
    volgnummer: str
    datum_inschrijving: date
    perioden: tuple[Periode, ...]
    datum_uitschrijving: date | None = None
    reden_uitstroom: str = ""

    def periode_op(self, dag: date) -> Periode | None:
        """De periode die op deze dag geldt; None als de inschrijving dan niet geldig is."""
        if dag < self.datum_inschrijving or (self.datum_uitschrijving or date.max) < dag:
            return None
        begonnen = [periode for periode in self.perioden if periode.datum_begin <= dag]
        return max(begonnen, key=lambda periode: periode.datum_begin, default=None)


@dataclass(frozen=True, slots=True)
class Diploma:
    soort: str
    niveau: int | None
    datum_behaald: date

    @property
    def startkwalificatie(self) -> bool:
        """Havo, vwo of mbo niveau 2 en hoger (WEB art. 7.2.2 lid 1 b-e; niveau 1, vmbo, pro en vso niet)."""
        return self.soort in ("HAVO", "VWO") or (self.soort == "MBO" and (self.niveau or 0) >= 2)


@dataclass(frozen=True, slots=True)
class Persoon:
    """Een persoon met alles wat op K bekend is, van beide nummers als er een nummerwijziging bekend is."""

    pgn: str
    geboortedatum: date
    gemeentecode: str
    inschrijvingen: tuple[Inschrijving, ...] = ()
    diplomas: tuple[Diploma, ...] = ()
    overleden_op: date | None = None
    vertrokken_op: date | None = None


def overleden(persoon: Persoon, dag: date) -> bool:
    return persoon.overleden_op is not None and persoon.overleden_op <= dag


def vertrokken(persoon: Persoon, dag: date) -> bool:
    return persoon.vertrokken_op is not None and persoon.vertrokken_op <= dag


def heeft_startkwalificatie(persoon: Persoon, dag: date) -> bool:
    return any(diploma.startkwalificatie and diploma.datum_behaald <= dag for diploma in persoon.diplomas)


def perioden_op(persoon: Persoon, dag: date) -> list[tuple[Inschrijving, Periode]]:
    """De op deze dag geldige inschrijvingen, elk met de periode die dan geldt."""
    paren = ((inschrijving, inschrijving.periode_op(dag)) for inschrijving in persoon.inschrijvingen)
    return [(inschrijving, periode) for inschrijving, periode in paren if periode is not None]


def leidende_inschrijving(persoon: Persoon, t1: date) -> tuple[Inschrijving, Periode] | None:
    """De inschrijving waarmee iemand op t1 meetelt, met haar periode; None als er geen is.

    Van de geldige, bekostigde inschrijvingen zonder examen in vo, mbo of vavo: de laatste datum_inschrijving, dan het
    laagste BRIN, dan het laagste volgnummer (als tekst).
    """
    tellend = [
        (inschrijving, periode)
        for inschrijving, periode in perioden_op(persoon, t1)
        if periode.telt_mee and periode.sector in SECTOREN_STARTSET
    ]
    if not tellend:
        return None
    laatste = max(inschrijving.datum_inschrijving for inschrijving, _ in tellend)
    return min(
        (paar for paar in tellend if paar[0].datum_inschrijving == laatste),
        key=lambda paar: (paar[0].brin, paar[0].volgnummer),
    )


def in_startset(persoon: Persoon, t1: date) -> bool:
    """A05: telt op t1 mee, is dan 12 tot en met 21 jaar, woont in Nederland en heeft geen startkwalificatie."""
    return (
        persoon.geboortedatum <= t1
        and JONGSTE <= leeftijd(persoon.geboortedatum, t1) <= OUDSTE
        and persoon.gemeentecode != ""
        and not overleden(persoon, t1)
        and not vertrokken(persoon, t1)
        and not heeft_startkwalificatie(persoon, t1)
        and leidende_inschrijving(persoon, t1) is not None
    )


def indicatie_startkwalificatie(persoon: Persoon, t1: date, t2: date) -> bool:
    """A05: na t1 en uiterlijk op t2 een startkwalificatie behaald."""
    return heeft_startkwalificatie(persoon, t2) and not heeft_startkwalificatie(persoon, t1)


def heringeschreven(persoon: Persoon, dag: date) -> bool:
    """Er is een geldige, bekostigde inschrijving zonder examen, in welke sector ook."""
    return any(periode.telt_mee for _, periode in perioden_op(persoon, dag))


def op_lijst(persoon: Persoon, t1: date, t2: date) -> bool:
    """A04: uit de startset, en op t2 geen bekostigde inschrijving en geen startkwalificatie."""
    return (
        in_startset(persoon, t1)
        and not overleden(persoon, t2)
        and not vertrokken(persoon, t2)
        and not heeft_startkwalificatie(persoon, t2)
        and not heringeschreven(persoon, t2)
    )


def reden(persoon: Persoon, t2: date) -> Reden:
    """De kolom REDEN van iemand die op de lijst staat."""
    geldig = [periode for _, periode in perioden_op(persoon, t2)]
    if any(not periode.examen for periode in geldig):
        return Reden.NIET_BEKOSTIGD
    return Reden.EXAMENDEELNEMER if geldig else Reden.GEEN_INSCHRIJVING


def waarom(persoon: Persoon, t2: date) -> Waarom:
    """De kolom WAAROM van iemand die op de vorige lijst stond en nu niet meer."""
    if overleden(persoon, t2):
        return Waarom.OVERLEDEN
    if vertrokken(persoon, t2):
        return Waarom.VERTROKKEN
    if heeft_startkwalificatie(persoon, t2):
        return Waarom.STARTKWALIFICATIE
    if heringeschreven(persoon, t2):
        return Waarom.HERINGESCHREVEN
    return Waarom.NIET_IN_STARTSET
