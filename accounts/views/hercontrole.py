"""De jaarlijkse hercontrole: welke rollen moeten opnieuw bekeken worden, en welke kloppen nog."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.hercontrole import uiterlijk
from accounts.domein.rechten import Handeling
from accounts.queries.hercontrole import te_controleren
from accounts.services.hercontrole import bevestig
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.clock import vandaag


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=FORMULIER)
def hercontrole(request: Verzoek) -> HttpResponse:
    """Vink aan wat nog klopt. Wat niet klopt, laat de beheerder eindigen bij de rol zelf."""
    if request.method == "POST":
        gekozen = {int(nummer) for nummer in request.POST.getlist("klopt") if nummer.isascii() and nummer.isdecimal()}
        if gekozen:
            aantal = bevestig(gekozen, door=request.user)
            messages.success(request, f"{aantal} rol{'len' if aantal != 1 else ''} bevestigd.")
        else:
            messages.error(request, "Vink eerst aan welke rollen nog kloppen.")
        return redirect("accounts:hercontrole")
    pagina = Paginator(te_controleren(request.user), per_pagina(request)).get_page(request.GET.get("pagina"))
    rijen = [(rij, dag := uiterlijk(rij.gecontroleerd_op or rij.vanaf), dag < vandaag()) for rij in pagina]
    return render(request, "accounts/hercontrole.html", {"rijen": rijen, "pagina": pagina, "groottes": PER_PAGINA})
