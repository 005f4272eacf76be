"""Raadplegen/wijzigen: de lijst. Filters staan in het adres; wat iemand zoekt niet, want dat kan een naam zijn."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import ALLEEN_POST, Verzoek, requires
from accounts.domein.rechten import Handeling
from meldingen.forms import FilterForm, ZoekForm
from meldingen.queries import SORTERINGEN, BegrensdePaginator, kant_ongelezen, lijst
from meldingen.services import lijst_bekeken
from verzuimloket.bladeren import PER_PAGINA, per_pagina

ZOEKTERM = "meldingen.zoek"  # sleutel in de sessie


@requires(Handeling.RAADPLEGEN)
def overzicht(request: Verzoek) -> HttpResponse:
    filters = FilterForm(request.GET, gebruiker=request.user)
    zoek = request.session.get(ZOEKTERM, "") if "zoek" in request.GET else ""
    sorteer = request.GET.get("sorteer", "-nummer")
    keuze = filters.keuze(zoek, sorteer if sorteer in SORTERINGEN else "-nummer")
    paginator = BegrensdePaginator(lijst(request.user, keuze), per_pagina(request))
    pagina = paginator.get_page(request.GET.get("pagina"))
    rijen = list(pagina.object_list)
    lijst_bekeken(request.user, rijen)
    context = {
        "filters": filters,
        "actief": filters.actief(),
        "zoekform": ZoekForm(initial={"zoek": zoek}),
        "zoek": zoek,
        "keuze": keuze,
        "pagina": pagina,
        # van wat doorgestuurd is, ziet de afzender niet hoe het verder ging
        "rijen": [(rij, not keuze.doorgestuurd and getattr(rij, kant_ongelezen(request.user))) for rij in rijen],
        "groottes": PER_PAGINA,
    }
    return render(request, "meldingen/lijst.html", context)


@requires(Handeling.RAADPLEGEN, methoden=ALLEEN_POST)
def zoeken(request: Verzoek) -> HttpResponse:
    """Onthoud de zoekterm in de sessie en toon de lijst; een leeg veld wist hem. De filters blijven staan."""
    form = ZoekForm(request.POST)
    term = form.cleaned_data["zoek"].strip() if form.is_valid() else request.POST.get("zoek", "")[:100]
    request.session[ZOEKTERM] = term
    query = request.GET.copy()
    query.pop("pagina", None)
    query.pop("zoek", None)
    if term:
        query["zoek"] = "1"
    return redirect(f"/meldingen/?{query.urlencode()}")
