"""Wat bench/rapportages.py in een eigen proces draait: de bouw en de kale vragen om en om, en de piek van het geheugen.

Argumenten: de maand en het aantal rondes. Drukt één regel JSON af: van elke meting de kortste tijd in seconden.
"""

import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from rapportages.domein.peildatum import Maand  # noqa: E402
from rapportages.models import Maandrapportage  # noqa: E402
from rapportages.queries import lijst, register  # noqa: E402
from rapportages.services import bouw_maand  # noqa: E402
from verzuimloket.outbox.models import Bericht  # noqa: E402

MAAND = Maand.lees(sys.argv[1])
GEGEVENS = register.parameters(MAAND.t1, MAAND.t2, MAAND.sluitmoment) | {
    "rapportage_id": 0, "rijwoord": MAAND.rijwoord, "code": "A04", "vorige_id": None, "vorige_code": None,
}  # fmt: skip
KAAL = """
SELECT brin, count(*), count(*) FILTER (WHERE bekostigd AND NOT examen), max(datum_inschrijving), max(geldig_tot)
FROM bron_periodeversie WHERE ontvangen_op < %(k)s AND vervallen_op >= %(k)s GROUP BY brin"""
PER_LEERLING = f"""
SELECT count(*) FROM (
    SELECT pgn, bool_or(bekostigd AND NOT examen AND {register.GELDIG_OP_T2}) AS nu, max(datum_inschrijving)
    FROM bron_periodeversie p WHERE ontvangen_op < %(k)s AND vervallen_op >= %(k)s GROUP BY pgn
) q"""
# de beste vorm: begin bij wat bekostigd en zonder examen was en tussen t1 en t2 eindigde; geen nummerwijzigingen
DELTA = """
WITH af AS MATERIALIZED (
    SELECT DISTINCT ON (pgn) pgn, brin, id FROM bron_periodeversie
    WHERE geldig_tot > %(t1)s AND geldig_tot <= %(t2)s AND geldig_tot < DATE '9999-12-31' AND bekostigd AND NOT examen
      AND geldig_van <= %(t1)s AND sector = ANY(%(sectoren)s) AND ontvangen_op < %(k)s AND vervallen_op >= %(k)s
    ORDER BY pgn, datum_inschrijving DESC, brin, volgnummer
)
SELECT count(*), max(af.pgn || m.gemeentecode || CASE
    WHEN EXISTS (SELECT 1 FROM bron_periodeversie p WHERE p.pgn = af.pgn AND NOT p.examen AND p.geldig_van <= %(t2)s
                 AND p.geldig_tot > %(t2)s AND p.ontvangen_op < %(k)s AND p.vervallen_op >= %(k)s) THEN 'N'
    WHEN EXISTS (SELECT 1 FROM bron_periodeversie p WHERE p.pgn = af.pgn AND p.geldig_van <= %(t2)s
                 AND p.geldig_tot > %(t2)s AND p.ontvangen_op < %(k)s AND p.vervallen_op >= %(k)s) THEN 'E'
    ELSE 'G' END)
FROM af JOIN bron_persoonversie m ON m.pgn = af.pgn AND m.ontvangen_op < %(k)s AND m.vervallen_op >= %(k)s
WHERE NOT EXISTS (
    SELECT 1 FROM bron_periodeversie p WHERE p.pgn = af.pgn AND p.bekostigd AND NOT p.examen AND p.geldig_van <= %(t2)s
      AND p.geldig_tot > %(t2)s AND p.ontvangen_op < %(k)s AND p.vervallen_op >= %(k)s
) AND NOT EXISTS (
    SELECT 1 FROM bron_diplomaversie d WHERE d.pgn = af.pgn AND d.startkwalificatie AND d.datum_behaald <= %(t2)s
      AND d.ontvangen_op < %(k)s AND d.vervallen_op >= %(k)s
) AND m.geboortedatum > %(geboren_na)s AND m.geboortedatum <= %(geboren_tot_en_met)s AND m.gemeentecode <> ''
  AND coalesce(m.overleden_op > %(t2)s, true) AND coalesce(m.vertrokken_op > %(t2)s, true)"""

kortst: dict[str, float] = defaultdict(lambda: 9e9)


def klok(naam: str, werk: Callable[[], object]) -> object:
    begin = time.perf_counter()
    uit = werk()
    kortst[naam] = min(kortst[naam], time.perf_counter() - begin)
    return uit


def vraag(opdracht: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(opdracht, GEGEVENS)
        return cursor.fetchall()


@transaction.atomic
def selectie() -> list[tuple[object, ...]]:
    """Dezelfde opdrachten als de bouw, maar met een telling in plaats van het invoegen."""
    telling = """
SELECT count(*), max(o.persoon || m.gemeentecode || o.reden) FROM over o JOIN mens m ON m.persoon = o.persoon"""
    with connection.cursor() as cursor:
        for opdracht in lijst.SELECTIE:
            cursor.execute(opdracht, GEGEVENS)
        cursor.execute(telling, GEGEVENS)
        return cursor.fetchall()


def wis(maand: Maand) -> None:
    """De maand weer ongebouwd, en de tabellen zoals de opruimer van de database ze achterlaat."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM rapportages_maandrapportage WHERE maand = %s", [maand.t2])
        for (pk,) in cursor.fetchall():
            for tabel in ("rapportagerij", "verzuimrij", "telling", "naam"):
                cursor.execute(f"DELETE FROM rapportages_{tabel} WHERE rapportage_id = %s", [pk])
            cursor.execute("DELETE FROM rapportages_maandrapportage WHERE id = %s", [pk])
        cursor.execute("DELETE FROM outbox_bericht")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM rapportages_rapportagerij, rapportages_telling, rapportages_naam, outbox_bericht")


stappen: dict[str, float] = defaultdict(lambda: 9e9)


def bouw() -> object:
    begonnen: list[tuple[str, float]] = []
    uit = bouw_maand(MAAND.jaar, MAAND.maand, voortgang=lambda stap: begonnen.append((stap.naam, time.perf_counter())))
    einden = [moment for _, moment in begonnen[1:]] + [time.perf_counter()]
    for (stap, begin), eind in zip(begonnen, einden, strict=True):
        stappen[stap] = min(stappen[stap], eind - begin)
    return uit


wis(MAAND)
wis(MAAND.vorige)
bouw_maand(MAAND.vorige.jaar, MAAND.vorige.maand)
for _ in range(int(sys.argv[2])):
    klok("kaal", lambda: vraag(KAAL))
    klok("per_leerling", lambda: vraag(PER_LEERLING))
    [(volgens_delta, _)] = klok("delta", lambda: vraag(DELTA))
    [(volgens_bouw, _)] = klok("selectie", selectie)
    wis(MAAND)
    klok("bouw", bouw)
rapportage = Maandrapportage.objects.get(maand=MAAND.t2)
# niet ru_maxrss: die erft een kind van zijn ouder
piek = int(re.search("VmHWM:[^0-9]*([0-9]+) kB", Path("/proc/self/status").read_text())[1]) / 1024
[(perioden,)] = vraag("SELECT count(*) FROM bron_periodeversie")
print(
    json.dumps(
        kortst
        | {
            "stappen": stappen, "piek": piek, "perioden": perioden, "lijst": volgens_bouw, "delta_lijst": volgens_delta,
            "mails": Bericht.objects.count(),
        }
    )
)  # fmt: skip
