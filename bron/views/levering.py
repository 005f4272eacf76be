"""Eén levering: wat erin zat, wat ervan verwerkt is, en wat nog niet. Lijsten tonen geen nummer van een leerling."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from bron.forms.beoordelen import OordelenForm
from bron.models import Levering
from bron.queries.oordelen import BegrensdePaginator, codes_van, oordelen_van, zonder_nummer
from bron.services.terughalen import TABEL, haal_op
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.export.stroom import csv_stroom


@requires(Handeling.LEVERINGEN_VOLGEN)
def detail(request: Verzoek, pk: int) -> HttpResponse:
    levering = get_object_or_404(Levering, pk=pk)
    filters = OordelenForm(request.GET, voorkomend=codes_van(request.user, levering))
    keuze = filters.keuze()
    paginator = BegrensdePaginator(oordelen_van(request.user, levering, keuze), per_pagina(request))
    pagina = paginator.get_page(request.GET.get("pagina"))
    context = {
        "levering": levering,
        "filters": filters,
        "actief": filters.actief(),
        "keuze": keuze,
        "pagina": pagina,
        "rijen": [(rij, zonder_nummer(rij.sleutel)) for rij in pagina.object_list],
        "groottes": PER_PAGINA,
    }
    return render(request, "bron/levering.html", context)


@requires(Handeling.LEVERINGEN_VOLGEN)
def terugkoppeling(request: Verzoek, pk: int) -> StreamingHttpResponse:
    """De oordelen met de gekozen filters als csv, met de volledige sleutel; elke leerling komt in het logboek."""
    levering = get_object_or_404(Levering, pk=pk)
    filters = OordelenForm(request.GET, voorkomend=codes_van(request.user, levering))
    rijen = haal_op(request.user, levering, oordelen_van(request.user, levering, filters.keuze()), request)
    return csv_antwoord(csv_stroom(TABEL, rijen), f"levering-{levering.pk}-terugkoppeling.csv")


def csv_antwoord(stroom: Iterator[bytes], naam: str) -> StreamingHttpResponse:
    """Een bestand dat de browser bewaart; `naam` komt van ons, nooit uit een levering."""
    return StreamingHttpResponse(
        stroom,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{naam}"'},
    )
