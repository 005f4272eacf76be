"""De bouw van een weeklevering in SQL: de regels van bron/domein/mutatie.py als verzamelingen.

`STAPPEN` draaien op volgorde in één transactie en maken tijdelijke tabellen; `INVOEGEN` vult bron_mutatie. Parameters:
`k`, `dag` en `vorige_k`, `vorige` (deze en de vorige maandag) en de geboortegrenzen `jongste`, `te_oud`,
`vorige_jongste` en `vorige_te_oud`. Kolom `voor` zegt of een rij op de vorige maandag bekend was, `nu` op deze.
"""

from accounts.domein.rechten import Soort
from accounts.queries.fusies import opvolging_sql
from bron.domein.mutatie import MutatieSoort as M
from bron.queries import weekstand as w

TIJDELIJK = ("wl_groep", "wl_mens", "wl_diploma", "wl_lid", "wl_periode", "wl_regel", "wl_leidend", "wl_detail")
VOLGORDE = {soort: nummer for nummer, soort in enumerate(M, 1)}


def _week(alias: str) -> str:
    return f"{alias}.ontvangen_op >= %(vorige_k)s AND {alias}.ontvangen_op < %(k)s"


def _tussen(kolom: str, na: str, tot_en_met: str) -> str:
    return f"({kolom} > %({na})s AND {kolom} <= %({tot_en_met})s)"


def _dag(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Europe/Amsterdam')::date"


def _verval(moment: str) -> str:
    """De dag waarop een feit verviel; verdrong alleen het andere nummer het, dan de dag vóór de peildatum."""
    return f"least({_dag(moment)}, %(dag)s::date - 1)"


def _verjaardag(jaren: int) -> str:
    """De dag waarop iemand zoveel jaar wordt; 29 februari is in een gewoon jaar 1 maart."""
    dag = f"(l.geboortedatum + interval '{jaren} years')::date"
    return f"{dag} + CASE WHEN extract(day FROM l.geboortedatum) - extract(day FROM {dag}) = 1 THEN 1 ELSE 0 END"


# Wie er deze week een record bij kreeg, jarig was, of door het verstrijken van de tijd overleed, vertrok of slaagde.
# Een versie vervalt alleen doordat er een record bij komt, dus wat verviel zit erbij.
_GROEP = f"""
CREATE TEMP TABLE wl_groep ON COMMIT DROP AS
WITH {w.NUMMERS},
geraakt AS (
    SELECT v.pgn FROM bron_persoonversie v
    WHERE v.ontvangen_op < %(k)s AND v.vervallen_op >= %(vorige_k)s AND (v.ontvangen_op >= %(vorige_k)s
        OR {_tussen("v.geboortedatum", "vorige_jongste", "jongste")}
        OR {_tussen("v.geboortedatum", "vorige_te_oud", "te_oud")}
        OR {_tussen("v.overleden_op", "vorige", "dag")} OR {_tussen("v.vertrokken_op", "vorige", "dag")})
    UNION ALL SELECT p.pgn FROM bron_periodeversie p WHERE {_week("p")}
    UNION ALL SELECT d.pgn FROM bron_diplomaversie d
    WHERE {_week("d")} OR (d.startkwalificatie AND {_tussen("d.datum_behaald", "vorige", "dag")}
        AND d.ontvangen_op < %(k)s)
    UNION ALL SELECT i.pgn FROM bron_intrekking i WHERE {_week("i")}
    UNION ALL SELECT n.nieuw_pgn FROM bron_nummerwijziging n WHERE {_week("n")}
),
personen AS (
    SELECT DISTINCT coalesce(n.nieuw_pgn, g.pgn) AS persoon FROM geraakt g LEFT JOIN nummers n ON n.oud_pgn = g.pgn
)
SELECT persoon, persoon AS pgn FROM personen
UNION ALL SELECT n.nieuw_pgn, n.oud_pgn FROM nummers n JOIN personen p ON p.persoon = n.nieuw_pgn"""

_ADRES = ", ".join("{0}." + veld for veld in ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "plaats"))


def _nieuwste(vlag: str) -> str:
    return f"""SELECT DISTINCT ON (v.persoon COLLATE "C") v.* FROM versie v WHERE v.{vlag}
    ORDER BY v.persoon COLLATE "C", v.{w.NIEUWSTE.format("v")}"""


