"""De regels van de maandrapportage als verzamelingen in SQL, zoals bekend op K.

Elke vraag krijgt dezelfde parameters (zie `parameters`). Een periode geldt op dag d als geldig_van <= d < geldig_tot;
een versie is bekend als ontvangen_op < k <= vervallen_op. `persoon` is het nummer zoals bekend op K: na een
nummerwijziging het BSN. De tests houden deze vragen tegen een naslag per persoon.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bron.models import Opleiding
from rapportages.domein.onderwijstype import soort_vo
from rapportages.domein.selectie import JONGSTE, OUDSTE, SECTOREN_STARTSET


def bekend(alias: str) -> str:
    """De versie van deze tabel die op K bekend is."""
    return f"{alias}.ontvangen_op < %(k)s AND {alias}.vervallen_op >= %(k)s"


def parameters(t1: date, t2: date, k: datetime, opleidingen: Iterable[tuple[str, str]] | None = None) -> dict[str, Any]:
    """De parameters van elke vraag hieronder. t1 is altijd 1 oktober, dus de leeftijdsgrenzen bestaan als datum.

    `opleidingen` zijn code en naam zoals bij het bouwen; zonder zijn het die van nu.
    """
    namen = Opleiding.objects.values_list("code", "naam") if opleidingen is None else opleidingen
    codes = [(code, soort_vo(naam)) for code, naam in namen if len(code) == 4]
    return {
        "t1": t1,
        "t2": t2,
        "k": k,
        "geboren_na": date(t1.year - OUDSTE - 1, t1.month, t1.day),
        "geboren_tot_en_met": date(t1.year - JONGSTE, t1.month, t1.day),
        "sectoren": sorted(SECTOREN_STARTSET),
        "codes_vo": [code for code, soort in codes if soort],
        "soorten_vo": [soort.value for _, soort in codes if soort],
    }


# Nummerwijzigingen zijn er weinig. `verdrongen` zijn rijen van het ene nummer die onder het andere nummer van dezelfde
# persoon een nieuwere stand of intrekking kregen: per persoon, instelling en volgnummer geldt de nieuwste.
_NUMMERS = "SELECT oud_pgn, nieuw_pgn FROM bron_nummerwijziging WHERE ontvangen_op < %(k)s"
_SAMEN = "SELECT oud_pgn AS pgn, nieuw_pgn AS persoon FROM nummers UNION SELECT nieuw_pgn, nieuw_pgn FROM nummers"
_VERDRONGEN = f"""
    SELECT p.id FROM samen a
    JOIN bron_periodeversie p ON p.pgn = a.pgn AND {bekend("p")}
    JOIN samen b ON b.persoon = a.persoon AND b.pgn <> a.pgn
    WHERE EXISTS (
        SELECT 1 FROM bron_periodeversie q
        WHERE q.pgn = b.pgn AND q.brin = p.brin AND q.volgnummer = p.volgnummer AND q.ontvangen_op < %(k)s
          AND (q.ontvangen_op, q.levering_id, q.regel) > (p.ontvangen_op, p.levering_id, p.regel)
    ) OR EXISTS (
        SELECT 1 FROM bron_intrekking i
        WHERE i.soort = 'VIS' AND i.pgn = b.pgn AND i.brin = p.brin AND i.sleutel = p.volgnummer
          AND i.ontvangen_op < %(k)s
          AND (i.ontvangen_op, i.levering_id, i.regel) > (p.ontvangen_op, p.levering_id, p.regel)
    )"""
_VERDRONGEN_DIPLOMA = f"""
    SELECT d.id FROM samen a
    JOIN bron_diplomaversie d ON d.pgn = a.pgn AND {bekend("d")}
    JOIN samen b ON b.persoon = a.persoon AND b.pgn <> a.pgn
    WHERE EXISTS (
        SELECT 1 FROM bron_diplomaversie q
        WHERE q.pgn = b.pgn AND q.brin = d.brin AND q.soort = d.soort AND q.opleidingcode = d.opleidingcode
          AND q.datum_behaald = d.datum_behaald AND q.ontvangen_op < %(k)s
          AND (q.ontvangen_op, q.levering_id, q.regel) > (d.ontvangen_op, d.levering_id, d.regel)
    ) OR EXISTS (
        SELECT 1 FROM bron_intrekking i
        WHERE i.soort = 'VDI' AND i.pgn = b.pgn AND i.brin = d.brin
          AND i.sleutel = concat_ws('/', d.soort, d.opleidingcode, d.datum_behaald)
          AND i.ontvangen_op < %(k)s
          AND (i.ontvangen_op, i.levering_id, i.regel) > (d.ontvangen_op, d.levering_id, d.regel)
    )"""
_SOORTEN = "SELECT * FROM unnest(%(codes_vo)s::text[], %(soorten_vo)s::text[]) AS s (code, soort)"

# Eén keer geschreven, op twee manieren gebruikt: als WITH in een losse vraag, en als tijdelijke tabel met statistiek in
# de bouw. Zonder statistiek schat de planner zulke tussenstanden op één rij en loopt hij ze kwadratisch langs.
NUMMERS = f"nummers AS MATERIALIZED ({_NUMMERS}), samen AS MATERIALIZED ({_SAMEN})"
VERDRONGEN = f"verdrongen AS MATERIALIZED ({_VERDRONGEN}), verdrongen_diploma AS MATERIALIZED ({_VERDRONGEN_DIPLOMA})"
SOORTEN = f"soorten AS MATERIALIZED ({_SOORTEN})"


def tijdelijk(naam: str, vraag: str, sleutel: str) -> tuple[str, ...]:
    """De opdrachten die `vraag` als tijdelijke tabel neerzetten en de planner haar grootte en `sleutel` leren."""
    return (
        f"DROP TABLE IF EXISTS pg_temp.{naam}",
        f"CREATE TEMP TABLE {naam} ON COMMIT DROP AS {vraag}",
        f"ANALYZE {naam} ({sleutel})",
    )


GRONDSLAG = (
    *tijdelijk("nummers", _NUMMERS, "oud_pgn, nieuw_pgn"),
    *tijdelijk("samen", _SAMEN, "pgn, persoon"),
    *tijdelijk("verdrongen", _VERDRONGEN, "id"),
    *tijdelijk("verdrongen_diploma", _VERDRONGEN_DIPLOMA, "id"),
    *tijdelijk("soorten", _SOORTEN, "code"),
)

NIET_VERDRONGEN = "NOT EXISTS (SELECT 1 FROM verdrongen w WHERE w.id = p.id)"

_TELT = f"p.bekostigd AND NOT p.examen AND {bekend('p')}"
TELT_MEE = f"{_TELT} AND {NIET_VERDRONGEN}"

# op t1 geldig, bekostigd, geen examen, in een sector van de startset
_GELDIG_OP_T1 = "p.geldig_van <= %(t1)s AND p.geldig_tot > %(t1)s AND p.sector = ANY(%(sectoren)s)"
TELT_OP_T1 = f"{_GELDIG_OP_T1} AND {TELT_MEE}"
# hetzelfde voor wie één nummer heeft, bijna iedereen: van hem is niets verdrongen
TELT_OP_T1_EEN_NUMMER = f"{_GELDIG_OP_T1} AND {_TELT} AND NOT EXISTS (SELECT 1 FROM samen a WHERE a.pgn = p.pgn)"

GELDIG_OP_T2 = "p.geldig_van <= %(t2)s AND p.geldig_tot > %(t2)s"

# de nummers met op t2 een bekostigde inschrijving zonder examen, in welke sector ook
MEETELLEND_OP_T2 = f"SELECT p.pgn FROM bron_periodeversie p WHERE {GELDIG_OP_T2} AND {TELT_MEE}"

# de leidende inschrijving vooraan; volgnummer als tekst, los van de taal van de database
EERST = 'p.datum_inschrijving DESC, p.brin COLLATE "C", p.volgnummer COLLATE "C", p.id'
LEIDEND_EERST = f"persoon, {EERST}"

TYPE = """
CASE WHEN p.sector = 'VAVO' THEN 'VAVO'
     WHEN p.sector = 'MBO' THEN CASE WHEN p.niveau = '' THEN '' ELSE 'Mbo' || p.niveau || ' opleidingen' END
     WHEN p.leerjaar = '' AND s.soort = 'vmbo' THEN 'VMBO bovenbouw'
     WHEN p.leerjaar = '' AND s.soort = 'havo/vwo' THEN 'HAVO/VWO bovenbouw'
     WHEN p.leerjaar = '' OR s.soort = 'brug' THEN 'VO onderbouw'
     WHEN p.leerjaar <= CASE s.soort WHEN 'havo/vwo' THEN '3' ELSE '2' END THEN 'VO onderbouw'
     WHEN s.soort = 'vmbo' OR (s.soort IS NULL AND p.leerjaar <= '4') THEN 'VMBO bovenbouw'
     ELSE 'HAVO/VWO bovenbouw' END"""

LEERWEG = "CASE WHEN p.examen THEN 'EX' WHEN p.leerweg IN ('BOL', 'BBL') THEN p.leerweg ELSE '' END"


def mens(groep: str) -> str:
    """De CTE `mens`: de nieuwste bekende stand van elke persoon in `groep` (persoon, pgn), van al zijn nummers."""
    return f"mens AS ({mens_vraag(groep)})"


def mens_vraag(groep: str) -> str:
    """De vraag achter `mens`."""
    return f"""
    SELECT DISTINCT ON (g.persoon) g.persoon, v.achternaam, v.voorvoegsel, v.voornamen, v.geboortedatum, v.straat,
        v.huisnummer, v.huisletter, v.toevoeging, v.postcode, v.plaats, v.gemeentecode, v.overleden_op, v.vertrokken_op
    FROM {groep} g JOIN bron_persoonversie v ON v.pgn = g.pgn
    WHERE {bekend("v")}
    ORDER BY g.persoon, v.ontvangen_op DESC, v.levering_id DESC, v.regel DESC"""


# de regio van een gemeente zoals bij het bouwen; parameter `rapportage_id`
REGIO = "SELECT code, naam AS rmc_nummer FROM rapportages_naam WHERE rapportage_id = %(rapportage_id)s AND soort = 'R'"

PAST_IN_STARTSET = """
m.geboortedatum > %(geboren_na)s AND m.geboortedatum <= %(geboren_tot_en_met)s AND m.gemeentecode <> ''
AND (m.overleden_op IS NULL OR m.overleden_op > %(t1)s) AND (m.vertrokken_op IS NULL OR m.vertrokken_op > %(t1)s)"""


def leeft_hier(dag: str) -> str:
    """Op `dag` (naam van een parameter) niet overleden en niet vertrokken."""
    return f"coalesce(m.overleden_op > %({dag})s, true) AND coalesce(m.vertrokken_op > %({dag})s, true)"


def gekwalificeerd(groep: str, dag: str) -> str:
    """De personen in `groep` met een startkwalificatie op `dag` (naam van een parameter)."""
    return f"""
SELECT g.persoon FROM {groep} g JOIN bron_diplomaversie d ON d.pgn = g.pgn
WHERE d.startkwalificatie AND d.datum_behaald <= %({dag})s AND {bekend("d")}
  AND NOT EXISTS (SELECT 1 FROM verdrongen_diploma w WHERE w.id = d.id)"""
