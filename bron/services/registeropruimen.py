"""De bewaartermijnen van het register (bron/domein/bewaren.py), voor een heel land in pakketten."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from accounts.queries.beperkingen import beperkte_nummers
from bron.domein.bewaren import Feiten, Grenzen, besluit
from bron.domein.tijd import OPEN_MOMENT
from bron.services.inlezen import SLOT
from verzuimloket.opschonen import begin_plek, in_pakketten

_PAKKET = 5000  # personen; er wordt langs de index gezocht, dus een pakket duurt even lang in een groot register

# Wie er aan de beurt is om bekeken te worden: iedereen heeft één geldende persoonsversie.
_PERSONEN = """
SELECT id, pgn FROM bron_persoonversie WHERE id > %s AND vervallen_op = %s ORDER BY id LIMIT %s"""

# Beide nummers van een persoon tellen samen. Alleen wie iets kwijtraakt, komt terug.
_FEITEN = """
WITH vraag AS (SELECT pgn FROM unnest(%(pgns)s::text[]) AS v(pgn)),
wie AS (SELECT pgn FROM vraag
    UNION SELECT w.oud_pgn FROM vraag JOIN bron_nummerwijziging w ON w.nieuw_pgn = vraag.pgn
    UNION SELECT w.nieuw_pgn FROM vraag JOIN bron_nummerwijziging w ON w.oud_pgn = vraag.pgn),
stand AS (SELECT wie.pgn, coalesce(w.nieuw_pgn, wie.pgn) AS persoon, i.*, p.*, d.*, t.*
    FROM wie LEFT JOIN bron_nummerwijziging w ON w.oud_pgn = wie.pgn
    CROSS JOIN LATERAL (SELECT max(v.geldig_tot) FILTER (WHERE v.vervallen_op = %(open)s) AS uitgeschreven,
        max(v.ontvangen_op) AS i_op, count(*) AS i_weg FROM bron_periodeversie v WHERE v.pgn = wie.pgn) i
    CROSS JOIN LATERAL (SELECT max(v.overleden_op) FILTER (WHERE v.vervallen_op = %(open)s) AS overleden,
        max(v.ontvangen_op) AS p_op, count(*) FILTER (WHERE v.vervallen_op < %(open)s) AS p_weg
        FROM bron_persoonversie v WHERE v.pgn = wie.pgn) p
    CROSS JOIN LATERAL (SELECT max(v.datum_behaald) FILTER (WHERE v.vervallen_op = %(open)s) AS laatste,
        min(v.datum_behaald) AS eerste, max(v.ontvangen_op) AS d_op,
        count(*) FILTER (WHERE v.vervallen_op < %(open)s) AS d_weg
        FROM bron_diplomaversie v WHERE v.pgn = wie.pgn) d
    CROSS JOIN LATERAL (SELECT max(v.ontvangen_op) AS t_op, count(*) AS t_weg
        FROM bron_intrekking v WHERE v.pgn = wie.pgn) t),
persoon AS (SELECT array_agg(pgn) AS pgns, max(uitgeschreven) AS uitgeschreven, max(overleden) AS overleden,
    (max(greatest(i_op, p_op, d_op, t_op)) AT TIME ZONE 'Europe/Amsterdam')::date AS gehoord, max(laatste) AS laatste,
    min(eerste) AS eerste, sum(i_weg + p_weg + d_weg + t_weg) AS weg FROM stand GROUP BY persoon)
SELECT pgns, uitgeschreven, gehoord, overleden, laatste, eerste <= %(diploma)s FROM persoon
WHERE overleden <= %(overlijden)s OR eerste <= %(diploma)s
    OR coalesce(uitgeschreven, gehoord) <= %(inschrijving)s AND (weg > 0 OR laatste IS NULL)"""

_GESCHIEDENIS = (
    "DELETE FROM bron_periodeversie WHERE pgn = ANY(%(inschrijvingen)s)",
    "DELETE FROM bron_intrekking WHERE pgn = ANY(%(inschrijvingen)s)",
    "DELETE FROM bron_persoonversie WHERE pgn = ANY(%(inschrijvingen)s) AND vervallen_op < %(open)s",
    "DELETE FROM bron_diplomaversie WHERE pgn = ANY(%(inschrijvingen)s) AND vervallen_op < %(open)s",
)
_DIPLOMAS = ("DELETE FROM bron_diplomaversie WHERE pgn = ANY(%(diplomas)s) AND datum_behaald <= %(diploma)s",)
_ALLES = (
    "DELETE FROM bron_persoonversie WHERE pgn = ANY(%(alles)s)",
    "DELETE FROM bron_diplomaversie WHERE pgn = ANY(%(alles)s)",
    "DELETE FROM bron_nummerwijziging WHERE oud_pgn = ANY(%(alles)s) OR nieuw_pgn = ANY(%(alles)s)",
)


@dataclass(slots=True)
class _Weg:
    """De nummers die iets kwijtraken, in één pakket; `personen` telt mensen."""

    personen: int = 0
    inschrijvingen: list[str] = field(default_factory=list)
    diplomas: list[str] = field(default_factory=list)
    alles: list[str] = field(default_factory=list)


def verwijder_register(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder uit het register wat op `vandaag` zijn termijn bereikt had; geeft hoeveel personen iets kwijtraken.

    Loopt langs alle personen; na een uitval gaat zij verder waar zij was. Per pakket één transactie, onder het slot van
    de inlezer: een levering komt ervoor of erna. Wie een beperking heeft, blijft heel. `proef`
    telt alleen.
    """
    grenzen = Grenzen.op(vandaag)
    if proef:
        return sum(_zoek(pgns, grenzen).personen for _, pgns in _pakketten(0))
    plek = begin_plek()

    def pakket() -> tuple[int, int | None]:
        nonlocal plek
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        volgende = next(_pakketten(plek), None)
        if volgende is None:
            return 0, None
        plek, pgns = volgende
        weg = _zoek(pgns, grenzen)
        _verwijder(weg, grenzen)
        return weg.personen, plek

    return in_pakketten("register", grenzen.inschrijving, pakket)


def _pakketten(na: int) -> Iterator[tuple[int, list[str]]]:
    """Nummers van personen in pakketten, met de plek tot waar het dan is."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_PERSONEN, [na, OPEN_MOMENT, _PAKKET])
            rijen = cursor.fetchall()
        if not rijen:
            return
        na = rijen[-1][0]
        yield na, [pgn for _, pgn in rijen]


def _zoek(pgns: list[str], grenzen: Grenzen) -> _Weg:
    weg, beperkt = _Weg(), beperkte_nummers()
    with connection.cursor() as cursor:
        cursor.execute(_FEITEN, {"pgns": pgns, "open": OPEN_MOMENT, **asdict(grenzen)})
        for nummers, uitgeschreven, gehoord, overleden, laatste, oud_diploma in cursor.fetchall():
            if not beperkt.isdisjoint(nummers):
                continue
            besloten = besluit(Feiten(uitgeschreven, gehoord, overleden, laatste), grenzen)
            weg.personen += 1
            weg.inschrijvingen += nummers if besloten.inschrijvingen else []
            weg.diplomas += nummers if oud_diploma else []
            weg.alles += nummers if besloten.alles else []
    return weg


def _verwijder(weg: _Weg, grenzen: Grenzen) -> None:
    waarden: dict[str, Any] = {"open": OPEN_MOMENT, **asdict(weg), **asdict(grenzen)}
    with connection.cursor() as cursor:
        for opdracht in (*_GESCHIEDENIS, *_DIPLOMAS, *_ALLES):
            cursor.execute(opdracht, waarden)