# De stand van nu, en wat de vorige maandag daarover zei. `telt` en `telde`: woont hier, leeft, 4 tot en met 22 jaar.
_MENS = f"""
CREATE TEMP TABLE wl_mens ON COMMIT DROP AS
WITH versie AS MATERIALIZED (
    SELECT g.persoon, v.ontvangen_op, v.levering_id, v.regel, {w.PERSOON}, {w.bekend("v")} AS is_nu,
        {w.bekend("v", "vorige_k")} AS was_voor
    FROM wl_groep g JOIN bron_persoonversie v ON v.pgn = g.pgn
    WHERE v.ontvangen_op < %(k)s AND v.vervallen_op >= %(vorige_k)s
),
nu AS ({_nieuwste("is_nu")}), voor AS ({_nieuwste("was_voor")}),
beide AS (
    SELECT n.*, v.persoon IS NOT NULL AS was_bekend,
        coalesce(v.geboortedatum, n.geboortedatum) > %(vorige_jongste)s AS jonger,
        v.geboortedatum AS vorige_geboortedatum, v.overleden_op AS vorige_overleden_op,
        CASE WHEN n.vertrokken_op <= %(dag)s THEN '' ELSE n.gemeentecode END AS woont,
        CASE WHEN v.vertrokken_op <= %(vorige)s THEN '' ELSE v.gemeentecode END AS woonde,
        ({_ADRES.format("n")}) IS DISTINCT FROM ({_ADRES.format("v")}) AS ander_adres
    FROM nu n LEFT JOIN voor v ON v.persoon = n.persoon
),
geteld AS (
    SELECT *, woont <> '' AND (overleden_op <= %(dag)s) IS NOT TRUE
            AND {_tussen("geboortedatum", "te_oud", "jongste")} AS telt,
        was_bekend AND woonde <> '' AND (vorige_overleden_op <= %(vorige)s) IS NOT TRUE
            AND {_tussen("vorige_geboortedatum", "vorige_te_oud", "vorige_jongste")} AS telde
    FROM beide
)
SELECT * FROM geteld WHERE telt OR telde"""

# een gemeente die is opgegaan, telt bij haar opvolger; zo is dat ook geen verhuizing
_OPVOLGERS = tuple(
    f"UPDATE wl_mens m SET {kolom} = o.naar FROM {opvolging_sql(Soort.GEMEENTE, '%(dag)s')} o WHERE m.{kolom} = o.van"
    for kolom in ("woont", "woonde")
)

_DIPLOMA = f"""
CREATE TEMP TABLE wl_diploma ON COMMIT DROP AS
SELECT g.persoon, d.pgn, d.brin, d.soort, d.opleidingcode, d.niveau, d.datum_behaald, d.startkwalificatie,
    d.ontvangen_op, d.levering_id, d.regel, d.vervallen_op, {w.bekend("d")} AS nu, {w.bekend("d", "vorige_k")} AS voor
FROM wl_mens m JOIN wl_groep g ON g.persoon = m.persoon JOIN bron_diplomaversie d ON d.pgn = g.pgn
WHERE d.ontvangen_op < %(k)s AND d.vervallen_op >= %(vorige_k)s AND d.ontvangen_op < d.vervallen_op"""

# `meedoet`: krijgt regels; wie net een startkwalificatie heeft nog een keer. `nieuw`: komt er zonder eigen soort bij,
# en is voor de ontvanger helemaal onbekend.
_LID = f"""
CREATE TEMP TABLE wl_lid ON COMMIT DROP AS
WITH gehaald AS (
    SELECT persoon, bool_or(voor AND datum_behaald <= %(vorige)s) AS had,
        min(datum_behaald) FILTER (WHERE nu AND datum_behaald <= %(dag)s) AS behaald_op,
        max({_verval("vervallen_op")}) FILTER (WHERE datum_behaald <= %(dag)s) AS verloren_op
    FROM wl_diploma WHERE startkwalificatie GROUP BY persoon
),
lid AS (
    SELECT m.*, m.telde AND h.had IS NOT TRUE AS was_lid, h.behaald_op,
        CASE WHEN m.was_bekend AND h.had AND h.behaald_op IS NULL THEN h.verloren_op END AS verloren_op,
        m.was_bekend AND m.woont <> m.woonde AS verhuisd
    FROM wl_mens m LEFT JOIN gehaald h ON h.persoon = m.persoon
),
meedoen AS (SELECT *, telt AND (was_lid OR behaald_op IS NULL) AS meedoet FROM lid)
SELECT *, meedoet AND NOT (was_lid OR jonger OR verhuisd OR verloren_op IS NOT NULL) AS nieuw,
    CASE WHEN vertrokken_op <= %(dag)s THEN vertrokken_op ELSE {_dag("ontvangen_op")} END AS verhuisd_op
FROM meedoen WHERE meedoet OR was_lid"""

