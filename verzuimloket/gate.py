"""De poort: wat geen leesbare aanvraag is, komt niet binnen. Emoji en tekst van rechts naar links zijn gewoon."""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve

from verzuimloket.audit.services import record_refusal
from verzuimloket.pagina import foutpagina

# wat XML 1.0 niet kan bevatten, kan ook niet in PostgreSQL (NUL), een werkblad of een bericht aan BRON
VERBODEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
METHODEN = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
FORMULIER = {"application/x-www-form-urlencoded", "multipart/form-data"}
LANGSTE_QUERY = 8 * 1024  # bytes
GROOTSTE_MULTIPART = 40 * 1024 * 1024  # bytes, bestanden meegeteld
GROOTSTE_REST = 64 * 1024 * 1024  # zoveel lezen wij leeg, zodat de browser het antwoord te zien krijgt
# een postcode is geen geheim: zonder haar ging het afwijkende adres uit een concept verloren
GEHEIM = re.compile(r"wachtwoord|password|token|(?<!post)code|csrf", re.IGNORECASE)

KOPPEN = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}

Verwerk = Callable[[HttpRequest], HttpResponse]
T = TypeVar("T")


class Geweigerd(Exception):
    """De aanvraag komt er niet in. `uitleg` is een zin voor de bezoeker, `reden` een korte code voor het logboek."""

    def __init__(self, reden: str, uitleg: str, status: int = 400) -> None:
        super().__init__(uitleg)
        self.reden = reden
        self.uitleg = uitleg
        self.status = status


class LoketRequest(WSGIRequest):
    """Een onleesbaar Content-Type geeft hier geen 500 nog vóór de eerste middleware."""

    inhoudstype_onleesbaar = False

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except (ValueError, LookupError):
            self.content_type, self.content_params = "", {}
            self.inhoudstype_onleesbaar = True


