"""De rij met echte processen: een worker van Celery, beat, Redis, `kill -9` halverwege en een verbroken verbinding."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from bron.models import Inlezing, Levering
from bron.services import wachtrij
from tests.bron.hulp import AN, aantallen, isg, leg, levering, omgeving, per
from tests.bron.test_veiligheid import wacht_op_tabel
from verzuimloket.embedded import start_of_gebruik, stop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("inleesworker")]
INHOUD = levering(per(AN), *isg(AN))
HEEL = {"levering": 1, "persoonversie": 1, "periodeversie": 1}
WORKER = """
import os; os.setsid()  # een eigen groep, zodat kill -9 ook het kind raakt
from verzuimloket.celery import app
app.worker_main(["worker", "--loglevel", "WARNING", "--concurrency", "1"])
"""
BEAT = """
import os
from datetime import timedelta
from verzuimloket.celery import app
app.conf.beat_schedule = {"rij": app.conf.beat_schedule["bron-aanleveringen"] | {"schedule": timedelta(seconds=1)}}
app.Beat(schedule=os.environ["BEAT_SCHEMA"], pidfile="", loglevel="WARNING").run()
"""
AANBIEDEN = """
import os
from accounts.models import Gebruiker
from bron.services.wachtrij import bied_aan
bied_aan(Gebruiker.objects.get(), bewaard_als=os.environ["BESTAND"], bestandsnaam="a.csv", omvang=1)
"""


def wacht_tot(waar: Callable[[], bool], wat: str) -> None:
    einde = time.monotonic() + 60
    while not waar():
        assert time.monotonic() < einde, f"na een minuut nog niet: {wat}"
        time.sleep(0.05)


@pytest.fixture
def processen(opslagmap: Path, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Start processen op een eigen Redis en de opslag van deze test; na de test gaan ze allemaal uit."""
    opslagmap.mkdir(parents=True)
    map_ = Path(tempfile.mkdtemp(prefix="vl-", dir="/tmp"))
    eigen = {
        "REDIS_URL": start_of_gebruik(map_, met_postgres=False).redis_url,
        "BIJLAGEN_MAP": str(opslagmap.parent),
        "BEAT_SCHEMA": str(tmp_path / "beat"),
    }
    gestart: list[Any] = []

    def start(opdracht: str, **extra: str) -> Any:
        basis = omgeving()
        opdracht = f"import django\ndjango.setup()\n{opdracht}"
        with (tmp_path / "processen.log").open("a") as log:
            gestart.append(
                subprocess.Popen(
                    [sys.executable, "-W", "ignore", "-c", opdracht], cwd=basis["cwd"], stdout=log, stderr=log,
                    env=basis["env"] | eigen | extra,
                )
            )  # fmt: skip
        return gestart[-1]

    yield start
    for proces in gestart:
        dood(proces)
    stop(map_)
    shutil.rmtree(map_)


def dood(proces: Any) -> None:
    """kill -9 op het proces en, als het een eigen groep heeft, op zijn kinderen."""
    if proces.poll() is None:
        groep = os.getpgid(proces.pid)
        os.killpg(groep, signal.SIGKILL) if groep == proces.pid else proces.kill()
    proces.wait(10)


def zet_in_de_rij(gebruiker: Any, opslagmap: Path) -> Inlezing:
    pad = leg(opslagmap, INHOUD, uuid4().hex)
    return wachtrij.bied_aan(gebruiker, bewaard_als=pad.name, bestandsnaam="a.csv", omvang=pad.stat().st_size)


def stand() -> str:
    return Inlezing.objects.get().stand


def test_de_por_na_het_aanbieden_is_genoeg(processen, functioneel, opslagmap):
    processen(WORKER)
    pad = leg(opslagmap, INHOUD, uuid4().hex)
    assert processen(AANBIEDEN, BESTAND=pad.name).wait(60) == 0
    wacht_tot(lambda: stand() == "klaar" and not pad.exists(), "het bestand is ingelezen")
    assert aantallen() == HEEL


def test_na_kill_9_halverwege_begint_een_volgende_worker_vanzelf_opnieuw(processen, functioneel, opslagmap):
    zet_in_de_rij(functioneel, opslagmap)
    processen(BEAT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bron_diplomaversie IN ACCESS EXCLUSIVE MODE")  # na persoon en periode
        worker = processen(WORKER)
        wacht_op_tabel("bron_diplomaversie")
        dood(worker)
    rij = Inlezing.objects.get()
    assert (rij.stand, rij.fase, rij.pogingen, aantallen()) == ("bezig", "samenvoegen", 1, {})
    with connection.cursor() as cursor:  # een minuut later
        cursor.execute("UPDATE bron_inlezing SET bijgewerkt_op = bijgewerkt_op - interval '1 minute'")
    processen(WORKER)
    wacht_tot(lambda: stand() == "klaar", "de volgende worker heeft het bestand ingelezen")
    assert (Inlezing.objects.get().pogingen, aantallen(), list(opslagmap.iterdir())) == (2, HEEL, [])


def test_na_een_verbroken_verbinding_met_de_database_gaat_het_vanzelf_opnieuw(processen, functioneel, opslagmap):
    zet_in_de_rij(functioneel, opslagmap)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bron_diplomaversie IN ACCESS EXCLUSIVE MODE")
        processen(WORKER)
        processen(BEAT)
        wacht_op_tabel("bron_diplomaversie")
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = 'bron_diplomaversie'::regclass")  # fmt: skip
    wacht_tot(lambda: stand() == "klaar", "het bestand is alsnog ingelezen")
    assert (Inlezing.objects.get().pogingen, aantallen()) == (2, HEEL)


def test_twee_workers_tegelijk_lezen_elk_bestand_een_keer_in_en_op_volgorde(processen, functioneel, opslagmap):
    for nummer in range(1, 7):
        pad = leg(opslagmap, levering(per(AN), nummer=nummer), uuid4().hex)
        wachtrij.bied_aan(functioneel, bewaard_als=pad.name, bestandsnaam="a.csv", omvang=1)
    for opdracht in (WORKER, WORKER, BEAT):
        processen(opdracht)
    wacht_tot(lambda: not Inlezing.objects.exclude(stand="klaar").exists(), "alle zes zijn verwerkt")
    assert list(Levering.objects.order_by("pk").values_list("volgnummer", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert set(Inlezing.objects.values_list("pogingen", flat=True)) == {1}
