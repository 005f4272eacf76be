"""Echte processen: tegelijk inlezen geeft één levering, en een gedood proces laat niets half achter."""

import signal
import time

import pytest
from django.db import connection, transaction

from bron.services import lees_in
from bron.services.inlezen import SLOT
from tests.bron.hulp import AN, aantallen, isg, leg, levering, opdracht, per

pytestmark = pytest.mark.django_db(transaction=True)
INHOUD = levering(per(AN), *isg(AN))
HEEL = {"levering": 1, "persoonversie": 1, "periodeversie": 1}


def wacht_tot_er_wachten(aantal: int, wachttijd: float = 90) -> None:
    """Tot zoveel processen op het slot van de inlezer staan te wachten."""
    einde = time.monotonic() + wachttijd
    while time.monotonic() < einde:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                [SLOT],
            )
            if cursor.fetchone()[0] == aantal:
                return
        time.sleep(0.05)
    pytest.fail("de processen kwamen niet bij het slot")


def houd_slot() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])


def test_twee_processen_met_hetzelfde_bestand_geven_een_levering(tmp_path):
    bestand = leg(tmp_path, INHOUD)
    with transaction.atomic():
        houd_slot()
        processen = [opdracht(bestand) for _ in range(2)]
        wacht_tot_er_wachten(2)
    uitvoer = sorted(proces.communicate(timeout=60)[0] for proces in processen)
    telling = "aangeboden 3, verwerkt 3, afgekeurd 0\n"
    assert uitvoer == [telling, f"levering.csv: deze levering was er al. Er is niets gewijzigd.\n{telling}"]
    assert aantallen() == HEEL


def test_een_gedood_proces_laat_niets_half_achter_en_de_levering_kan_opnieuw(tmp_path):
    bestand = leg(tmp_path, INHOUD)
    with transaction.atomic():
        houd_slot()
        proces = opdracht(bestand)
        wacht_tot_er_wachten(1)
        proces.kill()
        proces.communicate(timeout=60)
    assert (proces.returncode, aantallen()) == (-signal.SIGKILL, {})
    assert [pad.name for pad in tmp_path.iterdir()] == ["levering.csv"]
    lees_in(bestand)
    assert aantallen() == HEEL


def test_een_proces_gedood_tijdens_het_samenvoegen_laat_niets_half_achter(tmp_path):
    bestand = leg(tmp_path, INHOUD)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bron_diplomaversie IN ACCESS EXCLUSIVE MODE")  # na persoon en periode
        proces = opdracht(bestand)
        wacht_op_tabel("bron_diplomaversie")
        proces.kill()
        proces.communicate(timeout=60)
    assert (proces.returncode, aantallen()) == (-signal.SIGKILL, {})
    lees_in(bestand)
    assert aantallen() == HEEL


def wacht_op_tabel(tabel: str, wachttijd: float = 90) -> None:
    einde = time.monotonic() + wachttijd
    while time.monotonic() < einde:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [tabel])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("het proces kwam niet bij de tabel")
