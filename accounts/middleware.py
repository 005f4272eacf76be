"""Elk verzoek: wie is dit (SessieMiddleware) en mag hij hier komen (ToegangMiddleware)."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django_otp import DEVICE_ID_SESSION_KEY

from accounts import sessie
from accounts.access import Toegang, toegang_van
from accounts.backends import token_van
from accounts.identiteit import feiten_van, werk_bij
from accounts.services.concepten import TeGroot, bewaar_voor, haal_concept, verwijder_concept
from accounts.services.sleutels import gebruik_sleutel
from accounts.velden import velden_van
from verzuimloket.audit.services import record_refusal
from verzuimloket.db import bereik
from verzuimloket.gegevens import schoon

Verwerk = Callable[[HttpRequest], HttpResponse]


class SessieMiddleware:
    """Zet op `request.user` het token (`is_verified`) en de scope; pas als iemand ernaar vraagt. En op `request` wat
    een formulier voor een gevoelige handeling nodig heeft (forms/bevestiging.py).

    Neemt de plaats in van de OTPMiddleware van django-otp, met dezelfde betekenis: het token moet bestaan,
    bevestigd zijn en van deze gebruiker zijn. Samen twee queries: gebruiker met tokens, en zijn toewijzingen.
    """

    def __init__(self, get_response: Verwerk) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.verlopen = None
        request.vers_bevestigd = partial(sessie.vers_bevestigd, request)
        request.bevestig = partial(sessie.bevestig, request)
        request.user = SimpleLazyObject(partial(_gebruiker, request, request.user))
        return self.get_response(request)


def _gebruiker(request: Any, lui: Any) -> Any:
    gebruiker = sessie.laad_gebruiker(request, lui)
    if not gebruiker.is_authenticated:
        return gebruiker
    gebruiker.otp_device = token_van(gebruiker, request.session.get(DEVICE_ID_SESSION_KEY))
    if gebruiker.otp_device is None:
        request.session.pop(DEVICE_ID_SESSION_KEY, None)
    else:
        werk_bij(gebruiker, request.session.get(sessie.ORGANISATIE))
        if gebruiker.scope is not None:
            bereik.begrens(feiten_van(gebruiker.scope))
    return gebruiker


class ToegangMiddleware:
    """Laat een view alleen toe volgens haar kenmerk, en faalt dicht: zonder kenmerk gaat zij niet open."""

    def __init__(self, get_response: Verwerk) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.teruggezet = None
        request.toegang = None
        response = self.get_response(request)
        toegang = request.toegang
        if toegang and toegang.concept and request.method == "POST" and response.status_code == 302:
            _concept_klaar(request, toegang)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        toegang = toegang_van(view)
        if toegang is None:
            return _zonder_kenmerk(request, view)
        if toegang.openbaar:
            return None
        if toegang.sleutel:
            return _met_sleutel(request, toegang)
        gebruiker = request.user
        if not gebruiker.is_authenticated or not gebruiker.is_verified():
            return _naar_inloggen(request, toegang)
        if toegang.activiteit:
            sessie.raak_aan(request)
        if not toegang.zonder_organisatie:
            if gebruiker.scope is None:
                return _doorsturen(request, f"{reverse('accounts:organisatie')}?{_volgende(request, toegang)}")
            if not gebruiker.scope.mag(*toegang.handelingen):
                _log_weigering(request, "recht_ontbreekt")
                raise PermissionDenied("Uw rol geeft dit recht niet.")
        request.toegang = toegang
        if toegang.concept and request.method == "GET" and request.session.get(sessie.TERUG) == request.path:
            _zet_terug(request, toegang)
        return None

    def process_exception(self, request: Any, exception: Exception) -> None:
        """Weigeringen in de view zelf. ATOMIC_REQUESTS is hier al teruggedraaid; de logregel niet."""
        if request.toegang is not None and isinstance(exception, PermissionDenied):
            _log_weigering(request, "recht_ontbreekt")
        elif request.toegang is not None and isinstance(exception, Http404):
            _log_weigering(request, "onbekend_of_van_een_ander")


def _met_sleutel(request: Any, toegang: Toegang) -> HttpResponse | None:
    """Laat een systeem met een geldige sleutel door, en legt het gebruik vast; ook als de view daarna mislukt."""
    assert toegang.weiger is not None
    if request.method not in toegang.methoden:
        antwoord = toegang.weiger(request, 405)
        antwoord.headers["Allow"] = ", ".join(toegang.methoden)
        return antwoord
    soort, _, geheim = request.headers.get("Authorization", "").partition(" ")
    request.sleutel = gebruik_sleutel(geheim.strip(), toegang.sleutel) if soort.lower() == "bearer" else None
    if request.sleutel is None:
        record_refusal(request, "sleutel_ongeldig", actie="accounts:sleutel:geweigerd")
        antwoord = toegang.weiger(request, 401)
        antwoord.headers["WWW-Authenticate"] = 'Bearer realm="verzuimloket"'
        return antwoord
    return None


def _log_weigering(request: HttpRequest, reden: str) -> None:
    route = request.resolver_match
    nummer = str(next(iter(route.kwargs.values()), "")) if route else ""
    record_refusal(
        request, reden, object_type=(route.view_name if route else "")[:40], object_id=str(schoon(nummer))[:64]
    )


def _zonder_kenmerk(request: HttpRequest, view: Any) -> HttpResponse:
    if settings.TEST:
        raise ImproperlyConfigured(f"{getattr(view, '__qualname__', view)} mist @requires of @openbaar.")
    record_refusal(request, "kenmerk_ontbreekt")
    raise PermissionDenied("Deze pagina is niet vrijgegeven.")


def _volgende(request: HttpRequest, toegang: Toegang) -> str:
    """Alleen het pad: in de query kan een zoekterm staan. Wat alleen POST kent, begint opnieuw op de startpagina."""
    return urlencode({"volgende": request.path if "GET" in toegang.methoden else "/"})


def _naar_inloggen(request: Any, toegang: Toegang) -> HttpResponse:
    doel = f"{reverse('accounts:inloggen')}?{_volgende(request, toegang)}"
    if request.verlopen is not None:
        doel += "&verlopen=1"
        if request.method == "POST" and toegang.concept and request.verlopen.organisatie_id:
            _bewaar_verlopen(request, toegang)
    return _doorsturen(request, doel)


def _doorsturen(request: HttpRequest, doel: str) -> HttpResponse:
    """Een gewone pagina gaat naar `doel`; een script krijgt 401 met het doel, want het kan geen pagina tonen."""
    if request.headers.get("HX-Request") == "true" or request.headers.get("Sec-Fetch-Dest") == "empty":
        return HttpResponse(status=401, headers={"HX-Redirect": doel})
    return HttpResponseRedirect(doel)


def _bewaar_verlopen(request: Any, toegang: Toegang) -> None:
    """CSRF is hier al gecontroleerd, dus de velden komen van onze eigen pagina."""
    wie = request.verlopen
    try:
        bewaar_voor(wie.gebruiker_id, wie.organisatie_id, toegang.concept, velden_van(request.POST), pad=request.path)
    except TeGroot:
        messages.warning(request, "Uw ingevulde gegevens waren te groot om te bewaren.")


def _zet_terug(request: Any, toegang: Toegang) -> None:
    concept = haal_concept(request.user, toegang.concept, pad=request.path)
    if concept is None:
        return
    request.teruggezet = QueryDict(mutable=True)
    for naam, waarden in concept.gegevens.items():
        request.teruggezet.setlist(naam, waarden)
    messages.info(request, "Uw ingevulde gegevens zijn teruggezet.")


def _concept_klaar(request: Any, toegang: Toegang) -> None:
    """Het formulier is aangenomen: wat bewaard was, is niet meer nodig. Alleen na een verlopen sessie een query."""
    if request.session.get(sessie.TERUG) == request.path:
        verwijder_concept(request.user, toegang.concept, pad=request.path)
        del request.session[sessie.TERUG]
