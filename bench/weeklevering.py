"""Alle P-leveringen van een week: bouwen en schrijven, tegen één kale gang langs de rijen die deze week veranderden.

De kale gang haalt dezelfde kolommen van elke in de week ontvangen of vervallen versie met COPY naar de client. Het
register is dat van bench/bron.py, na zijn weeklevering; is het er niet, dan wordt het gemaakt.
"""

import sys
from collections.abc import Iterator

from django.db import connection

from bench import bron
from bench.meting import Regel

WERKGEHEUGEN = 500.0  # MB
MAANDAG = "2025-09-15"
_KALE_GANG = """
import io, sys, time
import django
django.setup()
from datetime import date
from django.db import connection
from bron.services.weeklevering import parameters
from bron.models import DiplomaVersie, PeriodeVersie, PersoonVersie
class Teller(io.RawIOBase):
    bytes = 0
    def write(self, stuk):
        self.bytes += len(stuk)
        return len(stuk)
gegevens = parameters(date.fromisoformat(sys.argv[1]))
teller, rijen = Teller(), 0
def gang():
    with connection.cursor() as cursor:
        for model in (PersoonVersie, PeriodeVersie, DiplomaVersie):
            vraag = cursor.mogrify(
                f"SELECT * FROM {model._meta.db_table} WHERE (ontvangen_op >= %(vorige_k)s AND ontvangen_op < %(k)s)"
                " OR (vervallen_op >= %(vorige_k)s AND vervallen_op < %(k)s)", gegevens).decode()
            cursor.copy_expert(f"COPY ({vraag}) TO STDOUT", teller)
            yield cursor.rowcount
tijden = []
for _ in range(3):
    begin = time.perf_counter()
    rijen = sum(gang())
    tijden.append(time.perf_counter() - begin)
print(sorted(tijden)[1], rijen)
"""
_BOUW = """
import resource, sys, time, tempfile
import django
django.setup()
from datetime import date
from pathlib import Path
from bron.models import Mutatie, Weeklevering
from bron.services.weekbestanden import schrijf_bestanden
from bron.services.weeklevering import bouw_week
tijden = []
for _ in range(3):
    Mutatie.objects.unscoped("meting").delete()
    Weeklevering.objects.all().delete()
    with tempfile.TemporaryDirectory() as map_:
        begin = time.perf_counter()
        levering = bouw_week(date.fromisoformat(sys.argv[1])).levering
        gebouwd = time.perf_counter() - begin
        aantallen = schrijf_bestanden(levering, Path(map_))
        tijden.append((time.perf_counter() - begin, gebouwd))
tijd, gebouwd = sorted(tijden)[1]
piek = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(tijd, gebouwd, piek, levering.mutaties, len(aantallen))
"""


def meet(schaal: float) -> Iterator[Regel]:
    _eis_register(schaal)
    database = "bench_bron_land"
    kaal, rijen = map(float, bron._draai(database, [sys.executable, "-c", _KALE_GANG, MAANDAG]).split())
    uit = bron._draai(database, [sys.executable, "-c", _BOUW, MAANDAG])
    tijd, gebouwd, piek, mutaties, bestanden = map(float, uit.split())
    uitleg = f"{mutaties:.0f} mutaties uit {rijen:.0f} veranderde rijen, {bestanden:.0f} bestanden"
    yield Regel("alle P-leveringen van het land tegen een kale gang", tijd / kaal, 5, uitleg=uitleg)
    yield Regel(
        "waarvan de bouw in de database",
        gebouwd / kaal,
        uitleg=f"kaal {kaal:.2f} s, bouw {gebouwd:.2f} s, alles {tijd:.2f} s",
    )
    yield Regel("geheugen bij bouwen en schrijven", piek, WERKGEHEUGEN, "MB")


def _eis_register(schaal: float) -> None:
    """Het register van bench/bron.py op deze schaal, ook als die module eerder of met een andere schaal draaide."""
    leerlingen = max(2000, int(bron.LAND * schaal))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = 'bench_bron_land'")
        bestaat = cursor.fetchone()[0]
    if bestaat and _personen() >= leerlingen:
        return
    for _ in bron.meet(schaal):
        pass


def _personen() -> int:
    vraag = (
        "import django; django.setup(); from bron.models import PersoonVersie, Levering;"
        "print(PersoonVersie.objects.unscoped('meting').count() if Levering.objects.count() == 2 else 0)"
    )
    return int(bron._draai("bench_bron_land", [sys.executable, "-c", vraag]))
