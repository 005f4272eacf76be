"""/api/rod/: berichten over inschrijvingen, van het systeem van een school. Antwoordt altijd met een XML-document."""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from accounts.access import sleutel
from accounts.models import Toegangssleutel
from bron.services.rod import foutdocument, verwerk
from bron.services.rod_xml import BerichtGeweigerd, geen_utf8, te_groot
from verzuimloket.audit.services import record_refusal
from verzuimloket.gate import lees_leeg

logger = logging.getLogger(__name__)
INHOUD = {"text/xml", "application/xml"}
OPNIEUW_NA = "30"  # seconden
_ZONDER_TOEGANG = {
    401: ("SLEUTEL", "Er is geen geldige toegangssleutel meegestuurd."),
    405: ("METHODE", "Stuur een bericht met POST."),
}


def _weiger(request: HttpRequest, status: int) -> HttpResponse:
    code, zin = _ZONDER_TOEGANG[status]
    return _antwoord(request, BerichtGeweigerd(code, zin, status))


@sleutel(Toegangssleutel.Doel.ROD.value, weiger=_weiger)
@csrf_exempt
def rod(request: HttpRequest) -> HttpResponse:
    """Eén bericht erin, één antwoord eruit. De sleutel zegt wie de leverancier is, niet het bericht."""
    wie = request.sleutel  # type: ignore[attr-defined] # gezet door de middleware
    try:
        gedaan = verwerk(_lees(request), leverancier=wie.organisatie.code)
    except BerichtGeweigerd as fout:
        record_refusal(
            request, fout.code.lower(), actie="bron:bericht:geweigerd", object_type="sleutel", object_id=wie.pk
        )
        return _antwoord(request, fout)
    except (OperationalError, InterfaceError) as storing:  # de inlezer is bezet, of de database is even weg
        logger.warning("ROD-bericht niet verwerkt: %s", type(storing).__name__)
        bezet = _antwoord(request, BerichtGeweigerd("BEZET", "Het loket is bezig. Stuur het bericht opnieuw.", 503))
        bezet.headers["Retry-After"] = OPNIEUW_NA
        return bezet
    except Exception:  # ook bij een eigen fout krijgt een systeem een document, zonder iets uit het bericht
        logger.exception("ROD-bericht niet verwerkt")
        transaction.set_rollback(True)
        return _antwoord(request, BerichtGeweigerd("STORING", "Er ging iets mis bij het loket. Meld het ons.", 500))
    return HttpResponse(gedaan.document, content_type="text/xml; charset=utf-8")


def _lees(request: HttpRequest) -> bytes:
    """De bytes van het bericht; wat niet kan, wordt geweigerd voordat er iets gelezen is."""
    if request.content_type not in INHOUD:
        raise BerichtGeweigerd("INHOUDSTYPE", "Stuur het bericht als text/xml of application/xml.", 415)
    if (request.content_params or {}).get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise geen_utf8()
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise BerichtGeweigerd("GECOMPRIMEERD", "Het bericht is gecomprimeerd. Stuur de XML zelf.", 415)
    grens: int = settings.ROD_GROOTSTE_BERICHT
    lengte = request.META.get("CONTENT_LENGTH") or "0"
    if not lengte.isdecimal() or int(lengte) > grens:
        raise te_groot()
    try:
        return request.read(grens + 1)
    except (UnreadablePostError, OSError):
        raise BerichtGeweigerd("AFGEBROKEN", "Het bericht kwam niet helemaal aan. Stuur het opnieuw.") from None


def _antwoord(request: HttpRequest, fout: BerichtGeweigerd) -> HttpResponse:
    """Het foutdocument. Is het bericht niet gelezen, dan verraadt de kop SOAPAction of de afzender SOAP verwacht.

    Wat er nog komt, gooien wij weg: anders ziet de afzender een verbroken verbinding in plaats van dit antwoord.
    """
    lees_leeg(request)
    fout.soap = fout.soap or "SOAPAction" in request.headers
    return HttpResponse(foutdocument(fout), status=fout.status, content_type="text/xml; charset=utf-8")
