"""Wie keek naar deze leerling. Het PGN gaat in een POST en blijft nergens staan: nooit in een adres of een titel."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.views.logboek import INHOUD
from bron.domein.vraag import Aanleiding
from bron.forms.reden import RedenForm
from bron.queries.logboek import Plek
from bron.services.logboek import (
    LogboekVraag,
    bekijk_kijkers,
    eigen_logboekvraag,
    maak_kijkersbestand,
    stel_logboekvraag,
)
from verzuimloket.bladeren import per_pagina
from verzuimloket.clock import nu


@requires(Handeling.LOGBOEK_LEERLING, methoden=FORMULIER)
def vraag(request: Verzoek) -> HttpResponse:
    """Over welke leerling, en waarom."""
    form = RedenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        schoon = form.cleaned_data
        concept = stel_logboekvraag(
            request.user, schoon["pgn"], Aanleiding(schoon["aanleiding"]), schoon["toelichting"]
        )
        return redirect("bron:logboek_leerling", concept.pk)
    return render(request, "bron/logboek_vraag.html", {"form": form})


@requires(Handeling.LOGBOEK_LEERLING)
def antwoord(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Wie keek, per dag. Elke keer dat deze pagina opengaat, komt in het logboek."""
    gesteld, na = _vraag(request, sleutel), Plek.lees(request.GET.get("na", ""))
    kijkers = bekijk_kijkers(request.user, gesteld, na=na, aantal=per_pagina(request))
    context = {
        "vraag": gesteld,
        "sleutel": sleutel,
        "regels": kijkers.regels,
        "verder": str(kijkers.verder or ""),
        "eerder": na is not None,
    }
    return render(request, "bron/logboek_leerling.html", context)


@requires(Handeling.LOGBOEK_LEERLING)
def bestand(request: Verzoek, sleutel: UUID, vorm: str) -> HttpResponseBase:
    """Iedereen die keek, als csv of xlsx. De naam van het bestand noemt niemand."""
    stroom = maak_kijkersbestand(request.user, _vraag(request, sleutel), vorm)
    naam = f"wie-keek-{nu():%Y%m%d}.{vorm}"
    return FileResponse(stroom, as_attachment=True, filename=naam, content_type=INHOUD[vorm])


def _vraag(request: Verzoek, sleutel: UUID) -> LogboekVraag:
    gesteld = eigen_logboekvraag(request.user, sleutel)
    if gesteld is None:
        raise Http404
    return gesteld
