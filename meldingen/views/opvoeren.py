"""Opvoeren in stappen: nummer, formulier, controle, bevestiging. Het PGN staat in een concept, nooit in het adres."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires, scope_van
from accounts.domein.rechten import Handeling
from accounts.models import Concept
from accounts.services.concepten import TeGroot, bewaar_concept, haal_concept, verwijder_concept
from accounts.velden import velden_van
from bron.queries import LeerlingBeeld, leerling_van_school
from meldingen.domein.leeftijd import LABELS as GROEPLABELS
from meldingen.forms import PgnForm, Verzuimformulier
from meldingen.fouten import Domeinfout
from meldingen.models import Melding
from meldingen.queries import lopende_voor
from meldingen.services import dien_in, leerling_opgezocht, route_voor
from meldingen.views.tonen import samenvatting
from verzuimloket import clock

CONCEPT = "melding.nieuw"
ONBEKEND = (
    "Bij uw school staat vandaag geen leerling met dit nummer ingeschreven. Controleer het nummer. Klopt het? Dan is "
    "de inschrijving nog niet in het register (BRON) verwerkt."
)

TE_GROOT = "Dit is te veel tekst om te bewaren of te versturen. Maak de langste tekst korter."


@requires(Handeling.OPVOEREN, methoden=FORMULIER)
def nieuw(request: Verzoek) -> HttpResponse:
    """Stap 1: het nummer. Een onbekend nummer en een leerling van een andere school geven dezelfde zin."""
    form = PgnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pgn = form.cleaned_data["pgn"]
        leerling = _leerling(request, pgn)
        leerling_opgezocht(request.user, pgn, gevonden=leerling is not None)
        if leerling is not None:
            concept = bewaar_concept(request.user, CONCEPT, {"pgn": pgn})
            return redirect("meldingen:nieuw_formulier", concept.pk)
        form.add_error("pgn", ONBEKEND)
    concepten = Concept.objects.visible_to(request.user).filter(soort=CONCEPT, pad="").order_by("-bijgewerkt_op")[:10]
    return render(
        request,
        "meldingen/nieuw.html",
        {"form": form, "concepten": [c for c in concepten if "velden" in c.gegevens]},
    )


@requires(Handeling.OPVOEREN, methoden=FORMULIER, concept="melding.nieuw.formulier")
def formulier(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Stap 2: het verzuim, met de leerling uit het register erboven."""
    concept, leerling = _stap(request, sleutel)
    if concept is None or leerling is None:
        return _al_verstuurd(request, sleutel)
    data = request.POST if request.method == "POST" else (request.teruggezet or _als_formulier(concept))
    form = _formulier(request, data, leerling)
    if request.method == "POST":
        bewaard = _bewaar(request, concept)
        if not bewaard:
            form.voeg_fout_toe("", TE_GROOT)
        elif "concept" in request.POST:
            messages.success(request, "Uw concept is bewaard. U vindt het hier terug, tot zeven dagen na vandaag.")
            return redirect("meldingen:nieuw")
        elif "meer_dagen" not in request.POST and form.is_valid() and _route(form, leerling):
            return redirect("meldingen:nieuw_controle", sleutel)
    else:
        leerling_opgezocht(request.user, leerling.pgn, gevonden=True)
    return render(
        request,
        "meldingen/formulier.html",
        {
            "form": form,
            "leerling": leerling,
            "lopend": lopende_voor(request.user, leerling.pgn),
            "teruggezet": bool(request.teruggezet) and request.method == "GET",
        },
    )


