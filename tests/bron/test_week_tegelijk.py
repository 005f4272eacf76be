"""De bouw in eigen processen: gedood tijdens het schrijven, en twee tegelijk. Aan het eind staat alles er één keer."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from accounts.domein.rechten import Rol
from bron.models import Mutatie, Weeklevering
from tests.bron.week import AN, bekend, deze_week, opdracht
from tests.cast import maak_lid
from tests.leveringen import inschrijving, persoon
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def een_mutatie(tmp_path, wereld):
    maak_lid("rapport", wereld.gemeente, Rol.RAPPORTAGES)
    bekend(tmp_path, persoon(AN))
    deze_week(tmp_path, *inschrijving(AN))


def staat() -> dict[str, int]:
    return {
        "weekleveringen": Weeklevering.objects.count(),
        "mutaties": Mutatie.objects.unscoped("test").count(),
        "logregels": AuditEvent.objects.filter(actie="bron:weeklevering:gebouwd").count(),
        "berichten": Bericht.objects.count(),
    }


ALLES_EEN_KEER = {"weekleveringen": 1, "mutaties": 1, "logregels": 1, "berichten": 1}


@contextmanager
def mutaties_vast() -> Iterator[None]:
    """Niemand kan binnen dit blok mutaties schrijven; lezen gaat door."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bron_mutatie IN SHARE MODE")
        yield


def wachtend(soort: str) -> Callable[[], bool]:
    def wacht() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = %s", [soort])
            return cursor.fetchone()[0] > 0

    return wacht


def tot(voorwaarde: Callable[[], bool]) -> None:
    einde = time.monotonic() + 60
    while not voorwaarde():
        assert time.monotonic() < einde, "er gebeurt niets"
        time.sleep(0.05)


def test_een_gedode_bouw_laat_niets_achter_en_de_volgende_maakt_haar_af(tmp_path):
    with mutaties_vast():
        bouwer = opdracht("--uit", tmp_path)
        tot(wachtend("relation"))
        bouwer.send_signal(signal.SIGKILL)
        bouwer.communicate()
    assert set(staat().values()) == {0}
    volgende = opdracht("--uit", tmp_path)
    assert (volgende.communicate()[1], staat()) == ("", ALLES_EEN_KEER)


def test_twee_bouwers_tegelijk_schrijven_dezelfde_levering_en_een_bericht(tmp_path):
    mappen = [tmp_path / "een", tmp_path / "twee"]
    with mutaties_vast():
        bouwers = []
        for map_, soort in zip(mappen, ("relation", "advisory"), strict=True):
            map_.mkdir()
            bouwers.append(opdracht("--uit", map_))
            tot(wachtend(soort))
    assert [(b.communicate()[1], b.returncode) for b in bouwers] == [("", 0)] * 2
    een, twee = ({pad.name: pad.read_bytes() for pad in map_.iterdir()} for map_ in mappen)
    assert (staat(), een) == (ALLES_EEN_KEER, twee)
