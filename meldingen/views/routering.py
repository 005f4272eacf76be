"""Routering door functioneel beheer: per gemeente en regio wie welke leeftijdsgroep behandelt, en vanaf wanneer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.models import Organisatie
from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep
from meldingen.forms.routering import EindeForm, GebiedFilter, IntrekForm, RegelForm
from meldingen.fouten import Domeinfout
from meldingen.models import Routering
from meldingen.queries import routering as vragen
from meldingen.queries.routering import Gevolg
from meldingen.services import routeringbeheer as dienst
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.clock import vandaag


@requires(Handeling.ROUTERING_BEHEREN)
def overzicht(request: Verzoek) -> HttpResponse:
    """Elke gemeente en regio, met haar eigen regels van nu en straks."""
    filters = GebiedFilter(request.GET)
    gekozen = filters.gekozen
    alle = vragen.gebieden(gekozen.get("zoek", ""), met_regel=vandaag() if gekozen.get("met_regel") else None)
    pagina = Paginator(alle, per_pagina(request)).get_page(request.GET.get("pagina"))
    context = {
        "filters": filters,
        "pagina": pagina,
        "groottes": PER_PAGINA,
        "koppen": [LABELS[groep].capitalize() for groep in Leeftijdsgroep],
        "rijen": vragen.rooster(pagina.object_list, vandaag()),
    }
    return render(request, "meldingen/routeringen.html", context)


@requires(Handeling.ROUTERING_BEHEREN)
def gebied(request: Verzoek, pk: int) -> HttpResponse:
    """De regels van één gemeente of regio: nu, straks en vroeger."""
    waar = _gebied(pk)
    alle = list(Routering.objects.filter(gebied=waar).select_related("instantie").order_by("groep", "geldig_van"))
    context = {
        "gebied": waar,
        "regels": [regel for regel in alle if regel.geldig_tot is None or regel.geldig_tot >= vandaag()],
        "voorbij": [regel for regel in alle if regel.geldig_tot is not None and regel.geldig_tot < vandaag()],
        "vandaag": vandaag(),
    }
    return render(request, "meldingen/routering.html", context)


@requires(Handeling.ROUTERING_BEHEREN, methoden=FORMULIER)
def regel_nieuw(request: Verzoek, pk: int) -> HttpResponse:
    """Wijs iemand aan: eerst wat het met open meldingen doet, dan vastleggen."""
    waar = _gebied(pk)
    eerste = {"groepen": vragen.groepen_van(waar) if len(vragen.groepen_van(waar)) == 1 else ()}
    form = RegelForm(
        request, request.POST or None, gebied=waar, bekijk=request.POST.get("stap") != "vast", initial=eerste
    )

    def vast() -> str:
        aantal = dienst.voeg_regel_toe(waar, *form.uitkomst(), door=request.user)
        return f"De regel is vastgelegd. {_zoveel(aantal)}"

    klaar, context = _bekijk_of_doe(request, form, lambda: dienst.vooraf_nieuw(waar, *form.uitkomst()), vast)
    if klaar:
        return redirect("meldingen:routering", pk=waar.pk)
    return render(request, "meldingen/routering_regel.html", context | {"gebied": waar})


@requires(Handeling.ROUTERING_BEHEREN, methoden=FORMULIER)
def regel_einde(request: Verzoek, pk: int) -> HttpResponse:
    """Laat een regel eindigen, of haal haar weg als zij nog niet begon."""
    regel = get_object_or_404(Routering.objects.select_related("gebied", "instantie"), pk=pk)
    if regel.geldig_van > vandaag():
        return _intrekken(request, regel)
    form = EindeForm(
        request, request.POST or None, bekijk=request.POST.get("stap") != "vast",
        initial={"laatste_dag": regel.geldig_tot},
    )  # fmt: skip

    def vast() -> str:
        dienst.beeindig_regel(regel, form.cleaned_data["laatste_dag"], door=request.user)
        return "De einddatum is vastgelegd. Op de dag erna volgen de open meldingen."

    klaar, context = _bekijk_of_doe(
        request, form, lambda: dienst.vooraf_einde(regel, form.cleaned_data["laatste_dag"]), vast
    )
    if klaar:
        return redirect("meldingen:routering", pk=regel.gebied_id)
    return render(request, "meldingen/routering_einde.html", context | {"regel": regel})


def _intrekken(request: Verzoek, regel: Routering) -> HttpResponse:
    form = IntrekForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            dienst.trek_regel_in(regel, door=request.user)
        except Domeinfout as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, "De regel is ingetrokken.")
            return redirect("meldingen:routering", pk=regel.gebied_id)
    return render(request, "meldingen/routering_einde.html", {"form": form, "regel": regel, "intrekken": True})


def _bekijk_of_doe(
    request: Verzoek, form: Any, vooraf: Callable[[], list[Gevolg]], vast: Callable[[], str]
) -> tuple[bool, dict[str, Any]]:
    """Toon het gevolg, of leg vast wat al bekeken is. Geeft of het klaar is, en anders wat de pagina toont."""
    context: dict[str, Any] = {"form": form}
    if request.method != "POST":
        return False, context
    goed = form.is_valid()
    if not set(form.errors) <= {"bevestiging"}:
        return False, context
    bekeken = request.POST.get("bekeken", "") == form.afdruk()
    try:
        if goed and bekeken and request.POST.get("stap") == "vast":
            messages.success(request, vast())
            return True, context
        gevolg = vooraf()
    except Domeinfout as fout:
        form.add_error(fout.veld if fout.veld in form.fields else None, fout.zin)
        return False, context
    context |= {"gevolg": gevolg, "bekeken": form.afdruk(), "bekijkt": True}
    context["gewijzigd"] = request.POST.get("stap") == "vast" and not bekeken
    return False, context | {"form": form.opnieuw() if goed else form}


def _gebied(pk: int) -> Organisatie:
    return get_object_or_404(Organisatie, pk=pk, soort__in=vragen.GEBIEDEN)


def _zoveel(aantal: int) -> str:
    if aantal == 0:
        return "Er gingen nu geen meldingen over."
    return f"Er {'ging 1 melding' if aantal == 1 else f'gingen {aantal} meldingen'} over."
