"""Een groot bestand met echte processen: een worker wordt gedood terwijl hij schrijft, en een ander maakt het af."""

import os
import signal
from datetime import timedelta

import pytest
import time_machine
from celery import Celery

from rapportages.models import Bestandsaanvraag
from rapportages.services.achtergrond import OPSLAG
from tests.platform.conftest import proces  # noqa: F401 - een worker op de database van deze test
from tests.platform.test_outbox_worker import WORKER, dood, eigen_redis, wacht_tot  # noqa: F401
from tests.rapportages.bestanden import DINSDAG, aanvraag, kleine_maand, met_rijen
from verzuimloket.outbox.models import Bericht

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("bestanden_worker")]
VEEL = 20_000  # genoeg om halverwege te kunnen ingrijpen


def nu(gevraagd: Bestandsaanvraag) -> Bestandsaanvraag:
    return Bestandsaanvraag.objects.unscoped("test").get(pk=gevraagd.pk)


def test_na_kill_9_halverwege_maakt_een_andere_worker_het_af(
    wereld,
    settings,
    tmp_path,
    proces,  # noqa: F811
    eigen_redis,  # noqa: F811
):
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    with time_machine.travel(DINSDAG, tick=False):
        maand = kleine_maand(wereld)
    met_rijen(maand, VEEL)
    gevraagd = aanvraag(wereld, maand)
    omgeving = {"REDIS_URL": eigen_redis, "BIJLAGEN_MAP": str(settings.BIJLAGEN_MAP)}
    koerier = Celery(broker=eigen_redis)
    eerste = proces(WORKER, VERZUIMLOKET_NU=DINSDAG.isoformat(), **omgeving)
    koerier.send_task("rapportages.tasks.maak_bestand", args=[str(gevraagd.pk)])
    wacht_tot(lambda: nu(gevraagd).gedaan >= 500, "de voortgang is te zien terwijl de taak schrijft")
    os.killpg(eerste.pid, signal.SIGKILL)
    dood(eerste)
    verlaten = nu(gevraagd)
    assert (verlaten.stand, OPSLAG.pad(verlaten.opslag, "xlsx").exists()) == ("bezig", False)
    tweede = proces(WORKER, VERZUIMLOKET_NU=(DINSDAG + timedelta(minutes=2)).isoformat(), **omgeving)
    koerier.send_task("rapportages.tasks.veeg_bestanden")
    wacht_tot(lambda: nu(gevraagd).stand == "klaar", "de tweede worker maakt het af")
    dood(tweede)
    klaar = nu(gevraagd)
    assert (klaar.pogingen, klaar.gedaan) == (2, VEEL + 4)
    bestanden = sorted(bestand.name for bestand in OPSLAG.pad(klaar.opslag, "csv").parent.iterdir())
    assert bestanden == [f"{klaar.opslag}.csv", f"{klaar.opslag}.xlsx"]
    assert Bericht.objects.filter(sjabloon="rapportages/bestand_klaar").count() == 1
