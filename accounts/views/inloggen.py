"""Inloggen in twee stappen, organisatie kiezen, en de sessie die doorloopt of verloopt."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from accounts import sessie
from accounts.access import ALLEEN_POST, FORMULIER, openbaar, requires, toegang_van
from accounts.domein.rechten import Handeling
from accounts.forms.inloggen import InlogForm, OrganisatieForm, TokenForm
from accounts.models import Gebruiker
from accounts.queries.rollen import organisaties_met_rollen
from accounts.queries.sessies import bij_naam
from accounts.services.concepten import TeGroot, bewaar_concept
from accounts.services.inlogrem import wacht
from accounts.services.tokens import controleer_token
from accounts.velden import velden_van
from accounts.views.wachten import te_vaak
from verzuimloket.audit.services import record_refusal

ONJUIST = "De gebruikersnaam of het wachtwoord klopt niet."


def veilig_pad(request: HttpRequest, gevraagd: str | None) -> str:
    """Een pad binnen het portaal om na het inloggen heen te gaan; iets anders wordt de startpagina."""
    pad = gevraagd or "/"
    binnen = url_has_allowed_host_and_scheme(pad, allowed_hosts=None, require_https=request.is_secure())
    return pad if binnen and pad.startswith("/") and not pad.startswith(("/inloggen", "/uitloggen", "/sessie")) else "/"


@openbaar(methoden=FORMULIER)
@sensitive_post_parameters("wachtwoord")
def inloggen(request: HttpRequest) -> HttpResponse:
    """Stap 1: gebruikersnaam en wachtwoord. Onbekend, verkeerd en afgesloten geven hetzelfde antwoord."""
    bron = request.POST if request.method == "POST" else request.GET
    volgende = veilig_pad(request, bron.get("volgende"))
    if request.user.is_authenticated:
        return redirect(volgende)
    form = InlogForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        naam = form.cleaned_data["gebruikersnaam"]
        gebruiker = authenticate(request, username=naam, password=form.cleaned_data["wachtwoord"])
        if isinstance(gebruiker, Gebruiker):
            sessie.begin_half(request, gebruiker, volgende=volgende)
            return redirect("accounts:token")
        nummer, organisaties = bij_naam(naam)
        record_refusal(
            request,
            "wachtwoord_onjuist",
            actie="accounts:sessie:mislukt",
            object_type="gebruiker",
            object_id=nummer or "",
            organisaties=organisaties,
        )
        form.add_error(None, ONJUIST)
    return render(request, "accounts/inloggen.html", _inlogcontext(request, form, volgende))


def _inlogcontext(request: HttpRequest, form: InlogForm, volgende: str) -> dict[str, Any]:
    return {
        "form": form,
        "volgende": volgende,
        "verlopen": request.method == "GET" and "verlopen" in request.GET,
        "uitgelogd": request.method == "GET" and "uitgelogd" in request.GET,
    }


def geblokkeerd(request: Any, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Wat AxesMiddleware toont als iemand moet wachten; ook bij een naam die niet bestaat. Wat getypt was, blijft."""
    form = InlogForm(request.POST)
    form.is_valid()
    context = _inlogcontext(request, form, veilig_pad(request, request.POST.get("volgende")))
    return te_vaak(request, "accounts/inloggen.html", context, request.inlogwacht)


@openbaar(methoden=FORMULIER)
@sensitive_post_parameters("token")
def token(request: HttpRequest) -> HttpResponse:
    """Stap 2: de eenmalige code. Zonder geslaagde stap 1 is er niets te zien."""
    gebruiker = sessie.half_ingelogd(request)
    if gebruiker is None:
        return redirect("accounts:inloggen")
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if rem := wacht(request, "code", gebruiker.username):
            return te_vaak(request, "accounts/token.html", {"form": form}, rem)
        uitslag = controleer_token(gebruiker, form.cleaned_data["token"])
        if uitslag.token is not None:
            volgende = sessie.log_in(request, gebruiker, uitslag.token)
            return redirect(volgende if gebruiker.scope else "accounts:organisatie")
        sessie.tel_fout(request, gebruiker)
        if sessie.half_ingelogd(request) is None:
            return redirect("accounts:inloggen")
        form.add_error("token", uitslag.uitleg)
    return render(request, "accounts/token.html", {"form": form})


@requires(methoden=FORMULIER, zonder_organisatie=True)
def organisatie(request: HttpRequest) -> HttpResponse:
    """Kies voor welke organisatie u nu werkt; ook om later te wisselen. Alle rollen daar tellen samen."""
    gebruiker: Any = request.user
    keuzes = organisaties_met_rollen(gebruiker)
    form = OrganisatieForm(keuzes, request.POST if request.method == "POST" else None)
    gekozen = form.cleaned_data["organisatie"] if form.is_valid() else None
    if request.method == "GET" and len(keuzes) == 1 and gebruiker.scope is None:
        gekozen = keuzes[0][0].pk
    if gekozen and sessie.kies_organisatie(request, gekozen):
        return redirect(request.session.pop(sessie.VOLGENDE, None) or veilig_pad(request, request.GET.get("volgende")))
    return render(request, "accounts/organisatie.html", {"form": form, "keuzes": keuzes})


@openbaar(methoden=ALLEEN_POST)
def uitloggen(request: HttpRequest) -> HttpResponse:
    sessie.log_uit(request)
    response = redirect("/inloggen/?uitgelogd=1")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@openbaar
def sessie_verlopen(request: HttpRequest) -> HttpResponse:
    """Waar het script heen gaat als de rusttijd om is; de link brengt de gebruiker terug naar waar hij bezig was."""
    vorige = urlsplit(request.headers.get("Referer", "")).path
    volgende = veilig_pad(request, request.GET.get("volgende") or vorige)
    return render(request, "accounts/sessie_verlopen.html", {"volgende": volgende})


@requires(Handeling.START, methoden=ALLEEN_POST)
def verlengen(request: HttpRequest) -> JsonResponse:
    """De gebruiker koos 'Blijf ingelogd' in de waarschuwing. De absolute grens verschuift niet."""
    sessie.raak_aan(request, altijd=True)
    return JsonResponse({"rust": sessie.rust_over(request)})


@requires(Handeling.START, methoden=ALLEEN_POST, activiteit=False)
def concept(request: HttpRequest) -> HttpResponse:
    """Bewaar de velden van een open formulier. Het veld `pad` zegt van welke pagina; alleen die met een concept."""
    pad = request.POST.get("pad", "")
    try:
        toegang = toegang_van(resolve(pad).func)
    except Resolver404:
        toegang = None
    if toegang is None or not toegang.concept:
        return JsonResponse({"fout": "Deze pagina bewaart geen concept."}, status=400)
    try:
        bewaar_concept(request.user, toegang.concept, velden_van(request.POST), pad=pad)  # type: ignore[arg-type]
    except TeGroot as fout:
        return JsonResponse({"fout": str(fout)}, status=413)
    return HttpResponse(status=204)
