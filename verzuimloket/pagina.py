"""Foutpagina's die altijd lukken: zonder database, zonder sessie en zonder het verzoek te ontleden."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape

logger = logging.getLogger(__name__)
OPNIEUW_NA = 30  # seconden; zo lang duurt een overname van de database ongeveer

_KAAL = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{titel}</title></head>'
    "<body><main><h1>{titel}</h1><p>{uitleg}</p></main></body></html>"
)


def foutpagina(status: int, titel: str, uitleg: str, *, sjabloon: str = "", **context: object) -> HttpResponse:
    """Een pagina met titel en uitleg. Lukt het sjabloon <status>.html niet, dan kale HTML met die tekst."""
    try:
        inhoud: str = render_to_string(sjabloon or f"{status}.html", {"titel": titel, "uitleg": uitleg, **context})
    except Exception as fout:
        logger.warning("Foutpagina %s zonder sjabloon getoond: %s", status, type(fout).__name__)
        inhoud = _KAAL.format(titel=escape(titel), uitleg=escape(uitleg))
    return HttpResponse(inhoud, status=status)


def ongeldig(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: het verzoek zelf klopt niet. Raakt request.POST niet aan."""
    return foutpagina(400, "Deze aanvraag kan niet verwerkt worden", "De aanvraag is onvolledig of beschadigd.")


def serverfout(request: HttpRequest) -> HttpResponse:
    """handler500: een storing. Is de database even weg of bezet, dan 503 met het advies het opnieuw te proberen."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return even_weg()
    return foutpagina(
        500,
        "Er ging iets mis",
        "Door een storing kunnen wij deze pagina nu niet tonen. Probeer het later opnieuw.",
    )


def even_weg() -> HttpResponse:
    response = foutpagina(
        503,
        "Het loket is even niet bereikbaar",
        "Wat u verstuurde, is niet verwerkt. Wacht een halve minuut en probeer het opnieuw.",
    )
    response.headers["Retry-After"] = str(OPNIEUW_NA)
    return response


def csrf_mislukt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """De pagina was te oud of kwam van een andere website; er is niets verwerkt."""
    return foutpagina(
        403,
        "Deze pagina is verlopen",
        "Uw gegevens zijn niet verstuurd. Ga terug, ververs de pagina en probeer het opnieuw.",
        sjabloon="403_csrf.html",
    )
