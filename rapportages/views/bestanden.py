"""Een rapportage als bestand: een kleine meteen, een grote op de achtergrond met een pagina over de voortgang."""

from typing import BinaryIO
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from rapportages.domein.codes import TITELS, Code, lees_code
from rapportages.domein.peildatum import Maand
from rapportages.models import Bestandsaanvraag, Maandrapportage
from rapportages.services.aanvraag import aantal_rijen, lopend_of_klaar, past_meteen, vraag_bestand_aan
from rapportages.services.achtergrond import open_bestand
from rapportages.services.bestanden import HOOGSTE_AANTAL_OP_PAPIER, TE_VEEL_VOOR_PAPIER, bestandsnaam
from rapportages.services.export import maak_bestand
from rapportages.views.basis import Verlopen, maand_of_404, ontvanger_van_verzoek
from verzuimloket.clock import vandaag
from verzuimloket.pagina import foutpagina

H = Handeling
STOP_MET_VRAGEN = 286  # zo weet htmx dat de pagina niet nog eens hoeft te vragen
INHOUD = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@requires(H.RAPPORTAGES_LEZEN, methoden=FORMULIER)
def bestand(request: Verzoek, maand: Maand, code: Code, vorm: str) -> HttpResponseBase:
    """Het bestand; is het te groot om op te wachten, dan een pagina waar u het aanvraagt (POST)."""
    ontvanger = ontvanger_van_verzoek(request)
    try:
        rapportage = maand_of_404(maand)
    except Verlopen as verlopen:
        return verlopen.als_pagina()
    if code is Code.A14 and maand.vorige_t1 is None:
        raise Http404
    aantal = aantal_rijen(rapportage, code, ontvanger)
    if past_meteen(vorm, aantal):
        return _als_bestand(request, maak_bestand(request.user, rapportage, code, vorm), rapportage, code, vorm)
    te_veel = vorm == "pdf" and aantal > HOOGSTE_AANTAL_OP_PAPIER
    if request.method == "POST" and not te_veel:
        return redirect("rapportages:aanvraag", vraag_bestand_aan(request.user, rapportage, code, vorm).pk)
    eerder = lopend_of_klaar(request.user, rapportage, code, vorm)
    if eerder is not None:
        return redirect("rapportages:aanvraag", eerder.pk)
    context = {"rapportage": rapportage, "code": code, "titel": TITELS[code], "vorm": vorm, "aantal": aantal,
               "te_veel": TE_VEEL_VOOR_PAPIER if te_veel else ""}  # fmt: skip
    return render(request, "rapportages/bestand_groot.html", context)


@requires(H.RAPPORTAGES_LEZEN)
def aanvraag(request: Verzoek, sleutel: UUID) -> HttpResponse:
    return render(request, "rapportages/aanvraag.html", _context(_eigen(request, sleutel)))


@requires(H.RAPPORTAGES_LEZEN, activiteit=False)
def voortgang(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Alleen het deel dat verandert; wie hier zonder script komt, krijgt de hele pagina."""
    gevonden = _eigen(request, sleutel)
    if not request.headers.get("HX-Request"):
        return redirect("rapportages:aanvraag", sleutel)
    context = _context(gevonden) | {"klaar_gemeld": not gevonden.loopt}  # voor wie het scherm hoort
    return render(request, "rapportages/_aanvraag.html", context, status=200 if gevonden.loopt else STOP_MET_VRAGEN)


@requires(H.RAPPORTAGES_LEZEN)
def ophalen(request: Verzoek, sleutel: UUID) -> HttpResponseBase:
    """Het bestand, met het recht van nu. Nog niet klaar: de voortgang; verlopen of weg: 410."""
    gevonden = _eigen(request, sleutel)
    if gevonden.stand != Bestandsaanvraag.Stand.KLAAR:
        return redirect("rapportages:aanvraag", sleutel)
    if not gevonden.beschikbaar(vandaag()):
        return _verlopen()
    try:
        stroom = open_bestand(request.user, gevonden)
    except FileNotFoundError:
        return _verlopen()
    return _als_bestand(request, stroom, gevonden.rapportage, lees_code(gevonden.code), gevonden.vorm)


def _eigen(request: Verzoek, sleutel: UUID) -> Bestandsaanvraag:
    ontvanger_van_verzoek(request)
    eigen = Bestandsaanvraag.objects.visible_to(request.user).select_related("rapportage", "gebruiker")
    return get_object_or_404(eigen, pk=sleutel)


def _context(gevonden: Bestandsaanvraag) -> dict[str, object]:
    return {
        "aanvraag": gevonden,
        "titel": TITELS[lees_code(gevonden.code)],
        "beschikbaar": gevonden.beschikbaar(vandaag()),
    }


def _als_bestand(
    request: Verzoek, stroom: BinaryIO, rapportage: Maandrapportage, code: Code, vorm: str
) -> FileResponse:
    naam = bestandsnaam(rapportage, code, ontvanger_van_verzoek(request), vorm)
    return FileResponse(stroom, as_attachment=True, filename=naam, content_type=INHOUD[vorm])


def _verlopen() -> HttpResponse:
    return foutpagina(
        410,
        "Dit bestand is er niet meer",
        "Een aangevraagd bestand bewaren wij zeven dagen. Is de maandrapportage er nog, vraag het dan opnieuw aan.",
        sjabloon="fout.html",
    )
