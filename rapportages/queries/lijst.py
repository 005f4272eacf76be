"""De lijst (A04, A14) en de herinschrijvingen (A02): van tijdelijke tabellen naar de tabel van de rijen."""

from rapportages.queries import register as r

KOLOMMEN = (
    "rapportage_id, code, persoon, brin, gemeentecode, rmc_nummer, achternaam, voorvoegsel, voornamen, geboortedatum,"
    " nieuw, reden, waarom, vanaf, type, volgnummer, vestiging, opleidingcode, leerweg, datum_inschrijving,"
    " datum_uitschrijving, reden_uitstroom, straat, huisnummer, huisletter, toevoeging, postcode, plaats,"
    " melding_wettelijk, melding_niet_wettelijk"
)

# Wie op de lijst staat, had op t1 een meetellende periode die uiterlijk de dag vóór t2 eindigde. Al zijn meetellende
# perioden op t1 zijn zo geëindigd, dus de leidende zit erbij. Wie op t2 weer of nog meetelt, valt af vóór het sorteren:
# in het tweede jaar is dat bijna iedereen, want elke zomer begint een nieuwe periode.
_LEIDEND = f"""
SELECT DISTINCT ON (persoon) coalesce(n.nieuw_pgn, p.pgn) AS persoon, p.id AS periode_id
FROM bron_periodeversie p LEFT JOIN nummers n ON n.oud_pgn = p.pgn
WHERE p.geldig_tot <= %(t2)s AND p.geldig_tot < DATE '9999-12-31' AND {r.TELT_OP_T1}
  AND NOT EXISTS (SELECT 1 FROM ({r.MEETELLEND_OP_T2}) q WHERE q.pgn = coalesce(n.nieuw_pgn, p.pgn))
  AND NOT EXISTS (
    SELECT 1 FROM samen a JOIN ({r.MEETELLEND_OP_T2}) q ON q.pgn = a.pgn WHERE a.persoon = coalesce(n.nieuw_pgn, p.pgn)
  )
ORDER BY {r.LEIDEND_EERST}"""


def _groep(van: str) -> str:
    """Alle nummers van de personen in tabel `van`."""
    return f"""
SELECT persoon, persoon AS pgn FROM {van}
UNION ALL SELECT n.nieuw_pgn, n.oud_pgn FROM nummers n JOIN {van} l ON l.persoon = n.nieuw_pgn"""


# wie op t2 nog een inschrijving heeft die niet meetelt, en of er een zonder examen is
_OP_T2 = f"""
SELECT g.persoon, bool_or(NOT p.examen) AS gewoon
FROM groep g JOIN bron_periodeversie p ON p.pgn = g.pgn
WHERE {r.GELDIG_OP_T2} AND {r.bekend("p")} AND {r.NIET_VERDRONGEN}
GROUP BY 1"""

_OVER = """
SELECT l.persoon, l.periode_id,
    CASE WHEN o.gewoon THEN 'NIET BEKOSTIGD' WHEN o.persoon IS NOT NULL THEN 'EXAMENDEELNEMER'
         ELSE 'GEEN INSCHRIJVING' END AS reden
FROM leidend l LEFT JOIN op_t2 o ON o.persoon = l.persoon
WHERE NOT EXISTS (SELECT 1 FROM gekwalificeerd q WHERE q.persoon = l.persoon)"""

# hier al gekozen, niet pas bij het invoegen: dan weet de planner hoeveel er overblijven
_MENS = f"SELECT m.* FROM ({r.mens_vraag('groep')}) m WHERE {r.PAST_IN_STARTSET} AND {r.leeft_hier('t2')}"

# de bewaarde lijst van de maand ervoor, per persoon zoals nu bekend; twee rijen van één persoon zijn er één
_VORIGE = """
SELECT coalesce(n.nieuw_pgn, v.persoon) AS persoon, min(v.vanaf) AS vanaf
FROM rapportages_rapportagerij v LEFT JOIN nummers n ON n.oud_pgn = v.persoon
WHERE v.rapportage_id = %(vorige_id)s AND v.code = %(vorige_code)s
GROUP BY 1"""

