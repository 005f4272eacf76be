"""Fusies van gemeenten en instellingen: voorstellen met vooraf de aantallen, volgen, en annuleren vóór de dag."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.fusies import AnnuleerForm, FusieForm
from accounts.fouten import Geweigerd
from accounts.models import Fusie, Organisatie
from accounts.queries.fusies import vooraf
from accounts.services.fusies import annuleer, stel_fusie_voor, toets
from verzuimloket.bladeren import PER_PAGINA, per_pagina


@requires(Handeling.ORGANISATIES_BEHEREN)
def fusies(request: Verzoek) -> HttpResponse:
    """Alle fusies, de laatste datum bovenaan."""
    alle = Fusie.objects.select_related("van", "naar")
    pagina = Paginator(alle, per_pagina(request, standaard=25)).get_page(request.GET.get("pagina"))
    return render(request, "accounts/fusies.html", {"pagina": pagina, "groottes": PER_PAGINA})


@requires(Handeling.ORGANISATIES_BEHEREN, methoden=FORMULIER)
def fusie_nieuw(request: Verzoek) -> HttpResponse:
    """Stel een fusie voor: eerst wat er meegaat, dan het voorstel aan een tweede persoon."""
    voorstellen = request.POST.get("stap") == "voor"
    form = FusieForm(request, request.POST if request.method == "POST" else None, bekijk=not voorstellen)
    context: dict[str, Any] = {}
    if request.method == "POST":
        goed = form.is_valid()
        if set(form.errors) <= {"bevestiging"}:
            velden = form.cleaned_data
            bekeken = request.POST.get("bekeken", "") == form.afdruk()
            try:
                toets(velden["van"], velden["naar"], velden["datum"])
                if goed and voorstellen and bekeken:
                    bij = cast(Organisatie, request.user.organisatie)
                    stel_fusie_voor(**_waarden(velden), door=request.user, bij=bij)
                    messages.success(request, "Uw voorstel ligt klaar. Het gaat door als een tweede persoon instemt.")
                    return redirect("accounts:voorstellen")
                context = {
                    "gevolg": vooraf(velden["van"], velden["naar"]), "bekeken": form.afdruk(), **_waarden(velden),
                    "gewijzigd": voorstellen and not bekeken,
                }  # fmt: skip
                form = form.opnieuw() if goed else form
            except Geweigerd as fout:
                form.add_error(None, str(fout))
    return render(request, "accounts/fusie_nieuw.html", context | {"form": form})


@requires(Handeling.ORGANISATIES_BEHEREN, methoden=FORMULIER)
def fusie(request: Verzoek, pk: int) -> HttpResponse:
    """Eén fusie: hoe ver zij is en wat er meeging. Een POST annuleert haar, zolang de dag er niet is."""
    alle = Fusie.objects.select_related("van", "naar", "gevraagd_door", "ingestemd_door", "geannuleerd_door")
    gevonden = get_object_or_404(alle, pk=pk)
    form = AnnuleerForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            annuleer(gevonden, door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "De fusie is geannuleerd. Er verandert niets.")
            return redirect("accounts:fusies")
    return render(request, "accounts/fusie.html", {"fusie": gevonden, "form": form})


def _waarden(velden: dict[str, Any]) -> dict[str, Any]:
    return {naam: velden[naam] for naam in ("van", "naar", "datum", "reden")}