_PERIODE = f"""
CREATE TEMP TABLE wl_periode ON COMMIT DROP AS
SELECT g.persoon, p.pgn, {w.PERIODE}, p.leerjaar, p.intensiteit, p.vestiging, p.ontvangen_op, p.levering_id, p.regel,
    p.vervallen_op, {w.bekend("p")} AS nu, {w.bekend("p", "vorige_k")} AND NOT l.nieuw AS voor
FROM wl_lid l JOIN wl_groep g ON g.persoon = l.persoon JOIN bron_periodeversie p ON p.pgn = g.pgn
WHERE p.ontvangen_op < %(k)s AND p.vervallen_op >= %(vorige_k)s AND p.ontvangen_op < p.vervallen_op"""


def _een_stand(tabel: str, sleutel: str) -> str:
    """Van iemand met twee nummers geldt per sleutel alleen de nieuwste stand, op beide maandagen."""
    nieuwste = "ORDER BY ontvangen_op DESC, levering_id DESC, regel DESC"
    return f"""
UPDATE {tabel} t SET nu = t.nu AND k.rang_nu = 1, voor = t.voor AND k.rang_voor = 1
FROM (SELECT ctid AS plek, rank() OVER (PARTITION BY persoon, {sleutel}, nu {nieuwste}) AS rang_nu,
        rank() OVER (PARTITION BY persoon, {sleutel}, voor {nieuwste}) AS rang_voor
    FROM {tabel} WHERE persoon IN (SELECT persoon FROM wl_groep WHERE pgn <> persoon)) k
WHERE t.ctid = k.plek"""


_INHOUD = (
    "persoon", "brin", "volgnummer", "geldig_van", "datum_inschrijving", "reden_uitstroom", "sector", "opleidingcode",
    "leerjaar", "niveau", "leerweg", "intensiteit", "bekostigd", "vestiging",
)  # fmt: skip
_GELIJK = " AND ".join(f"q.{kolom} = t.{kolom}" for kolom in _INHOUD)

