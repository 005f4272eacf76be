"""De stand van het bouwen, voor functioneel beheer: hoe ver elke maand is, en de knop om te bouwen. Geen leerlingen."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import ALLEEN_POST, Verzoek, requires
from accounts.domein.rechten import Handeling
from rapportages.domein.peildatum import Maand
from rapportages.queries import bouwstand as vragen
from rapportages.services import RapportageGeweigerd, vraag_bouw
from rapportages.services.bouw import STAPPEN
from verzuimloket.bladeren import PER_PAGINA, per_pagina


def _context(request: Verzoek) -> dict[str, Any]:
    pagina = Paginator(vragen.gesloten_maanden(), per_pagina(request, standaard=25)).get_page(request.GET.get("pagina"))
    standen = vragen.bouwstanden(pagina)
    return {
        "standen": standen,
        "pagina": pagina,
        "groottes": PER_PAGINA,
        "codes": vragen.CODES,
        "stappen": [naam for naam, _ in STAPPEN],
        "totaal": len(STAPPEN),
        "loopt": [stand for stand in standen if stand.stand in ("gevraagd", "bezig")],
        "afgekeurd": [stand for stand in standen if stand.stand == "afgekeurd"],
        "sluitmoment": vragen.volgend_sluitmoment(),
    }


@requires(Handeling.LEVERINGEN_VOLGEN)
def bouw(request: Verzoek) -> HttpResponse:
    return render(request, "rapportages/bouw.html", _context(request))


@requires(Handeling.LEVERINGEN_VOLGEN, activiteit=False)
def voortgang(request: Verzoek) -> HttpResponse:
    """Het deel van de pagina dat zichzelf ververst. Loopt er niets meer, dan moet de pagina helemaal."""
    context = _context(request)
    antwoord = render(request, "rapportages/_bouwvoortgang.html", context)
    if not context["loopt"]:
        antwoord.headers["HX-Refresh"] = "true"
    return antwoord


@requires(Handeling.LEVERINGEN_VOLGEN, methoden=ALLEEN_POST)
def bouw_nu(request: Verzoek, maand: Maand) -> HttpResponse:
    """Vraag om de bouw van een maand van de lijst; een andere maand is er niet."""
    if maand not in vragen.gesloten_maanden():
        raise Http404
    try:
        vraag_bouw(request.user, maand)
        messages.success(request, f"De bouw van {maand} is aangevraagd. Zij begint zo.")
    except RapportageGeweigerd as fout:
        messages.error(request, str(fout))
    return redirect("rapportages:bouw")
