"""Het bewijs van vernietiging, voor functioneel beheer: welke termijn wanneer is uitgevoerd, en hoeveel er weg is."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.opschoningen import OpschoningFilter
from accounts.queries.opschoningen import met_bewijs
from accounts.queries.opschoningen import opschoningen as kies
from accounts.services.opschoningen import maak_opschoningenbestand
from accounts.views.logboek import INHOUD
from verzuimloket.audit.models import Opschoning
from verzuimloket.bladeren import per_pagina
from verzuimloket.clock import vandaag


@requires(Handeling.BETROKKENEN_INZIEN)
def opschoningen(request: Verzoek) -> HttpResponse:
    """Elke regel van elke keer, de nieuwste boven."""
    filters = OpschoningFilter(request.GET)
    pagina = Paginator(kies(**filters.keuze()), per_pagina(request)).get_page(request.GET.get("pagina"))
    bewijzen = met_bewijs(list(pagina.object_list))
    context = {"filters": filters, "actief": filters.actief(), "pagina": pagina, "bewijzen": bewijzen}
    return render(request, "accounts/opschoningen.html", context)


@requires(Handeling.BETROKKENEN_INZIEN)
def opschoning(request: Verzoek, pk: int) -> HttpResponse:
    """Eén regel van één keer, met de logregel en het zegel."""
    [bewijs] = met_bewijs([get_object_or_404(Opschoning, pk=pk)])
    return render(request, "accounts/opschoning.html", {"bewijs": bewijs})


@requires(Handeling.BETROKKENEN_INZIEN)
def bestand(request: Verzoek) -> HttpResponseBase:
    """Dezelfde regels, alle bladzijden, als csv."""
    stroom = maak_opschoningenbestand(request.user, OpschoningFilter(request.GET).keuze())
    naam = f"opschoningen-{vandaag():%Y%m%d}.csv"
    return FileResponse(stroom, as_attachment=True, filename=naam, content_type=INHOUD["csv"])
