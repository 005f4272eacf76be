"""Signalen bij de goedgekeurde records van een levering, en hoeveel records elke instelling aanleverde.

Dezelfde regels als bron/domein/signaal.py, als verzamelingen over alleen wat in de tussenopslag staat. Alles geldt
zoals bekend direct na de levering: `ontvangen_op <= op < vervallen_op`. Een regel die niets kan vinden, wordt
overgeslagen.
"""

from datetime import date
from itertools import combinations
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from bron.domein.pgn import SQL_ONDERWIJSNUMMER
from bron.domein.signaal import (
    BEDENKTIJD_NUMMER,
    REDEN_VERPLICHT_SINDS,
    SECTOREN_MET_REDEN,
    ZONDER_TELDATUM,
    Signaal,
    dag_na_teldatum,
    samengevat,
)
from bron.domein.tijd import OPEN_DAG
from bron.models import Levering, Oordeel
from bron.services.meer import BEKEND, TELT_MEE
from verzuimloket.clock import AMSTERDAM

_BIT = {signaal: 1 << nummer for nummer, signaal in enumerate(Signaal)}

_TABEL = """
CREATE TEMP TABLE bron_in_signaal (regel int, recordsoort text, sleutel text, pgn text, bit int) ON COMMIT DROP"""

# het volgnummer zoals de terugkoppeling het schrijft (bron/domein/levering.py: sleutel)
_ISG = "groep, 'ISG', concat_ws('/', p.brin, p.pgn, regexp_replace(p.volgnummer, '[^0-9A-Za-z.-]', '?', 'g')), p.pgn"
_TOT = "coalesce(p.volgende, p.datum_uitschrijving + 1, %(open_dag)s)"

_NIETBEKOST = f"""p.bekostigbaar = 'N' AND p.intensiteit <> 'EX' AND p.sector <> ALL(%(zonder_teldatum)s)
    AND {_TOT} > %(na_teldatum)s"""
_GEENREDEN = """p.datum_uitschrijving >= %(verplicht_sinds)s AND p.reden_uitstroom IS NULL AND p.volgende IS NULL
    AND p.sector = ANY(%(met_reden)s)"""
_UIT_HET_RECORD = f"""
INSERT INTO bron_in_signaal
SELECT {_ISG},
    CASE WHEN {_NIETBEKOST} THEN %(nietbekost)s ELSE 0 END | CASE WHEN {_GEENREDEN} THEN %(geenreden)s ELSE 0 END
FROM bron_in_periode p WHERE ({_NIETBEKOST}) OR ({_GEENREDEN})"""

# Het andere nummer van een persoon na een nummerwijziging; dat zijn er weinig.
_ANDER_NUMMER = """(SELECT oud_pgn AS pgn, nieuw_pgn AS ander, ontvangen_op FROM bron_nummerwijziging
    UNION ALL SELECT nieuw_pgn, oud_pgn, ontvangen_op FROM bron_nummerwijziging)"""
_OVERLAPT = f"""v.brin <> p.brin AND v.bekostigd AND NOT v.examen AND v.geldig_van < {_TOT}
    AND v.geldig_tot > p.geldig_van AND {BEKEND} AND {TELT_MEE}"""
# Alleen van wie misschien bij meer instellingen staat (meer.py).
_OVERLAP = f"""
INSERT INTO bron_in_signaal
WITH gewisseld AS MATERIALIZED (SELECT p.*, n.ander FROM bron_in_periode p JOIN {_ANDER_NUMMER} n USING (pgn)
    WHERE n.ontvangen_op <= %(op)s)
SELECT {_ISG}, %(overlap)s FROM bron_in_meer m JOIN bron_in_periode p ON p.pgn = m.pgn
    JOIN bron_periodeversie v ON v.pgn = m.pgn WHERE {_OVERLAPT}
UNION ALL SELECT {_ISG}, %(overlap)s FROM gewisseld p JOIN bron_periodeversie v ON v.pgn = p.ander WHERE {_OVERLAPT}"""

_INSCHRIJF = f"""
INSERT INTO bron_in_signaal
WITH weer AS (SELECT {_ISG} AS nummer FROM bron_in_periode p WHERE {TELT_MEE} AND {_TOT} > %(t2)s)
SELECT w.*, %(inschrijf)s FROM weer w WHERE w.nummer IN (SELECT persoon FROM ({{lijst}}) l)
UNION ALL SELECT w.*, %(inschrijf)s FROM weer w JOIN {_ANDER_NUMMER} n ON n.pgn = w.nummer
    WHERE n.ontvangen_op <= %(op)s AND n.ander IN (SELECT persoon FROM ({{lijst}}) l)"""

# Per persoon één signaal: op zijn eerste record in de levering.
_OWNOUD = f"""
INSERT INTO bron_in_signaal
WITH hier AS (SELECT regel, 'PER' AS soort, pgn AS sleutel, p.pgn FROM bron_in_persoon p
        WHERE {SQL_ONDERWIJSNUMMER}
    UNION ALL SELECT {_ISG} FROM bron_in_periode p WHERE {SQL_ONDERWIJSNUMMER}
    UNION ALL SELECT regel, 'DIP', concat_ws('/', brin, pgn, soort), p.pgn FROM bron_in_diploma p
        WHERE {SQL_ONDERWIJSNUMMER}),
eerste AS (SELECT DISTINCT ON (pgn) * FROM hier ORDER BY pgn, regel)
SELECT e.*, %(ownoud)s FROM eerste e
WHERE NOT EXISTS (SELECT FROM bron_nummerwijziging n WHERE n.oud_pgn = e.pgn AND n.ontvangen_op <= %(op)s)
    AND (SELECT min(v.ontvangen_op) FROM bron_persoonversie v WHERE v.pgn = e.pgn) < %(nummer_tot)s"""

