"""Bouwstenen in SQL voor de weekleveringen: wie één persoon is, zijn leidende inschrijving en zijn hoogste diploma.

`%(k)s` is het sluitmoment, `%(dag)s` de peildatum. `wl_periode` en `wl_diploma` zijn de perioden en diploma's van de
gevraagde personen (kolom `persoon`), `nu` zegt of de rij op K bekend is.
"""

from bron.domein.diploma import SQL_RANG, sql_naam


def bekend(alias: str, k: str = "k") -> str:
    """De versie die op K (naam van een parameter) bekend is."""
    return f"{alias}.ontvangen_op < %({k})s AND {alias}.vervallen_op >= %({k})s"


NIEUWSTE = "ontvangen_op DESC, {0}.levering_id DESC, {0}.regel DESC"

# Wie een BSN kreeg, is vanaf K één persoon met de records van beide nummers. Nummerwijzigingen zijn er weinig.
NUMMERS = """
nummers AS MATERIALIZED (SELECT oud_pgn, nieuw_pgn FROM bron_nummerwijziging WHERE ontvangen_op < %(k)s),
samen AS MATERIALIZED (
    SELECT oud_pgn AS pgn, nieuw_pgn AS persoon FROM nummers UNION SELECT nieuw_pgn, nieuw_pgn FROM nummers
)"""

PERSOON = """v.achternaam, v.voorvoegsel, v.voornamen, v.geboortedatum, v.straat, v.huisnummer, v.huisletter,
    v.toevoeging, v.postcode, v.plaats, v.gemeentecode, v.overleden_op, v.vertrokken_op"""

PERIODE = """p.brin, p.volgnummer, p.datum_inschrijving, p.datum_uitschrijving, p.reden_uitstroom, p.geldig_van,
    p.geldig_tot, p.sector, p.opleidingcode, p.niveau, p.leerweg, p.examen, p.bekostigd"""


def leidend(beperking: str = "true") -> str:
    """Van elke persoon de leidende inschrijving, met de periode die op de peildatum geldt of de laatste.

    De geldige, en als er geen geldt de laatst geëindigde ("laatst genoten onderwijs", WOT art. 24f). Van meer de laatst
    begonnen, dan het laagste BRIN en volgnummer.
    """
    return f"""
SELECT DISTINCT ON (p.persoon COLLATE "C") p.*
FROM wl_periode p
WHERE p.nu AND p.geldig_van <= %(dag)s AND {beperking}
ORDER BY p.persoon COLLATE "C", p.datum_uitschrijving < %(dag)s IS NOT TRUE DESC,
    CASE WHEN p.datum_uitschrijving < %(dag)s THEN p.datum_uitschrijving END DESC,
    p.datum_inschrijving DESC, p.brin COLLATE "C", p.volgnummer COLLATE "C", p.geldig_van DESC"""


HOOGSTE = f"""
SELECT d.persoon, {sql_naam("max(d.rang)")} AS naam, bool_or(d.startkwalificatie) AS startkwalificatie
FROM (SELECT persoon, startkwalificatie, {SQL_RANG} AS rang FROM wl_diploma WHERE nu AND datum_behaald <= %(dag)s) d
GROUP BY d.persoon"""

LEERWEG = "CASE WHEN {0}.examen THEN 'EX' ELSE coalesce({0}.leerweg, '') END"


def verdrongen(tabel: str, sleutel: str, alias: str) -> str:
    """Of een rij van `tabel` onder het andere nummer van de persoon een nieuwere stand van dezelfde sleutel heeft."""
    gelijk = " AND ".join(f"q.{kolom} = {alias}.{kolom}" for kolom in sleutel.split(", "))
    return f"""EXISTS (
    SELECT 1 FROM samen a JOIN {tabel} q ON q.pgn = a.pgn
    WHERE a.persoon = g.persoon AND a.pgn <> g.pgn AND {gelijk} AND {bekend("q")}
      AND (q.ontvangen_op, q.levering_id, q.regel) > ({alias}.ontvangen_op, {alias}.levering_id, {alias}.regel))"""
