"""Waarom staat deze leerling hier: de uitleg bij één rij van een maandrapportage."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from bron.domein.persoon import volledige_naam
from rapportages.domein.codes import TITELS, Code
from rapportages.domein.definities import vanaf_in_woorden
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, Naam, RapportageRij
from rapportages.services.uitleg import leg_uit
from rapportages.views.basis import Verlopen, maand_of_404, ontvanger_van_verzoek

LIJSTEN = (Code.A01, Code.A02, Code.A04, Code.A14)


@requires(Handeling.RAPPORTAGES_LEZEN)
def leerling(request: Verzoek, maand: Maand, code: Code, pk: int) -> HttpResponse:
    """De zin, de feiten, en wat de leerling van de lijst haalt. Elke blik komt in het logboek."""
    ontvanger = ontvanger_van_verzoek(request)
    try:
        rapportage = maand_of_404(maand)
    except Verlopen as verlopen:
        return verlopen.als_pagina()
    rij = _rij_of_404(request, rapportage, code, pk)
    uitleg = leg_uit(request.user, rij, code, ontvanger)
    context: dict[str, Any] = {
        "rij": rij,
        "rapportage": rapportage,
        "maand": maand,
        "code": code,
        "titel": TITELS[code],
        "uitleg": uitleg,
        "naam": volledige_naam(rij.voornamen, rij.voorvoegsel, rij.achternaam),
        "opleiding": _opleiding(rij),
        "vanaf": vanaf_in_woorden(rij.vanaf),
        "van_lijst": bool(rij.waarom),
    }
    return render(request, "rapportages/leerling.html", context)


def _rij_of_404(request: Verzoek, rapportage: Maandrapportage, code: Code, pk: int) -> RapportageRij:
    """De rij, als zij van deze ontvanger is en bij de code in het adres past; A01 is een nieuwe rij van A04."""
    if code not in LIJSTEN:
        raise Http404
    past: dict[str, Any] = {"code": Code.A04, "nieuw": True} if code is Code.A01 else {"code": code}
    vraag = RapportageRij.objects.visible_to(request.user).select_related("rapportage")
    rij = vraag.filter(pk=pk, rapportage=rapportage, **past).first()
    if rij is None:
        raise Http404
    return rij


def _opleiding(rij: RapportageRij) -> str:
    """De opleiding met haar naam van de dag van bouwen, zoals op de lijst."""
    naam = Naam.objects.filter(rapportage_id=rij.rapportage_id, soort=Naam.Soort.OPLEIDING, code=rij.opleidingcode)
    return " ".join([rij.opleidingcode, *naam.values_list("naam", flat=True)])
