"""Voegt een beoordeelde levering toe aan het register en houdt de ketens van versies kloppend.

De regel: een versie vervalt bij de eerstvolgende gebeurtenis over dezelfde sleutel (een nieuwe versie of een
intrekking), op volgorde van ontvangst en bij gelijke ontvangst van verwerking. Na een nummerwijziging raken beide
nummers elkaar. Meestal is elke sleutel nieuw of het laatst geldend; dan volstaat één UPDATE (`_SLUIT`). Voor de
lastige personen (zie `_LASTIG`) wordt de hele keten opnieuw berekend (`_KETEN`). Zie docs/domein/twee-tijdassen.md.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bron.domein.startkwalificatie import SQL_STARTKWALIFICATIE
from bron.domein.tijd import OPEN_DAG, OPEN_MOMENT
from bron.models import Levering
from bron.services.indexen import is_weinig, langs_de_index, pas_na_afloop

_VERSIE = "pgn, ontvangen_op, vervallen_op, levering_id, regel"
_WAARDEN = "pgn, %(op)s, %(open)s, %(levering)s"

_VOEG_VERSIES_TOE = (
    f"""INSERT INTO bron_persoonversie ({_VERSIE}, geboortedatum, geslacht, achternaam, voorvoegsel, voornamen, straat,
    huisnummer, huisletter, toevoeging, postcode, plaats, gemeentecode, overleden_op, vertrokken_op)
SELECT {_WAARDEN}, regel, geboortedatum, geslacht, achternaam, coalesce(voorvoegsel, ''), coalesce(voornamen, ''),
    coalesce(straat, ''), coalesce(huisnummer, ''), coalesce(huisletter, ''), coalesce(toevoeging, ''),
    coalesce(postcode, ''), coalesce(plaats, ''), coalesce(gemeentecode, ''), overleden_op, vertrokken_op
FROM bron_in_persoon""",
    f"""INSERT INTO bron_periodeversie ({_VERSIE}, brin, volgnummer, datum_inschrijving, datum_uitschrijving,
    reden_uitstroom, geldig_van, geldig_tot, sector, opleidingcode, leerjaar, niveau, leerweg, intensiteit, examen,
    bekostigd, vestiging)
SELECT {_WAARDEN}, groep, brin, volgnummer, datum_inschrijving, datum_uitschrijving, coalesce(reden_uitstroom, ''),
    geldig_van, coalesce(volgende, datum_uitschrijving + 1, %(open_dag)s), sector, opleidingcode,
    coalesce(leerjaar, ''), coalesce(niveau, ''), coalesce(leerweg, ''), intensiteit, intensiteit = 'EX',
    bekostigbaar = 'J', coalesce(vestiging, '')
FROM bron_in_periode""",
    f"""INSERT INTO bron_diplomaversie ({_VERSIE}, brin, soort, opleidingcode, niveau, datum_behaald, startkwalificatie)
SELECT {_WAARDEN}, regel, brin, soort, coalesce(opleidingcode, ''), coalesce(niveau, ''), datum_behaald,
    {SQL_STARTKWALIFICATIE}
FROM bron_in_diploma""",
)
_VOEG_TOE = (
    """INSERT INTO bron_nummerwijziging (oud_pgn, nieuw_pgn, ontvangen_op, levering_id, regel)
SELECT oud_pgn, nieuw_pgn, %(op)s, %(levering)s, regel FROM bron_in_nummer""",
    """INSERT INTO bron_intrekking (soort, brin, pgn, sleutel, ontvangen_op, levering_id, regel)
SELECT soort, brin, pgn, sleutel, %(op)s, %(levering)s, regel FROM bron_in_intrekking""",
    """INSERT INTO bron_oordeel (levering_id, regel, recordsoort, sleutel, oordeel, code, melding)
SELECT %(levering)s, regel, recordsoort, coalesce(sleutel, ''), 'afgekeurd', code, melding
FROM bron_in_oordeel ORDER BY regel""",
    # een lezer (coach, mentor) leest een leerling, niet een nummer: het nieuwe hoort er meteen bij
    """UPDATE accounts_toewijzing t SET leerling_pgns = t.leerling_pgns || n.erbij
