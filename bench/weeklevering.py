"""Alle P-leveringen van een week: bouwen en schrijven, tegen één kale gang langs de rijen die deze week veranderden.

De kale gang haalt elke in de week ontvangen of vervallen versie met een SELECT naar de client, in pakketten. Ter
vergelijking staat er ook dezelfde gang met COPY, waar de client niets mee doet; die heeft geen grens. Alles gaat om en
om, in één eigen proces. Het register is dat van bench/bron.py, na zijn weeklevering; zo nodig wordt het gemaakt.
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
import io, json, re, statistics, sys, tempfile, time
import django
django.setup()
from datetime import date
from pathlib import Path
from django.db import connection, transaction
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

def vragen(cursor):
    for model in (PersoonVersie, PeriodeVersie, DiplomaVersie):
        yield cursor.mogrify(VRAAG.format(model._meta.db_table), gegevens).decode()

def met_copy():
    with connection.cursor() as cursor:
        for vraag in vragen(cursor):
            cursor.copy_expert(f"COPY ({vraag}) TO STDOUT", Weg())

def met_select():
    rijen = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for vraag in list(vragen(cursor)):
            with connection.chunked_cursor() as stroom:
                stroom.execute(vraag)
                while pakket := stroom.fetchmany(2000):
                    rijen += len(pakket)
    return rijen

def duur(werk):
    begin = time.perf_counter()
    uit = werk()
    return time.perf_counter() - begin, uit

def schrijf(levering):
    with tempfile.TemporaryDirectory() as map_:
        return len(schrijf_bestanden(levering, Path(map_)))

tijden = {naam: [] for naam in ("copy", "select", "bouw", "schrijf")}
for _ in range(rondes):
    Mutatie.objects.unscoped("meting").delete()
    Weeklevering.objects.all().delete()
    tijden["copy"].append(duur(met_copy)[0])
    tijd, rijen = duur(met_select)
    tijden["select"].append(tijd)
    tijd, bouw = duur(lambda: bouw_week(maandag))
    tijden["bouw"].append(tijd)
    tijd, bestanden = duur(lambda: schrijf(bouw.levering))
    tijden["schrijf"].append(tijd)
midden = {naam: statistics.median(lijst) for naam, lijst in tijden.items()}
# niet ru_maxrss: die erft een kind van zijn ouder
piek = int(re.search("VmHWM:[^0-9]*([0-9]+) kB", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps(midden | {"piek": piek, "rijen": rijen, "mutaties": bouw.levering.mutaties, "bestanden": bestanden}))
"""
_GROOTTE = """
import django
django.setup()
from bron.models import Levering, PersoonVersie
print(PersoonVersie.objects.unscoped("meting").count() if Levering.objects.count() == 3 else 0)
"""


def meet(schaal: float) -> Iterator[Regel]:
    _eis_register(schaal)
    uit = json.loads(_draai(_PROEF, MAANDAG, str(RONDES)))
    alles = uit["bouw"] + uit["schrijf"]
    rijen = f"{uit['mutaties']} mutaties uit {uit['rijen']} veranderde rijen, {uit['bestanden']} bestanden"
    yield Regel("alle P-leveringen van het land tegen een kale gang", alles / uit["select"], 5, uitleg=rijen)
    tijden = ", ".join(f"{naam} {uit[naam]:.2f} s" for naam in ("copy", "select", "bouw", "schrijf"))
    yield Regel("hetzelfde tegen een kale gang met COPY", alles / uit["copy"], uitleg=tijden)
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
