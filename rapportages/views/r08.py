"""R08, de potentiële LRV'ers: de weken, een week op het scherm en als bestand."""

from datetime import date

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.scope import Scope
from rapportages.forms.r08 import R08Filter
from rapportages.kolommen import SOORTLABELS
from rapportages.kolommen_r08 import DEFINITIES, bestandsnaam
from rapportages.models import R08Week
from rapportages.queries import r08 as vragen
from rapportages.services.r08 import maak_r08_bestand, r08_bekeken
from rapportages.views.basis import ontvanger_van_verzoek
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.clock import vandaag
from verzuimloket.pagina import foutpagina

INHOUD = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires(Handeling.RAPPORTAGES_LEZEN)
def overzicht(request: Verzoek) -> HttpResponse:
    """De weken die er nog zijn, met het aantal leerlingen voor deze ontvanger."""
    ontvanger_van_verzoek(request)
    weken = list(vragen.beschikbaar(vandaag()))
    aantallen = vragen.aantallen(request.user, weken)
    context = {"weken": [(week, aantallen.get(week.pk, 0)) for week in weken], "definities": DEFINITIES}
    return render(request, "rapportages/r08.html", context)


@requires(Handeling.RAPPORTAGES_LEZEN)
def week(request: Verzoek, datum: date) -> HttpResponse:
    """De leerlingen van één week voor deze ontvanger."""
    ontvanger_van_verzoek(request)
    gevonden = _week(datum)
    if gevonden.verlopen(vandaag()):
        return _verlopen(gevonden)
    alle = vragen.rijen_van(request.user, gevonden)
    filters = _filter(request, *vragen.scholen_en_gemeenten(alle))
    sorteer = _sorteer(request)
    rijen = vragen.gesorteerd(alle.filter(**filters.voorwaarden()), sorteer)
    pagina = Paginator(rijen, per_pagina(request)).get_page(request.GET.get("pagina"))
    getoond = list(pagina.object_list)
    r08_bekeken(request.user, gevonden, getoond)
    context = {
        "week": gevonden,
        "filters": filters,
        "actief": filters.actief(),
        "sorteer": sorteer,
        "pagina": pagina,
        "rijen": [(rij, SOORTLABELS.get(rij.soort, rij.soort)) for rij in getoond],
        "groottes": PER_PAGINA,
        "definities": DEFINITIES,
    }
    return render(request, "rapportages/r08_week.html", context)


@requires(Handeling.RAPPORTAGES_LEZEN)
def bestand(request: Verzoek, datum: date, vorm: str) -> HttpResponseBase:
    """Alle leerlingen van één week voor deze ontvanger als csv of xlsx."""
    ontvanger = ontvanger_van_verzoek(request)
    gevonden = _week(datum)
    if gevonden.verlopen(vandaag()):
        return _verlopen(gevonden)
    stroom = maak_r08_bestand(request.user, gevonden, vorm)
    naam = bestandsnaam(gevonden.peildatum, ontvanger, vorm)
    return FileResponse(stroom, as_attachment=True, filename=naam, content_type=INHOUD[vorm])


def _filter(request: Verzoek, scholen: list[tuple[str, str]], gemeenten: list[tuple[str, str]]) -> R08Filter:
    scope: Scope | None = request.user.scope
    assert scope is not None  # @requires liet alleen iemand met een organisatie door
    return R08Filter(request.GET, soort=scope.soort, scholen=scholen, gemeenten=gemeenten)


def _week(datum: date) -> R08Week:
    """De gebouwde week van deze maandag; 404 als zij er niet is."""
    return get_object_or_404(R08Week, peildatum=datum, gebouwd_op__isnull=False)


def _verlopen(week: R08Week) -> HttpResponse:
    return foutpagina(
        410,
        "Deze week is er niet meer",
        f"R08 bewaren wij drie maanden. De week van {week.peildatum:%d-%m-%Y} is op {week.verloopt_op:%d-%m-%Y}"
        " verlopen en verwijderd.",
        sjabloon="fout.html",
    )


def _sorteer(request: Verzoek) -> str:
    gevraagd = request.GET.get("sorteer", "")
    return gevraagd if gevraagd.removeprefix("-") in vragen.SORTERINGEN else vragen.STANDAARD
