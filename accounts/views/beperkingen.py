"""Beperkingen van de verwerking (AVG art. 18), voor functioneel beheer."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.beperking import Grond
from accounts.domein.rechten import Handeling
from accounts.forms.beperkingen import BeperkingForm, OpheffenForm
from accounts.fouten import Geweigerd
from accounts.models import Beperking, Organisatie
from accounts.services.beperkingen import vraag_beperking, vraag_opheffing
from verzuimloket.bladeren import per_pagina
from verzuimloket.clock import AMSTERDAM

_GEVRAAGD = "Uw voorstel is gedaan. Het gebeurt als een tweede persoon instemt."


@requires(Handeling.BETROKKENEN_INZIEN, methoden=FORMULIER)
def beperkingen(request: Verzoek) -> HttpResponse:
    """Alle beperkingen, wat geldt bovenaan, en een nieuwe vragen."""
    form = BeperkingForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        schoon = form.cleaned_data
        loket = cast(Organisatie, request.user.organisatie)
        try:
            nieuw = vraag_beperking(request.user, loket, schoon["pgn"], Grond(schoon["grond"]), schoon["reden"])
        except Geweigerd as fout:
            form.add_error("pgn", str(fout))
        else:
            messages.success(request, _GEVRAAGD)
            return redirect("accounts:beperking", nieuw.nummer)
    alle = Beperking.objects.visible_to(request.user).select_related("voorstel", "opheffing")
    pagina = Paginator(alle, per_pagina(request, standaard=25)).get_page(request.GET.get("pagina"))
    return render(request, "accounts/beperkingen.html", {"form": form, "pagina": pagina})


@requires(Handeling.BETROKKENEN_INZIEN, methoden=FORMULIER)
def beperking(request: Verzoek, nummer: int) -> HttpResponse:
    """Eén beperking, zonder wie het is; en vragen haar op te heffen."""
    alle = Beperking.objects.visible_to(request.user).select_related("voorstel", "opheffing", "gevraagd_door")
    gevonden = get_object_or_404(alle, pk=nummer)
    begin = gevonden.ingegaan_op and gevonden.ingegaan_op.astimezone(AMSTERDAM).date()
    form = OpheffenForm(request, request.POST if request.method == "POST" else None, ingegaan=begin)
    if request.method == "POST" and form.is_valid():
        try:
            vraag_opheffing(request.user, gevonden, **form.cleaned_data)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, _GEVRAAGD)
            return redirect("accounts:beperking", gevonden.nummer)
    return render(request, "accounts/beperking.html", {"form": form, "beperking": gevonden})
