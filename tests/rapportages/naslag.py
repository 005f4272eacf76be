"""De naslag: dezelfde maandrapportage, persoon voor persoon en record voor record, zonder database.

Traag en voor de hand liggend. Een levering is een moment van ontvangst met records; de records zijn die van de
levering van het register. De regels zelf komen uit rapportages/domein/selectie.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from rapportages.domein import selectie
from rapportages.domein.onderwijstype import SoortVo
from rapportages.domein.peildatum import Maand
from rapportages.domein.vergelijking import vergelijk


@dataclass(frozen=True)
class Per:
    pgn: str
    geboortedatum: date
    gemeentecode: str = "0363"
    overleden_op: date | None = None
    vertrokken_op: date | None = None
    achternaam: str = "Bakker"


@dataclass(frozen=True)
class Isp:
    datum_begin: date
    sector: str = "VO"
    bekostigd: bool = True
    examen: bool = False
    niveau: int | None = None
    opleidingcode: str = "0300"
    leerjaar: int | None = 4
    leerweg: str = ""
    vestiging: str = "00"


@dataclass(frozen=True)
class Isg:
    brin: str
    pgn: str
    volgnummer: str
    datum_inschrijving: date
    perioden: tuple[Isp, ...]
    datum_uitschrijving: date | None = None
    reden_uitstroom: str = ""


@dataclass(frozen=True)
class Vis:
    brin: str
    pgn: str
    volgnummer: str


@dataclass(frozen=True)
class Dip:
    brin: str
    pgn: str
    soort: str
    datum_behaald: date
    niveau: int | None = None


@dataclass(frozen=True)
class Vdi:
    brin: str
    pgn: str
    soort: str
    datum_behaald: date


@dataclass(frozen=True)
class Wpg:
    oud: str
    nieuw: str


Record = Per | Isg | Vis | Dip | Vdi | Wpg


@dataclass(frozen=True)
class Levering:
    ontvangen_op: datetime
    records: tuple[Record, ...]


@dataclass
class Kennis:
    """Alles wat op één moment bekend is, per sleutel de nieuwste versie."""

    nummers: dict[str, str] = field(default_factory=dict)
    personen: dict[str, Per] = field(default_factory=dict)
    inschrijvingen: dict[tuple[str, str, str], Isg | None] = field(default_factory=dict)
    diplomas: dict[tuple[str, str, str, date], Dip | None] = field(default_factory=dict)


def bekend_op(leveringen: Iterable[Levering], k: datetime) -> dict[str, selectie.Persoon]:
    """De personen zoals bekend op K; gelijk ontvangen leveringen gaan in de volgorde van verwerken."""
    gezien = sorted((lev for lev in leveringen if lev.ontvangen_op < k), key=lambda lev: lev.ontvangen_op)
    records = [record for levering in gezien for record in levering.records]
    nummers = {record.oud: record.nieuw for record in records if isinstance(record, Wpg)}
    kennis = Kennis(nummers=nummers)
    for record in records:
        _verwerk(kennis, record)
    return {pgn: _persoon(kennis, pgn) for pgn in kennis.personen}


def _verwerk(kennis: Kennis, record: Record) -> None:
    if isinstance(record, Wpg):
        return
    persoon = kennis.nummers.get(record.pgn, record.pgn)
    if isinstance(record, Per):
        kennis.personen[persoon] = record
    elif isinstance(record, Isg):
        kennis.inschrijvingen[record.brin, persoon, record.volgnummer] = record
    elif isinstance(record, Vis):
        kennis.inschrijvingen[record.brin, persoon, record.volgnummer] = None
    elif isinstance(record, Dip):
        kennis.diplomas[record.brin, persoon, record.soort, record.datum_behaald] = record
    elif isinstance(record, Vdi):
        kennis.diplomas[record.brin, persoon, record.soort, record.datum_behaald] = None


def _persoon(kennis: Kennis, pgn: str) -> selectie.Persoon:
    per = kennis.personen[pgn]
    return selectie.Persoon(
        pgn,
        per.geboortedatum,
        per.gemeentecode,
        tuple(_inschrijving(isg) for (_, wie, _), isg in kennis.inschrijvingen.items() if wie == pgn and isg),
        tuple(
            selectie.Diploma(dip.soort, dip.niveau, dip.datum_behaald)
            for (_, wie, _, _), dip in kennis.diplomas.items()
            if wie == pgn and dip
        ),
        per.overleden_op,
        per.vertrokken_op,
    )


def _inschrijving(isg: Isg) -> selectie.Inschrijving:
    perioden = tuple(
        selectie.Periode(
            isp.datum_begin, isp.sector, isp.bekostigd, isp.examen, isp.opleidingcode, isp.leerjaar, isp.niveau,
            isp.leerweg, isp.vestiging, SoortVo.HAVO_VWO if isp.opleidingcode == "0300" else None,
        )
        for isp in isg.perioden
    )  # fmt: skip
    return selectie.Inschrijving(
        isg.brin, isg.volgnummer, isg.datum_inschrijving, perioden, isg.datum_uitschrijving, isg.reden_uitstroom
    )


@dataclass(frozen=True)
class Regel:
    """Wat de naslag van een rij vergelijkt."""

    pgn: str
    brin: str
    gemeentecode: str
    type: str
    vanaf: str
    reden: str = ""
    waarom: str = ""
    indicatie: str = ""


@dataclass(frozen=True)
class Rapportage:
    """De lijsten van één maand over het hele land; A02 kan per persoon twee rijen hebben (nummerwijziging)."""

    a01: frozenset[Regel]
    a02: frozenset[Regel]
    a04: frozenset[Regel]
    a05: frozenset[Regel]
    a14: frozenset[Regel]


def rapportage(leveringen: Iterable[Levering], maand: Maand, vorige: Rapportage | None) -> Rapportage:
    """De maandrapportage, gegeven de bewaarde rapportage van de maand ervoor (None: niet bewaard)."""
    leveringen = list(leveringen)
    personen = bekend_op(leveringen, maand.sluitmoment)
    nummers = {
        record.oud: record.nieuw
        for levering in leveringen
        if levering.ontvangen_op < maand.sluitmoment
        for record in levering.records
        if isinstance(record, Wpg)
    }
    zelfde_jaar = vorige is not None and maand.vorige.t1 == maand.t1
    a04 = _lijst(personen, maand.t1, maand, vorige.a04 if zelfde_jaar else frozenset(), nummers)
    oud = frozenset() if zelfde_jaar or vorige is None else vorige.a04
    a14: frozenset[Regel] = frozenset()
    if maand.vorige_t1:
        oud = vorige.a14 if vorige is not None and maand.vorige.vorige_t1 == maand.vorige_t1 else oud
        a14 = _lijst(personen, maand.vorige_t1, maand, oud, nummers)
    eerder = vorige.a04 if zelfde_jaar else frozenset()
    uit = vergelijk([(rij.pgn, rij.vanaf) for rij in eerder], [rij.pgn for rij in a04], nummers, maand.rijwoord)
    return Rapportage(
        frozenset(rij for rij in a04 if rij.pgn in uit.a01),
        _herinschrijvingen(eerder, set(uit.a02), nummers, personen, maand),
        a04,
        frozenset(_startset(personen, maand)),
        a14,
    )


def _lijst(personen, t1, maand, vorige, nummers) -> frozenset[Regel]:
    erop = [mens for mens in personen.values() if selectie.op_lijst(mens, t1, maand.t2)]
    uit = vergelijk([(r.pgn, r.vanaf) for r in vorige], [mens.pgn for mens in erop], nummers, maand.rijwoord)
    return frozenset(
        Regel(
            mens.pgn, *_leidend(mens, t1), uit.vanaf[mens.pgn], reden=selectie.reden(mens, maand.t2).value
        )
        for mens in erop
    )  # fmt: skip


def _startset(personen, maand) -> Iterable[Regel]:
    for mens in personen.values():
        if selectie.in_startset(mens, maand.t1):
            indicatie = selectie.indicatie_startkwalificatie(mens, maand.t1, maand.t2)
            yield Regel(mens.pgn, *_leidend(mens, maand.t1), maand.rijwoord, indicatie="J" if indicatie else "N")


def _leidend(mens: selectie.Persoon, t1: date) -> tuple[str, str, str]:
    gevonden = selectie.leidende_inschrijving(mens, t1)
    assert gevonden is not None
    inschrijving, periode = gevonden
    return inschrijving.brin, mens.gemeentecode, periode.type.value if periode.type else ""


def _herinschrijvingen(eerder, weg, nummers, personen, maand) -> frozenset[Regel]:
    rijen = set()
    for rij in eerder:
        persoon = nummers.get(rij.pgn, rij.pgn)
        if persoon in weg:
            vanaf = min(r.vanaf for r in eerder if nummers.get(r.pgn, r.pgn) == persoon)
            waarom = selectie.waarom(personen[persoon], maand.t2).value
            rijen.add(Regel(persoon, rij.brin, rij.gemeentecode, rij.type, vanaf, rij.reden, waarom))
    return frozenset(rijen)
