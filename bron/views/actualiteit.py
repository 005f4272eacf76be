"""Hoe actueel het register is, per instelling of per leverancier."""

from collections.abc import Iterator
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from accounts.access import Verzoek, requires
from accounts.domein.rechten import Handeling
from bron.forms.beoordelen import ActualiteitForm
from bron.queries.actualiteit import SORTERINGEN, Stand, gesorteerd, per_instelling, per_leverancier
from bron.views.levering import csv_antwoord
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.clock import nu
from verzuimloket.export.stroom import csv_stroom
from verzuimloket.export.tabel import Column, Rij, Soort, Table

STANDAARD = "-dagen"  # wie het langst stil is bovenaan, en wie nooit leverde daarboven


@requires(Handeling.LEVERINGEN_VOLGEN)
def overzicht(request: Verzoek) -> HttpResponse:
    moment = nu()
    filters = ActualiteitForm(request.GET)
    actief = filters.actief()
    sorteer = _sorteer(request)
    standen, stil = _gekozen(filters, sorteer, moment)
    pagina = Paginator(standen, per_pagina(request)).get_page(request.GET.get("pagina"))
    context = {
        "moment": moment,
        "filters": filters,
        "actief": actief,
        "leveranciers": filters.cleaned_data.get("wie") == "leverancier",
        "sorteer": sorteer,
        "stil": stil,
        "pagina": pagina,
        "groottes": PER_PAGINA,
    }
    return render(request, "bron/actualiteit.html", context)


@requires(Handeling.LEVERINGEN_VOLGEN)
def bestand(request: Verzoek) -> StreamingHttpResponse:
    """Dezelfde tabel als csv, alle pagina's. Er staat geen leerling in."""
    moment = nu()
    standen, _ = _gekozen(ActualiteitForm(request.GET), _sorteer(request), moment)
    return csv_antwoord(csv_stroom(TABEL, _rijen(standen, moment)), f"actualiteit-{moment:%Y%m%d}.csv")


TABEL = Table(
    "Actualiteit",
    (
        Column("STAND_VAN", breedte=20),
        Column("CODE"),
        Column("NAAM", breedte=50),
        Column("LEVERANCIER", breedte=30),
        Column("VOLGNUMMER", Soort.GETAL),
        Column("LAATSTE_LEVERING", Soort.DATUM),
        Column("DAGEN_GELEDEN", Soort.GETAL),
        Column("STIL", breedte=6),
        Column("AANGEBODEN", Soort.GETAL),
        Column("AFGEKEURD", Soort.GETAL),
        Column("MET_SIGNAAL", Soort.GETAL),
        Column("PERCENTAGE_AFGEKEURD_8_WEKEN", Soort.PROCENT),
        Column("ONTBREKENDE_VOLGNUMMERS_8_WEKEN", Soort.GETAL),
    ),
)


def _sorteer(request: Verzoek) -> str:
    gevraagd = request.GET.get("sorteer", "")
    return gevraagd if gevraagd.removeprefix("-") in SORTERINGEN else STANDAARD


def _gekozen(filters: ActualiteitForm, sorteer: str, moment: datetime) -> tuple[list[Stand], int]:
    """De rijen die bij de filters horen, op volgorde, en hoeveel er in totaal stil zijn."""
    filters.is_valid()
    keuze = filters.cleaned_data
    alle = per_leverancier(moment) if keuze.get("wie") == "leverancier" else per_instelling(moment)
    over = [
        stand for stand in alle if (stand.stil or not keuze.get("stil")) and (stand.ontbreekt or not keuze.get("gat"))
    ]
    return gesorteerd(over, sorteer), sum(stand.stil for stand in alle)


def _rijen(standen: list[Stand], moment: datetime) -> Iterator[Rij]:
    gemaakt = moment.isoformat(timespec="minutes")
    for stand in standen:
        yield (
            gemaakt, stand.code, stand.naam, stand.leverancier, stand.volgnummer, stand.dag, stand.dagen,
            "J" if stand.stil else "N", stand.aangeboden, stand.afgekeurd, stand.signalen, stand.aandeel,
            stand.ontbreekt,
        )  # fmt: skip
