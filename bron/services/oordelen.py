"""Wat pas met het register erbij te beoordelen is: bekende personen, nummerwijzigingen en intrekkingen.

Alles werkt op de tussenopslag, als verzamelingen, op volgorde van het bestand: een record dat wordt afgekeurd
verdwijnt uit zijn tabel en krijgt een rij in `bron_in_oordeel`. `%(op)s` is het moment van ontvangst.
"""

from datetime import datetime
from typing import Any

from bron.domein.levering import Code
from bron.services.tussenopslag import Tussenopslag

ZINNEN = {
    "persoon": (Code.PERSOON, "De persoon is niet bekend. Lever eerst een PER aan."),
    "groep": (Code.GROEP, "Een ander record van dezelfde inschrijving is afgekeurd."),
    "gewisseld": (Code.WPG, "Dit onderwijsnummer of dit BSN hoort al bij een eerdere nummerwijziging."),
    "inschrijving": (Code.ONBEKEND, "Deze inschrijving is niet bekend of al ingetrokken."),
    "diploma": (Code.ONBEKEND, "Dit diploma is niet bekend of al ingetrokken."),
}

_OORDEEL = "INSERT INTO bron_in_oordeel (regel, recordsoort, sleutel, code, melding)"

_WPG_ZONDER_PERSOON = f"""
WITH weg AS (DELETE FROM bron_in_nummer r
    WHERE NOT EXISTS (SELECT FROM bron_in_persoon p WHERE p.pgn = r.oud_pgn AND p.regel < r.regel)
        AND NOT EXISTS (SELECT FROM bron_persoonversie v WHERE v.pgn = r.oud_pgn)
        AND NOT EXISTS (SELECT FROM bron_in_nummer n WHERE n.nieuw_pgn = r.oud_pgn AND n.regel < r.regel)
        AND NOT EXISTS (SELECT FROM bron_nummerwijziging n WHERE n.nieuw_pgn = r.oud_pgn) RETURNING *)
{_OORDEEL} SELECT regel, 'WPG', oud_pgn, %(code)s, %(zin)s FROM weg"""

# Elk nummer wisselt één keer. Eerst gaat weg wat het register al kent, dan, op volgorde van het bestand, wat een nummer
# noemt dat een eerder goedgekeurde wijziging al gebruikte: een afgekeurde houdt geen nummer bezet.
_WPG_AL_GEWISSELD = f"""
WITH weg AS (DELETE FROM bron_in_nummer r
    WHERE EXISTS (SELECT FROM bron_nummerwijziging n WHERE n.oud_pgn = r.oud_pgn)
        OR EXISTS (SELECT FROM bron_nummerwijziging n WHERE n.nieuw_pgn = r.nieuw_pgn) RETURNING r.*)
{_OORDEEL} SELECT regel, 'WPG', oud_pgn, %(code)s, %(zin)s FROM weg"""

_WPG_DUBBEL = """
WITH dubbel AS (SELECT regel, oud_pgn, nieuw_pgn, count(*) OVER (PARTITION BY oud_pgn) AS oud,
    count(*) OVER (PARTITION BY nieuw_pgn) AS nieuw FROM bron_in_nummer)
SELECT regel, oud_pgn, nieuw_pgn FROM dubbel WHERE oud > 1 OR nieuw > 1 ORDER BY regel"""

_WPG_WEG = f"""
WITH weg AS (DELETE FROM bron_in_nummer r WHERE regel = ANY(%(regels)s) RETURNING r.*)
{_OORDEEL} SELECT regel, 'WPG', oud_pgn, %(code)s, %(zin)s FROM weg"""

# Wie het register niet kent, van de records die niet op hun PER volgen. Als één gesorteerde rij nummers: dan gaat
# PostgreSQL langs de index; met NOT EXISTS leest hij alle personen van het land.
_ONBEKENDEN = """
CREATE TEMP TABLE bron_in_onbekend ON COMMIT DROP AS
WITH vraag AS (SELECT pgn FROM bron_in_periode WHERE NOT bekend UNION SELECT pgn FROM bron_in_diploma WHERE NOT bekend)
SELECT pgn FROM vraag
EXCEPT SELECT pgn FROM bron_persoonversie WHERE pgn = ANY((SELECT array_agg(pgn ORDER BY pgn) FROM vraag)::text[])"""

