"""Rollen van de eigen organisatie: de matrix, geven, laten eindigen, en iemand uit dienst melden."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, mag, requires
from accounts.domein.rechten import MATRIX, Handeling, Rol
from accounts.domein.toewijzen import VIER_OGEN
from accounts.forms.rollen import EindeForm, MatrixFilter, RolForm, UitDienstForm, ZoekForm
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Toewijzing, Voorstel
from accounts.queries import rolmatrix as vragen
from accounts.queries.openwerk import open_werk
from accounts.services.rolbeheer import geef_rol, meld_uit_dienst, wijzig_einde
from verzuimloket.bladeren import PER_PAGINA, per_pagina
from verzuimloket.clock import vandaag

ZOEKTERM = "accounts.rollen.zoek"  # sleutel in de sessie
WACHT = "Uw voorstel ligt klaar. Het gaat door als een tweede persoon instemt."


@requires(Handeling.GEBRUIKERS_BEHEREN)
def rollen(request: Verzoek) -> HttpResponse:
    """Iedereen met een rol, met per rol tot wanneer."""
    bestaand = vragen.rollen_bij(request.user.organisatie)  # type: ignore[arg-type] # `requires` laat niemand zonder door
    filters = MatrixFilter(request.GET, rollen=bestaand)
    zoek = request.session.get(ZOEKTERM, "") if "zoek" in request.GET else ""
    gekozen = vragen.gebruikers_van(request.user, filters.gekozen, zoek)
    pagina = Paginator(gekozen, per_pagina(request)).get_page(request.GET.get("pagina"))
    context = {
        "koppen": [MATRIX[rol].label for rol in bestaand],
        "rijen": vragen.matrix(request.user, pagina, bestaand),
        "filters": filters,
        "zoekform": ZoekForm(initial={"zoek": zoek}),
        "zoek": zoek,
        "pagina": pagina,
        "groottes": PER_PAGINA,
    }
    return render(request, "accounts/rollen.html", context)


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=ALLEEN_POST)
def rollen_zoeken(request: Verzoek) -> HttpResponse:
    """Onthoud de zoekterm in de sessie: een naam hoort niet in een adres. De filters blijven staan."""
    term = request.POST.get("zoek", "").strip()[:80]
    request.session[ZOEKTERM] = term
    query = request.GET.copy()
    query.pop("pagina", None)
    query.pop("zoek", None)
    if term:
        query["zoek"] = "1"
    return redirect(f"{reverse('accounts:rollen')}?{query.urlencode()}")


@requires(Handeling.GEBRUIKERS_BEHEREN)
def rollen_van(request: Verzoek, pk: int) -> HttpResponse:
    """Alle rollen van één gebruiker hier, ook die voorbij zijn, en wat hij nu ziet."""
    gebruiker = _gebruiker(request, pk)
    alle = Toewijzing.objects.visible_to(request.user).filter(gebruiker=gebruiker).order_by("-vanaf", "rol")
    context = {
        "wie": gebruiker,
        "zelf": gebruiker.pk == request.user.pk,
        "lopend": [t for t in alle if t.tot is None or t.tot >= vandaag()],
        "voorbij": [t for t in alle if t.tot is not None and t.tot < vandaag()],
        "ziet": vragen.wat_ziet(gebruiker, request.user.organisatie),  # type: ignore[arg-type] # zie hierboven
    }
    return render(request, "accounts/rollen_van.html", context)


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=FORMULIER)
def rol_geven(request: Verzoek, pk: int) -> HttpResponse:
    """Kies een rol, bekijk wat de gebruiker daarmee ziet, en geef haar pas dan."""
    gebruiker = _gebruiker(request, pk)
    organisatie: Any = request.user.organisatie
    keuzes = vragen.rollen_bij(organisatie)
    geeft = request.POST.get("stap") == "geef"
    form = RolForm(request, request.POST or None, rollen=keuzes, bekijk=not geeft, initial={"vanaf": vandaag()})
    context: dict[str, Any] = {"wie": gebruiker}
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in ("rol", "vanaf", "tot", "reden")}
        if velden["rol"] is Rol.LEZER:
            return _naar_lezer(gebruiker, velden["vanaf"], velden["tot"])
        if geeft:
            try:
                voorstel = geef_rol(gebruiker, door=request.user, **velden)
            except Geweigerd as fout:
                form.add_error(None, str(fout))
            else:
                return _klaar(request, gebruiker, voorstel, f"{gebruiker.naam} heeft de rol gekregen.")
        else:
            rol: Rol = velden["rol"]
            form = RolForm(request, rollen=keuzes, initial=velden)
            context |= {
                "rol": MATRIX[rol].label,
                "vier_ogen": rol in VIER_OGEN,
                "nu": vragen.wat_ziet(gebruiker, organisatie),
                "straks": vragen.wat_ziet(gebruiker, organisatie, rol),
            }
    return render(request, "accounts/rol_geven.html", context | {"form": form})


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=FORMULIER)
def rol_einde(request: Verzoek, pk: int) -> HttpResponse:
    """Laat één rol eindigen: nu, na een dag, of juist niet meer."""
    lopend = Toewijzing.objects.visible_to(request.user).nog_niet_voorbij(vandaag())
    toewijzing = get_object_or_404(lopend.select_related("gebruiker", "organisatie"), pk=pk)
    form = EindeForm(request, request.POST or None, initial={"tot": toewijzing.tot})
    if request.method == "POST" and form.is_valid():
        try:
            voorstel = wijzig_einde(
                toewijzing,
                laatste_dag=form.cleaned_data["laatste_dag"],
                door=request.user,
                reden=form.cleaned_data["reden"],
            )
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            return _klaar(request, toewijzing.gebruiker, voorstel, "De einddatum is gewijzigd.")
    context = {"rol": toewijzing, "wie": toewijzing.gebruiker, "form": form, "vier_ogen": toewijzing.rol in VIER_OGEN}
    return render(request, "accounts/rol_einde.html", context)


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=FORMULIER)
def uit_dienst(request: Verzoek, pk: int) -> HttpResponse:
    """Wat er gebeurt als deze gebruiker weggaat, welk werk er openstaat, en het doen."""
    gebruiker = _gebruiker(request, pk)
    form = UitDienstForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            voorstel = meld_uit_dienst(gebruiker, door=request.user, reden=form.cleaned_data["reden"])
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            return _klaar(request, gebruiker, voorstel, f"{gebruiker.naam} heeft hier geen rollen meer.")
    lopend = Toewijzing.objects.visible_to(request.user).nog_niet_voorbij(vandaag()).filter(gebruiker=gebruiker)
    context = {
        "wie": gebruiker,
        "lopend": lopend.order_by("rol", "vanaf"),
        "werk": open_werk(gebruiker, request.user.organisatie),  # type: ignore[arg-type] # zie hierboven
        "mag_lezen": mag(request, Handeling.RAADPLEGEN),
        "form": form,
    }
    return render(request, "accounts/uit_dienst.html", context)


def _gebruiker(request: Verzoek, pk: int) -> Gebruiker:
    try:
        return vragen.gebruiker_van(request.user, pk)
    except Gebruiker.DoesNotExist:
        raise Http404 from None


def _naar_lezer(gebruiker: Gebruiker, vanaf: date, tot: date | None) -> HttpResponse:
    """Een lezer ziet alleen wat de beheerder kiest; de dagen gaan mee in het adres."""
    dagen = urlencode({"vanaf": vanaf.isoformat(), **({"tot": tot.isoformat()} if tot else {})})
    return redirect(f"{reverse('accounts:rol_lezer_nieuw', args=[gebruiker.pk])}?{dagen}")


def _klaar(request: Verzoek, gebruiker: Gebruiker, voorstel: Voorstel | None, zin: str) -> HttpResponse:
    """Terug naar de gebruiker; wie hier pas vandaag kwam en nu al weg is, heeft geen pagina meer."""
    messages.success(request, WACHT if voorstel else zin)
    if not Toewijzing.objects.visible_to(request.user).filter(gebruiker=gebruiker).exists():
        return redirect("accounts:rollen")
    return redirect("accounts:rollen_van", pk=gebruiker.pk)
