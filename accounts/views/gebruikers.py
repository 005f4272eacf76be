"""Gebruikers van de eigen organisatie: lijst, aanmelden, wijzigen, afsluiten, en hun twee brieven."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.domein.toewijzen import VIER_OGEN
from accounts.forms.bevestiging import BevestigForm
from accounts.forms.gebruikers import GebruikersFilter, NieuweGebruikerForm, PersoonForm
from accounts.fouten import Geweigerd
from accounts.models import Activatie, Gebruiker, Token
from accounts.queries import gebruikers as vragen
from accounts.queries.rolmatrix import gebruiker_van, rollen_bij
from accounts.services import aanmelden as dienst
from accounts.services.bundel import SOORTEN as BRIEVEN
from accounts.views.brieven import brief_pdf
from verzuimloket.bladeren import PER_PAGINA, per_pagina

_BEHEER = Handeling.GEBRUIKERS_BEHEREN


@requires(_BEHEER)
def gebruikers(request: Verzoek) -> HttpResponse:
    filters = GebruikersFilter(request.GET)
    alle = vragen.gebruikers_met_stand(request.user, filters.gekozen)
    pagina = Paginator(alle, per_pagina(request)).get_page(request.GET.get("pagina"))
    return render(request, "accounts/gebruikers.html", {"pagina": pagina, "groottes": PER_PAGINA, "filters": filters})


@requires(_BEHEER, methoden=FORMULIER)
def gebruiker_nieuw(request: Verzoek) -> HttpResponse:
    organisatie: Any = request.user.organisatie
    rollen = [rol for rol in rollen_bij(organisatie) if rol not in VIER_OGEN]
    form = NieuweGebruikerForm(request, request.POST if request.method == "POST" else None, rollen=rollen)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        try:
            gebruiker = dienst.meld_aan(
                velden["gebruikersnaam"], velden["naam"], velden["email"], velden["rollen"], tot=velden["tot"],
                door=request.user,
            )  # fmt: skip
        except Geweigerd as fout:
            form.add_error("gebruikersnaam", str(fout))
        else:
            messages.success(request, f"{gebruiker.naam} is aangemeld. Maak nu de twee brieven.")
            return redirect("accounts:gebruiker", pk=gebruiker.pk)
    return render(request, "accounts/gebruiker_nieuw.html", {"form": form})


@requires(_BEHEER, methoden=FORMULIER)
def gebruiker(request: Verzoek, pk: int) -> HttpResponse:
    """Wie dit is, hoe ver hij is, en zijn brieven. Een POST wijzigt naam en e-mailadres."""
    wie = _gebruiker(request, pk)
    beginwaarden = {"naam": wie.naam, "email": wie.email}
    form = PersoonForm(request, request.POST if request.method == "POST" else None, initial=beginwaarden)
    if request.method == "POST" and form.is_valid():
        try:
            dienst.wijzig_persoon(wie, form.cleaned_data["naam"], form.cleaned_data["email"], door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "De gegevens zijn gewijzigd.")
            return redirect("accounts:gebruiker", pk=wie.pk)
    context = {
        "wie": wie,
        "zelf": wie.pk == request.user.pk,
        "form": form,
        "stand": vragen.stand_van(wie),
        "activatie": Activatie.objects.visible_to(request.user).filter(gebruiker=wie).first(),
        "apparaat": Token.objects.filter(user_id=wie.pk, van_apparaat=True, confirmed=True).exists(),
    }
    return render(request, "accounts/gebruiker.html", context)


@requires(_BEHEER, methoden=FORMULIER)
def brief(request: Verzoek, pk: int, soort: str) -> HttpResponse:
    """Maak een brief: daarmee vervalt de vorige. Het geheim staat alleen in het antwoord op de POST."""
    wie = _gebruiker(request, pk)
    if soort not in BRIEVEN:
        raise Http404
    organisatie: Any = request.user.organisatie
    form = BevestigForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            geheim = BRIEVEN[soort](wie, organisatie, door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            return brief_pdf(
                soort, geheim, Activatie.objects.visible_to(request.user).get(gebruiker=wie), wie=wie,
                organisatie=organisatie, rollen=vragen.rollen_nu(request.user, wie), beheerder=request.user,
            )  # fmt: skip
    return render(request, "accounts/brief.html", {"wie": wie, "soort": soort, "form": form})


@requires(_BEHEER, methoden=ALLEEN_POST)
def gebruiker_toegang(request: Verzoek, pk: int) -> HttpResponse:
    """Sluit af wie kan inloggen, of laat weer toe wie was afgesloten; met een verse code."""
    wie = _gebruiker(request, pk)
    form = BevestigForm(request, request.POST)
    if not form.is_valid():
        return render(request, "accounts/gebruiker_toegang.html", {"wie": wie, "form": form})
    try:
        (dienst.sluit_af if wie.is_active else dienst.laat_toe)(wie, door=request.user)
    except Geweigerd as fout:
        messages.error(request, str(fout))
    else:
        zin = "kan niet meer inloggen" if wie.is_active is False else "kan weer inloggen"
        messages.success(request, f"{wie.naam} {zin}.")
    return redirect("accounts:gebruiker", pk=wie.pk)


def _gebruiker(request: Verzoek, pk: int) -> Gebruiker:
    try:
        return gebruiker_van(request.user, pk)
    except Gebruiker.DoesNotExist:
        raise Http404 from None
