"""Terugkijken in het register. Het PGN gaat in een POST en blijft op de server: nooit in een adres of een titel."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from bron.domein.terugblik import Beeld, Dossier, Namen, Versie
from bron.forms import TerugblikForm
from bron.services.terugblik import eigen_vraag, kijk_terug, stel_vraag
from verzuimloket.bladeren import per_pagina

PER_PAGINA = (12, 24, 60)  # versies
ONBEKEND = "Het register kent geen persoon met dit nummer. Controleer of u het goed hebt overgenomen."


@requires(Handeling.REGISTER_INZIEN, methoden=FORMULIER, concept="bron.register")
def vraag(request: Verzoek) -> HttpResponse:
    """De vraag: over wie, wat wisten wij wanneer, over welke dag, en waarom."""
    form = _begin(request) if request.method != "POST" else TerugblikForm(request.POST)
    if request.method == "POST" and form.is_valid():
        concept = stel_vraag(request.user, form.uitkomst())
        if concept is not None:
            return redirect("bron:terugblik", concept.pk)
        form.add_error("pgn", ONBEKEND)
    teruggezet = bool(request.teruggezet) and request.method == "GET"
    return render(request, "bron/register.html", {"form": form, "teruggezet": teruggezet})


@requires(Handeling.REGISTER_INZIEN)
def antwoord(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Wat wij toen wisten, en de versies naast elkaar. Elke keer dat deze pagina opengaat, komt in het logboek."""
    gevraagd = eigen_vraag(request.user, sleutel)
    if gevraagd is None:
        raise Http404
    blik = kijk_terug(request.user, gevraagd)
    alle = [(dossier, versie) for dossier in blik.dossiers for versie in dossier.versies]
    pagina = Paginator(alle, per_pagina(request, PER_PAGINA, standaard=24)).get_page(request.GET.get("pagina"))
    context = {
        "blik": blik,
        "beelden": [_beeld(beeld, blik.namen) for beeld in blik.beelden],
        "sleutel": sleutel,
        "pagina": pagina,
        "groepen": _per_dossier(list(pagina.object_list)),
        "groottes": PER_PAGINA,
        "toen": {versie.stand for _, versie in alle if versie.herkomst.bekend_op(gevraagd.bekend_op)},
    }
    return render(request, "bron/terugblik.html", context)


def _begin(request: Verzoek) -> TerugblikForm:
    """Een leeg formulier, wat bij een time-out bewaard werd, of een eerdere eigen vraag (`?opnieuw=`)."""
    if request.teruggezet:
        return TerugblikForm(initial=request.teruggezet.dict())
    try:
        eerder = eigen_vraag(request.user, UUID(request.GET.get("opnieuw", "")))
    except ValueError:
        eerder = None
    return TerugblikForm.bij(eerder) if eerder else TerugblikForm()


def _beeld(beeld: Beeld, namen: Namen) -> dict[str, Any]:
    """Een beeld in woorden, klaar om te tonen."""
    gehaald = beeld.kwalificerend
    return {
        "pgn": beeld.pgn,
        "iets_bekend": beeld.iets_bekend,
        "persoon": beeld.persoon,
        "regels_persoon": beeld.persoon.regels(namen) if beeld.persoon else [],
        "inschrijvingen": [
            (f"{namen.organisatie(i.brin)}, inschrijving {i.volgnummer}", i.regels(namen), i.herkomst)
            for i in beeld.inschrijvingen
        ],
        "diplomas": [diploma.tekst(namen) for diploma in beeld.diplomas],
        "gehaald": gehaald,
        "gehaald_tekst": f"{gehaald.tekst(namen)} van {namen.organisatie(gehaald.brin)}" if gehaald else "",
    }


def _per_dossier(paren: list[tuple[Dossier, Versie]]) -> list[tuple[str, list[Versie]]]:
    """De versies van deze bladzijde onder de titel van hun dossier."""
    groepen: list[tuple[str, list[Versie]]] = []
    for dossier, versie in paren:
        if not groepen or groepen[-1][0] != dossier.titel:
            groepen.append((dossier.titel, []))
        groepen[-1][1].append(versie)
    return groepen