FROM (SELECT t.id, array_agg(DISTINCT p.ander) AS erbij FROM accounts_toewijzing t
    JOIN (SELECT oud_pgn AS pgn, nieuw_pgn AS ander FROM bron_in_nummer
        UNION ALL SELECT nieuw_pgn, oud_pgn FROM bron_in_nummer) p ON p.pgn = ANY(t.leerling_pgns)
    WHERE NOT p.ander = ANY(t.leerling_pgns) GROUP BY t.id) n WHERE n.id = t.id""",
)


@dataclass(frozen=True, slots=True)
class _Keten:
    """Een tabel met versies. `sleutel` maakt van een versie `v` de sleutel zoals een intrekking haar noemt."""

    tabel: str
    brin: str
    sleutel: str
    intrekking: str


_KETENS = (
    _Keten("bron_persoonversie", "''", "''", "-"),
    _Keten("bron_periodeversie", "v.brin", "v.volgnummer", "VIS"),
    _Keten("bron_diplomaversie", "v.brin", "concat(v.soort, '/', v.opleidingcode, '/', v.datum_behaald)", "VDI"),
)

_GERAAKT = """SELECT pgn FROM bron_in_persoon UNION ALL SELECT pgn FROM bron_in_periode
    UNION ALL SELECT pgn FROM bron_in_diploma UNION ALL SELECT pgn FROM bron_in_intrekking"""

# Wie een intrekking of nummerwijziging krijgt, een tweede nummer heeft of twee keer in het bestand staat.
_LASTIG = f"""
CREATE TEMP TABLE bron_in_lastig ON COMMIT DROP AS
WITH hier AS (SELECT pgn FROM bron_in_intrekking UNION SELECT oud_pgn FROM bron_in_nummer
    UNION SELECT nieuw_pgn FROM bron_in_nummer
    UNION (SELECT pgn FROM bron_in_persoon GROUP BY pgn HAVING count(*) > 1)
    UNION (SELECT pgn FROM bron_in_periode WHERE geldig_van = datum_inschrijving -- de eerste periode van elke ISG
        GROUP BY pgn, brin, volgnummer HAVING count(*) > 1)
    UNION (SELECT pgn FROM bron_in_diploma GROUP BY pgn, brin, soort, opleidingcode, datum_behaald
        HAVING count(*) > 1)),
paar AS (SELECT oud_pgn AS pgn, oud_pgn, nieuw_pgn FROM bron_nummerwijziging
    UNION ALL SELECT nieuw_pgn, oud_pgn, nieuw_pgn FROM bron_nummerwijziging),
gekoppeld AS (SELECT oud_pgn, nieuw_pgn FROM ({_GERAAKT} UNION ALL SELECT pgn FROM hier) g JOIN paar USING (pgn))
SELECT pgn FROM hier UNION SELECT oud_pgn FROM gekoppeld UNION SELECT nieuw_pgn FROM gekoppeld"""

# Een levering met een eerder moment van ontvangst dan wat er al staat, valt midden in de ketens van deze personen.
_INGEHAALD = f"""
INSERT INTO bron_in_lastig SELECT DISTINCT g.pgn FROM ({_GERAAKT}) g WHERE g.pgn NOT IN (SELECT pgn FROM bron_in_lastig)
AND (EXISTS (SELECT FROM bron_persoonversie v WHERE v.pgn = g.pgn AND v.ontvangen_op >= %(op)s)
    OR EXISTS (SELECT FROM bron_periodeversie v WHERE v.pgn = g.pgn AND v.ontvangen_op >= %(op)s)
    OR EXISTS (SELECT FROM bron_diplomaversie v WHERE v.pgn = g.pgn AND v.ontvangen_op >= %(op)s)
    OR EXISTS (SELECT FROM bron_intrekking v WHERE v.pgn = g.pgn AND v.ontvangen_op >= %(op)s))"""

# Van wie er een PER is, per `is_weinig`. Weinig nummers als één gesorteerde rij: PostgreSQL (vanaf 17) gaat dan één
# keer langs de index in plaats van per persoon van boven af, en draagt geen rijen van een andere tabel mee.
_PERSONEN = {
    True: "v.pgn = ANY((SELECT array_agg(pgn) FROM (SELECT pgn FROM bron_in_persoon ORDER BY pgn) n)::text[])",
    False: "v.pgn IN (SELECT pgn FROM bron_in_persoon)",
}

# Op volgorde van de index: buren op dezelfde bladzijde worden na elkaar gevonden.
_SLUIT = (
    """UPDATE bron_persoonversie v SET vervallen_op = %(op)s WHERE {personen} AND v.vervallen_op = %(open)s""",
    """UPDATE bron_periodeversie v SET vervallen_op = %(op)s
FROM (SELECT brin, pgn, volgnummer FROM bron_in_periode
    WHERE geldig_van = datum_inschrijving ORDER BY pgn) n -- één rij per ISG: haar eerste periode
WHERE v.pgn = n.pgn AND v.brin = n.brin AND v.volgnummer = n.volgnummer AND v.vervallen_op = %(open)s""",
    """UPDATE bron_diplomaversie v SET vervallen_op = %(op)s FROM (SELECT * FROM bron_in_diploma ORDER BY pgn) n
WHERE v.pgn = n.pgn AND v.brin = n.brin AND v.soort = n.soort AND v.opleidingcode = coalesce(n.opleidingcode, '')
    AND v.datum_behaald = n.datum_behaald AND v.vervallen_op = %(open)s""",
)

# `na`: de gebeurtenis komt na de nummerwijziging, en raakt dus beide nummers. Wat ervoor kwam, wordt geraakt door de
# eerste die erna komt. Van twee personen die één worden, vervalt de oudste stand bij de wijziging zelf. Koppelen gaat
# op id: op (pgn, levering, regel) kostte één persoon die tienduizend keer in een bestand staat het kwadraat daarvan.
_KETEN = """
WITH mensen AS (SELECT l.pgn, coalesce(o.nieuw_pgn, l.pgn) AS persoon, coalesce(o.id, n.id) AS wissel
    FROM bron_in_lastig l LEFT JOIN bron_nummerwijziging o ON o.oud_pgn = l.pgn
    LEFT JOIN bron_nummerwijziging n ON n.nieuw_pgn = l.pgn),
