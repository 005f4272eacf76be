"""Hardwaretokens van de eigen organisatie, en de tweede factor van een gebruiker wissen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.tokens import GelijkzetForm, StandFilter, StandForm, UitgeefForm, WisForm
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Hardwaretoken
from accounts.queries.rolmatrix import gebruiker_van, gebruikers_van
from accounts.services import apparaten as dienst
from accounts.services.voorstellen import stel_voor
from verzuimloket.bladeren import PER_PAGINA, per_pagina

Stand = Hardwaretoken.Stand
_BEHEER = Handeling.GEBRUIKERS_BEHEREN
# per stand wat er kan: (waarde, label, dienst)
KEUZES: dict[str, list[tuple[str, str, Callable[..., None]]]] = {
    Stand.VOORRAAD: [("verloren", "Verloren melden: het werkt nooit meer", dienst.meld_verloren)],
    Stand.UITGEGEVEN: [
        ("blokkeer", "Blokkeren: het werkt even niet", dienst.blokkeer),
        ("terug", "Terugnemen in voorraad", dienst.neem_terug),
        ("verloren", "Verloren melden: het werkt nooit meer", dienst.meld_verloren),
    ],
    Stand.GEBLOKKEERD: [
        ("deblokkeer", "Deblokkeren: het werkt weer", dienst.deblokkeer),
        ("terug", "Terugnemen in voorraad", dienst.neem_terug),
        ("verloren", "Verloren melden: het werkt nooit meer", dienst.meld_verloren),
    ],
    Stand.VERLOREN: [],
}


@requires(_BEHEER)
def tokens(request: Verzoek) -> HttpResponse:
    """Alle apparaten van de organisatie, met hun stand en wie ze heeft."""
    alle = Hardwaretoken.objects.visible_to(request.user).select_related("token__user")
    filters = StandFilter(request.GET)
    if filters.gekozen:
        alle = alle.filter(stand=filters.gekozen)
    pagina = Paginator(alle, per_pagina(request)).get_page(request.GET.get("pagina"))
    context = {"pagina": pagina, "groottes": PER_PAGINA, "filters": filters}
    return render(request, "accounts/tokens.html", context)


@requires(_BEHEER, methoden=FORMULIER)
def token_uitgeven(request: Verzoek, pk: int) -> HttpResponse:
    apparaat = _apparaat(request, pk)
    gebruikers = list(gebruikers_van(request.user).exclude(pk=request.user.pk))
    form = UitgeefForm(request, request.POST if request.method == "POST" else None, gebruikers=gebruikers)
    if request.method == "POST" and form.is_valid():
        gebruiker = next(wie for wie in gebruikers if wie.pk == form.cleaned_data["gebruiker"])
        try:
            dienst.geef_uit(apparaat, gebruiker, door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, f"Token {apparaat.serienummer} is van {gebruiker.naam}. Geef het persoonlijk.")
            return redirect("accounts:tokens")
    return render(request, "accounts/token_uitgeven.html", {"apparaat": apparaat, "form": form})


@requires(_BEHEER, methoden=FORMULIER)
def token_stand(request: Verzoek, pk: int) -> HttpResponse:
    """Blokkeren, deblokkeren, terugnemen of verloren melden."""
    apparaat = _apparaat(request, pk)
    mogelijk = KEUZES[apparaat.stand]
    keuzes = [(waarde, label) for waarde, label, _ in mogelijk]
    form = StandForm(request, request.POST if request.method == "POST" else None, keuzes=keuzes)
    if request.method == "POST" and form.is_valid():
        doe = next(doe for waarde, _, doe in mogelijk if waarde == form.cleaned_data["handeling"])
        try:
            doe(apparaat, door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, f"De stand van token {apparaat.serienummer} is gewijzigd.")
            return redirect("accounts:tokens")
    return render(request, "accounts/token_stand.html", {"apparaat": apparaat, "form": form, "kan": mogelijk})


@requires(_BEHEER, methoden=FORMULIER)
@sensitive_post_parameters("eerste", "tweede")
def token_gelijkzetten(request: Verzoek, pk: int) -> HttpResponse:
    """Twee codes na elkaar: loopt het apparaat voor of achter, dan weten wij daarna hoeveel."""
    apparaat = _apparaat(request, pk)
    form = GelijkzetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            uitslag = dienst.zet_gelijk(
                apparaat, form.cleaned_data["eerste"], form.cleaned_data["tweede"], door=request.user
            )
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            if uitslag.token is not None:
                messages.success(request, f"Token {apparaat.serienummer} loopt weer gelijk.")
                return redirect("accounts:tokens")
            wacht = f" Wacht {uitslag.wacht} seconden." if uitslag.wacht > 1 else ""
            form.add_error("eerste", f"Deze twee codes volgen niet op elkaar bij dit token.{wacht}")
    return render(request, "accounts/token_gelijkzetten.html", {"apparaat": apparaat, "form": form})


@requires(_BEHEER, methoden=FORMULIER)
def tweede_factor_wissen(request: Verzoek, pk: int) -> HttpResponse:
    """Stel voor om alle tokens van een gebruiker te wissen; een tweede persoon beslist."""
    gebruiker = _gebruiker(request, pk)
    form = WisForm(request, request.POST if request.method == "POST" else None)
    zelf = gebruiker.pk == request.user.pk
    if request.method == "POST" and form.is_valid() and not zelf:
        organisatie: Any = request.user.organisatie
        stel_voor(
            "tweede_factor",
            door=request.user,
            organisatie=organisatie,
            over=gebruiker,
            reden=form.cleaned_data["reden"],
        )
        messages.success(request, "Uw voorstel ligt klaar. Het gaat door als een tweede persoon instemt.")
        return redirect("accounts:rollen_van", pk=gebruiker.pk)
    return render(request, "accounts/tweede_factor_wissen.html", {"wie": gebruiker, "form": form, "zelf": zelf})


def _apparaat(request: Verzoek, pk: int) -> Hardwaretoken:
    return get_object_or_404(Hardwaretoken.objects.visible_to(request.user).select_related("token__user"), pk=pk)


def _gebruiker(request: Verzoek, pk: int) -> Gebruiker:
    try:
        return gebruiker_van(request.user, pk)
    except Gebruiker.DoesNotExist:
        raise Http404 from None
