"""De C-levering: aanvragen, de voortgang volgen en het bestand ophalen."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from bron.domein.aanvraag import AanvraagGeweigerd
from bron.forms.leveringen import CAanvraagForm
from bron.models import CLevering
from bron.queries.leveringen import c_leveringen_van
from bron.services.c_aanvraag import vraag_c_levering_aan
from bron.services.leveringen import open_c_bestand
from bron.views.leveringen import als_bestand, verlopen
from verzuimloket.clock import vandaag

H = Handeling
STOP_MET_VRAGEN = 286  # zo weet htmx dat de pagina niet nog eens hoeft te vragen


@requires(H.C_LEVERING_AANVRAGEN, methoden=FORMULIER)
def aanvragen(request: Verzoek) -> HttpResponse:
    form = CAanvraagForm(request.POST if request.method == "POST" else None, initial={"peildatum": vandaag()})
    if request.method == "POST" and form.is_valid():
        try:
            c_levering = vraag_c_levering_aan(request.user, **form.cleaned_data)
        except AanvraagGeweigerd as fout:
            form.add_error(fout.veld or None, fout.zin)
        else:
            return redirect("bron:c_levering", c_levering.pk)
    return render(request, "bron/c_aanvragen.html", {"form": form})


@requires(H.C_LEVERING_AANVRAGEN)
def c_levering(request: Verzoek, sleutel: UUID) -> HttpResponse:
    return render(request, "bron/c_levering.html", _context(_eigen(request, sleutel)))


@requires(H.C_LEVERING_AANVRAGEN, activiteit=False)
def voortgang(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Alleen het deel dat verandert; wie hier zonder script komt, krijgt de hele pagina."""
    gevonden = _eigen(request, sleutel)
    if not request.headers.get("HX-Request"):
        return redirect("bron:c_levering", sleutel)
    context = _context(gevonden) | {"klaar_gemeld": not gevonden.loopt}  # voor wie het scherm hoort
    return render(request, "bron/_c_voortgang.html", context, status=200 if gevonden.loopt else STOP_MET_VRAGEN)


@requires(H.C_LEVERING_AANVRAGEN)
def bestand(request: Verzoek, sleutel: UUID, vorm: str) -> HttpResponseBase:
    """Het bestand, met het recht van nu. Nog niet klaar: de voortgang; verlopen of weg: 410."""
    gevonden = _eigen(request, sleutel)
    if gevonden.stand != CLevering.Stand.KLAAR:
        return redirect("bron:c_levering", sleutel)
    if not gevonden.beschikbaar(vandaag()):
        return verlopen("Een C-levering", gevonden.verloopt_op)
    try:
        stroom = open_c_bestand(request.user, gevonden, vorm)
    except FileNotFoundError:
        return verlopen("Een C-levering", None)
    return als_bestand(request, stroom, gevonden.peildatum, "C", vorm)


def _eigen(request: Verzoek, sleutel: UUID) -> CLevering:
    return get_object_or_404(c_leveringen_van(request.user), pk=sleutel)


def _context(gevonden: CLevering) -> dict[str, object]:
    return {"c_levering": gevonden, "deel": gevonden.deel, "beschikbaar": gevonden.beschikbaar(vandaag())}
