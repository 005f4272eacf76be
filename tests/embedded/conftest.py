"""Echte servers in een korte tijdelijke map. initdb is duur: één keer per proces, daarna dezelfde map of een kopie."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from verzuimloket.embedded import start_of_gebruik, stop

GEBRUIKER = """
import sys
from pathlib import Path
from verzuimloket.embedded import start_of_gebruik, stop
adressen = start_of_gebruik(Path(sys.argv[1]), snel=True)
print(adressen.database_url, flush=True)
sys.stdin.readline()
print(stop(Path(sys.argv[1])), flush=True)
"""
Gebruiker = Callable[[Path], "subprocess.Popen[str]"]


@pytest.fixture(scope="session")
def ingericht() -> Iterator[Path]:
    """Een map waarin de servers één keer gestart en weer gestopt zijn."""
    map_ = Path(tempfile.mkdtemp(prefix="vl-", dir="/tmp"))
    map_.chmod(0o711)
    start_of_gebruik(map_, snel=True)
    stop(map_)
    yield map_
    shutil.rmtree(map_)


@pytest.fixture
def map_(ingericht: Path) -> Iterator[Path]:
    """De ingerichte map, met de servers uit; na de test gaan zij weer uit, wat de test er ook mee deed."""
    yield ingericht
    zet_uit(ingericht)


def zet_uit(map_: Path) -> None:
    start_of_gebruik(map_, snel=True)
    stop(map_)


@pytest.fixture
def gebruiker() -> Iterator[Gebruiker]:
    """Start een ander proces dat de servers gebruikt tot zijn invoer sluit; zijn eerste regel is het adres."""
    processen: list[subprocess.Popen[str]] = []

    def start(map_: Path) -> "subprocess.Popen[str]":
        proces = subprocess.Popen(
            [sys.executable, "-c", GEBRUIKER, str(map_)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
        processen.append(proces)
        assert proces.stdout
        proces.adres = proces.stdout.readline().strip()  # type: ignore[attr-defined]
        return proces

    yield start
    for proces in processen:
        proces.kill()
        proces.communicate()


def pid_van(map_: Path) -> int:
    return int((map_ / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])


def dood(pid: int) -> None:
    """kill -9, en wacht tot het proces weg is."""
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}/cwd").is_symlink() and _leeft(pid):
        pass


def _leeft(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
