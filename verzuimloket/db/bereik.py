"""Het bereik van nu: onder welke databaserol vragen draaien, en met welke feiten over wie ze stelt.

Dit is de enige plek. Het backend (`base.py`) stuurt wat hier staat mee met de eerste opdracht van elke transactie, en
opnieuw zodra het verandert. Buiten een webverzoek is er geen bereik: taken en commando's lezen als hun eigen rol.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

WEB, JOBS, BACKUP = "verzuimloket_web", "verzuimloket_jobs", "verzuimloket_backup"
# waar iemand staat, kiest een onderrol: haar beleid is dan kort genoeg voor PostgreSQL om langs de index te tellen
KANTEN = ("school", "lezer", "instantie")
WEBROLLEN = {"": WEB} | {kant: f"{WEB}_{kant}" for kant in KANTEN}
INSTELLING = "loket.bereik"  # één instelling in de database, met de feiten als JSON; leeg is: niemand


@dataclass(frozen=True)
class Bereik:
    """Een databaserol en de feiten waarop het beleid in de database beslist."""

    rol: str
    feiten: str = ""  # JSON

    @cached_property
    def opdracht(self) -> str:
        """De opdrachten die dit bereik voor de rest van de transactie laten gelden; buiten een transactie voor de
        opdracht die er in hetzelfde bericht achteraan komt."""
        feiten = self.feiten.replace("'", "''")
        return f"SET LOCAL ROLE {self.rol}; SELECT set_config('{INSTELLING}', '{feiten}', true); "


GEEN = Bereik("NONE")  # terug naar de rol waarmee het proces inlogde
_bereik: ContextVar[Bereik | None] = ContextVar("databasebereik", default=None)


def nu() -> Bereik | None:
    return _bereik.get()


def _web(feiten: Mapping[str, Any]) -> Bereik:
    """Het bereik van een webverzoek met deze feiten; `kant` kiest de onderrol."""
    return Bereik(WEBROLLEN[feiten.get("kant", "")], json.dumps(feiten, ensure_ascii=True, default=sorted))


@contextmanager
def gezet(bereik: Bereik | None) -> Iterator[None]:
    """Zolang dit duurt, draait elke vraag in dit bereik."""
    vorige = _bereik.set(bereik)
    try:
        yield
    finally:
        _bereik.reset(vorige)


def als_web(feiten: Mapping[str, Any]) -> Any:
    """`with als_web(scope.feiten()):` als een webverzoek van deze gebruiker; ook in een taak of een test."""
    return gezet(_web(feiten))


def begrens(feiten: Mapping[str, Any]) -> None:
    """Voor de rest van dit verzoek zijn dit de feiten. Buiten een verzoek verandert er niets."""
    if _bereik.get() is not None:
        _bereik.set(_web(feiten))


@contextmanager
def alleen(feiten: Mapping[str, Any]) -> Iterator[None]:
    """Zolang dit duurt, gelden alleen deze feiten: voor wie al bekend is, maar nog geen scope heeft."""
    with gezet(_bereik.get() and _web(feiten)):
        yield


@contextmanager
def buiten_bereik(reden: str) -> Iterator[None]:
    """Zolang dit duurt, leest en schrijft een webverzoek als de rol van de taken: de tweede lijn staat dan open.

    Alleen voor een dienst of vraag die zelf al begrenst wat zij opzoekt; een huistest telt de plekken. Een queryset die
    pas na afloop gelezen wordt, staat weer onder het bereik. Werpt ValueError zonder reden.
    """
    if not reden.strip():
        raise ValueError("buiten_bereik() vraagt om een reden.")
    huidig = _bereik.get()
    with gezet(huidig and replace(huidig, rol=JOBS)):
        yield


class BereikMiddleware:
    """Elk verzoek draait als de rol van het web, en ziet niets tot bekend is wie het stelt."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with gezet(Bereik(WEB)):
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
                response.streaming_content = stroom(response.streaming_content, _bereik.get())
            return response


def stroom(stukken: Iterable[Any], bereik: Bereik | None) -> Iterator[Any]:
    """Dezelfde stukken, elk gemaakt in het bereik van het verzoek: een stroom loopt na het verzoek door."""
    bron = iter(stukken)
    try:
        while True:
            with gezet(bereik):
                try:
                    stuk = next(bron)
                except StopIteration:
                    return
            yield stuk
    finally:
        with gezet(bereik):
            getattr(bron, "close", lambda: None)()
