"""De lijst (A04, A14) en de herinschrijvingen (A02), in één slag naar de tabel van de rijen."""

from rapportages.queries import register as r

KOLOMMEN = (
    "rapportage_id, code, persoon, brin, gemeentecode, rmc_nummer, achternaam, voorvoegsel, voornamen, geboortedatum,"
    " nieuw, reden, waarom, vanaf, type, volgnummer, vestiging, opleidingcode, leerweg, datum_inschrijving,"
    " datum_uitschrijving, reden_uitstroom, straat, huisnummer, huisletter, toevoeging, postcode, plaats,"
    " melding_wettelijk, melding_niet_wettelijk"
)

# Wie op de lijst staat, had op t1 een meetellende periode die uiterlijk de dag vóór t2 eindigde. Al zijn meetellende
# perioden op t1 zijn zo geëindigd, dus de leidende zit erbij.
LEIDEND = f"""
CREATE TEMP TABLE rap_leidend ON COMMIT DROP AS
WITH {r.NUMMERS}, {r.VERDRONGEN}
SELECT DISTINCT ON (persoon) coalesce(n.nieuw_pgn, p.pgn) AS persoon, p.id AS periode_id
FROM bron_periodeversie p LEFT JOIN nummers n ON n.oud_pgn = p.pgn
WHERE p.geldig_tot <= %(t2)s AND p.geldig_tot < DATE '9999-12-31' AND {r.TELT_OP_T1}
ORDER BY {r.LEIDEND_EERST}"""

GROEP = f"""
CREATE TEMP TABLE rap_groep ON COMMIT DROP AS
WITH {r.NUMMERS}
SELECT persoon, persoon AS pgn FROM rap_leidend
UNION
SELECT n.nieuw_pgn, n.oud_pgn FROM nummers n JOIN rap_leidend l ON l.persoon = n.nieuw_pgn"""

# de bewaarde lijst van de maand ervoor, per persoon zoals nu bekend; twee rijen van één persoon zijn er één
VORIGE = """
vorige AS (
    SELECT coalesce(n.nieuw_pgn, v.persoon) AS persoon, min(v.vanaf) AS vanaf
    FROM rapportages_rapportagerij v LEFT JOIN nummers n ON n.oud_pgn = v.persoon
    WHERE v.rapportage_id = %(vorige_id)s AND v.code = %(vorige_code)s
    GROUP BY 1
)"""

AANTAL_VORIGE = f"WITH {r.NUMMERS}, {VORIGE} SELECT count(*) FROM vorige"

OP_LIJST = f"""
over AS MATERIALIZED (
    SELECT l.persoon, l.periode_id FROM rap_leidend l
    WHERE NOT EXISTS (SELECT 1 FROM ({r.meetellend_op_t2("rap_groep")}) h WHERE h.persoon = l.persoon)
      AND NOT EXISTS (SELECT 1 FROM ({r.gekwalificeerd("rap_groep", "t2")}) h WHERE h.persoon = l.persoon)
),
groep AS MATERIALIZED (SELECT g.persoon, g.pgn FROM over o JOIN rap_groep g ON g.persoon = o.persoon),
geldig AS (
    SELECT g.persoon, bool_or(NOT p.examen) AS gewoon
    FROM groep g JOIN bron_periodeversie p ON p.pgn = g.pgn
    WHERE {r.GELDIG_OP_T2} AND {r.bekend("p")} AND {r.NIET_VERDRONGEN}
    GROUP BY 1
)"""