_NIET_EERDER = """NOT r.bekend AND r.pgn IN (SELECT pgn FROM bron_in_onbekend)
    AND NOT EXISTS (SELECT FROM bron_in_persoon p WHERE p.pgn = r.pgn AND p.regel < r.{regel})
    AND NOT EXISTS (SELECT FROM bron_in_nummer n WHERE n.nieuw_pgn = r.pgn AND n.regel < r.{regel})
    AND NOT EXISTS (SELECT FROM bron_nummerwijziging n WHERE n.nieuw_pgn = r.pgn)"""

_INSCHRIJVING_ZONDER_PERSOON = f"""
WITH weg AS (DELETE FROM bron_in_periode r WHERE {_NIET_EERDER.format(regel="groep")} RETURNING *)
{_OORDEEL}
SELECT DISTINCT groep, 'ISG', concat_ws('/', brin, pgn, volgnummer), %(code)s, %(zin)s FROM weg
UNION ALL SELECT regel, 'ISP', concat_ws('/', brin, pgn, volgnummer), %(groep_code)s, %(groep_zin)s FROM weg"""

_DIPLOMA_ZONDER_PERSOON = f"""
WITH weg AS (DELETE FROM bron_in_diploma r WHERE {_NIET_EERDER.format(regel="regel")} RETURNING *)
{_OORDEEL} SELECT regel, 'DIP', concat_ws('/', brin, pgn, soort), %(code)s, %(zin)s FROM weg"""

# Elk nummer dat bij een ander nummer hoort, met de regel vanaf waar dat in dit bestand geldt (0: al eerder bekend).
_PAREN = """
CREATE TEMP TABLE bron_in_paar ON COMMIT DROP AS
WITH link AS (SELECT oud_pgn, nieuw_pgn, 0 AS vanaf FROM bron_nummerwijziging WHERE ontvangen_op <= %(op)s
    UNION ALL SELECT oud_pgn, nieuw_pgn, regel FROM bron_in_nummer)
SELECT oud_pgn AS pgn, nieuw_pgn AS ander, nieuw_pgn AS persoon, vanaf FROM link
UNION ALL SELECT nieuw_pgn, oud_pgn, nieuw_pgn, vanaf FROM link"""

# Wat er in dit bestand gebeurt met de personen van wie iets wordt ingetrokken.
_GEBEURTENISSEN = """
CREATE TEMP TABLE bron_in_gebeurtenis ON COMMIT DROP AS
WITH mensen AS (SELECT DISTINCT coalesce(p.persoon, i.pgn) AS persoon
        FROM bron_in_intrekking i LEFT JOIN bron_in_paar p ON p.pgn = i.pgn),
nummers AS (SELECT persoon AS pgn, persoon FROM mensen
    UNION SELECT p.pgn, p.persoon FROM mensen JOIN bron_in_paar p USING (persoon)),
feiten AS (SELECT DISTINCT groep AS regel, 'VIS' AS soort, true AS erbij, brin, pgn, volgnummer AS sleutel
        FROM bron_in_periode WHERE pgn IN (SELECT pgn FROM nummers)
    UNION ALL SELECT regel, 'VDI', true, brin, pgn, concat(soort, '/', opleidingcode, '/', datum_behaald)
        FROM bron_in_diploma WHERE pgn IN (SELECT pgn FROM nummers)
    UNION ALL SELECT regel, soort, false, brin, pgn, sleutel FROM bron_in_intrekking)
SELECT f.*, n.persoon, coalesce(p.vanaf < f.regel, false) AS samen, p.ander
FROM feiten f JOIN nummers n USING (pgn) LEFT JOIN bron_in_paar p ON p.pgn = f.pgn;
CREATE INDEX ON bron_in_gebeurtenis (persoon, soort, brin, sleutel, regel);
ANALYZE bron_in_gebeurtenis"""

