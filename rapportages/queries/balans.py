"""Hoe de lijst van een ontvanger van de vorige maand naar deze ging, en wat er na K binnenkwam. Alleen aantallen."""

from typing import Any

from django.db import connection

from rapportages.domein.cijfers import Balans
from rapportages.domein.ontvanger import Ontvanger
from rapportages.models import KOLOM_VAN_LETTER, Maandrapportage
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik

_NUMMERS = "nummers AS (SELECT oud_pgn, nieuw_pgn FROM bron_nummerwijziging WHERE ontvangen_op < %(k)s)"

# eerst de kolom: brin, gemeentecode of rmc_nummer
_BALANS = """
WITH {nummers},
vorig AS (
    SELECT coalesce(n.nieuw_pgn, v.persoon) AS persoon
    FROM rapportages_rapportagerij v LEFT JOIN nummers n ON n.oud_pgn = v.persoon
    WHERE v.rapportage_id = %(vorige)s AND v.code = 'A04' AND v.{kolom} = %(ontvanger)s
),
nu AS (
    SELECT persoon, nieuw FROM rapportages_rapportagerij
    WHERE rapportage_id = %(rapportage)s AND code = 'A04' AND {kolom} = %(ontvanger)s
),
eraf AS (
    SELECT DISTINCT persoon FROM rapportages_rapportagerij
    WHERE rapportage_id = %(rapportage)s AND code = 'A02' AND {kolom} = %(ontvanger)s
)
SELECT (SELECT count(*) FROM vorig),
    (SELECT count(*) - count(DISTINCT persoon) FROM vorig),
    (SELECT count(*) FROM nu WHERE nieuw),
    (SELECT count(*) FROM eraf),
    (SELECT count(*) FROM nu WHERE NOT nieuw AND NOT EXISTS (SELECT 1 FROM vorig v WHERE v.persoon = nu.persoon)),
    (SELECT count(DISTINCT persoon) FROM vorig v
     WHERE NOT EXISTS (SELECT 1 FROM nu WHERE nu.persoon = v.persoon)
       AND NOT EXISTS (SELECT 1 FROM eraf WHERE eraf.persoon = v.persoon))"""

# wie op de lijst staat en van wie wij sinds K een inschrijving kennen die wel meetelt, op welk nummer ook
_NA_K = """
WITH rij AS (
    SELECT persoon FROM rapportages_rapportagerij
    WHERE rapportage_id = %(rapportage)s AND code = 'A04' AND {kolom} = %(ontvanger)s
),
groep AS (
    SELECT persoon, persoon AS pgn FROM rij
    UNION SELECT r.persoon, n.oud_pgn FROM rij r JOIN bron_nummerwijziging n ON n.nieuw_pgn = r.persoon
    UNION SELECT r.persoon, n.nieuw_pgn FROM rij r JOIN bron_nummerwijziging n ON n.oud_pgn = r.persoon
)
SELECT count(DISTINCT g.persoon) FROM groep g JOIN bron_periodeversie p ON p.pgn = g.pgn
WHERE p.ontvangen_op >= %(k)s AND p.ontvangen_op < %(nu)s AND p.vervallen_op >= %(nu)s AND p.bekostigd
  AND NOT p.examen AND p.geldig_van <= %(vandaag)s AND p.geldig_tot > %(t2)s"""


def balans_van(rapportage: Maandrapportage, vorige: Maandrapportage | None, ontvanger: Ontvanger) -> Balans:
    """De balans van deze ontvanger; zonder `vorige` (de eerste maand van een convenantjaar) begint zij bij nul."""
    sleutels = {"rapportage": rapportage.pk, "vorige": vorige.pk if vorige else None, "k": rapportage.sluitmoment}
    return Balans(
        *_een_rij(_BALANS.format(nummers=_NUMMERS, kolom=KOLOM_VAN_LETTER[ontvanger.letter]), ontvanger, sleutels)
    )


def ingeschreven_na_k(rapportage: Maandrapportage, ontvanger: Ontvanger) -> int:
    """Hoeveel leerlingen op A04 sinds K een inschrijving kregen die meetelt; zij verdwijnen op een volgende lijst."""
    moment = nu()
    sleutels = {
        "rapportage": rapportage.pk,
        "k": rapportage.sluitmoment,
        "t2": rapportage.maand,
        "nu": moment,
        "vandaag": moment.date(),
    }
    return _een_rij(_NA_K.format(kolom=KOLOM_VAN_LETTER[ontvanger.letter]), ontvanger, sleutels)[0]


@buiten_bereik("aantallen bij de eigen lijst, met nummers en inschrijvingen uit het register")
def _een_rij(vraag: str, ontvanger: Ontvanger, sleutels: dict[str, Any]) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(vraag, sleutels | {"ontvanger": ontvanger.code})
        return cursor.fetchone()