AANTAL_VORIGE = f"WITH {r.NUMMERS} SELECT count(*) FROM ({_VORIGE}) q"

# wat er vóór het invoegen klaarstaat; op de lijst komt wie in `over` en `mens` staat
SELECTIE = (
    *r.GRONDSLAG,
    *r.tijdelijk("leidend", _LEIDEND, "persoon"),
    *r.tijdelijk("groep", _groep("leidend"), "persoon, pgn"),
    *r.tijdelijk("op_t2", _OP_T2, "persoon"),
    *r.tijdelijk("gekwalificeerd", r.gekwalificeerd("groep", "t2"), "persoon"),
    *r.tijdelijk("over", _OVER, "persoon, periode_id"),
    *r.tijdelijk("mens", _MENS, "persoon, gemeentecode"),
    *r.tijdelijk("vorige", _VORIGE, "persoon"),
)


def invoegen(meldingen: str) -> str:
    """Voeg de lijst in. `meldingen` is een SELECT die (pgn, verplicht) geeft van de meldingen die meetellen."""
    return f"""
INSERT INTO rapportages_rapportagerij ({KOLOMMEN})
WITH gemeld AS MATERIALIZED (
    SELECT g.persoon, bool_or(x.verplicht) AS wettelijk, bool_or(NOT x.verplicht) AS overig
    FROM groep g JOIN ({meldingen}) AS x (pgn, verplicht) ON x.pgn = g.pgn GROUP BY 1
)
SELECT %(rapportage_id)s, %(code)s, o.persoon, p.brin, m.gemeentecode, coalesce(gem.rmc_nummer, ''), m.achternaam,
    m.voorvoegsel, m.voornamen, m.geboortedatum, v.persoon IS NULL, o.reden,
    '', coalesce(v.vanaf, %(rijwoord)s), {r.TYPE}, p.volgnummer, p.vestiging, p.opleidingcode, {r.LEERWEG},
    p.datum_inschrijving, p.datum_uitschrijving, p.reden_uitstroom, m.straat, m.huisnummer, m.huisletter, m.toevoeging,
    m.postcode, m.plaats, coalesce(x.wettelijk, false), coalesce(x.overig, false)
FROM over o
JOIN bron_periodeversie p ON p.id = o.periode_id
JOIN mens m ON m.persoon = o.persoon
LEFT JOIN vorige v ON v.persoon = o.persoon
LEFT JOIN gemeld x ON x.persoon = o.persoon
LEFT JOIN soorten s ON s.code = p.opleidingcode
LEFT JOIN ({r.REGIO}) gem ON gem.code = m.gemeentecode
ORDER BY o.persoon COLLATE "C" """


_AF = """
SELECT v.persoon, v.vanaf FROM vorige v
WHERE NOT EXISTS (
    SELECT 1 FROM rapportages_rapportagerij a
    WHERE a.rapportage_id = %(rapportage_id)s AND a.code = 'A04' AND a.persoon = v.persoon
)"""

_HERINGESCHREVEN = f"SELECT g.persoon FROM groep g JOIN ({r.MEETELLEND_OP_T2}) q ON q.pgn = g.pgn"

AFGEVALLEN = (
    *r.GRONDSLAG,
    *r.tijdelijk("vorige", _VORIGE, "persoon"),
    *r.tijdelijk("af", _AF, "persoon"),
    *r.tijdelijk("groep", _groep("af"), "persoon, pgn"),
    *r.tijdelijk("mens", r.mens_vraag("groep"), "persoon"),
    *r.tijdelijk("gekwalificeerd", r.gekwalificeerd("groep", "t2"), "persoon"),
    *r.tijdelijk("heringeschreven", _HERINGESCHREVEN, "persoon"),
)

# De rij zoals zij de maand ervoor stond, aan wie haar toen kreeg, met het nummer van nu en de vroegste maand. Van twee
# rijen van één persoon staat de oudste eerst; een ontvanger van beide krijgt alleen die.
HERINSCHRIJVINGEN = f"""
INSERT INTO rapportages_rapportagerij ({KOLOMMEN})
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
ORDER BY af.persoon COLLATE "C", w.vanaf, w.persoon COLLATE "C" """