# Een nummer heeft op een regel iets om in te trekken als de laatste gebeurtenis die het raakt een aanlevering onder dat
# nummer is, of als het bestand er nog niets over zegt en het register het op het moment van ontvangst kent.
_INTREKKING_VAN_NIETS = f"""
WITH weg AS (DELETE FROM bron_in_intrekking i USING bron_in_gebeurtenis g WHERE g.regel = i.regel AND NOT EXISTS (
    SELECT FROM (VALUES (g.pgn), (CASE WHEN g.samen THEN g.ander END)) AS nummer (pgn)
    LEFT JOIN LATERAL (SELECT e.erbij AND e.pgn = nummer.pgn AS geldt FROM bron_in_gebeurtenis e
        WHERE (e.persoon, e.soort, e.brin, e.sleutel) = (g.persoon, g.soort, g.brin, g.sleutel) AND e.regel < g.regel
            AND (e.pgn = nummer.pgn OR e.samen) ORDER BY e.regel DESC LIMIT 1) laatste ON true
    WHERE nummer.pgn IS NOT NULL AND coalesce(laatste.geldt, CASE g.soort
        WHEN 'VIS' THEN EXISTS (SELECT FROM bron_periodeversie v WHERE v.pgn = nummer.pgn AND v.brin = g.brin
            AND v.volgnummer = g.sleutel AND v.ontvangen_op <= %(op)s AND v.vervallen_op > %(op)s)
        ELSE EXISTS (SELECT FROM bron_diplomaversie v WHERE v.pgn = nummer.pgn AND v.brin = g.brin
            AND concat(v.soort, '/', v.opleidingcode, '/', v.datum_behaald) = g.sleutel
            AND v.ontvangen_op <= %(op)s AND v.vervallen_op > %(op)s) END)) RETURNING i.*)
{_OORDEEL} SELECT regel, soort, concat_ws('/', brin, pgn, split_part(sleutel, '/', 1)),
    CASE soort WHEN 'VIS' THEN %(vis_code)s ELSE %(vdi_code)s END,
    CASE soort WHEN 'VIS' THEN %(vis_zin)s ELSE %(vdi_zin)s END FROM weg"""


def _met(naam: str, voor: str = "") -> dict[str, object]:
    code, zin = ZINNEN[naam]
    return {f"{voor}code": code.value, f"{voor}zin": zin}


def _tweede_keer(wijzigingen: list[tuple[int, str, str]]) -> list[int]:
    """De regels die een nummer noemen dat een eerdere, zelf goede wijziging in dit bestand al gebruikte."""
    gebruikt: set[str] = set()
    weg: list[int] = []
    for regel, oud, nieuw in wijzigingen:
        if oud in gebruikt or nieuw in gebruikt:
            weg.append(regel)
        else:
            gebruikt |= {oud, nieuw}
    return weg


def beoordeel_tegen_register(cursor: Any, opslag: Tussenopslag, op: datetime) -> None:
    """Keur af wat het register tegenspreekt. Verwacht het slot van de inlezer en een volle tussenopslag."""
    if opslag.aantal["nummer"]:
        cursor.execute(_WPG_ZONDER_PERSOON, _met("persoon"))
        cursor.execute(_WPG_AL_GEWISSELD, _met("gewisseld"))
        cursor.execute(_WPG_DUBBEL)
        if regels := _tweede_keer(cursor.fetchall()):
            cursor.execute(_WPG_WEG, {"regels": regels} | _met("gewisseld"))
    cursor.execute(_PAREN, {"op": op})
    cursor.execute(_ONBEKENDEN)
    cursor.execute(_INSCHRIJVING_ZONDER_PERSOON, _met("persoon") | _met("groep", "groep_"))
    cursor.execute(_DIPLOMA_ZONDER_PERSOON, _met("persoon"))
    if opslag.aantal["intrekking"]:
        cursor.execute(_GEBEURTENISSEN)
        cursor.execute(_INTREKKING_VAN_NIETS, {"op": op} | _met("inschrijving", "vis_") | _met("diploma", "vdi_"))
