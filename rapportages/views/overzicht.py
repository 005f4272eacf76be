"""De maanden voor de eigen ontvanger: wat er te lezen is, en wat er van vroeger bleef."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from rapportages.domein.codes import TITELS, Code
from rapportages.queries.aanvragen import bestandsaanvragen
from rapportages.queries.cijfers import eigen_aantallen, leesbaar, verdwijnt_binnenkort, verlopen
from rapportages.views.basis import ontvanger_van_verzoek
from rapportages.views.stand import codes_van
from verzuimloket.bladeren import per_pagina

H = Handeling
PER_PAGINA = (12, 24, 48)
VROEGER = (Code.A05, Code.A04, Code.A01, Code.A02, Code.A14, Code.R01)


@requires(H.RAPPORTAGES_LEZEN)
def overzicht(request: Verzoek) -> HttpResponse:
    """Nieuwste eerst. Van een verlopen maand blijven de aantallen staan, zonder links."""
    ontvanger_van_verzoek(request)
    pagina = Paginator(verlopen(), per_pagina(request, PER_PAGINA, standaard=12)).get_page(request.GET.get("pagina"))
    nieuw, oud = list(leesbaar()), list(pagina)
    aantallen = eigen_aantallen(request.user, [*nieuw, *oud])
    context = {
        "maanden": [
            {
                "rapportage": rapportage,
                "maand": rapportage.waarde,
                "naam": rapportage.waarde.naam,
                "binnenkort": verdwijnt_binnenkort(rapportage),
                "codes": [
                    (code, TITELS[code], aantallen.get(rapportage.pk, {}).get(code, 0))
                    for code in codes_van(rapportage)
                ],
            }
            for rapportage in nieuw
        ],
        "vroeger": [
            (
                rapportage.waarde.naam,
                rapportage,
                [(code, aantallen.get(rapportage.pk, {}).get(code, 0)) for code in VROEGER],
            )
            for rapportage in oud
        ],
        "aanvragen": bestandsaanvragen(request.user),
        "vroeger_codes": VROEGER,
        "pagina": pagina,
        "groottes": PER_PAGINA,
    }
    return render(request, "rapportages/overzicht.html", context)
