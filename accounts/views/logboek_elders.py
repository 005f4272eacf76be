"""Het logboek van een andere organisatie, voor functioneel beheer en met een reden."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.logboek import HOOGSTENS, Aanleiding, Keuze
from accounts.domein.rechten import Handeling
from accounts.forms.logboek import EldersForm, LogboekFilter
from accounts.fouten import Geweigerd
from accounts.models import Organisatie
from accounts.queries.logboek import gebruikers_elders
from accounts.services.logboek import (
    SCHRIJVERS,
    VraagElders,
    bekijk_elders,
    maak_bestand_elders,
    stel_vraag_elders,
    vraag_elders,
)
from accounts.views.logboek import INHOUD
from accounts.views.mijn import moment_uit
from verzuimloket.bladeren import per_pagina
from verzuimloket.clock import vandaag


@requires(Handeling.LOGBOEK_LEERLING, methoden=FORMULIER)
def vraag(request: Verzoek) -> HttpResponse:
    """Van welke organisatie, en waarom."""
    form = EldersForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        schoon = form.cleaned_data
        concept = stel_vraag_elders(
            request.user, schoon["organisatie"], Aanleiding(schoon["aanleiding"]), schoon["toelichting"]
        )
        return redirect("accounts:logboek_elders", concept.pk)
    return render(request, "accounts/logboek_elders_vraag.html", {"form": form})


@requires(Handeling.LOGBOEK_LEERLING)
def logboek(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Als het eigen logboek. Elke keer dat deze pagina opengaat, staat dat bij beide organisaties in het logboek."""
    gesteld, filters, keuze = _gekozen(request, sleutel)
    voor = moment_uit(request.GET.get("voor", ""))
    blad = bekijk_elders(request.user, gesteld, keuze, voor=voor, aantal=per_pagina(request))
    context = {
        "vraag": gesteld,
        "sleutel": sleutel,
        "organisatie": get_object_or_404(Organisatie, pk=gesteld.organisatie_id),
        "filters": filters,
        "actief": filters.actief(),
        "keuze": keuze,
        "hoogstens": HOOGSTENS,
        "regels": blad.regels,
        "verder": blad.verder.isoformat() if blad.verder else "",
        "eerder": voor is not None,
    }
    return render(request, "accounts/logboek_elders.html", context)


@requires(Handeling.LOGBOEK_LEERLING)
def bestand(request: Verzoek, sleutel: UUID, vorm: str) -> HttpResponseBase:
    """Dezelfde regels, alle bladzijden, als csv of xlsx."""
    gesteld, _, keuze = _gekozen(request, sleutel)
    if vorm not in SCHRIJVERS:
        raise Http404
    try:
        stroom = maak_bestand_elders(request.user, gesteld, keuze, vorm)
    except Geweigerd as fout:
        messages.error(request, str(fout))
        return redirect("accounts:logboek_elders", sleutel)
    code = get_object_or_404(Organisatie, pk=gesteld.organisatie_id).code.lower()
    naam = f"logboek-{code}-{keuze.van:%Y%m%d}-{keuze.tot:%Y%m%d}.{vorm}"
    return FileResponse(stroom, as_attachment=True, filename=naam, content_type=INHOUD[vorm])


def _gekozen(request: Verzoek, sleutel: UUID) -> tuple[VraagElders, LogboekFilter, Keuze]:
    gesteld = vraag_elders(request.user, sleutel)
    if gesteld is None:
        raise Http404
    filters = LogboekFilter(request.GET, gebruikers=gebruikers_elders(gesteld.organisatie_id))
    return gesteld, filters, filters.keuze(vandaag())
