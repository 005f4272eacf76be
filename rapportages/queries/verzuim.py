"""Meldingen in de maandrapportage: de kolommen MELDING_VERZUIM_* en de regels van R01, als verzamelingen in SQL."""

from rapportages.queries import register as r

# geregistreerd vanaf t1 en vóór K, welke school ook; ook wie later introk, heeft gemeld
SINDS = """
SELECT m.pgn, s.verplicht
FROM meldingen_melding m JOIN meldingen_verzuimsoort s ON s.code = m.soort_id
WHERE m.geregistreerd_op >= %(meldingen_vanaf)s AND m.geregistreerd_op < %(k)s"""

# De gemeente van een melding: waar zij naartoe gerouteerd is, of de laatste gemeente waarnaar zij is doorgestuurd. De
# gemeente die doorstuurde, ziet niet hoe het verder ging (contract 3a).
DOORGESTUURD = """
doorgestuurd AS MATERIALIZED (
    SELECT DISTINCT ON (d.melding_id) d.melding_id, o.code
    FROM meldingen_doorzending d JOIN accounts_organisatie o ON o.id = d.naar_id AND o.soort = 'gemeente'
    ORDER BY d.melding_id, d.id DESC
)"""

GEMEENTE = """
LEFT JOIN doorgestuurd d ON d.melding_id = m.nummer
LEFT JOIN accounts_organisatie gem
    ON gem.soort = 'gemeente' AND gem.code = coalesce(d.code, m.gemeentecode)"""

INVOEGEN = f"""
INSERT INTO rapportages_verzuimrij (
    rapportage_id, persoon, brin, gemeentecode, rmc_nummer, achternaam, voorvoegsel, voornamen, geboortedatum, nummer,
    soort, verplicht, status, geregistreerd_op, eerste_dag, laatste_dag
)
WITH {r.NUMMERS}, {DOORGESTUURD}
SELECT %(rapportage_id)s, coalesce(n.nieuw_pgn, m.pgn), school.code, coalesce(d.code, m.gemeentecode),
    coalesce(gem.rmc_nummer, ''), m.achternaam, m.voorvoegsel, m.voornamen, m.geboortedatum, m.nummer,
    m.soort_id, s.verplicht, m.status, m.geregistreerd_op, m.begin, m.eind
FROM meldingen_melding m
JOIN meldingen_verzuimsoort s ON s.code = m.soort_id
JOIN accounts_organisatie school ON school.id = m.school_id
{GEMEENTE}
LEFT JOIN nummers n ON n.oud_pgn = m.pgn
WHERE m.geregistreerd_op >= %(van)s AND m.geregistreerd_op < %(tot)s
ORDER BY m.nummer"""