def invoegen(meldingen: str) -> str:
    """Voeg de lijst in. `meldingen` is een SELECT die (pgn, verplicht) geeft van de meldingen die meetellen."""
    return f"""
INSERT INTO rapportages_rapportagerij ({KOLOMMEN})
WITH {r.NUMMERS}, {r.VERDRONGEN}, {r.SOORTEN}, {VORIGE}, {OP_LIJST}, {r.mens("groep")},
gemeld AS (
    SELECT g.persoon, bool_or(x.verplicht) AS wettelijk, bool_or(NOT x.verplicht) AS overig
    FROM groep g JOIN ({meldingen}) AS x (pgn, verplicht) ON x.pgn = g.pgn GROUP BY 1
)
SELECT %(rapportage_id)s, %(code)s, o.persoon, p.brin, m.gemeentecode, coalesce(gem.rmc_nummer, ''), m.achternaam,
    m.voorvoegsel, m.voornamen, m.geboortedatum, v.persoon IS NULL,
    CASE WHEN e.gewoon THEN 'NIET BEKOSTIGD' WHEN e.persoon IS NOT NULL THEN 'EXAMENDEELNEMER'
         ELSE 'GEEN INSCHRIJVING' END,
    '', coalesce(v.vanaf, %(rijwoord)s), {r.TYPE}, p.volgnummer, p.vestiging, p.opleidingcode, {r.LEERWEG},
    p.datum_inschrijving, p.datum_uitschrijving, p.reden_uitstroom, m.straat, m.huisnummer, m.huisletter, m.toevoeging,
    m.postcode, m.plaats, coalesce(x.wettelijk, false), coalesce(x.overig, false)
FROM over o
JOIN bron_periodeversie p ON p.id = o.periode_id
JOIN mens m ON m.persoon = o.persoon
LEFT JOIN geldig e ON e.persoon = o.persoon
LEFT JOIN vorige v ON v.persoon = o.persoon
LEFT JOIN gemeld x ON x.persoon = o.persoon
LEFT JOIN soorten s ON s.code = p.opleidingcode
LEFT JOIN accounts_organisatie gem ON gem.soort = 'gemeente' AND gem.code = m.gemeentecode
WHERE {r.PAST_IN_STARTSET} AND {r.leeft_hier("t2")}
ORDER BY o.persoon"""


# De rij zoals zij de maand ervoor stond, aan wie haar toen kreeg, met het nummer van nu en de vroegste maand. Van twee
# rijen van één persoon staat de oudste eerst; een ontvanger van beide krijgt alleen die.
HERINSCHRIJVINGEN = f"""
INSERT INTO rapportages_rapportagerij ({KOLOMMEN})
WITH {r.NUMMERS}, {r.VERDRONGEN}, {VORIGE},
af AS MATERIALIZED (
    SELECT v.persoon, v.vanaf FROM vorige v
    WHERE NOT EXISTS (
        SELECT 1 FROM rapportages_rapportagerij a
        WHERE a.rapportage_id = %(rapportage_id)s AND a.code = 'A04' AND a.persoon = v.persoon
    )
),
groep AS MATERIALIZED (
    SELECT a.persoon, a.persoon AS pgn FROM af a
    UNION SELECT n.nieuw_pgn, n.oud_pgn FROM nummers n JOIN af a ON a.persoon = n.nieuw_pgn
),
{r.mens("groep")},
gekwalificeerd AS ({r.gekwalificeerd("groep", "t2")}),
heringeschreven AS ({r.meetellend_op_t2("groep")})
SELECT %(rapportage_id)s, 'A02', af.persoon, w.brin, w.gemeentecode, w.rmc_nummer, w.achternaam, w.voorvoegsel,
    w.voornamen, w.geboortedatum, false, w.reden,
    CASE WHEN m.overleden_op <= %(t2)s THEN 'OVERLEDEN'
         WHEN m.vertrokken_op <= %(t2)s THEN 'VERTROKKEN'
         WHEN EXISTS (SELECT 1 FROM gekwalificeerd g WHERE g.persoon = af.persoon) THEN 'STARTKWALIFICATIE'
         WHEN EXISTS (SELECT 1 FROM heringeschreven h WHERE h.persoon = af.persoon) THEN 'HERINGESCHREVEN'
         ELSE 'NIET MEER IN STARTSET' END,
    af.vanaf, w.type, w.volgnummer, w.vestiging, w.opleidingcode, w.leerweg, w.datum_inschrijving,
    w.datum_uitschrijving, w.reden_uitstroom, w.straat, w.huisnummer, w.huisletter, w.toevoeging, w.postcode, w.plaats,
    w.melding_wettelijk, w.melding_niet_wettelijk
FROM af
JOIN (
    SELECT coalesce(n.nieuw_pgn, b.persoon) AS nu, b.*
    FROM rapportages_rapportagerij b LEFT JOIN nummers n ON n.oud_pgn = b.persoon
    WHERE b.rapportage_id = %(vorige_id)s AND b.code = %(vorige_code)s
) w ON w.nu = af.persoon
LEFT JOIN mens m ON m.persoon = af.persoon
ORDER BY af.persoon, w.vanaf, w.persoon"""
