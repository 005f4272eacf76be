"""Alle P-leveringen van een week: bouwen en schrijven, tegen één kale gang langs de rijen die deze week veranderden.

De kale gang haalt elke in de week ontvangen of vervallen versie met COPY naar de client. Beide gaan om en om, in één
eigen proces. Het register is dat van bench/bron.py, na zijn weeklevering; is het er niet, dan wordt het gemaakt.
"""

import json
import sys
from collections.abc import Iterator

from django.db import connection

from bench import bron
from bench.meting import Regel

WERKGEHEUGEN = 500.0  # MB
MAANDAG = "2025-09-15"
RONDES = 5
DATABASE = "bench_bron_land"
_PROEF = """
import io, json, resource, statistics, sys, tempfile, time
import django
django.setup()
from datetime import date
from pathlib import Path
from django.db import connection
from bron.models import DiplomaVersie, Mutatie, PeriodeVersie, PersoonVersie, Weeklevering
from bron.services.weekbestanden import schrijf_bestanden
from bron.services.weeklevering import bouw_week, parameters

maandag, rondes = date.fromisoformat(sys.argv[1]), int(sys.argv[2])
gegevens = parameters(maandag)
VRAAG = (
    "SELECT * FROM {} WHERE (ontvangen_op >= %(vorige_k)s AND ontvangen_op < %(k)s)"
    " OR (vervallen_op >= %(vorige_k)s AND vervallen_op < %(k)s)"
)

class Weg(io.RawIOBase):
    def write(self, stuk):
        return len(stuk)

def kale_gang():
    rijen = 0
    with connection.cursor() as cursor:
        for model in (PersoonVersie, PeriodeVersie, DiplomaVersie):
            vraag = cursor.mogrify(VRAAG.format(model._meta.db_table), gegevens).decode()
            cursor.copy_expert(f"COPY ({vraag}) TO STDOUT", Weg())
            rijen += cursor.rowcount
    return rijen

kaal, bouw, alles = [], [], []
for _ in range(rondes):
    Mutatie.objects.unscoped("meting").delete()
    Weeklevering.objects.all().delete()
    begin = time.perf_counter()
    rijen = kale_gang()
    kaal.append(time.perf_counter() - begin)
    with tempfile.TemporaryDirectory() as map_:
        begin = time.perf_counter()
        levering = bouw_week(maandag).levering
        bouw.append(time.perf_counter() - begin)
        bestanden = len(schrijf_bestanden(levering, Path(map_)))
        alles.append(time.perf_counter() - begin)
midden = {naam: statistics.median(tijden) for naam, tijden in (("kaal", kaal), ("bouw", bouw), ("alles", alles))}
piek = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(midden | {"piek": piek, "rijen": rijen, "mutaties": levering.mutaties, "bestanden": bestanden}))
"""
_GROOTTE = """
import django
django.setup()
from bron.models import Levering, PersoonVersie
print(PersoonVersie.objects.unscoped("meting").count() if Levering.objects.count() == 2 else 0)
"""


def meet(schaal: float) -> Iterator[Regel]:
    _eis_register(schaal)
    uit = json.loads(_draai(_PROEF, MAANDAG, str(RONDES)))
    yield Regel(
        "alle P-leveringen van het land tegen een kale gang",
        uit["alles"] / uit["kaal"],
        5,
        uitleg=f"{uit['mutaties']} mutaties uit {uit['rijen']} veranderde rijen, {uit['bestanden']} bestanden",
    )
    tijden = f"kaal {uit['kaal']:.2f} s, bouw {uit['bouw']:.2f} s, alles {uit['alles']:.2f} s"
    yield Regel("waarvan de bouw in de database", uit["bouw"] / uit["kaal"], uitleg=tijden)
    yield Regel("geheugen bij bouwen en schrijven", uit["piek"], WERKGEHEUGEN, "MB")


def _draai(programma: str, *argumenten: str) -> str:
    return bron._draai(DATABASE, [sys.executable, "-c", programma, *argumenten])


def _eis_register(schaal: float) -> None:
    """Het register van bench/bron.py op deze schaal, met zijn weeklevering; een van een andere schaal verdwijnt."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [DATABASE])
        bestaat = cursor.fetchone()[0] > 0
    leerlingen = max(2000, int(bron.LAND * schaal))
    if bestaat and leerlingen <= int(_draai(_GROOTTE)) < 1.5 * leerlingen:
        return
    for _ in bron.meet(schaal):
        pass
