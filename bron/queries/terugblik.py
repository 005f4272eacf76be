"""Terugkijken in het register: wat wisten wij op K over dag d, en welke versies waren er.

Alleen voor wie REGISTER_INZIEN mag; de dienst `bron.services.terugblik` legt elke blik vast. Ook de uitleg bij één
leerling van een maandrapportage leest zo, en toont daarvan alleen wat de lezer mag zien (besluit 21). Per tabel is er
één vraag langs de index op het nummer: hoeveel leveringen het register kent, maakt niet uit.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from bron.domein.terugblik import (
    Beeld,
    Diploma,
    Dossier,
    Herkomst,
    Ingetrokken,
    Inschrijving,
    Namen,
    Periode,
    Persoon,
    Stand,
    Wissel,
    dag_tekst,
    dossier,
)
from bron.domein.tijd import OPEN_MOMENT
from bron.models import DiplomaVersie, Intrekking, Nummerwijziging, Opleiding, PeriodeVersie, PersoonVersie
from bron.queries.leerling import nummers_van
from verzuimloket.db.bereik import buiten_bereik

REDEN = "terugkijken door functioneel beheer, met een vastgelegde reden"
_PERSOON = tuple(veld for veld in Persoon.__slots__ if veld != "herkomst")
_PERIODE = tuple(Periode.__slots__)
_DIPLOMA = tuple(veld for veld in Diploma.__slots__ if veld != "herkomst")
_VOLGORDE = ("ontvangen_op", "levering_id", "regel")
Sleutel = tuple[str, ...]


def as_known_at(pgn: str, k: datetime, d: date) -> Beeld:
    """Wat op moment `k` bekend was van de persoon met dit nummer, over dag `d` (beide tijdassen).

    Volgt nummerwijzigingen die op `k` bekend waren. Een inschrijving staat er alleen als zij op `d` gold, met de
    periode die dan gold; een diploma als het op of vóór `d` behaald was. Een adres heeft alleen kennistijd.
    """
    nummer, alle = nummers_van(pgn, k)
    bekend: dict[str, Any] = {"pgn__in": alle, "ontvangen_op__lt": k, "vervallen_op__gte": k}
    persoon = _versies(PersoonVersie, bekend).order_by(*(f"-{veld}" for veld in _VOLGORDE)).first()
    perioden = _versies(PeriodeVersie, bekend | {"geldig_van__lte": d, "geldig_tot__gt": d})
    diplomas = _versies(DiplomaVersie, bekend | {"datum_behaald__lte": d})
    return Beeld(
        pgn=nummer,
        nummers=tuple(alle),
        persoon=_persoon(persoon) if persoon else None,
        inschrijvingen=tuple(
            _inschrijving([rij]) for rij in perioden.order_by("-datum_inschrijving", "brin", "volgnummer", "pgn")
        ),
        diplomas=tuple(_diploma(rij) for rij in diplomas.order_by("datum_behaald", *_VOLGORDE)),
    )


@buiten_bereik(REDEN)
def beelden_op(pgn: str, k: datetime, d: date) -> list[Beeld]:
    """Als `as_known_at`, voor de mens achter dit nummer zoals wij hem nu kennen.

    Vóór een nummerwijziging waren zijn twee nummers nog twee personen: dan zijn het twee beelden, het BSN eerst.
    """
    _, alle = nummers_van(pgn, OPEN_MOMENT)
    beelden = [as_known_at(alle[0], k, d)]
    beelden += [as_known_at(nummer, k, d) for nummer in alle[1:] if nummer not in beelden[0].nummers]
    return beelden


@buiten_bereik(REDEN)
def is_bekend(pgn: str) -> bool:
    """Of het register dit nummer ooit kende: een persoon begint met een PER, of met een nummerwijziging."""
    _, alle = nummers_van(pgn, OPEN_MOMENT)
    return len(alle) > 1 or PersoonVersie.objects.unscoped(REDEN).filter(pgn=pgn).exists()


@buiten_bereik(REDEN)
def dossiers_van(pgn: str) -> tuple[list[Dossier], Namen]:
    """Alle versies van de mens achter dit nummer, per persoon, inschrijving, diploma en nummerwijziging.

    Met de namen bij alle codes die erin staan.
    """
    _, alle = nummers_van(pgn, OPEN_MOMENT)
    binnen = {"pgn__in": alle}
    personen = _versies(PersoonVersie, binnen).order_by(*_VOLGORDE)
    perioden = _versies(PeriodeVersie, binnen).order_by("brin", "volgnummer", *_VOLGORDE, "geldig_van")
    diplomas = _versies(DiplomaVersie, binnen).order_by("datum_behaald", "brin", *_VOLGORDE)
    weg = _versies(Intrekking, binnen).order_by(*_VOLGORDE)
    wissels = Nummerwijziging.objects.unscoped(REDEN).filter(nieuw_pgn=alle[0]).select_related("levering")

    reeksen: dict[Sleutel, list[tuple[Any, Stand]]] = defaultdict(list)
    reeksen["persoon",] = [(_plaats(rij), _persoon(rij)) for rij in personen]
    for (brin, volgnummer, *plaats), groep in groupby(perioden, lambda p: (p.brin, p.volgnummer, *_plaats(p))):
        reeksen["VIS", brin, volgnummer].append((tuple(plaats), _inschrijving(list(groep))))
    for rij in diplomas:
        kenmerk = f"{rij.soort}/{rij.opleidingcode}/{rij.datum_behaald}"
        reeksen["VDI", rij.brin, kenmerk].append((_plaats(rij), _diploma(rij)))
    for rij in weg:
        reeksen[rij.soort, rij.brin, rij.sleutel].append((_plaats(rij), Ingetrokken(rij.pgn, _herkomst(rij))))
    reeksen["wissel",] = [(_plaats(rij), Wissel(rij.oud_pgn, rij.nieuw_pgn, _herkomst(rij))) for rij in wissels]
    namen = _namen(stand for reeks in reeksen.values() for _, stand in reeks)
    dossiers = [
        dossier(_titel(sleutel, namen), [stand for _, stand in sorted(reeks, key=lambda paar: paar[0])], namen)
        for sleutel, reeks in reeksen.items()
        if reeks
    ]
    return dossiers, namen


def _namen(standen: Iterable[Stand]) -> Namen:
    organisaties, opleidingen = set[str](), set[str]()
    for stand in standen:
        match stand:
            case Persoon():
                organisaties.add(stand.gemeentecode)
            case Inschrijving():
                organisaties.add(stand.brin)
                opleidingen |= {periode.opleidingcode for periode in stand.perioden}
            case Diploma():
                organisaties.add(stand.brin)
                opleidingen.add(stand.opleidingcode)
    bekend = Organisatie.objects.filter(soort__in=[Soort.INSTELLING, Soort.GEMEENTE], code__in=organisaties - {""})
    vakken = Opleiding.objects.filter(code__in=opleidingen - {""})
    return Namen(dict(bekend.values_list("code", "naam")), dict(vakken.values_list("code", "naam")))


def _titel(sleutel: Sleutel, namen: Namen) -> str:
    match sleutel:
        case ("VIS", brin, volgnummer):
            return f"Inschrijving {volgnummer} bij {namen.organisatie(brin)}"
        case ("VDI", brin, kenmerk):
            soort, _, dag = kenmerk.split("/")
            return f"Diploma {soort} van {dag_tekst(date.fromisoformat(dag))} bij {namen.organisatie(brin)}"
    return "Persoon" if sleutel == ("persoon",) else "Nummerwijziging"


def _versies(model: Any, waar: dict[str, Any]) -> Any:
    return model.objects.unscoped(REDEN).filter(**waar).select_related("levering")


def _plaats(rij: Any) -> tuple[datetime, int, int]:
    """De plaats in de volgorde van kennis: ontvangst, dan verwerking, dan het bestand."""
    return rij.ontvangen_op, rij.levering_id, rij.regel


def _herkomst(rij: Any) -> Herkomst:
    tot = getattr(rij, "vervallen_op", OPEN_MOMENT)  # een intrekking en een nummerwijziging vervallen niet
    return Herkomst(rij.ontvangen_op, tot, rij.levering.leverancier, rij.levering.volgnummer, rij.regel)


def _persoon(rij: PersoonVersie) -> Persoon:
    return Persoon(**{veld: getattr(rij, veld) for veld in _PERSOON}, herkomst=_herkomst(rij))


def _diploma(rij: DiplomaVersie) -> Diploma:
    return Diploma(**{veld: getattr(rij, veld) for veld in _DIPLOMA}, herkomst=_herkomst(rij))


def _inschrijving(rijen: list[PeriodeVersie]) -> Inschrijving:
    """Van de rijen die samen één stand van een inschrijving zijn."""
    kop = rijen[0]
    return Inschrijving(
        pgn=kop.pgn,
        brin=kop.brin,
        volgnummer=kop.volgnummer,
        datum_inschrijving=kop.datum_inschrijving,
        datum_uitschrijving=kop.datum_uitschrijving,
        reden_uitstroom=kop.reden_uitstroom,
        perioden=tuple(Periode(**{veld: getattr(rij, veld) for veld in _PERIODE}) for rij in rijen),
        herkomst=_herkomst(kop),
    )