@requires(Handeling.OPVOEREN, methoden=FORMULIER)
def controle(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Stap 3: controleren en versturen. Twee keer versturen geeft één melding."""
    concept, leerling = _stap(request, sleutel)
    if concept is None or leerling is None:
        return _al_verstuurd(request, sleutel)
    form = _formulier(request, _als_formulier(concept), leerling)
    if not form.verzuim.is_bound or not form.is_valid():
        return redirect("meldingen:nieuw_formulier", sleutel)
    if request.method == "POST":  # de dienst bepaalt de route zelf, in de transactie
        try:
            melding = dien_in(request.user, leerling, form.uitkomst(), sleutel=sleutel)
        except Domeinfout as fout:
            messages.error(request, fout.zin)
            return redirect("meldingen:nieuw_formulier", sleutel)
        verwijder_concept(request.user, CONCEPT, concept_id=sleutel)
        return redirect("meldingen:bevestiging", melding.nummer)
    route = _route(form, leerling)
    if route is None:
        return redirect("meldingen:nieuw_formulier", sleutel)
    groep, keuze = route
    context = {
        "leerling": leerling,
        "regels": samenvatting(form),
        "sleutel": sleutel,
        "groep": GROEPLABELS[groep],
        "keuze": keuze,
    }
    return render(request, "meldingen/controle.html", context)


@requires(Handeling.OPVOEREN)
def bevestiging(request: Verzoek, nummer: int) -> HttpResponse:
    """Stap 4: het meldingsnummer, naar wie de melding gaat en waarom, en wat er nu gebeurt."""
    melding = get_object_or_404(
        Melding.objects.visible_to(request.user).select_related("instantie", "soort"), nummer=nummer
    )
    return render(request, "meldingen/bevestiging.html", {"melding": melding})


def _bewaar(request: Verzoek, concept: Concept) -> bool:
    """Bewaar wat getypt is bij het concept; False als het daarvoor te groot is."""
    gegevens = {**concept.gegevens, "velden": velden_van(request.POST)}
    try:
        bewaar_concept(request.user, CONCEPT, gegevens, concept_id=concept.pk)
    except TeGroot:
        return False
    return True


def _leerling(request: Verzoek, pgn: str) -> LeerlingBeeld | None:
    return leerling_van_school(pgn=pgn, brin=scope_van(request).brin, dag=clock.vandaag())


def _stap(request: Verzoek, sleutel: UUID) -> tuple[Concept | None, LeerlingBeeld | None]:
    concept = haal_concept(request.user, CONCEPT, concept_id=sleutel)
    return concept, _leerling(request, concept.gegevens["pgn"]) if concept else None


def _al_verstuurd(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Het concept is weg: is het al een melding, dan naar haar bevestiging; anders bestaat dit adres niet."""
    melding = Melding.objects.visible_to(request.user).filter(sleutel=sleutel).first()
    if melding is None:
        raise Http404
    return redirect("meldingen:bevestiging", melding.nummer)


def _als_formulier(concept: Concept) -> QueryDict | None:
    velden: dict[str, list[str]] | None = concept.gegevens.get("velden")
    if velden is None:
        return None
    data = QueryDict(mutable=True)
    for naam, waarden in velden.items():
        data.setlist(naam, waarden)
    return data


def _formulier(request: Verzoek, data: QueryDict | None, leerling: LeerlingBeeld) -> Verzuimformulier:
    beeld: dict[str, Any] = {
        "school_id": scope_van(request).organisatie_id,
        "geboren": leerling.geboortedatum,
        "startkwalificatie": leerling.startkwalificatie,
        "inschrijving": (leerling.datum_inschrijving, leerling.datum_uitschrijving),
    }
    if data is not None and ("meer_dagen" in data or "concept" in data):  # nog niet af, dus nog geen fouten
        return Verzuimformulier.met_dag_erbij(data, **beeld)
    return Verzuimformulier(data, **beeld)


def _route(form: Verzuimformulier, leerling: LeerlingBeeld) -> Any:
    """De groep en de ontvanger, of None met de fout bij het veld."""
    try:
        return route_voor(leerling, form.uitkomst())
    except Domeinfout as fout:
        form.voeg_fout_toe(fout.veld, fout.zin)
        return None