class PoortMiddleware:
    """Weigert met 400, 405 of 413 en een Nederlandse zin; staat vóór alles wat de aanvraag ontleedt."""

    def __init__(self, get_response: Verwerk) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            _keur_regel(request)
            _keur_koppen(request)
            if request.method == "POST" and request.content_type in FORMULIER:
                _keur_formulier(request)
        except Geweigerd as fout:
            return _weiger(request, fout)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Een view die zelf leest (API, bestanden) krijgt voor een te grote aanvraag hetzelfde antwoord."""
        if isinstance(exception, RequestDataTooBig):
            return _weiger(request, _te_groot())
        return None


class KoppenMiddleware:
    """Niets wat iemand ziet, blijft in een cache staan; alleen de vormgeving mag bewaard worden."""

    def __init__(self, get_response: Verwerk) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(f"/{settings.STATIC_URL.lstrip('/')}") or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        for kop, waarde in KOPPEN.items():
            response.headers.setdefault(kop, waarde)
        return response


def _keur_regel(request: HttpRequest) -> None:
    """Methode, pad en query."""
    if request.method not in METHODEN:
        raise Geweigerd("methode", "Deze manier van opvragen kent het loket niet.", 405)
    if VERBODEN.search(request.path_info):
        raise Geweigerd("teken_in_adres", "In het adres staat een teken dat niet verwerkt kan worden.")
    if len(request.META.get("QUERY_STRING", "")) > LANGSTE_QUERY:
        raise Geweigerd("adres_te_lang", "Het adres is te lang. Gebruik minder filters tegelijk.")
    for naam, waarden in _lees(lambda: request.GET).lists():
        if VERBODEN.search(naam) or any(map(VERBODEN.search, waarden)):
            raise Geweigerd("teken_in_adres", "In het adres staat een teken dat niet verwerkt kan worden.")


def _keur_koppen(request: HttpRequest) -> None:
    """Tekenset en koppen. Een onbruikbare cookie valt weg: de bezoeker kan er niets aan doen.

    Een koppeling die zelf leest, oordeelt zelf over de tekenset: zij antwoordt in haar eigen vorm.
    """
    onleesbaar = getattr(request, "inhoudstype_onleesbaar", False) or not _is_utf8(request)
    if onleesbaar and (request.content_type in FORMULIER or not _heeft(request, "csrf_exempt")):
        raise Geweigerd(
            "tekenset", "Het loket leest alleen tekst in UTF-8. Verstuur het formulier vanuit de pagina zelf."
        )
    if any(VERBODEN.search(waarde) for kop, waarde in request.META.items() if kop.startswith("HTTP_")):
        raise Geweigerd("teken_in_kop", "In de aanvraag staat een teken dat niet verwerkt kan worden.")
    for naam in [naam for naam, waarde in request.COOKIES.items() if VERBODEN.search(naam + waarde)]:
        del request.COOKIES[naam]


def _is_utf8(request: HttpRequest) -> bool:
    charset = (request.content_params or {}).get("charset", "utf-8")
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False


def _keur_formulier(request: HttpRequest) -> None:
    """Ontleed het formulier één keer, vóór alles wat het zou opslaan; dezelfde uitkomst die CSRF en de view lezen.

    Een view zonder CSRF-controle leest zelf: die kan eigen uploadregels hebben.
    """
    if request.content_type == "multipart/form-data" and _lengte(request) > GROOTSTE_MULTIPART:
        if _heeft(request, "eigen_uploadgrens"):
            return
        raise _te_groot()
    if _heeft(request, "csrf_exempt"):
        return
    for naam, waarden in _lees(lambda: request.POST).lists():
        if VERBODEN.search(naam):
            raise Geweigerd(
                "teken_in_veldnaam", "Een veld van het formulier heeft een naam die niet verwerkt kan worden."
            )
        if any(map(VERBODEN.search, waarden)):
            raise Geweigerd(
                "teken_in_veld",
                f"In het veld ‘{naam[:60]}’ staat een teken dat niet verwerkt kan worden. Haal het weg.",
            )
    for naam, bestanden in _lees(lambda: request.FILES).lists():
        if VERBODEN.search(naam) or any(VERBODEN.search(bestand.name or "") for bestand in bestanden):
            raise Geweigerd(
                "teken_in_bestandsnaam",
                "Een bestandsnaam bevat een teken dat niet verwerkt kan worden. Kies een andere naam.",
            )


def _lees(lezen: Callable[[], T]) -> T:
    try:
        return lezen()
    except RequestDataTooBig:
        raise _te_groot() from None
    except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError, UnicodeError, LookupError):
        # te veel velden of bestanden, een afgebroken verbinding, een kapotte indeling
        raise Geweigerd("indeling", "De aanvraag is onvolledig, beschadigd of bevat te veel velden.") from None


def _heeft(request: HttpRequest, kenmerk: str) -> bool:
    """Draagt de view dit kenmerk? `csrf_exempt`: zij leest zelf. `eigen_uploadgrens`: zij telt zelf de bytes."""
    try:
        return bool(getattr(resolve(request.path_info).func, kenmerk, False))
    except Resolver404:
        return False


def _te_groot() -> Geweigerd:
    return Geweigerd(
        "te_groot", "Er is niets verstuurd: dit is te groot. Ga terug en maak de tekst of het bestand kleiner.", 413
    )


def _lengte(request: HttpRequest) -> int:
    lengte = request.META.get("CONTENT_LENGTH") or "0"
    return int(lengte) if lengte.isdecimal() else 0


def _weiger(request: HttpRequest, fout: Geweigerd) -> HttpResponse:
    record_refusal(request, fout.reden, actie="accounts:aanvraag:geweigerd")
    titel = {405: "Dit kan niet op deze manier", 413: "Te groot om te versturen"}.get(
        fout.status, "Deze aanvraag kan niet verwerkt worden"
    )
    response = foutpagina(fout.status, titel, fout.uitleg, ingevuld=list(_ingevuld(request, fout)))
    if fout.status == 405:
        response.headers["Allow"] = ", ".join(sorted(METHODEN))
    if fout.status == 413:
        lees_leeg(request)
    return response


def _ingevuld(request: HttpRequest, fout: Geweigerd) -> Iterator[tuple[str, str]]:
    """Wat er getypt was, om over te nemen: terug in de browser werkt niet bij pagina's die niet bewaard worden.

    Alleen bij een leesbaar formulier van onze eigen pagina, en nooit wachtwoorden of codes.
    """
    formulier = getattr(request, "_post", None)
    if fout.status != 400 or not formulier or request.headers.get("Origin") not in (None, settings.BASIS_URL):
        return
    for naam, waarden in formulier.lists():
        for waarde in waarden:
            if waarde and not GEHEIM.search(naam):
                yield VERBODEN.sub("�", naam), VERBODEN.sub("�", waarde)


def lees_leeg(request: HttpRequest) -> None:
    """Lees de rest: een verbinding die dichtgaat met ongelezen bytes toont de browser als een netwerkfout."""
    try:
        for _ in range(GROOTSTE_REST // 65536):
            if not request.read(65536):
                return
    except (OSError, ValueError):
        return
