"""Een lijst van een maand lezen: sorteren, filteren, bladeren, en zoeken met POST. De stand staat in het adres."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import ALLEEN_POST, Verzoek, mag, requires
from accounts.domein.rechten import Handeling
from bron.domein.persoon import lijstnaam
from rapportages.domein.codes import TITELS, Code
from rapportages.domein.definities import DEFINITIES
from rapportages.domein.peildatum import Maand
from rapportages.forms.lijst import ZoekForm
from rapportages.models import Maandrapportage
from rapportages.queries import tabel
from rapportages.services.bekeken import lijst_bekeken
from rapportages.views.basis import Verlopen, maand_of_404, ontvanger_van_verzoek
from rapportages.views.kolommen import Kolom, kolommen_van
from rapportages.views.lezen import Tabel, Vraag, lees_bewaard, lees_startset
from rapportages.views.stand import stand_van, waarom_leeg
from verzuimloket.bladeren import PER_PAGINA
from verzuimloket.components.templatetags.loket import datum

H = Handeling
ZOEKTERM = "rapportages.zoek"  # sleutel in de sessie


@requires(H.RAPPORTAGES_LEZEN)
def lijst(request: Verzoek, maand: Maand, code: Code) -> HttpResponse:
    """De rijen van één code voor de eigen ontvanger; A06 heeft geen rijen en staat op de bladzijde van de maand."""
    ontvanger = ontvanger_van_verzoek(request)
    try:
        rapportage = maand_of_404(maand)
    except Verlopen as fout:
        return fout.als_pagina()
    if code is Code.A06:
        return redirect("rapportages:maand", maand)
    kolommen = kolommen_van(code, ontvanger.letter)
    sorteer = _sorteer(request.GET.get("sorteer", ""), kolommen, code)
    zoek = request.session.get(ZOEKTERM, "") if "zoek" in request.GET else ""
    vraag = Vraag.uit(request, sorteer, zoek)
    gelezen = (lees_startset if code is Code.A05 else lees_bewaard)(request.user, rapportage, code, ontvanger, vraag)
    lijst_bekeken(request.user, rapportage, code, (rij.persoon for rij in gelezen.rijen))
    context = stand_van(rapportage, code) | {
        "titel": TITELS[code], "definitie": DEFINITIES[code], "filters": gelezen.filters, "pagina": gelezen.pagina,
        "actief": gelezen.filters.actief(), "zoekform": ZoekForm(initial={"zoek": zoek}), "zoek": zoek,
        "sorteer": sorteer, "kolommen": kolommen, "groottes": PER_PAGINA, "leeg": waarom_leeg(rapportage, code),
        "rijen": _op_scherm(rapportage, code, gelezen, kolommen, _te_openen(request, code, gelezen)),
    }  # fmt: skip
    return render(request, "rapportages/lijst.html", context)


@requires(H.RAPPORTAGES_LEZEN, methoden=ALLEEN_POST)
def zoeken(request: Verzoek, maand: Maand, code: Code) -> HttpResponse:
    """Onthoud de zoekterm in de sessie en toon de lijst; een leeg veld wist hem. De filters blijven staan."""
    ontvanger_van_verzoek(request)
    try:
        maand_of_404(maand)
    except Verlopen as fout:
        return fout.als_pagina()
    form = ZoekForm(request.POST)
    term = form.cleaned_data["zoek"].strip() if form.is_valid() else request.POST.get("zoek", "")[:100]
    request.session[ZOEKTERM] = term
    query = request.GET.copy()
    query.pop("pagina", None)
    query.pop("zoek", None)
    if term:
        query["zoek"] = "1"
    return redirect(f"{reverse('rapportages:lijst', args=[maand, code])}?{query.urlencode()}")


def _op_scherm(
    rapportage: Maandrapportage, code: Code, gelezen: Tabel, kolommen: tuple[Kolom, ...], open_: set[int]
) -> list[dict[str, Any]]:
    """Per rij de naam, het nummer, het adres van haar eigen bladzijde als die er is, en de waarde per kolom."""
    return [
        {
            "naam": lijstnaam(rij.voornamen, rij.voorvoegsel, rij.achternaam),
            "pgn": rij.persoon,
            "melding": getattr(rij, "nummer", None),
            "adres": _adres_van(rapportage, code, rij, open_),
            "waarden": [(kolom.kop, _op_het_scherm(kolom.haal(rij, gelezen.namen))) for kolom in kolommen],
        }
        for rij in gelezen.rijen
    ]


def _op_het_scherm(waarde: str | date | None) -> str:
    return datum(waarde=waarde) if isinstance(waarde, date) else waarde or ""


def _te_openen(request: Verzoek, code: Code, gelezen: Tabel) -> set[int]:
    """De meldingen op deze bladzijde die de lezer ook zelf mag openen."""
    if code is not Code.R01 or not mag(request, H.RAADPLEGEN):
        return set()
    return tabel.te_openen_meldingen(request.user, (rij.nummer for rij in gelezen.rijen))


def _adres_van(rapportage: Maandrapportage, code: Code, rij: Any, open_: set[int]) -> str:
    if code is Code.R01:
        return reverse("meldingen:detail", args=[rij.nummer]) if rij.nummer in open_ else ""
    if code is Code.A05:
        return ""
    return reverse("rapportages:leerling", args=[rapportage.waarde, code, rij.pk])


def _sorteer(gevraagd: str, kolommen: tuple[Kolom, ...], code: Code) -> str:
    """De gevraagde sortering als deze lijst haar kent, anders op naam (R01: op nummer)."""
    eerste = "nummer" if code is Code.R01 else "naam"
    bekend = {eerste, "naam", *(kolom.veld for kolom in kolommen if kolom.veld)}
    return gevraagd if gevraagd.removeprefix("-") in bekend else eerste
