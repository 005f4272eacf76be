"""De por en de veger met echte processen: Redis weg, Redis zwijgt, en een worker die onderweg gedood wordt."""

import os
import shutil
import signal
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.smtp import SmtpSink
from verzuimloket.clock import AMSTERDAM
from verzuimloket.embedded import start_of_gebruik, stop
from verzuimloket.outbox.models import Bericht
from verzuimloket.outbox.tasks import veeg

pytestmark = [pytest.mark.usefixtures("sjablonen"), pytest.mark.xdist_group("outbox_worker")]
AANTAL = 6
ZET_KLAAR = """
from django.db import transaction
from verzuimloket.outbox.services import enqueue
for nummer in range({aantal}):
    with transaction.atomic():
        enqueue(sjabloon="proef/bericht", ontvanger="loket@voorbeeld.example", sleutel=f"proef:{{nummer}}",
                context={{"nummer": nummer, "school": "De Brug"}})
print("klaargezet")
"""
WORKER = """
os.setsid()  # een eigen groep, zodat kill -9 ook het kind raakt
from verzuimloket.celery import app
app.worker_main(["worker", "--loglevel", "WARNING", "--concurrency", "1"])
"""
BEAT = """
from datetime import timedelta
from verzuimloket.celery import app
app.conf.beat_schedule = {"vegen": app.conf.beat_schedule["outbox-vegen"] | {"schedule": timedelta(seconds=1)}}
app.Beat(schedule=os.environ["BEAT_SCHEMA"], pidfile="", loglevel="WARNING").run()
"""


def wacht_tot(waar: Callable[[], bool], wat: str) -> None:
    einde = time.monotonic() + 30
    while not waar():
        assert time.monotonic() < einde, f"na 30 seconden nog niet: {wat}"
        time.sleep(0.05)


@pytest.fixture
def zwijgend() -> Iterator[socket.socket]:
    """Een poort die verbindingen aanneemt en nooit antwoordt."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as luisteraar:
        yield luisteraar


def redis_op(luisteraar: socket.socket) -> str:
    return f"redis://127.0.0.1:{luisteraar.getsockname()[1]}/0"


def aantal_verbindingen(luisteraar: socket.socket) -> int:
    luisteraar.setblocking(False)
    aantal = 0
    while True:
        try:
            luisteraar.accept()[0].close()
        except BlockingIOError:
            return aantal
        aantal += 1


def test_zwijgt_redis_dan_geeft_de_por_na_een_poging_op_en_bezorgt_de_veger(
    proces: Any, zwijgend: socket.socket, smtp_sink: SmtpSink
) -> None:
    uitvoer, _ = proces(ZET_KLAAR.format(aantal=3), REDIS_URL=redis_op(zwijgend)).communicate(timeout=60)
    assert uitvoer.splitlines()[-1] == "klaargezet"
    assert aantal_verbindingen(zwijgend) == 1  # één poging; daarna een halve minuut stil
    assert (veeg(), len(smtp_sink.post)) == (3, 3)


def test_is_redis_weg_dan_staat_het_werk_vast_en_bezorgt_de_veger(
    proces: Any, zwijgend: socket.socket, smtp_sink: SmtpSink
) -> None:
    adres = redis_op(zwijgend)
    zwijgend.close()  # nu weigert de poort
    uitvoer, _ = proces(ZET_KLAAR.format(aantal=3), REDIS_URL=adres).communicate(timeout=60)
    assert uitvoer.splitlines()[-1] == "klaargezet"
    assert (veeg(), len(smtp_sink.post)) == (3, 3)


@pytest.fixture
def eigen_redis() -> Iterator[str]:
    """De ingebouwde Redis-server in een eigen map, zodat geen andere test porren in deze rij legt."""
    map_ = Path(tempfile.mkdtemp(prefix="vl-", dir="/tmp"))
    yield start_of_gebruik(map_, met_postgres=False).redis_url
    stop(map_)
    shutil.rmtree(map_)


@pytest.fixture
def koeriers(proces: Any, eigen_redis: str, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Start een proces van de koerier op de eigen Redis en de SMTP-server; na de test gaan ze allemaal uit."""
    gestart: list[Any] = []
    vast = {"REDIS_URL": eigen_redis, "EMAIL_URL": f"smtp://127.0.0.1:{smtp_sink.poort}"}

    def start(opdracht: str, **omgeving: str) -> Any:
        gestart.append(proces(opdracht, **vast, BEAT_SCHEMA=str(tmp_path / "beat"), **omgeving))
        return gestart[-1]

    yield start
    for ander in gestart:
        dood(ander)


def dood(ander: Any) -> None:
    """kill -9 op het proces en, als het een eigen groep heeft, op zijn kinderen."""
    if ander.poll() is None:
        groep = os.getpgid(ander.pid)
        os.killpg(groep, signal.SIGKILL) if groep == ander.pid else ander.kill()
    ander.communicate(timeout=10)


def nummers(sink: SmtpSink) -> Counter[str]:
    return Counter(mail["Message-ID"] for mail in list(sink.post))


def test_na_kill_9_van_de_worker_gaat_alle_mail_uit_en_hoogstens_een_dubbel(
    koeriers: Callable[..., Any], smtp_sink: SmtpSink
) -> None:
    worker = koeriers(WORKER)

    def dood_bij_de_derde() -> None:
        if len(smtp_sink.post) == 3:  # aangenomen, maar nog niet afgetekend
            os.killpg(worker.pid, signal.SIGKILL)

    smtp_sink.na_ontvangst = dood_bij_de_derde
    koeriers(ZET_KLAAR.format(aantal=AANTAL))
    wacht_tot(lambda: worker.poll() is not None, "de worker is gedood")
    wacht_tot(lambda: Bericht.objects.count() == AANTAL, "alles staat klaar")
    derde = smtp_sink.post[2]["Message-ID"]
    # de nieuwe worker leeft zes minuten later: dan is de huur van de gedode om
    straks = (datetime.now(tz=AMSTERDAM) + timedelta(minutes=6)).isoformat()
    koeriers(WORKER, VERZUIMLOKET_NU=straks)
    koeriers(BEAT)
    wacht_tot(lambda: Bericht.objects.filter(staat="verzonden").count() == AANTAL, "alles is verzonden")
    geteld = nummers(smtp_sink)
    assert (len(geteld), {nummer for nummer, keer in geteld.items() if keer > 1}) == (AANTAL, {derde})
    assert geteld[derde] == 2
