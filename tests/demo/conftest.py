"""De demowereld, één keer per testronde geladen met het echte commando, in eigen databases naast de testdatabase."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, transaction
from psycopg2 import sql

from verzuimloket import clock

NU = datetime.fromisoformat("2026-11-24T09:00:00+01:00")


@dataclass
class Demo:
    """Een geladen demowereld: de naam van haar database, en commando's die erop draaien zoals `make demo` dat doet."""

    naam: str
    map: Path

    def start(self, *opdracht: str, **anders: str) -> "subprocess.Popen[str]":
        omgeving = os.environ | {
            "VERZUIMLOKET_DEMO": "1", "VERZUIMLOKET_NU": NU.isoformat(), "DATABASE_URL": adres(self.naam),
            "REDIS_URL": settings.REDIS_URL, "DEMO_MAP": str(self.map), "BASIS_URL": "http://localhost:8000",
        } | anders  # fmt: skip
        omgeving.pop("VERZUIMLOKET_TEST", None)
        return subprocess.Popen(
            [sys.executable, "manage.py", *opdracht],
            cwd=settings.BASE_DIR, env=omgeving, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def beheer(self, *opdracht: str, **anders: str) -> "subprocess.CompletedProcess[str]":
        return uitslag(self.start(*opdracht, **anders))


def uitslag(proces: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    uit, fout = proces.communicate(timeout=240)
    return subprocess.CompletedProcess(proces.args, proces.returncode, uit, fout)


def adres(naam: str) -> str:
    deel = connection.settings_dict
    wie = f"{deel['USER']}:{deel['PASSWORD']}" if deel["PASSWORD"] else deel["USER"]
    if deel["HOST"].startswith("/"):
        return f"postgresql://{wie}@/{naam}?host={deel['HOST']}"
    return f"postgresql://{wie}@{deel['HOST']}:{deel['PORT'] or 5432}/{naam}"


def op_de_server(opdracht: str, naam: str) -> None:
    verbinding = psycopg2.connect(adres("postgres"))
    verbinding.autocommit = True
    verbinding.cursor().execute(sql.SQL(opdracht).format(sql.Identifier(naam)))
    verbinding.close()


@pytest.fixture(scope="session")
def demowerelden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Demo, Demo]]:
    """Twee keer dezelfde wereld, op hetzelfde moment geladen."""
    werelden = tuple(Demo(f"demo_{os.getpid()}_{n}", tmp_path_factory.mktemp("demo")) for n in (1, 2))
    for demo in werelden:
        op_de_server("CREATE DATABASE {}", demo.naam)
    for stap in (("migrate", "--verbosity", "0"), ("laad_demo",)):
        for klaar in [uitslag(proces) for proces in [demo.start(*stap) for demo in werelden]]:
            assert klaar.returncode == 0, klaar.stderr
    yield werelden[0], werelden[1]
    for demo in werelden:
        op_de_server("DROP DATABASE {} WITH (FORCE)", demo.naam)


@pytest.fixture
def demo(demowerelden: tuple[Demo, Demo], settings: Any, django_db_blocker: Any) -> Iterator[Demo]:
    """De demowereld als database van deze test, op het moment van laden; wat de test schrijft, gaat weer weg."""
    settings.DEMO, settings.DEMO_MAP = True, demowerelden[0].map
    connection.close()
    eigen = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = demowerelden[0].naam
    with django_db_blocker.unblock():
        with clock.op(NU), transaction.atomic():
            yield demowerelden[0]
            transaction.set_rollback(True)
        connection.close()
    connection.settings_dict["NAME"] = eigen


@pytest.fixture
def tweede(demowerelden: tuple[Demo, Demo]) -> Demo:
    return demowerelden[1]
