"""De weekleveringen: het overzicht, lezen op het scherm en ophalen als bestand."""

from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.access import Verzoek, mag, requires
from accounts.domein.rechten import Handeling
from bron.domein.mutatiezin import UITLEG
from bron.exports.weeklevering import bestandsnaam, ontvangercode
from bron.forms.leveringen import MutatieFilter
from bron.models import Weeklevering
from bron.queries import leveringen as vragen
from bron.services.leveringen import levering_bekeken, maak_p_bestand
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.clock import vandaag
from verzuimloket.pagina import foutpagina

H = Handeling
INHOUD = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires(H.LEVERINGEN_LEZEN, H.LEVERINGEN_VOLGEN)
def overzicht(request: Verzoek) -> HttpResponse:
    """Voor een ontvanger zijn leveringen en aanvragen; voor functioneel beheer de stand van de bouw."""
    if not mag(request, H.LEVERINGEN_LEZEN):
        return _bouw(request)
    ontvangt = vragen.ontvangt(request.user)
    context = {
        "ontvangt": ontvangt,
        "ontvangen": vragen.ontvangen(request.user) if ontvangt else [],
        "mag_aanvragen": mag(request, H.C_LEVERING_AANVRAGEN),
        "c_leveringen": list(vragen.c_leveringen_van(request.user)[:20]) if ontvangt else [],
        "vandaag": vandaag(),
    }
    return render(request, "bron/leveringen.html", context)


def _bouw(request: Verzoek) -> HttpResponse:
    pagina = Paginator(vragen.maandagen(), per_pagina(request)).get_page(request.GET.get("pagina"))
    context = {"standen": vragen.bouwstanden(list(pagina)), "pagina": pagina, "groottes": PER_PAGINA}
    return render(request, "bron/bouwstanden.html", context)


@requires(H.LEVERINGEN_LEZEN)
def levering(request: Verzoek, datum: date) -> HttpResponse:
    """De regels van één maandag voor deze ontvanger, elk met uitleg."""
    gevonden = _van_ontvanger(request, datum)
    if gevonden.verlopen(vandaag()):
        return verlopen("De weekleveringen", gevonden.verloopt_op)
    filters = MutatieFilter(request.GET, tellingen=vragen.tellingen_van(request.user, gevonden))
    mutaties = vragen.mutaties_van(request.user, gevonden)
    if filters.gekozen:
        mutaties = mutaties.filter(soort=filters.gekozen)
    paginator = vragen.GeteldePaginator(mutaties, per_pagina(request), filters.aantal)
    pagina = paginator.get_page(request.GET.get("pagina"))
    rijen = list(pagina.object_list)
    levering_bekeken(request.user, gevonden, rijen)
    context = {
        "levering": gevonden,
        "filters": filters,
        "pagina": pagina,
        "rijen": vragen.met_zin(rijen),
        "groottes": PER_PAGINA,
        "uitleg": [(soort, UITLEG[soort]) for soort in filters.tellingen],
    }
    return render(request, "bron/weeklevering.html", context)


@requires(H.LEVERINGEN_LEZEN)
def bestand(request: Verzoek, datum: date, vorm: str) -> HttpResponseBase:
    """De regels van één maandag als csv of xlsx."""
    gevonden = _van_ontvanger(request, datum)
    if gevonden.verlopen(vandaag()):
        return verlopen("De weekleveringen", gevonden.verloopt_op)
    stroom = maak_p_bestand(request.user, gevonden, vorm)
    return als_bestand(request, stroom, gevonden.peildatum, "P", vorm)


def als_bestand(request: Verzoek, stroom: BinaryIO, peildatum: date, letter: str, vorm: str) -> FileResponse:
    """Een bestand met de naam van het contract (`20261123PG0363.csv`), in stukken verstuurd."""
    assert request.user.organisatie is not None  # @requires liet alleen iemand met een organisatie door
    naam = Path(bestandsnaam(peildatum, letter, ontvangercode(request.user.organisatie))).with_suffix(f".{vorm}")
    return FileResponse(stroom, as_attachment=True, filename=naam.name, content_type=INHOUD[vorm])


def verlopen(wat: str, sinds: date | None) -> HttpResponse:
    """410: het was er, en het is volgens de bewaartermijn weg."""
    dag = f" op {sinds:%d-%m-%Y}" if sinds else ""
    return foutpagina(
        410,
        "Deze levering is er niet meer",
        f"{wat} bewaren wij drie maanden. Deze is{dag} verlopen en verwijderd. Een C-levering kan opnieuw worden"
        " aangevraagd.",
        sjabloon="fout.html",
    )


def _van_ontvanger(request: Verzoek, datum: date) -> Weeklevering:
    """De gebouwde weeklevering van deze maandag; 404 voor wie niets ontvangt, zoals een school."""
    if not vragen.ontvangt(request.user):
        raise Http404
    return get_object_or_404(Weeklevering, peildatum=datum, gebouwd_op__isnull=False)
