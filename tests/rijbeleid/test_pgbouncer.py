"""Door een echte pgbouncer die per transactie deelt: niemand ziet ooit iets van een ander.

Waar `pgbouncer` niet is, bewijst `test_backend.py` dezelfde eigenschap met twee bezoekers op één verbinding.
"""

import os
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from accounts.models import Organisatie
from meldingen.models import Locatie
from tests.rijbeleid.verbinding import antwoord, verbinding
from verzuimloket.db.bereik import als_web
from verzuimloket.embedded.postgres import SYSTEEMGEBRUIKER

PGBOUNCER = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer")
if not PGBOUNCER:
    pytest.skip(
        "!! pgbouncer ontbreekt: delen per transactie is alleen met een nagespeelde pool getest",
        allow_module_level=True,
    )

VRAGEN = 60  # per bezoeker
INSTELLINGEN = """
[databases]
proef = {adres}
[pgbouncer]
pool_mode = transaction
default_pool_size = 2
auth_type = any
listen_addr =
listen_port = 6432
unix_socket_dir = {map}
ignore_startup_parameters = extra_float_digits, options
"""


@pytest.fixture
def scholen(transactional_db):
    """Twaalf scholen met elk een eigen locatie, echt opgeslagen: andere verbindingen zien ze."""
    scholen = [
        Organisatie.objects.create(soort="instelling", code=f"{nummer:02}ZZ", naam="Proef") for nummer in range(12)
    ]
    return [(school.pk, Locatie.objects.create(school=school, naam="Hoofd").pk) for school in scholen]


@pytest.fixture
def pool(scholen):
    """Het adres van een draaiende pgbouncer met twee verbindingen."""
    map_ = Path(tempfile.mkdtemp(prefix="pgb-"))
    map_.chmod(0o777)
    namen = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    delen = {naam: str(connection.settings_dict[instelling]) for naam, instelling in namen.items()}
    adres = " ".join(f"{naam}='{waarde}'" for naam, waarde in delen.items() if waarde)
    (map_ / "pgbouncer.ini").write_text(INSTELLINGEN.format(adres=adres, map=map_))
    wie = SYSTEEMGEBRUIKER if os.geteuid() == 0 else None
    proces = subprocess.Popen([PGBOUNCER, "-q", map_ / "pgbouncer.ini"], user=wie)
    einde = time.monotonic() + 10
    while not (map_ / ".s.PGSQL.6432").exists() and time.monotonic() < einde:
        time.sleep(0.05)
    yield {"HOST": str(map_), "PORT": "6432", "NAME": "proef"}
    proces.terminate()
    proces.wait(10)
    shutil.rmtree(map_)


def bezoek(pool, school, locatie):
    """Lees om en om binnen en buiten een transactie; geeft elk antwoord dat niet klopt."""
    fout = []
    with verbinding(**pool) as bij:
        for nummer in range(VRAGEN):
            bij.set_autocommit(nummer % 2 == 0)
            with als_web({"organisatie": school, "soort": "instelling"}):
                fout += [rij for rij in antwoord(bij, "SELECT id FROM meldingen_locatie") if rij != (locatie,)]
            bij.commit()
            with als_web({}):
                fout += antwoord(bij, "SELECT id FROM meldingen_locatie")
            bij.commit()
    return fout


def test_twaalf_scholen_door_twee_verbindingen_zien_alleen_zichzelf(pool, scholen):
    with ThreadPoolExecutor(12) as draden:
        fouten = list(draden.map(lambda paar: bezoek(pool, *paar), scholen))
    assert fouten == [[]] * 12


def test_de_verbindingen_met_de_server_worden_echt_gedeeld(pool, scholen):
    pids = set()
    for _ in range(6):
        with verbinding(**pool) as bij:
            pids |= set(antwoord(bij, "SELECT pg_backend_pid()"))
    assert len(pids) <= 2


def test_een_instelling_van_de_sessie_zou_door_een_pool_lekken(pool):
    """De controle: wat níet aan de transactie hangt, komt bij de volgende terecht."""
    with verbinding(**pool) as bij, transaction.atomic():
        antwoord(bij, "SELECT set_config('loket.bereik', 'van een ander', false) FROM generate_series(1, 1)")
    gezien = set()
    for _ in range(4):
        with verbinding(**pool) as bij:
            gezien |= set(antwoord(bij, "SELECT current_setting('loket.bereik', true)"))
    assert ("van een ander",) in gezien
