"""Het logboek van de eigen organisatie: wat haar gebruikers deden, in zinnen."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import Verzoek, mag, requires, scope_van
from accounts.domein.logboek import HOOGSTENS, Keuze
from accounts.domein.rechten import Handeling
from accounts.forms.logboek import LogboekFilter
from accounts.fouten import Geweigerd
from accounts.models import Toewijzing
from accounts.queries.logboek import controle_van_het_logboek, gebruikers_van
from accounts.services.logboek import bekijk, maak_bestand
from accounts.views.mijn import moment_uit
from verzuimloket.bladeren import per_pagina
from verzuimloket.clock import vandaag

INHOUD = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires(Handeling.LOGBOEK_LEZEN)
def logboek(request: Verzoek) -> HttpResponse:
    """De regels die bij het filter horen, nieuwste eerst. Wie hier kijkt, staat er daarna zelf ook in."""
    filters, keuze = _gekozen(request)
    voor = moment_uit(request.GET.get("voor", ""))
    blad = bekijk(request.user, keuze, voor=voor, aantal=per_pagina(request))
    context: dict[str, Any] = {
        "filters": filters,
        "actief": filters.actief(),
        "keuze": keuze,
        "hoogstens": HOOGSTENS,
        "regels": blad.regels,
        "verder": blad.verder.isoformat() if blad.verder else "",
        "eerder": voor is not None,
        "leerling": mag(request, Handeling.LOGBOEK_LEERLING),
        "controle": controle_van_het_logboek() if mag(request, Handeling.LOGBOEK_LEERLING) else None,
    }
    return render(request, "accounts/logboek.html", context)


@requires(Handeling.LOGBOEK_LEZEN)
def bestand(request: Verzoek, vorm: str) -> HttpResponseBase:
    """Dezelfde regels, alle bladzijden, als csv of xlsx."""
    _, keuze = _gekozen(request)
    try:
        stroom = maak_bestand(request.user, keuze, vorm)
    except Geweigerd as fout:
        messages.error(request, str(fout))
        return redirect("accounts:logboek")
    naam = f"logboek-{scope_van(request).code.lower()}-{keuze.van:%Y%m%d}-{keuze.tot:%Y%m%d}.{vorm}"
    return FileResponse(stroom, as_attachment=True, filename=naam, content_type=INHOUD[vorm])


def _gekozen(request: Verzoek) -> tuple[LogboekFilter, Keuze]:
    wie = gebruikers_van(scope_van(request).organisatie_id, Toewijzing.objects.visible_to(request.user))
    filters = LogboekFilter(request.GET, gebruikers=wie)
    return filters, filters.keuze(vandaag())
