"""De startset (A05): op aanvraag voor één ontvanger, en als telling voor het hele land."""

from rapportages.domein.ontvanger import Ontvanger
from rapportages.queries import opvolging
from rapportages.queries import register as r

# Alleen personen die bij de ontvanger kúnnen horen; of dat zo is, beslissen de leidende inschrijving en het adres.
_KANDIDATEN = {
    "I": f"""
SELECT coalesce(n.nieuw_pgn, p.pgn) AS persoon FROM bron_periodeversie p LEFT JOIN nummers n ON n.oud_pgn = p.pgn
WHERE p.brin = {opvolging.codes(opvolging.SCHOLEN)} AND {r.TELT_OP_T1}""",
    "G": f"""
SELECT coalesce(n.nieuw_pgn, v.pgn) AS persoon FROM bron_persoonversie v LEFT JOIN nummers n ON n.oud_pgn = v.pgn
WHERE v.gemeentecode = {opvolging.codes(opvolging.GEMEENTEN)} AND {r.bekend("v")}""",
    "R": f"""
SELECT coalesce(n.nieuw_pgn, v.pgn) AS persoon FROM bron_persoonversie v LEFT JOIN nummers n ON n.oud_pgn = v.pgn
WHERE v.gemeentecode IN (
    SELECT g.code FROM ({r.REGIO}) g WHERE g.rmc_nummer = %(ontvanger)s
) AND {r.bekend("v")}""",
}
_HOORT_BIJ = {
    "I": f"p.brin = {opvolging.codes(opvolging.SCHOLEN)}",
    "G": f"m.gemeentecode = {opvolging.codes(opvolging.GEMEENTEN)}",
    "R": "gem.rmc_nummer = %(ontvanger)s",
}


def rijen_van(ontvanger: Ontvanger) -> str:
    """De startset van één ontvanger op volgorde van PGN, met de kolommen van A05.

    Extra parameters: `ontvanger` en `rapportage_id`.
    """
    return f"""
WITH {r.NUMMERS}, {r.VERDRONGEN}, {r.SOORTEN},
kandidaat AS MATERIALIZED (SELECT DISTINCT persoon FROM ({_KANDIDATEN[ontvanger.letter]}) k),
groep AS MATERIALIZED (
    SELECT persoon, persoon AS pgn FROM kandidaat
    UNION SELECT n.nieuw_pgn, n.oud_pgn FROM nummers n JOIN kandidaat k ON k.persoon = n.nieuw_pgn
),
leidend AS (
    SELECT DISTINCT ON (persoon) g.persoon AS persoon, p.id AS periode_id
    FROM groep g JOIN bron_periodeversie p ON p.pgn = g.pgn
    WHERE {r.TELT_OP_T1} ORDER BY {r.LEIDEND_EERST}
),
{r.mens("groep")},
school_na AS MATERIALIZED (SELECT * FROM {opvolging.SCHOLEN} o),
gemeente_na AS MATERIALIZED (SELECT * FROM {opvolging.GEMEENTEN} o),
op_t1 AS ({r.gekwalificeerd("groep", "t1")}),
op_t2 AS ({r.gekwalificeerd("groep", "t2")})
SELECT l.persoon, coalesce((SELECT o.naar FROM school_na o WHERE o.van = p.brin), p.brin) AS brin,
    coalesce((SELECT o.naar FROM gemeente_na o WHERE o.van = m.gemeentecode), m.gemeentecode) AS gemeentecode,
    coalesce(gem.rmc_nummer, '') AS rmc_nummer, m.achternaam, m.voorvoegsel,
    m.voornamen, m.geboortedatum, {r.TYPE} AS type, p.volgnummer, p.vestiging, p.opleidingcode, {r.LEERWEG} AS leerweg,
    m.straat, m.huisnummer, m.huisletter, m.toevoeging, m.postcode, m.plaats,
    EXISTS (SELECT 1 FROM op_t2 q WHERE q.persoon = l.persoon) AS indicatie
FROM leidend l
JOIN bron_periodeversie p ON p.id = l.periode_id
JOIN mens m ON m.persoon = l.persoon
LEFT JOIN soorten s ON s.code = p.opleidingcode
LEFT JOIN ({r.REGIO}) gem ON gem.code = m.gemeentecode
WHERE {_HOORT_BIJ[ontvanger.letter]} AND {r.PAST_IN_STARTSET}
  AND NOT EXISTS (SELECT 1 FROM op_t1 q WHERE q.persoon = l.persoon)
ORDER BY l.persoon COLLATE "C" """