# Wat verderop in dezelfde levering alweer vervangen of ingetrokken is, krijgt geen signaal over de inschrijving.
_AL_VERVANGEN = """
DELETE FROM bron_in_signaal s WHERE s.bit <> %(ownoud)s AND NOT EXISTS (
    SELECT FROM bron_periodeversie v WHERE v.pgn = s.pgn AND v.levering_id = %(levering)s AND v.regel = s.regel
        AND v.vervallen_op > %(op)s)"""

_OORDELEN = """
INSERT INTO bron_oordeel (levering_id, regel, recordsoort, sleutel, oordeel, code, melding)
SELECT %(levering)s, s.regel, s.recordsoort, s.sleutel, %(signaal)s, t.code, t.melding
FROM (SELECT regel, recordsoort, sleutel, bit_or(bit) AS bits FROM bron_in_signaal GROUP BY 1, 2, 3) s
JOIN unnest(%(bits)s::int[], %(codes)s::text[], %(meldingen)s::text[]) AS t (bits, code, melding) USING (bits)
ORDER BY s.regel"""

# De laatste periode van een inschrijving staat voor haar ISG. Een afgekeurd record noemt zijn BRIN in de sleutel.
_PER_BRIN = """
INSERT INTO bron_leveringperbrin (levering_id, ontvangen_op, brin, aangeboden, afgekeurd, signalen)
SELECT %(levering)s, %(op)s, brin, sum(goed + fout), sum(fout), sum(signalen) FROM (
    SELECT brin, count(*) + count(*) FILTER (WHERE volgende IS NULL) AS goed, 0 AS fout, 0 AS signalen
        FROM bron_in_periode GROUP BY brin
    UNION ALL SELECT brin, count(*), 0, 0 FROM bron_in_diploma GROUP BY brin
    UNION ALL SELECT brin, count(*), 0, 0 FROM bron_in_intrekking GROUP BY brin
    UNION ALL SELECT split_part(sleutel, '/', 1), 0, count(*) FILTER (WHERE oordeel <> %(signaal)s),
            count(*) FILTER (WHERE oordeel = %(signaal)s)
        FROM bron_oordeel WHERE levering_id = %(levering)s AND recordsoort IN ('ISG', 'ISP', 'VIS', 'DIP', 'VDI')
            AND sleutel ~ '^[0-9]{2}[A-Z]{2}(/|$)' GROUP BY 1
) AS deel GROUP BY brin"""


def _teksten() -> dict[str, list[Any]]:
    """Code en melding bij elke combinatie van signalen, als bits."""
    groepen = [groep for n in range(1, len(Signaal) + 1) for groep in combinations(Signaal, n)]
    teksten = [samengevat(groep) for groep in groepen]
    return {
        "bits": [sum(_BIT[signaal] for signaal in groep) for groep in groepen],
        "codes": [code for code, _ in teksten],
        "meldingen": [melding for _, melding in teksten],
    }


def signaleer(cursor: Any, levering: Levering) -> None:
    """Schrijf de oordelen 'goedgekeurd met signaal' en de aantallen per instelling, in de transactie van de inlezer.

    Verwacht een volle tussenopslag, bron_in_meer (meer.py) en een bijgewerkt register (na
    `voeg_samen`). Zet `levering.signalen`.
    """
    op = levering.ontvangen_op
    waarden: dict[str, Any] = {str(signaal).lower(): bit for signaal, bit in _BIT.items()} | {
        "op": op,
        "levering": levering.pk,
        "open_dag": OPEN_DAG,
        "zonder_teldatum": sorted(ZONDER_TELDATUM),
        "na_teldatum": dag_na_teldatum(op.astimezone(AMSTERDAM)),
        "verplicht_sinds": REDEN_VERPLICHT_SINDS,
        "met_reden": sorted(SECTOREN_MET_REDEN),
        "nummer_tot": op - BEDENKTIJD_NUMMER,
        "signaal": Oordeel.Uitkomst.SIGNAAL.value,
    }
    cursor.execute(_TABEL)
    _zoek(cursor, waarden)
    cursor.execute("ANALYZE bron_in_signaal")
    cursor.execute(_AL_VERVANGEN, waarden)
    cursor.execute(_OORDELEN, waarden | _teksten())
    levering.signalen = cursor.rowcount
    if levering.signalen:
        levering.save(update_fields=["signalen"])
    cursor.execute(_PER_BRIN, waarden)


def _zoek(cursor: Any, waarden: dict[str, Any]) -> None:
    """Vul bron_in_signaal."""
    cursor.execute("SELECT EXISTS (SELECT FROM bron_in_periode)")
    if cursor.fetchone()[0]:
        cursor.execute(_UIT_HET_RECORD, waarden)
        cursor.execute(_OVERLAP, waarden)
        if (lijst := _laatste_lijst(cursor, waarden)) is not None:
            t2, personen = lijst
            cursor.execute(_INSCHRIJF.format(lijst=personen), waarden | {"t2": t2})
    if Levering.objects.filter(ontvangen_op__lt=waarden["nummer_tot"]).exists():
        cursor.execute(_OWNOUD, waarden)


def _laatste_lijst(cursor: Any, waarden: dict[str, Any]) -> tuple[date, str] | None:
    """De t2 van de laatste lijst en de vraag naar wie erop staat; de kamer met de lijst staat met naam in settings."""
    lijst = import_string(settings.OP_DE_LIJST)(waarden["op"])
    if lijst is None:
        return None
    t2, personen = lijst
    vraag: bytes = cursor.mogrify(*personen.query.sql_with_params())
    return t2, vraag.decode().replace("%", "%%")
