"""Bouwen met echte processen en verbindingen: tegelijk, meelezen, en gedood worden op tien (vaste) momenten.

Na elke onderbreking zijn de bestanden van alle codes en ontvangers gelijk aan die van een ongestoorde bouw, en is er
één bericht per lezer.
"""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from django.db import connection

from accounts.domein.rechten import Rol
from accounts.models import Organisatie
from rapportages.models import Maandrapportage, RapportageRij, Telling
from rapportages.services import BouwLoopt, bouw_maand
from tests.cast import maak_lid
from tests.meldingen.test_tegelijk import zes_keer
from tests.platform.conftest import adres  # noqa: F401 - de database van deze test
from tests.rapportages.bouwhulp import DECEMBER, NOVEMBER, alle_bestanden, maak_lezers, post, vul_register, wis
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("bouw_kill9")]
NA_K = DECEMBER.sluitmoment + timedelta(hours=1)
MOMENTEN = 10
# een kraamkamer: per regel op stdin bouwt een kind de maand; het schrijft zijn nummer en elke stap
KRAAMKAMER = f"""
import os, signal, sys, django
django.setup()
from rapportages.services import bouw_maand
for _ in sys.stdin:
    kind = os.fork()
    if kind == 0:
        meld = lambda stap: print(os.getpid(), stap.nummer, flush=True)
        bouw_maand({DECEMBER.jaar}, {DECEMBER.maand}, voortgang=meld)
        signal.pause()  # klaar vóór de dood: ook dat is een moment
    print("afloop", os.waitpid(kind, 0)[1], flush=True)
"""


@pytest.fixture
def kraamkamer(adres):  # noqa: F811
    kamer = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", KRAAMKAMER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).resolve().parents[2], env=os.environ | adres | {"VERZUIMLOKET_NU": NA_K.isoformat()},
    )  # fmt: skip
    yield kamer
    kamer.kill()
    kamer.communicate()


def dood_halverwege(kamer: "subprocess.Popen[str]", stap: int, na: float) -> int:
    """Laat een kind bouwen en dood het `na` seconden na het begin van `stap`; geeft hoeveel stappen er klaar waren."""
    assert kamer.stdin
    assert kamer.stdout
    print("bouw", file=kamer.stdin, flush=True)
    for regel in kamer.stdout:
        pid, nummer = map(int, regel.split())
        if nummer == stap:
            break
    time.sleep(na)  # een willekeurig moment binnen de stap, geen wachten op iets
    os.kill(pid, signal.SIGKILL)
    while not (regel := kamer.stdout.readline()).startswith("afloop"):
        pass
    assert regel == f"afloop {int(signal.SIGKILL)}\n"
    rij = Maandrapportage.objects.filter(maand=DECEMBER.t2).first()
    return rij.stap if rij else 0


def bouw_af() -> None:
    """De herstart: bouw tot het lukt; de server merkt pas na zijn opdracht dat de gedode er niet meer is."""
    einde = time.monotonic() + 20
    while True:
        try:
            bouw_maand(DECEMBER.jaar, DECEMBER.maand)
            return
        except BouwLoopt:
            assert time.monotonic() < einde, "het slot van de gedode bouw kwam niet vrij"
            time.sleep(0.01)


def test_na_kill_9_op_tien_momenten_dezelfde_bytes_en_een_bericht_per_lezer(organisaties, kraamkamer, tmp_path):
    toeval = Random(9)  # noqa: S311 - herhaalbaarheid, geen geheim
    vul_register()
    lezers = maak_lezers()[:2]
    gehaald = []
    with clock.op(NA_K):
        bouw_maand(NOVEMBER.jaar, NOVEMBER.maand)
        eerder = post("klaar")
        bouw_maand(DECEMBER.jaar, DECEMBER.maand)
        ongestoord = alle_bestanden(DECEMBER, tmp_path)
        for _ in range(MOMENTEN):
            wis(DECEMBER)
            gehaald.append(dood_halverwege(kraamkamer, stap=toeval.randint(1, 7), na=toeval.uniform(0, 0.02)))
            bouw_af()
            assert alle_bestanden(DECEMBER, tmp_path) == ongestoord
            assert post("klaar") == sorted(eerder + lezers)
    assert len(set(gehaald)) > 3, f"te weinig verschillende momenten: {gehaald}"


def test_twee_bouwen_tegelijk_geven_een_maand_en_een_bericht_per_lezer(organisaties):
    vul_register()
    lezers = maak_lezers()[:2]
    uitkomsten = []

    def bouw_of_wacht(_):
        with clock.op(NA_K):
            try:
                uitkomsten.append(bouw_maand(NOVEMBER.jaar, NOVEMBER.maand).gebouwd)
            except BouwLoopt:
                uitkomsten.append(False)

    zes_keer(bouw_of_wacht)
    with clock.op(NA_K):
        bouw_maand(NOVEMBER.jaar, NOVEMBER.maand)  # ook als zij elkaar halverwege voor de voeten liepen
    assert (len(uitkomsten), post("klaar")) == (6, sorted(lezers))
    assert AuditEvent.objects.filter(actie="rapportages:maand:gepubliceerd").count() == 1


def test_wie_meeleest_ziet_niets_tot_de_maand_er_in_een_keer_is(organisaties):
    vul_register()
    rapport = maak_lid("meelezer", Organisatie.objects.get(code="27GZ"), Rol.RAPPORTAGES)
    gezien = []

    def lees_mee(stap=None):
        rijen = RapportageRij.objects.visible_to(rapport).count() + Telling.objects.visible_to(rapport).count()
        gezien.append((rijen > 0, len(post("klaar")) > 0))

    with clock.op(NA_K):
        bouw_maand(NOVEMBER.jaar, NOVEMBER.maand, voortgang=lambda stap: in_draad(lees_mee))
        in_draad(lees_mee)
    assert gezien == [(False, False)] * 7 + [(True, True)]


def in_draad(werk):
    """Voer het uit op een eigen verbinding, zoals een bezoeker."""

    def met_eigen_verbinding():
        try:
            werk()
        finally:
            connection.close()

    draad = Thread(target=met_eigen_verbinding)
    draad.start()
    draad.join()
