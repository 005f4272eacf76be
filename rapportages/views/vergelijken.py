"""De eigen lijst naast de onze: aanbieden, de uitkomst lezen, en haar ophalen."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from rapportages.domein.eigenlijst import GENOEMDE_RIJEN, LijstGeweigerd
from rapportages.domein.peildatum import Maand
from rapportages.domein.uitkomst import NAMEN
from rapportages.forms.vergelijken import EigenLijstForm, UitkomstFilter
from rapportages.models import Lijstvergelijking, Maandrapportage
from rapportages.queries.vergelijken import eigen_vergelijking
from rapportages.services.eigenlijst import lees_eigen_lijst
from rapportages.services.vergelijken import (
    aantallen_van,
    bestandsnaam,
    lees_regels,
    maak_bestand,
    plekken_van,
    vergelijk,
)
from rapportages.views.basis import Verlopen, maand_of_404, ontvanger_van_verzoek
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.kalender import dag_voluit

INHOUD = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires(Handeling.RAPPORTAGES_LEZEN, methoden=FORMULIER)
def vergelijken(request: Verzoek, maand: Maand) -> HttpResponse:
    """Bied een eigen lijst aan. Zij wordt gelezen en niet bewaard; de uitkomst heeft haar eigen adres."""
    ontvanger_van_verzoek(request)
    try:
        rapportage = maand_of_404(maand)
    except Verlopen as fout:
        return fout.als_pagina()
    form = EigenLijstForm(maand=maand)
    if request.method == "POST":
        form = EigenLijstForm(request.POST, request.FILES, maand=maand)
        if form.is_valid():
            vergelijking = _verwerk(request, form, rapportage)
            if vergelijking is not None:
                return redirect("rapportages:vergeleken", vergelijking.pk)
    context = {"form": form, "maand": maand, "maandnaam": _naam(rapportage), "rapportage": rapportage}
    return render(request, "rapportages/vergelijken.html", context)


def _verwerk(request: Verzoek, form: EigenLijstForm, rapportage: Maandrapportage) -> Lijstvergelijking | None:
    """De uitkomst; None als de lijst niet te gebruiken is, en dan staat de reden bij het veld."""
    bestand = form.cleaned_data["bestand"]
    try:
        lijst = lees_eigen_lijst(bestand.file, bestand.size)
    except LijstGeweigerd as fout:
        form.add_error("bestand", str(fout))
        return None
    assert request.session.session_key is not None  # @requires liet alleen iemand met een sessie door
    return vergelijk(request.user, request.session.session_key, rapportage, form.code, lijst)


@requires(Handeling.RAPPORTAGES_LEZEN)
def vergeleken(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Wie in beide lijsten staat en wie in maar één, elk met uitleg."""
    vergelijking = _eigen(request, sleutel)
    aantallen = aantallen_van(vergelijking)
    filters = UitkomstFilter(request.GET, aantallen=aantallen)
    pagina = Paginator(plekken_van(vergelijking, filters.gekozen), per_pagina(request)).get_page(
        request.GET.get("pagina")
    )
    context = {
        "vergelijking": vergelijking,
        "maand": vergelijking.rapportage.waarde,
        "maandnaam": _naam(vergelijking.rapportage),
        "aantallen": [(NAMEN[deel], deel, aantal) for deel, aantal in aantallen.items()],
        "genoemd": GENOEMDE_RIJEN,
        "filters": filters,
        "pagina": pagina,
        "regels": lees_regels(request.user, vergelijking, list(pagina.object_list)),
        "groottes": PER_PAGINA,
    }
    return render(request, "rapportages/vergeleken.html", context)


@requires(Handeling.RAPPORTAGES_LEZEN)
def bestand(request: Verzoek, sleutel: UUID, vorm: str) -> HttpResponseBase:
    """De hele uitkomst als csv of xlsx."""
    vergelijking = _eigen(request, sleutel)
    naam = bestandsnaam(vergelijking, ontvanger_van_verzoek(request), vorm)
    stroom = maak_bestand(request.user, vergelijking, vorm)
    return FileResponse(stroom, as_attachment=True, filename=naam, content_type=INHOUD[vorm])


def _eigen(request: Verzoek, sleutel: UUID) -> Lijstvergelijking:
    vergelijking = eigen_vergelijking(request.user, request.session.session_key, sleutel)
    if vergelijking is None:
        raise Http404
    return vergelijking


def _naam(rapportage: Maandrapportage) -> str:
    """`november 2026`."""
    return dag_voluit(rapportage.maand).partition(" ")[2]