feiten AS (SELECT pgn, {brin} AS brin, {sleutel} AS sleutel, ontvangen_op, levering_id, regel, array_agg(v.id) AS ids
        FROM {tabel} v JOIN bron_in_lastig USING (pgn) GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL SELECT pgn, brin, sleutel, ontvangen_op, levering_id, regel, NULL
        FROM bron_intrekking JOIN bron_in_lastig USING (pgn) WHERE soort = '{intrekking}'),
reeks AS (SELECT f.*, m.persoon, w.ontvangen_op AS gewisseld_op, coalesce(
        (w.ontvangen_op, w.levering_id, w.regel) < (f.ontvangen_op, f.levering_id, f.regel), false) AS na
    FROM feiten f JOIN mensen m USING (pgn) LEFT JOIN bron_nummerwijziging w ON w.id = m.wissel),
ketting AS (SELECT *, lead(ontvangen_op) OVER eigen AS volgende_eigen, lead(ontvangen_op) OVER samen AS volgende_samen,
        lead(na) OVER samen AS volgende_na, min(ontvangen_op) FILTER (WHERE na) OVER allen AS eerste_na
    FROM reeks WINDOW eigen AS (PARTITION BY pgn, brin, sleutel ORDER BY ontvangen_op, levering_id, regel),
        samen AS (PARTITION BY persoon, brin, sleutel ORDER BY ontvangen_op, levering_id, regel),
        allen AS (PARTITION BY persoon, brin, sleutel)),
einde AS (SELECT unnest(ids) AS id, coalesce(least(volgende_eigen,
        CASE WHEN na THEN volgende_samen ELSE eerste_na END,
        CASE WHEN {is_persoon} AND NOT na AND NOT volgende_na THEN gewisseld_op END), %(open)s) AS tot
    FROM ketting)
UPDATE {tabel} v SET vervallen_op = e.tot FROM einde e WHERE v.id = e.id AND v.vervallen_op <> e.tot
    AND v.id = ANY((SELECT array_agg(id) FROM einde)::bigint[]) -- anders leest PostgreSQL de hele tabel"""


def voeg_samen(cursor: Any, levering: Levering, rijen: int) -> None:
    """Zet de goedgekeurde records uit de tussenopslag in het register, met de oordelen over de andere.

    Verwacht het slot van de inlezer; `levering` is de hoogste van allemaal, ook als zij eerder ontvangen is.
    """
    op: datetime = levering.ontvangen_op
    waarden = {"op": op, "open": OPEN_MOMENT, "open_dag": OPEN_DAG, "levering": levering.pk}
    cursor.execute(_LASTIG)
    if Levering.objects.filter(ontvangen_op__gte=op).exclude(pk=levering.pk).exists():
        cursor.execute("ANALYZE bron_in_lastig")
        cursor.execute(_INGEHAALD, waarden)
    cursor.execute("SELECT count(*) FROM bron_in_lastig")
    lastig: int = cursor.fetchone()[0]
    weinig = is_weinig(cursor, rijen)
    # op volgorde van de index vallen buren op dezelfde bladzijde; een heel land sorteren kost meer dan het scheelt
    volgorde = " ORDER BY pgn" if weinig else ""
    with pas_na_afloop(cursor, rijen):
        # per tabel: wie intussen in het register zoekt (meer.py) is klaar met de perioden als wij eraan beginnen
        for sluit, voeg_toe in zip(_SLUIT, _VOEG_VERSIES_TOE, strict=True):
            with langs_de_index(cursor, rijen):
                cursor.execute(sluit.format(personen=_PERSONEN[weinig]), waarden)
            cursor.execute(voeg_toe + volgorde, waarden)
        for opdracht in _VOEG_TOE:
            cursor.execute(opdracht, waarden)
    if lastig:
        cursor.execute("CREATE INDEX ON bron_in_lastig (pgn); ANALYZE bron_in_lastig")
        _tel_wat_leeg_heet(cursor)
        for keten in _KETENS:
            cursor.execute(
                _KETEN.format(
                    tabel=keten.tabel,
                    brin=keten.brin,
                    sleutel=keten.sleutel,
                    intrekking=keten.intrekking,
                    is_persoon=str(keten.intrekking == "-").lower(),
                ),
                waarden,
            )


def _tel_wat_leeg_heet(cursor: Any) -> None:
    """Een tabel die leeg was toen PostgreSQL haar telde, heet leeg; dan kiest de planner voor `_KETEN` een kwadraat."""
    namen = [keten.tabel for keten in _KETENS]
    cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s) AND reltuples < 1", [namen])
    for (tabel,) in cursor.fetchall():
        cursor.execute(f"ANALYZE {tabel}")
