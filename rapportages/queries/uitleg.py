"""De feiten achter "waarom niet op de lijst", voor veel nummers tegelijk en zoals bekend op K."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from rapportages.domein.niet_op_lijst import Feiten
from rapportages.domein.ontvanger import Ontvanger
from rapportages.models import KOLOM_VAN_LETTER, Maandrapportage
from rapportages.queries import register as r
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.kalender import schooljaar

# ooit vóór K bij de ontvanger: voor een instelling in het schooljaar van t1 of daarna, ook als het later is ingetrokken
_WOONT = {
    "G": "v.gemeentecode = %(ontvanger)s",
    "R": f"v.gemeentecode IN (SELECT g.code FROM ({r.REGIO}) g WHERE g.rmc_nummer = %(ontvanger)s)",
}
_BIJ_ONTVANGER = {
    "I": """
SELECT DISTINCT g.persoon FROM groep g JOIN bron_periodeversie p ON p.pgn = g.pgn
WHERE p.brin = %(ontvanger)s AND p.ontvangen_op < %(k)s AND p.geldig_van <= %(t2)s AND p.geldig_tot > %(schooljaar)s""",
    **{
        letter: f"""
SELECT DISTINCT g.persoon FROM groep g JOIN bron_persoonversie v ON v.pgn = g.pgn
WHERE v.ontvangen_op < %(k)s AND {woont}"""
        for letter, woont in _WOONT.items()
    },
}
_HOORT = {
    "I": "l.brin = %(ontvanger)s",
    "G": "m.gemeentecode = %(ontvanger)s",
    "R": _WOONT["R"].replace("v.gemeentecode", "m.gemeentecode"),
}


_PERSONEN = f"""
gevraagd AS MATERIALIZED (
    SELECT DISTINCT u.pgn AS gevraagd, coalesce(n.nieuw_pgn, u.pgn) AS persoon
    FROM unnest(%(pgns)s::text[]) AS u (pgn) LEFT JOIN nummers n ON n.oud_pgn = u.pgn
),
groep AS MATERIALIZED (
    SELECT persoon, persoon AS pgn FROM gevraagd
    UNION SELECT n.nieuw_pgn, n.oud_pgn FROM nummers n JOIN gevraagd q ON q.persoon = n.nieuw_pgn
),
{r.mens("groep")},
leidend AS (
    SELECT DISTINCT ON (persoon) g.persoon AS persoon, p.brin
    FROM groep g JOIN bron_periodeversie p ON p.pgn = g.pgn
    WHERE {r.TELT_OP_T1} ORDER BY {r.LEIDEND_EERST}
),
op_t2 AS (
    SELECT g.persoon, min(p.datum_inschrijving) AS sinds
    FROM groep g JOIN bron_periodeversie p ON p.pgn = g.pgn WHERE {r.GELDIG_OP_T2} AND {r.TELT_MEE} GROUP BY 1
),
gekwalificeerd AS (
    SELECT g.persoon, min(d.datum_behaald) AS behaald FROM groep g JOIN bron_diplomaversie d ON d.pgn = g.pgn
    WHERE d.startkwalificatie AND {r.bekend("d")}
      AND NOT EXISTS (SELECT 1 FROM verdrongen_diploma w WHERE w.id = d.id)
    GROUP BY 1
)"""


_OP_DE_LIJST = {
    letter: f"""
SELECT DISTINCT a.persoon FROM gevraagd q JOIN rapportages_rapportagerij a ON a.persoon = q.persoon
WHERE a.rapportage_id = %(rapportage_id)s AND a.code = 'A04' AND a.{kolom} = %(ontvanger)s"""
    for letter, kolom in KOLOM_VAN_LETTER.items()
}
_VRAAG = {
    letter: f"""
WITH {r.NUMMERS}, {r.VERDRONGEN}, {_PERSONEN},
bij_ontvanger AS ({_BIJ_ONTVANGER[letter]}),
op_de_lijst AS ({_OP_DE_LIJST[letter]})
SELECT q.gevraagd, b.persoon IS NOT NULL, coalesce({_HOORT[letter]}, false), l.persoon IS NOT NULL, m.geboortedatum,
    coalesce(m.gemeentecode, '') <> '', m.overleden_op, m.vertrokken_op, k.behaald, t.sinds
FROM gevraagd q
LEFT JOIN mens m ON m.persoon = q.persoon
LEFT JOIN leidend l ON l.persoon = q.persoon
LEFT JOIN op_t2 t ON t.persoon = q.persoon
LEFT JOIN gekwalificeerd k ON k.persoon = q.persoon
LEFT JOIN bij_ontvanger b ON b.persoon = q.persoon
WHERE q.persoon NOT IN (SELECT persoon FROM op_de_lijst)"""
    for letter in KOLOM_VAN_LETTER
}


def feiten_buiten_de_lijst(
    pgns: Sequence[str], rapportage: Maandrapportage, ontvanger: Ontvanger
) -> Iterator[tuple[str, Feiten]]:
    """Per gevraagd nummer dat niet op de bewaarde A04 van de ontvanger staat: het nummer en zijn feiten op K.

    Een oud onderwijsnummer telt als de persoon die het nu is. Eén vraag aan het register en één aan de opleidingen.
    """
    gegevens: dict[str, Any] = r.parameters(rapportage.t1, rapportage.maand, rapportage.sluitmoment) | {
        "pgns": list(pgns),
        "rapportage_id": rapportage.pk,
        "ontvanger": ontvanger.code,
        "schooljaar": schooljaar(rapportage.t1),
    }
    with connection.cursor() as cursor:
        with buiten_bereik("waarom een leerling niet op de eigen lijst staat, uit het register"):
            cursor.execute(_VRAAG[ontvanger.letter], gegevens)
        rijen = cursor.fetchall()
    for nummer, *waarden in rijen:
        yield nummer, Feiten(*waarden)