_REGEL = f"""
CREATE TEMP TABLE wl_regel ON COMMIT DROP AS
WITH anders AS MATERIALIZED (
    SELECT DISTINCT t.persoon, t.brin, t.volgnummer FROM wl_periode t
    WHERE t.nu <> t.voor AND NOT EXISTS (SELECT 1 FROM wl_periode q WHERE q.nu = t.voor AND q.voor = t.nu AND {_GELIJK}
        AND coalesce(q.datum_uitschrijving, 'infinity') = coalesce(t.datum_uitschrijving, 'infinity'))
),
inschrijving AS (
    SELECT p.persoon, p.brin, p.volgnummer, bool_or(p.nu) AS nu, bool_or(p.voor) AS voor,
        max(p.datum_inschrijving) FILTER (WHERE p.nu) AS datum_inschrijving,
        max(p.datum_uitschrijving) FILTER (WHERE p.nu) AS datum_uitschrijving,
        max(p.datum_uitschrijving) FILTER (WHERE p.voor) AS vorige_uitschrijving,
        max(p.ontvangen_op) FILTER (WHERE p.nu) AS ontvangen_op, max(p.vervallen_op) AS vervallen_op
    FROM anders JOIN wl_periode p USING (persoon, brin, volgnummer)
    WHERE NOT (p.nu AND p.voor) GROUP BY 1, 2, 3
),
resultaat AS (
    SELECT d.persoon, concat_ws('/', d.datum_behaald, d.soort, d.opleidingcode, d.brin) AS sleutel, d.datum_behaald,
        bool_or(d.nu) AS nu, bool_or(d.voor AND NOT l.nieuw) AS voor, max(niveau) FILTER (WHERE d.nu) AS niveau,
        max(niveau) FILTER (WHERE d.voor) AS vorig_niveau, max(vervallen_op) AS vervallen_op
    FROM wl_diploma d JOIN wl_lid l ON l.persoon = d.persoon
    WHERE l.meedoet AND (NOT (d.nu AND d.voor) OR l.nieuw) GROUP BY d.persoon, sleutel, d.datum_behaald
)
SELECT l.persoon, CASE WHEN l.overleden_op <= %(dag)s THEN {VOLGORDE[M.OVERLEDEN]}
        WHEN l.geboortedatum <= %(te_oud)s THEN {VOLGORDE[M.DRIEENTWINTIG_JAAR]}
        ELSE {VOLGORDE[M.VERHUISD_ANDERS]} END AS soort,
    CASE WHEN l.overleden_op <= %(dag)s THEN l.overleden_op
        WHEN l.geboortedatum <= %(te_oud)s THEN {_verjaardag(23)} ELSE l.verhuisd_op END AS datum,
    l.woonde AS gemeente, NULL::text AS brin, NULL::text AS volgnummer, '' AS sleutel
FROM wl_lid l
WHERE NOT l.meedoet AND (l.overleden_op <= %(dag)s OR l.geboortedatum <= %(te_oud)s OR l.woont = '')
UNION ALL SELECT l.persoon, {VOLGORDE[M.VIER_JAAR]}, {_verjaardag(4)}, l.woont, NULL, NULL, ''
FROM wl_lid l WHERE l.meedoet AND l.jonger
UNION ALL SELECT l.persoon, {VOLGORDE[M.VERHUISD_BINNEN]}, l.verhuisd_op, l.woont, NULL, NULL, ''
FROM wl_lid l WHERE l.meedoet AND l.was_lid AND NOT l.verhuisd AND l.ander_adres
UNION ALL SELECT l.persoon, {VOLGORDE[M.VERHUISD_ANDERS]}, l.verhuisd_op, l.woont, NULL, NULL, ''
FROM wl_lid l WHERE l.meedoet AND l.verhuisd
UNION ALL SELECT l.persoon, {VOLGORDE[M.VERHUISD_ANDERS]}, l.verhuisd_op, l.woonde, NULL, NULL, ''
FROM wl_lid l WHERE l.meedoet AND l.verhuisd AND l.was_lid
UNION ALL SELECT l.persoon, {VOLGORDE[M.STARTKWALIFICATIE]}, l.behaald_op, l.woont, NULL, NULL, ''
FROM wl_lid l WHERE l.meedoet AND l.behaald_op IS NOT NULL
UNION ALL SELECT l.persoon, {VOLGORDE[M.GEEN_STARTKWALIFICATIE]}, l.verloren_op, l.woont, NULL, NULL, ''
FROM wl_lid l WHERE l.meedoet AND l.verloren_op IS NOT NULL
UNION ALL SELECT i.persoon, CASE WHEN NOT i.voor THEN {VOLGORDE[M.INSCHRIJVING_TOEGEVOEGD]}
        WHEN i.nu THEN {VOLGORDE[M.INSCHRIJVING_GEWIJZIGD]} ELSE {VOLGORDE[M.INSCHRIJVING_VERWIJDERD]} END,
    CASE WHEN NOT i.voor THEN i.datum_inschrijving WHEN NOT i.nu THEN {_dag("i.vervallen_op")}
        WHEN i.datum_uitschrijving IS DISTINCT FROM i.vorige_uitschrijving
            THEN coalesce(i.datum_uitschrijving, {_dag("i.ontvangen_op")})
        ELSE {_dag("i.ontvangen_op")} END,
    l.woont, i.brin, i.volgnummer, i.brin || '/' || i.volgnummer
FROM inschrijving i JOIN wl_lid l ON l.persoon = i.persoon WHERE l.meedoet
UNION ALL SELECT r.persoon, CASE WHEN NOT r.voor THEN {VOLGORDE[M.RESULTAAT_TOEGEVOEGD]}
        WHEN r.nu THEN {VOLGORDE[M.RESULTAAT_GEWIJZIGD]} ELSE {VOLGORDE[M.RESULTAAT_VERWIJDERD]} END,
    CASE WHEN r.nu THEN r.datum_behaald ELSE {_dag("r.vervallen_op")} END, l.woont, NULL, NULL, r.sleutel
FROM resultaat r JOIN wl_lid l ON l.persoon = r.persoon
WHERE r.nu AND NOT r.voor OR r.voor AND NOT r.nu OR r.niveau <> r.vorig_niveau"""

_LEIDEND = f"""
CREATE TEMP TABLE wl_leidend ON COMMIT DROP AS
{w.leidend("p.persoon IN (SELECT r.persoon FROM wl_regel r WHERE r.brin IS NULL)")}"""

# De periode die een regel over een inschrijving toont: die op de peildatum geldt, anders de laatste, anders de eerste.
_DETAIL = f"""
CREATE TEMP TABLE wl_detail ON COMMIT DROP AS
SELECT DISTINCT ON (p.persoon, p.brin, p.volgnummer) p.*
FROM wl_regel r JOIN wl_periode p ON p.persoon = r.persoon AND p.brin = r.brin AND p.volgnummer = r.volgnummer
    AND CASE WHEN r.soort = {VOLGORDE[M.INSCHRIJVING_VERWIJDERD]} THEN p.voor ELSE p.nu END
ORDER BY p.persoon, p.brin, p.volgnummer, p.geldig_van <= %(dag)s DESC,
    CASE WHEN p.geldig_van <= %(dag)s THEN p.geldig_van END DESC, p.geldig_van"""

