"""Het hele portaal als eigen processen op een eigen database: gunicorn, een Celery-worker en een mailserver.

De browsertests en `bin/beelden.py` gebruiken hem. Zo draait wat een bezoeker in productie ook tegenkomt: dezelfde
middleware, dezelfde koppen, mail langs de uitgaande bak. Alleen de klok begint op een vast moment.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import psycopg2
from aiosmtpd.controller import Controller
from psycopg2 import sql

from demo.smtp import Bus

BASIS = Path(__file__).resolve().parent.parent.parent
NU = "2026-11-24T10:00:00+01:00"
GEDULD = 20.0  # seconden
T = TypeVar("T")


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return int(proef.getsockname()[1])


def wacht_op(vraag: Callable[[], T], *, waarop: str) -> T:
    """Vraag tot het antwoord waar is; werpt AssertionError als dat te lang duurt."""
    einde = time.monotonic() + GEDULD
    while time.monotonic() < einde:
        if antwoord := vraag():
            return antwoord
        time.sleep(0.05)
    raise AssertionError(f"Te lang gewacht op {waarop}.")


@dataclass(frozen=True)
class Portaal:
    basis: str
    map: Path
    database_url: str

    def post(self) -> list[EmailMessage]:
        """Alle mail die de mailserver aannam, op volgorde."""
        bestanden = sorted((self.map / "post").glob("*.eml"))
        return [cast(EmailMessage, message_from_bytes(pad.read_bytes(), policy=policy.default)) for pad in bestanden]

    def mail_over(self, nummer: int, aan: str) -> EmailMessage:
        """De nieuwste mail over deze melding aan dit adres; wacht tot zij bezorgd is."""

        def gevonden() -> list[EmailMessage]:
            return [mail for mail in self.post() if mail["To"] == aan and f"/meldingen/{nummer}/" in mail.get_content()]

        return wacht_op(gevonden, waarop=f"mail over melding {nummer}")[-1]

    def sql(self, opdracht: str, *waarden: object) -> list[tuple[Any, ...]]:
        with closing(psycopg2.connect(self.database_url)) as verbinding, verbinding, verbinding.cursor() as cursor:
            cursor.execute(opdracht, waarden)
            return cursor.fetchall() if cursor.description else []

    def storingen(self) -> list[str]:
        """Wat de webserver als storing opschreef."""
        return [regel for regel in (self.map / "web.log").read_text().splitlines() if "Internal Server Error" in regel]


def met_database(url: str, naam: str) -> str:
    """Hetzelfde adres met een andere database; een socketmap in de query blijft staan."""
    return url.replace(urlsplit(url).path, f"/{naam}", 1)


def eigen_redis(url: str) -> str:
    """Een eigen nummer binnen dezelfde server: een worker van een andere test pakt onze por niet weg."""
    nummer = 1 + os.getpid() % 15
    return (
        f"{url}?virtual_host={nummer}"
        if url.startswith("redis+socket:")
        else urlsplit(url)._replace(path=f"/{nummer}").geturl()
    )


@contextmanager
def database(url: str, naam: str) -> Iterator[str]:
    """Een lege database naast die van `url`, weg na afloop."""

    def doe(opdracht: str) -> None:
        with closing(psycopg2.connect(met_database(url, "postgres"))) as verbinding:
            verbinding.autocommit = True
            with verbinding.cursor() as cursor:
                cursor.execute(sql.SQL(opdracht).format(sql.Identifier(naam)))

    doe("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    doe("CREATE DATABASE {}")
    try:
        yield met_database(url, naam)
    finally:
        doe("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _omgeving(map_: Path, database_url: str, redis_url: str, poort: int, smtp: int) -> dict[str, str]:
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("VERZUIMLOKET_")}
    return schoon | {
        "VERZUIMLOKET_DEMO": "1",
        "VERZUIMLOKET_NU": NU,
        "VERZUIMLOKET_NU_ANKER": str(time.time()),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
        "BASIS_URL": f"http://localhost:{poort}",
        "DEMO_MAP": str(map_),
        "BIJLAGEN_MAP": str(map_ / "bijlagen"),
        "LOG_NIVEAU": "WARNING",
    }


@contextmanager
def _mailserver(map_: Path) -> Iterator[int]:
    (map_ / "post").mkdir(parents=True, exist_ok=True)
    poort = vrije_poort()
    controller = Controller(Bus(map_ / "post"), hostname="127.0.0.1", port=poort)
    controller.start()
    try:
        yield poort
    finally:
        controller.stop()


@contextmanager
def _proces(map_: Path, omgeving: dict[str, str], naam: str, *opdracht: str) -> Iterator[subprocess.Popen[bytes]]:
    with (map_ / f"{naam}.log").open("ab") as log:
        proces = subprocess.Popen(
            [sys.executable, "-m", *opdracht], cwd=BASIS, env=omgeving, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield proces
        finally:
            _stop(proces)


def _stop(proces: subprocess.Popen[bytes]) -> None:
    for sein in (signal.SIGTERM, signal.SIGKILL):
        if proces.poll() is not None:
            return
        os.killpg(proces.pid, sein)
        try:
            proces.wait(10)
        except subprocess.TimeoutExpired:
            continue


def _antwoordt(basis: str, web: subprocess.Popen[bytes], log: Path) -> bool:
    if web.poll() is not None:
        raise AssertionError(f"De webserver is gestopt:\n{log.read_text()[-2000:]}")
    try:
        with urllib.request.urlopen(f"{basis}/gezondheid/", timeout=2):  # noqa: S310 - een vast adres op deze machine
            return True
    except OSError:
        return False


@contextmanager
def portaal(
    map_: Path, database_url: str, redis_url: str, *, laden: list[str], worker: bool = True
) -> Iterator[Portaal]:
    """Laad de wereld met `laden` (argumenten van Python), start de processen en stop ze weer."""
    poort = vrije_poort()
    basis = f"http://localhost:{poort}"
    with ExitStack() as stapel:
        smtp = stapel.enter_context(_mailserver(map_))
        omgeving = _omgeving(map_, database_url, eigen_redis(redis_url), poort, smtp)
        for opdracht in (["manage.py", "migrate", "--verbosity", "0"], laden):
            klaar = subprocess.run([sys.executable, *opdracht], cwd=BASIS, env=omgeving, capture_output=True, text=True)
            assert klaar.returncode == 0, klaar.stdout + klaar.stderr
        web = stapel.enter_context(
            _proces(map_, omgeving, "web", "gunicorn", "verzuimloket.wsgi", "--bind", f"127.0.0.1:{poort}",
                    "--threads", "4", "--timeout", "60", "--log-level", "warning")
        )  # fmt: skip
        if worker:
            celery = ("celery", "-A", "verzuimloket", "worker", "--pool", "solo", "--loglevel", "WARNING")
            stapel.enter_context(_proces(map_, omgeving, "worker", *celery))
        wacht_op(lambda: _antwoordt(basis, web, map_ / "web.log"), waarop="de webserver")
        yield Portaal(basis, map_, database_url)
