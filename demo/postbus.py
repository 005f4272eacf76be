"""De postbus van de demo: alle mail die het portaal verstuurde, zoals de mailserver haar ontving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import wraps
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import openbaar

MEESTE = 200  # berichten in de lijst, de nieuwste eerst


@dataclass(frozen=True)
class Post:
    """Eén ontvangen mail."""

    naam: str
    aan: str
    onderwerp: str
    ontvangen: datetime
    tekst: str


def _alleen_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wachter(request: HttpRequest, **waarden: str) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **waarden)

    return wachter


@openbaar
@_alleen_demo
def lijst(request: HttpRequest) -> HttpResponse:
    bestanden = sorted(_map().glob("*.eml"), reverse=True)[:MEESTE]
    return render(request, "demo/postbus.html", {"post": [_lees(bestand) for bestand in bestanden]})


@openbaar
@_alleen_demo
def bericht(request: HttpRequest, naam: str) -> HttpResponse:
    bestand = next((bestand for bestand in _map().glob("*.eml") if bestand.stem == naam), None)
    if bestand is None:
        raise Http404
    return render(request, "demo/postbus_bericht.html", {"mail": _lees(bestand)})


def _map() -> Path:
    return settings.DEMO_MAP / "post"


def _lees(bestand: Path) -> Post:
    mail = cast(EmailMessage, message_from_bytes(bestand.read_bytes(), policy=policy.default))
    return Post(
        naam=bestand.stem,
        aan=str(mail["To"]),
        onderwerp=str(mail["Subject"]),
        ontvangen=parsedate_to_datetime(mail["Date"]),
        tekst=str(mail.get_content()),
    )