# Wie één nummer heeft (bijna iedereen) heeft op K precies één bekende stand. Dan lopen de perioden en de personen langs
# hun index op nummer naast elkaar, en hoeft niets gesorteerd of in het geheugen verzameld. De anderen apart.
_MET_EEN_NUMMER = f"""
SELECT DISTINCT ON (p.pgn) p.brin, m.gemeentecode, p.sector, p.niveau, p.leerjaar, p.opleidingcode
FROM bron_periodeversie p JOIN bron_persoonversie m ON m.pgn = p.pgn AND {r.bekend("m")}
WHERE {r.TELT_OP_T1_EEN_NUMMER} AND {r.PAST_IN_STARTSET} AND NOT EXISTS (
    SELECT 1 FROM bron_diplomaversie d
    WHERE d.pgn = p.pgn AND d.startkwalificatie AND d.datum_behaald <= %(t1)s AND {r.bekend("d")}
)
ORDER BY p.pgn, {r.EERST}"""
_MET_MEER_NUMMERS = f"""
SELECT DISTINCT ON (a.persoon) p.brin, m.gemeentecode, p.sector, p.niveau, p.leerjaar, p.opleidingcode
FROM samen a JOIN bron_periodeversie p ON p.pgn = a.pgn JOIN ({r.mens_vraag("samen")}) m ON m.persoon = a.persoon
WHERE {r.TELT_OP_T1} AND {r.PAST_IN_STARTSET}
  AND NOT EXISTS (SELECT 1 FROM ({r.gekwalificeerd("samen", "t1")}) q WHERE q.persoon = a.persoon)
ORDER BY a.persoon, {r.EERST}"""
_GETELD = f"""
SELECT t.brin, t.gemeentecode, coalesce(gem.rmc_nummer, '') AS rmc_nummer, t.type, t.aantal
FROM (
    SELECT p.brin, p.gemeentecode, {r.TYPE} AS type, count(*) AS aantal
    FROM (({_MET_EEN_NUMMER}) UNION ALL ({_MET_MEER_NUMMERS})) p LEFT JOIN soorten s ON s.code = p.opleidingcode
    GROUP BY 1, 2, 3
) t LEFT JOIN ({r.REGIO}) gem ON gem.code = t.gemeentecode"""
_TELLEN = """
INSERT INTO rapportages_telling (rapportage_id, ontvanger, code, soort, aantal)
SELECT %(rapportage_id)s, 'I' || brin, 'A05', type, sum(aantal) FROM geteld GROUP BY brin, type
UNION ALL
SELECT %(rapportage_id)s, 'G' || gemeentecode, 'A05', type, sum(aantal) FROM geteld GROUP BY gemeentecode, type
UNION ALL
SELECT %(rapportage_id)s, 'R00' || rmc_nummer, 'A05', type, sum(aantal)
FROM geteld WHERE rmc_nummer <> '' GROUP BY rmc_nummer, type
UNION ALL
SELECT %(rapportage_id)s, '', 'A05', type, sum(aantal) FROM geteld GROUP BY type"""

TELLEN = (*r.GRONDSLAG, *r.tijdelijk("geteld", _GETELD, "brin, gemeentecode"), *opvolging.in_tabel("geteld"), _TELLEN)

# de lijsten zelf: A01 zijn de nieuwe rijen van A04; een persoon telt per ontvanger één keer
TELLEN_LIJSTEN = """
INSERT INTO rapportages_telling (rapportage_id, ontvanger, code, soort, aantal)
WITH rijen AS (
    SELECT code, persoon, brin, gemeentecode, rmc_nummer, type FROM rapportages_rapportagerij
    WHERE rapportage_id = %(rapportage_id)s
    UNION ALL
    SELECT 'A01', persoon, brin, gemeentecode, rmc_nummer, type FROM rapportages_rapportagerij
    WHERE rapportage_id = %(rapportage_id)s AND code = 'A04' AND nieuw
),
per_ontvanger AS (
    SELECT 'I' || brin AS ontvanger, code, type, persoon FROM rijen
    UNION ALL SELECT 'G' || gemeentecode, code, type, persoon FROM rijen
    UNION ALL SELECT 'R00' || rmc_nummer, code, type, persoon FROM rijen WHERE rmc_nummer <> ''
    UNION ALL SELECT '', code, type, persoon FROM rijen
),
een_keer AS (SELECT ontvanger, code, persoon, min(type) AS type FROM per_ontvanger GROUP BY 1, 2, 3)
SELECT %(rapportage_id)s, ontvanger, code, type, count(*) FROM een_keer GROUP BY 2, 3, 4"""

TELLEN_VERZUIM = """
INSERT INTO rapportages_telling (rapportage_id, ontvanger, code, soort, aantal)
SELECT %(rapportage_id)s, o.ontvanger, 'R01', v.soort || '/' || v.status, count(*)
FROM rapportages_verzuimrij v CROSS JOIN LATERAL (
    VALUES ('I' || v.brin), ('G' || v.gemeentecode), ('R00' || v.rmc_nummer), ('')
) AS o (ontvanger)
WHERE v.rapportage_id = %(rapportage_id)s AND o.ontvanger NOT IN ('G', 'R00')
GROUP BY o.ontvanger, v.soort, v.status"""
