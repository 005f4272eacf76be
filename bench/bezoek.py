"""Bezoekers: een echte gunicorn per wereld met één open verbinding, en dezelfde bezoeker in dit proces om te tellen."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp import DEVICE_ID_SESSION_KEY

from accounts import sessie
from accounts.models import Gebruiker, Toewijzing, Token
from bench.werelden import Wereld
from verzuimloket.clock import nu

BASIS = Path(__file__).resolve().parent.parent
TRANSACTIE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
CSRF = "b" * 32


def log_in(gebruiker: Gebruiker) -> str:
    """Een sessie zoals inloggen met wachtwoord en code haar achterlaat; geeft de sleutel."""
    token = Token.objects.get(user=gebruiker)
    plek = Toewijzing.objects.unscoped("inloggen voor de meting").filter(gebruiker=gebruiker).first()
    assert plek is not None
    moment = int(nu().timestamp())
    opslag = SessionStore()
    opslag.update(
        {
            SESSION_KEY: str(gebruiker.pk),
            BACKEND_SESSION_KEY: sessie.BACKEND,
            HASH_SESSION_KEY: gebruiker.get_session_auth_hash(),
            DEVICE_ID_SESSION_KEY: token.persistent_id,
            sessie.BEGIN: moment,
            sessie.GEZIEN: moment + 3600,  # de minuutlijkse schrijfactie van de sessie valt buiten de meting
            sessie.ORGANISATIE: plek.organisatie_id,
        }
    )
    opslag.create()
    assert opslag.session_key is not None
    return opslag.session_key


class _Socket(http.client.HTTPConnection):
    def __init__(self, pad: Path) -> None:
        super().__init__("testserver", timeout=60)
        self.pad = pad

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.pad))


@dataclass
class Server:
    """Een draaiende gunicorn; `vraag` gaat over één verbinding die open blijft."""

    pad: Path
    _verbinding: _Socket = field(init=False)

    def __post_init__(self) -> None:
        self._verbinding = _Socket(self.pad)

    def vraag(self, sessiesleutel: str, adres: str, post: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """De status, waarheen (bij doorsturen) en de pagina."""
        koppen = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={sessiesleutel}; {settings.CSRF_COOKIE_NAME}={CSRF}"}
        lichaam = None
        if post is not None:
            lichaam = urlencode(post | {"csrfmiddlewaretoken": CSRF})
            koppen["Content-Type"] = "application/x-www-form-urlencoded"
        self._verbinding.request("GET" if post is None else "POST", adres, lichaam, koppen)
        antwoord = self._verbinding.getresponse()
        return antwoord.status, antwoord.getheader("Location", ""), antwoord.read()


@contextmanager
def server(wereld: Wereld, ingang: str = "verzuimloket.wsgi") -> Iterator[Server]:
    """De gunicorn van `make demo` met één werker en één draad, op de database van `wereld`; `ingang` is haar module."""
    with TemporaryDirectory(prefix="vl-bench-") as map_:
        pad = Path(map_) / "web.sock"
        proces = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", ingang, "--bind", f"unix:{pad}", "--workers", "1",
             "--threads", "1", "--worker-class", "gthread", "--keep-alive", "600", "--timeout", "120",
             "--log-level", "warning"],
            cwd=BASIS, env=os.environ | {"DATABASE_URL": wereld.url, "PYTHONWARNINGS": "ignore::UserWarning"},
        )  # fmt: skip
        try:
            for _ in range(600):
                if pad.exists() or proces.poll() is not None:
                    break
                time.sleep(0.05)
            yield Server(pad)
        finally:
            proces.terminate()
            proces.wait(30)


@dataclass(frozen=True)
class Stap:
    """Wat een bezoeker doet: een pagina openen, of (met `post`) iets versturen en de pagina erna openen."""

    adres: str
    post: tuple[tuple[str, str], ...] = ()


def bezoek(bij: Server, sessiesleutel: str, stap: Stap) -> bytes:
    """Doe de stap bij de server; geeft de pagina die de bezoeker ziet. Een andere afloop dan 200 is een fout."""
    adres = stap.adres
    if stap.post:
        status, adres, _ = bij.vraag(sessiesleutel, adres, dict(stap.post))
        assert status == 302, f"{stap.adres}: {status}"
    status, _, pagina = bij.vraag(sessiesleutel, adres)
    assert status == 200, f"{adres}: {status}"
    return pagina


def queries(sessiesleutel: str, stap: Stap) -> list[list[str]]:
    """De vragen aan de database per pagina van deze stap, zonder het openen en sluiten van transacties."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = sessiesleutel
    uit = []
    adres = stap.adres
    if stap.post:
        with CaptureQueriesContext(connection) as gevangen:
            adres = client.post(adres, dict(stap.post)).headers["Location"]
        uit.append(gesteld(gevangen))
    with CaptureQueriesContext(connection) as gevangen:
        antwoord = client.get(adres)
    assert antwoord.status_code == 200, f"{adres}: {antwoord.status_code}"
    return [*uit, gesteld(gevangen)]


def gesteld(gevangen: CaptureQueriesContext) -> list[str]:
    return [vraag["sql"] for vraag in gevangen.captured_queries if not vraag["sql"].startswith(TRANSACTIE)]
