"""Aanleveringen: wat er binnenkwam, hoe ver het is, en een bestand aanbieden. Voor functioneel beheer."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from bron.domein.levering import LeveringGeweigerd
from bron.domein.voortgang import in_bytes, in_getal, in_woorden, percentage, resterend
from bron.forms.aanleveringen import AanleverForm, FilterForm
from bron.models import Inlezing
from bron.queries import aanleveringen as vragen
from bron.services import wachtrij
from bron.services.opslag import NaarOpslag
from verzuimloket import clock
from verzuimloket.bladeren import PER_PAGINA, per_pagina

Stand = Inlezing.Stand


@requires(Handeling.LEVERINGEN_VOLGEN)
def overzicht(request: Verzoek) -> HttpResponse:
    filters = FilterForm(request.GET, leveranciers=vragen.leveranciers())
    pagina = Paginator(vragen.aanleveringen(filters.keuze()), per_pagina(request)).get_page(request.GET.get("pagina"))
    context = {"filters": filters, "actief": filters.actief(), "pagina": pagina, "groottes": PER_PAGINA}
    return render(request, "bron/aanleveringen.html", context)


def _of_404(sleutel: UUID) -> Inlezing:
    try:
        return vragen.aanlevering(sleutel)
    except Inlezing.DoesNotExist:
        raise Http404 from None


def voortgang_van(inlezing: Inlezing) -> dict[str, Any]:
    """Wat er over de voortgang te zeggen is, voor pagina en fragment. `bezig`: er komt nog verandering vanzelf."""
    gestopt = inlezing.stand == Stand.BEZIG and not inlezing.leeft  # type: ignore[attr-defined] # uit met_leven
    seconden = (clock.nu() - inlezing.begonnen_op).total_seconds() if inlezing.begonnen_op else 0.0
    leest = inlezing.fase == Inlezing.Fase.LEZEN
    over = resterend(inlezing.bytes, inlezing.omvang, seconden) if leest else None
    return {
        "inlezing": inlezing,
        "gestopt": gestopt,
        "bezig": inlezing.stand in (Stand.WACHT, Stand.BEZIG),
        "leest": leest,
        "procent": percentage(inlezing.bytes, inlezing.omvang),
        "over": in_woorden(over) if over is not None else "",
        "regels": in_getal(inlezing.regels),
        "gelezen": in_bytes(inlezing.bytes),
        "omvang": in_bytes(inlezing.omvang),
    }


@requires(Handeling.LEVERINGEN_VOLGEN)
def detail(request: Verzoek, sleutel: UUID) -> HttpResponse:
    return render(request, "bron/aanlevering.html", voortgang_van(_of_404(sleutel)))


@requires(Handeling.LEVERINGEN_VOLGEN, activiteit=False)
def fragment(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Het deel van de pagina dat zichzelf ververst. Is de stand anders dan de pagina dacht, dan moet zij helemaal."""
    inlezing = _of_404(sleutel)
    context = voortgang_van(inlezing) | {"vorige_fase": request.GET.get("fase", "")}
    antwoord = render(request, "bron/_voortgang.html", context)
    if request.GET.get("stand") != inlezing.stand:
        antwoord.headers["HX-Refresh"] = "true"
    return antwoord


@requires(Handeling.LEVERINGEN_VOLGEN, activiteit=False)
def stand(request: Verzoek, sleutel: UUID) -> JsonResponse:
    """Dezelfde voortgang voor machines. `gestopt`: het proces dat bezig was, leeft niet meer."""
    inlezing = _of_404(sleutel)
    levering = inlezing.levering
    antwoord = {naam: getattr(inlezing, naam) for naam in ("stand", "fase", "bytes", "omvang", "regels", "melding")}
    telling = ("leverancier", "volgnummer", "aangeboden", "verwerkt", "afgekeurd")
    return JsonResponse(
        antwoord
        | {
            "bestand": inlezing.bestandsnaam,
            "gestopt": voortgang_van(inlezing)["gestopt"],
            "levering": {naam: getattr(levering, naam) for naam in telling} if levering else None,
        }
    )


@requires(Handeling.LEVERINGEN_VOLGEN, methoden=FORMULIER)
@csrf_exempt  # de controle volgt in _nieuw: eerst moet vaststaan waar het bestand heen gaat
@transaction.non_atomic_requests  # het verzenden van een groot bestand houdt geen transactie open
def nieuw(request: Verzoek) -> HttpResponse:
    """Bied een bestand aan. Het gaat rechtstreeks naar de opslag en blijft daar alleen als het in de rij komt."""
    opvang = NaarOpslag(settings.AANLEVERING_GROOTSTE)
    request.upload_handlers = [opvang]
    try:
        return _nieuw(request, opvang)
    finally:
        opvang.ruim_op()


nieuw.eigen_uploadgrens = True  # type: ignore[attr-defined] # voor de poort: de opvang telt zelf de bytes


@csrf_protect
def _nieuw(request: Verzoek, opvang: NaarOpslag) -> HttpResponse:
    if request.method == "POST":
        form = AanleverForm(request.POST, request.FILES, mislukt=opvang.fout, grootste=opvang.grootste)
        if form.is_valid():
            try:
                inlezing = wachtrij.bied_aan(
                    request.user, bewaard_als=opvang.naam, bestandsnaam=form.cleaned_data["bestand"].name,
                    omvang=opvang.grootte,
                )  # fmt: skip
            except LeveringGeweigerd as fout:
                form.add_error("bestand", str(fout))
            else:
                opvang.behoud()
                messages.success(request, "Het bestand is aangeboden en wordt op volgorde ingelezen.")
                return redirect("bron:aanlevering", inlezing.pk)
    else:
        form = AanleverForm(grootste=opvang.grootste)
    return render(request, "bron/aanlevering_nieuw.html", {"form": form})


@requires(Handeling.LEVERINGEN_VOLGEN, methoden=ALLEEN_POST)
def opnieuw(request: Verzoek, sleutel: UUID) -> HttpResponse:
    return _doe(request, sleutel, wachtrij.probeer_opnieuw, "Het bestand staat weer in de rij.")


@requires(Handeling.LEVERINGEN_VOLGEN, methoden=ALLEEN_POST)
def intrekken(request: Verzoek, sleutel: UUID) -> HttpResponse:
    return _doe(request, sleutel, wachtrij.trek_in, "De aanlevering is ingetrokken en het bestand is verwijderd.")


def _doe(request: Verzoek, sleutel: UUID, dienst: Any, gelukt: str) -> HttpResponse:
    try:
        dienst(request.user, sleutel)
        messages.success(request, gelukt)
    except Inlezing.DoesNotExist:
        raise Http404 from None
    except wachtrij.AanleveringFout as fout:
        messages.error(request, str(fout))
    return redirect("bron:aanlevering", sleutel)
