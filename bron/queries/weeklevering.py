"""Vragen voor de leveringen aan gemeenten, RMC-regio's en uitvoerende instanties.

Wie een C-levering vraagt, krijgt elke persoon die op de peildatum 00:00 bij hem woont, 4 tot en met 22 jaar is en geen
startkwalificatie heeft. De aanroeper heeft vastgesteld dat de vrager bij die ontvanger hoort.
"""

from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from accounts.queries.fusies import met_voorgangers
from bron.domein.week import JONGSTE, TE_OUD, geboren_uiterlijk, sluitmoment
from bron.queries import weekstand as w
from verzuimloket.clock import vandaag

_PAKKET = 2000

_LEDEN = f"""
WITH {w.NUMMERS},
mens AS (
    SELECT v.pgn AS persoon, {w.PERSOON} FROM bron_persoonversie v
    WHERE v.gemeentecode = ANY(%(gemeenten)s) AND {w.bekend("v")} AND v.pgn NOT IN (SELECT pgn FROM samen)
    UNION ALL
    (SELECT DISTINCT ON (a.persoon) a.persoon, {w.PERSOON} FROM samen a JOIN bron_persoonversie v ON v.pgn = a.pgn
     WHERE {w.bekend("v")} ORDER BY a.persoon, v.{w.NIEUWSTE.format("v")})
),
woont_er AS MATERIALIZED (
    SELECT * FROM mens m
    WHERE m.gemeentecode = ANY(%(gemeenten)s)
      AND m.geboortedatum > %(te_oud)s AND m.geboortedatum <= %(jongste)s
      AND (m.overleden_op <= %(dag)s) IS NOT TRUE AND (m.vertrokken_op <= %(dag)s) IS NOT TRUE
),
groep AS MATERIALIZED (
    SELECT persoon, persoon AS pgn FROM woont_er
    UNION ALL SELECT n.nieuw_pgn, n.oud_pgn FROM nummers n JOIN woont_er m ON m.persoon = n.nieuw_pgn
),
wl_diploma AS MATERIALIZED (
    SELECT g.persoon, d.soort, d.niveau, d.datum_behaald, d.startkwalificatie, true AS nu
    FROM groep g JOIN bron_diplomaversie d ON d.pgn = g.pgn
    WHERE {w.bekend("d")}
      AND NOT {w.verdrongen("bron_diplomaversie", "brin, soort, opleidingcode, datum_behaald", "d")}
),
hoogste AS MATERIALIZED ({w.HOOGSTE}),
lid AS MATERIALIZED (
    SELECT m.*, coalesce(h.naam, '') AS hoogste_diploma FROM woont_er m LEFT JOIN hoogste h ON h.persoon = m.persoon
    WHERE h.startkwalificatie IS NOT TRUE
)"""

_STAND = f"""{_LEDEN},
wl_periode AS (
    SELECT g.persoon, {w.PERIODE}, true AS nu
    FROM groep g JOIN lid l ON l.persoon = g.persoon JOIN bron_periodeversie p ON p.pgn = g.pgn
    WHERE {w.bekend("p")} AND NOT {w.verdrongen("bron_periodeversie", "brin, volgnummer", "p")}
),
leidend AS ({w.leidend()})
SELECT '' AS soort, NULL::date AS datum, l.persoon AS pgn, l.achternaam, l.voorvoegsel, l.voornamen, l.geboortedatum,
    l.straat, l.huisnummer, l.huisletter, l.toevoeging, l.postcode, l.plaats, l.gemeentecode,
    coalesce(gem.rmc_nummer, '') AS rmc_nummer, coalesce(p.brin, '') AS brin, coalesce(i.naam, '') AS naam_instelling,
    coalesce(p.sector, '') AS sector, coalesce(p.opleidingcode, '') AS opleidingcode, coalesce(p.niveau, '') AS niveau,
    {w.LEERWEG.format("p")} AS leerweg, p.datum_inschrijving, p.datum_uitschrijving,
    coalesce(p.reden_uitstroom, '') AS reden_uitstroom, p.bekostigd, l.hoogste_diploma, false AS startkwalificatie
FROM lid l
LEFT JOIN leidend p ON p.persoon = l.persoon
LEFT JOIN accounts_organisatie gem ON gem.soort = 'gemeente' AND gem.code = l.gemeentecode
LEFT JOIN accounts_organisatie i ON i.soort = 'instelling' AND i.code = p.brin
ORDER BY l.persoon COLLATE "C" """


def gemeenten_van(ontvanger: Organisatie) -> frozenset[str]:
    """De gemeentecodes waarvan deze ontvanger de leveringen krijgt; leeg bij een organisatie die niets ontvangt."""
    match ontvanger.soort:
        case Soort.GEMEENTE:
            return frozenset(met_voorgangers(Soort.GEMEENTE, ontvanger.code, vandaag()))
        case Soort.RMC_REGIO:
            opgegaan = Q(opgegaan_op__lte=vandaag())
            hier = ~opgegaan & Q(rmc_nummer=ontvanger.code) | opgegaan & Q(opvolger__rmc_nummer=ontvanger.code)
            return frozenset(Organisatie.objects.filter(hier, soort=Soort.GEMEENTE).values_list("code", flat=True))
        case Soort.UITVOERENDE_INSTANTIE:
            return frozenset(import_string(settings.GEMEENTEN_VAN_INSTANTIE)(ontvanger.pk))
    return frozenset()


def c_aantal(ontvanger: Organisatie, peildatum: date) -> int:
    """Hoeveel personen de C-levering van deze ontvanger op `peildatum` telt."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_LEDEN} SELECT count(*) FROM lid", _gegevens(ontvanger, peildatum))
        return cursor.fetchone()[0]


def c_stand(ontvanger: Organisatie, peildatum: date) -> Iterator[Any]:
    """De personen van de C-levering, op volgorde van PGN, met de velden van een Mutatie (soort leeg, datum None).

    Zet ze met `bron.exports.weeklevering.rij` om in een regel. Leest in pakketten: het geheugen blijft klein.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(_STAND, _gegevens(ontvanger, peildatum))
        soort: Any = None
        while pakket := cursor.fetchmany(_PAKKET):
            soort = soort or namedtuple("Stand", [kolom[0] for kolom in cursor.description])
            yield from map(soort._make, pakket)


def _gegevens(ontvanger: Organisatie, peildatum: date) -> dict[str, Any]:
    return {
        "k": sluitmoment(peildatum),
        "dag": peildatum,
        "gemeenten": sorted(gemeenten_van(ontvanger)),
        "te_oud": geboren_uiterlijk(peildatum, TE_OUD),
        "jongste": geboren_uiterlijk(peildatum, JONGSTE),
    }
