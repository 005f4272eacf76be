"""De enige klok van het portaal. Alle regels, pagina's en taken vragen hier hoe laat het is.

In demo- en testmodus laat VERZUIMLOKET_NU de klok op een gekozen moment beginnen en gewoon doorlopen.
VERZUIMLOKET_NU_ANKER (seconden sinds 1970) legt vast bij welk echt moment dat hoorde, zodat web, worker en
beat dezelfde tijd zien. Eenmalige codes (TOTP) blijven op de echte tijd lopen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_vast: ContextVar[datetime | None] = ContextVar("vast_moment", default=None)


def nu() -> datetime:
    """Het huidige moment, met tijdzone Europe/Amsterdam."""
    vast = _vast.get()
    if vast is not None:
        return vast
    verschil: timedelta = settings.KLOK_VERSCHIL
    return datetime.now(tz=AMSTERDAM) + verschil


def vandaag() -> date:
    """De huidige kalenderdag in Nederland."""
    return nu().date()


def echt_nu() -> datetime:
    """De echte tijd, ook als de klok verzet is: alleen voor wat een bibliotheek op haar eigen klok bijhoudt."""
    return datetime.now(tz=AMSTERDAM)


@contextmanager
def op(moment: datetime) -> Iterator[None]:
    """Laat de klok binnen het blok stilstaan op `moment` (met tijdzone), om geschiedenis te maken.

    Alleen in demo- en testmodus; daarbuiten RuntimeError, want een verzette klok maakt het logboek onwaar.
    """
    if not settings.PROEF:
        raise RuntimeError("De klok mag alleen in demo- of testmodus verzet worden.")
    bewijs = _vast.set(moment.astimezone(AMSTERDAM))
    try:
        yield
    finally:
        _vast.reset(bewijs)


def klok_verschil(start: str, anker: float) -> timedelta:
    """Hoeveel de klok voorloopt als hij op `start` (ISO 8601) begon toen het echt `anker` was.

    Een moment zonder tijdzone is Nederlandse tijd. Werpt ValueError bij een onleesbaar moment.
    """
    moment = datetime.fromisoformat(start)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=AMSTERDAM)
    return moment - datetime.fromtimestamp(anker, tz=AMSTERDAM)
