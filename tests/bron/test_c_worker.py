"""De C-levering met echte processen en verbindingen: gedood worden halverwege, tegelijk maken en tegelijk aanvragen."""

import os
import signal
from datetime import timedelta
from uuid import UUID

import pytest
from celery import Celery

from bron.domein.pgn import rest
from bron.models import CLevering
from bron.services.c_bestand import pad
from bron.services.c_bouw import maak_c_levering
from tests.bron.leveringen.hulp import alle, vraag_aan
from tests.leveringen import lever, persoon
from tests.meldingen.test_tegelijk import zes_keer
from tests.platform.conftest import proces  # noqa: F401 - een worker op de database van deze test
from tests.platform.test_outbox_worker import WORKER, dood, eigen_redis, wacht_tot  # noqa: F401
from verzuimloket import clock
from verzuimloket.outbox.models import Bericht

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("c_worker")]
VEEL = 3000  # genoeg om halverwege te kunnen ingrijpen


@pytest.fixture
def aanvraag(tmp_path, settings, wereld):
    """Een aanvraag van een regio met VEEL leerlingen."""
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    wereld.gemeente  # noqa: B018 - een onbekende gemeente keurt de inlezer af
    alles = [f"{nummer:09d}" for nummer in range(999900000, 999999999) if rest(f"{nummer:09d}") == 0]
    lever(tmp_path, *(persoon(nummer) for nummer in alles[:VEEL]))
    return vraag_aan(wereld.rmc, peildatum=clock.vandaag())


def nu(c_levering: CLevering) -> CLevering:
    return alle(CLevering).get(pk=c_levering.pk)


def test_na_kill_9_halverwege_maakt_een_andere_worker_haar_af(aanvraag, proces, eigen_redis, settings):  # noqa: F811
    omgeving = {"REDIS_URL": eigen_redis, "BIJLAGEN_MAP": str(settings.BIJLAGEN_MAP)}
    koerier = Celery(broker=eigen_redis)
    eerste = proces(WORKER, **omgeving)
    koerier.send_task("bron.tasks.maak_c_levering", args=[str(aanvraag.pk)])
    wacht_tot(lambda: nu(aanvraag).gedaan >= 500, "de voortgang is te zien terwijl de taak schrijft")
    os.killpg(eerste.pid, signal.SIGKILL)
    dood(eerste)
    verlaten = nu(aanvraag)
    assert (verlaten.stand, pad(verlaten.opslag, "csv").exists()) == ("bezig", False)
    tweede = proces(WORKER, VERZUIMLOKET_NU=(clock.nu() + timedelta(minutes=2)).isoformat(), **omgeving)
    koerier.send_task("bron.tasks.veeg_c_leveringen")
    wacht_tot(lambda: nu(aanvraag).stand == "klaar", "de tweede worker maakt haar af")
    dood(tweede)
    klaar = nu(aanvraag)
    assert (klaar.pogingen, klaar.gedaan, klaar.totaal, klaar.opslag) == (2, VEEL, VEEL, verlaten.opslag)
    bestanden = sorted(bestand.name for bestand in pad(klaar.opslag, "csv").parent.iterdir())
    assert bestanden == [f"{klaar.opslag}.csv", f"{klaar.opslag}.xlsx"]
    assert len(pad(klaar.opslag, "csv").read_text(encoding="utf-8").splitlines()) == VEEL + 1
    assert Bericht.objects.filter(sjabloon="leveringen/c_klaar").count() == 1


def test_zes_taken_tegelijk_maken_haar_een_keer(aanvraag):
    gelukt: list[bool] = []
    zes_keer(lambda _: gelukt.append(maak_c_levering(aanvraag.pk)))
    assert sorted(gelukt) == [False] * 5 + [True]
    assert (nu(aanvraag).pogingen, Bericht.objects.count()) == (1, 1)


def test_zes_keer_tegelijk_aanvragen_geeft_een_aanvraag(wereld):
    wie, gekregen = wereld.rmc, []
    zes_keer(lambda _: gekregen.append(vraag_aan(wie, peildatum=clock.vandaag()).pk))
    assert (set(gekregen), alle(CLevering).count()) == ({UUID(int=1, version=4)}, 1)
