"""De healthcheck van de container, tegen een draaiend portaal."""

import os
import subprocess
import sys

import pytest

from tests.house.broncode import BASIS


def gezond(pad, poort, hosts):
    opdracht = [sys.executable, BASIS / "ops/gezond.py", pad, str(poort)]
    return subprocess.run(opdracht, env=os.environ | {"ALLOWED_HOSTS": hosts}).returncode


@pytest.mark.parametrize(
    ("pad", "hosts", "code"),
    [
        ("/gezondheid/", "verzuim.example,ander.example", 0),
        ("/gezondheid/klaar/", "verzuim.example", 0),
        ("/gezondheid/bestaat-niet/", "verzuim.example", 1),
        ("/gezondheid/", "vreemd.example", 1),
    ],
)
def test_de_healthcheck_geeft_het_antwoord_van_het_portaal(live_server, settings, pad, hosts, code):
    settings.ALLOWED_HOSTS = ["verzuim.example"]
    assert gezond(pad, live_server.thread.port, hosts) == code


def test_zonder_portaal_is_de_container_niet_gezond():
    assert gezond("/gezondheid/", 9, "verzuim.example") == 1