STAPPEN = (
    "SET LOCAL default_statistics_target = 10",  # een kleine steekproef is genoeg: meer kost meer dan het oplevert
    _GROEP, "ANALYZE wl_groep (persoon, pgn)",
    _MENS, *_OPVOLGERS, "ANALYZE wl_mens (persoon)",
    _DIPLOMA, "ANALYZE wl_diploma (persoon)",
    _een_stand("wl_diploma", "brin, soort, opleidingcode, datum_behaald"),
    _LID, "ANALYZE wl_lid (persoon)",
    _PERIODE, "ANALYZE wl_periode (persoon, brin, volgnummer)",
    _een_stand("wl_periode", "brin, volgnummer"),
    _REGEL, "ANALYZE wl_regel (persoon, brin)",
    _LEIDEND, "ANALYZE wl_leidend (persoon)",
    _DETAIL, "ANALYZE wl_detail (persoon)",
)  # fmt: skip

_SOORTEN = ", ".join(f"'{soort.value}'" for soort in M)
_ADRESVELDEN = ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "plaats")

# De gemeente waar iemand vandaan komt (`oud`) hoort dat hij vertrok en waarheen, niet meer. Een regio waar beide
# gemeenten in liggen, krijgt alleen de regel van de nieuwe.
INVOEGEN = f"""
INSERT INTO bron_mutatie (weeklevering_id, ontvanger_gemeente, ontvanger_regio, soort, datum, pgn, achternaam,
    voorvoegsel, voornamen, geboortedatum, {", ".join(_ADRESVELDEN)}, gemeentecode, rmc_nummer, brin, naam_instelling,
    sector, opleidingcode, niveau, leerweg, datum_inschrijving, datum_uitschrijving, reden_uitstroom, bekostigd,
    hoogste_diploma, startkwalificatie)
WITH hoogste AS ({w.HOOGSTE}),
regel AS (
    SELECT r.*, r.gemeente <> l.woont AS oud FROM wl_regel r JOIN wl_lid l ON l.persoon = r.persoon
),
toont AS (
    SELECT r.*, d.brin AS toont_brin, d.sector, d.opleidingcode, d.niveau, {w.LEERWEG.format("d")} AS leerweg,
        d.datum_inschrijving, d.datum_uitschrijving, d.reden_uitstroom, d.bekostigd
    FROM regel r JOIN wl_detail d ON d.persoon = r.persoon AND d.brin = r.brin AND d.volgnummer = r.volgnummer
    UNION ALL
    SELECT r.*, p.brin, p.sector, p.opleidingcode, p.niveau, {w.LEERWEG.format("p")}, p.datum_inschrijving,
        p.datum_uitschrijving, p.reden_uitstroom, p.bekostigd
    FROM regel r LEFT JOIN wl_leidend p ON p.persoon = r.persoon AND NOT r.oud WHERE r.brin IS NULL
)
SELECT %(id)s, t.gemeente,
    CASE WHEN t.oud AND t.soort = {VOLGORDE[M.VERHUISD_ANDERS]} AND o.rmc_nummer = g.rmc_nummer THEN ''
        ELSE coalesce(o.rmc_nummer, '') END,
    (ARRAY[{_SOORTEN}])[t.soort], t.datum, l.persoon, l.achternaam, l.voorvoegsel, l.voornamen, l.geboortedatum,
    {", ".join(f"CASE WHEN t.oud THEN '' ELSE l.{veld} END" for veld in _ADRESVELDEN)},
    l.woont, coalesce(g.rmc_nummer, ''), coalesce(t.toont_brin, ''), coalesce(i.naam, ''), coalesce(t.sector, ''),
    coalesce(t.opleidingcode, ''), coalesce(t.niveau, ''), t.leerweg, t.datum_inschrijving, t.datum_uitschrijving,
    coalesce(t.reden_uitstroom, ''), t.bekostigd, coalesce(h.naam, ''),
    CASE WHEN NOT t.oud THEN l.behaald_op IS NOT NULL END
FROM toont t
JOIN wl_lid l ON l.persoon = t.persoon
LEFT JOIN hoogste h ON h.persoon = t.persoon AND NOT t.oud
LEFT JOIN accounts_organisatie o ON o.soort = 'gemeente' AND o.code = t.gemeente
LEFT JOIN accounts_organisatie g ON g.soort = 'gemeente' AND g.code = l.woont
LEFT JOIN accounts_organisatie i ON i.soort = 'instelling' AND i.code = t.toont_brin
ORDER BY l.persoon COLLATE "C", t.soort, t.sleutel COLLATE "C", t.gemeente"""
