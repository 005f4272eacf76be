"""kill -9 van worker, beat, Redis en PostgreSQL door elkaar tijdens één bouw, op een eigen stel echte servers.

Een trigger laat elke schrijfactie van de bouw even duren: zo valt elke klap tijdens de bouw, ook op een snelle machine.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import psycopg2
import pytest
import redis

from rapportages.services.bouw import STAPPEN
from tests import smtp
from tests.embedded.conftest import dood as dood_pid
from tests.embedded.conftest import pid_van
from tests.platform.test_outbox_worker import WORKER, dood, wacht_tot
from tests.rapportages.bouwhulp import DECEMBER
from verzuimloket.embedded import start_of_gebruik, stop

pytestmark = pytest.mark.xdist_group("bouw_chaos")
BASIS = Path(__file__).resolve().parents[2]
NA_K = DECEMBER.sluitmoment + timedelta(hours=1)
BIJ_STAP = (0, 1, 1, 2, 3, 3, 4, 5, 5, 6)  # zo ver is de bouw minstens bij elk van de tien klappen
TRAAG = """
CREATE FUNCTION traag() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$;
CREATE TRIGGER traag AFTER INSERT ON rapportages_naam FOR EACH STATEMENT EXECUTE FUNCTION traag();
CREATE TRIGGER traag AFTER INSERT ON rapportages_rapportagerij FOR EACH STATEMENT EXECUTE FUNCTION traag();
CREATE TRIGGER traag AFTER INSERT ON rapportages_telling FOR EACH STATEMENT EXECUTE FUNCTION traag();
CREATE TRIGGER traag AFTER UPDATE ON rapportages_maandrapportage FOR EACH STATEMENT EXECUTE FUNCTION traag();
"""
VOORAF = """
import sys
from django.core.management import call_command
from django.db import transaction
call_command("migrate", verbosity=0)
from tests.rapportages import bouwhulp, conftest
from rapportages.services import bouw_maand
conftest.organisaties.__wrapped__(None)
bouwhulp.vul_register()
bouwhulp.maak_lezers()
for maand in (bouwhulp.NOVEMBER, bouwhulp.DECEMBER):
    bouw_maand(maand.jaar, maand.maand)
"""
SCHRIJF = """
import json
from pathlib import Path
from tests.rapportages.bouwhulp import DECEMBER, alle_bestanden, post
bestanden = alle_bestanden(DECEMBER, Path(os.environ["MAP"]))
print(json.dumps([{naam: inhoud.decode() for naam, inhoud in bestanden.items()}, post("klaar")]))
"""
WIS = """
from tests.rapportages.bouwhulp import DECEMBER, wis
wis(DECEMBER)
from verzuimloket.outbox.models import Bericht
Bericht.objects.all().delete()  # die van november
"""
BEAT = """
from datetime import timedelta
from verzuimloket.celery import app
rooster = app.conf.beat_schedule
app.conf.beat_schedule = {
    naam: rooster[naam] | {"schedule": timedelta(seconds=1)} for naam in ("outbox-vegen", "maandrapportages-bouwen")
}
app.Beat(schedule=os.environ["BEAT_SCHEMA"], pidfile="", loglevel="CRITICAL").run()
"""
BEGIN = "import os, django; django.setup()\n"


class Stapel:
    """Een eigen PostgreSQL en Redis, met een worker en beat erop; elk van de vier kan een klap krijgen."""

    def __init__(self, map_: Path, poort: int) -> None:
        self.map = map_
        self.adressen = start_of_gebruik(map_)
        self.omgeving = os.environ | {
            "DATABASE_URL": self.adressen.database_url, "REDIS_URL": self.adressen.redis_url, "MAP": str(map_),
            "EMAIL_URL": f"smtp://127.0.0.1:{poort}", "BEAT_SCHEMA": str(map_ / "beat"), "LOG_NIVEAU": "CRITICAL",
            "VERZUIMLOKET_NU": NA_K.isoformat(), "VERZUIMLOKET_NU_ANKER": str(time.time()),
        }  # fmt: skip
        self.levend: dict[str, subprocess.Popen[str]] = {}

    def script(self, opdracht: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", BEGIN + opdracht], env=self.omgeving, cwd=BASIS, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def draai(self, opdracht: str) -> str:
        proces = self.script(opdracht)
        uitvoer, _ = proces.communicate(timeout=90)
        assert proces.returncode == 0
        return uitvoer

    def start(self, naam: str) -> None:
        self.levend[naam] = self.script({"worker": WORKER, "beat": BEAT}[naam])

    def klap(self, naam: str) -> None:
        """kill -9, en meteen weer aan."""
        if naam in self.levend:
            dood(self.levend[naam])
            self.start(naam)
            return
        if naam == "postgres":
            dood_pid(pid_van(self.map))
        else:
            with redis.Redis.from_url(self.adressen.redis_url.replace("redis+socket://", "unix://")) as klant:
                nummer = int(klant.info("server")["process_id"])
            dood_pid(nummer)
        start_of_gebruik(self.map)

    def stap(self) -> int:
        """Hoeveel stappen van december klaar zijn; 0 als zij nog niet begonnen is."""
        verbinding = psycopg2.connect(self.adressen.database_url)
        with verbinding.cursor() as cursor:
            cursor.execute("SELECT stap FROM rapportages_maandrapportage WHERE maand = %s", [DECEMBER.t2])
            rij = cursor.fetchone()
        verbinding.close()
        return rij[0] if rij else 0

    def voer_uit(self, opdracht: str) -> None:
        verbinding = psycopg2.connect(self.adressen.database_url)
        with verbinding, verbinding.cursor() as cursor:
            cursor.execute(opdracht)
        verbinding.close()


@pytest.fixture
def sink():
    sink = smtp.SmtpSink()
    controller = smtp.start(sink)
    yield sink
    controller.stop()


@pytest.fixture
def stapel(sink):
    map_ = Path(tempfile.mkdtemp(prefix="vl-", dir="/tmp"))
    map_.chmod(0o711)
    stapel = Stapel(map_, sink.poort)
    yield stapel
    for proces in stapel.levend.values():
        dood(proces)
    start_of_gebruik(map_)
    stop(map_)
    shutil.rmtree(map_)


def test_na_tien_klappen_op_elk_deel_dezelfde_bytes_en_een_mail_per_lezer(stapel, sink):
    toeval = Random(3)  # noqa: S311 - herhaalbaarheid, geen geheim
    stapel.draai(VOORAF)
    ongestoord, _ = json.loads(stapel.draai(SCHRIJF))
    stapel.draai(WIS)
    stapel.voer_uit(TRAAG)
    for naam in ("worker", "beat"):
        stapel.start(naam)
    slachtoffers = toeval.sample(["worker", "beat", "redis", "postgres"] * 3, len(BIJ_STAP))
    for naam, bij in zip(slachtoffers, BIJ_STAP, strict=True):
        wacht_tot(lambda bij=bij: stapel.stap() >= bij, f"stap {bij} is klaar")
        time.sleep(toeval.uniform(0, 0.3))  # een willekeurig moment, geen wachten op iets
        assert stapel.stap() < len(STAPPEN), "deze klap viel na de bouw"
        stapel.klap(naam)
    wacht_tot(lambda: stapel.stap() == len(STAPPEN), "de bouw is af")
    wacht_tot(lambda: len(sink.post) == 2, "de lezers hebben hun mail")
    gestoord, lezers = json.loads(stapel.draai(SCHRIJF))
    assert gestoord == ongestoord
    assert Counter(mail["To"] for mail in sink.post) == Counter(lezers)
