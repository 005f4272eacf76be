"""Kiezen wat een lezer (coach, mentor) leest: een nieuwe lezer, en een bestaande wijzigen.

Een PGN staat alleen in het veld waarin de beheerder het typte; wat al toegewezen is, tonen wij als aantal.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.lezer import Doen, Leerling, pas_toe
from accounts.domein.rechten import Handeling, Rol, Soort
from accounts.forms.lezer import LezerForm
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Toewijzing
from accounts.queries.lezer import locaties_van, personen
from accounts.queries.rolmatrix import gebruiker_van, wat_ziet
from accounts.services.lezer import Keuze, geef_lezer, wijzig_lezer, zoek_op
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import lees_datum


@dataclass(frozen=True, slots=True)
class _Lezer:
    """Over wie het gaat, met de toewijzing die er al is; None bij een nieuwe."""

    wie: Gebruiker
    rol: Toewijzing | None = None

    @property
    def begonnen(self) -> bool:
        return self.rol is not None and not self.rol.komt_nog


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=FORMULIER)
@sensitive_post_parameters("leerlingen")
def lezer_nieuw(request: Verzoek, pk: int) -> HttpResponse:
    """Kies wat een nieuwe lezer leest, bekijk wat dat betekent, en wijs het pas dan toe."""
    try:
        wie = gebruiker_van(request.user, pk)
    except Gebruiker.DoesNotExist:
        raise Http404 from None
    if request.user.organisatie is None or request.user.organisatie.soort != Soort.INSTELLING:
        raise Http404  # alleen een instelling heeft lezers
    return _kies(request, _Lezer(wie))


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=FORMULIER)
@sensitive_post_parameters("leerlingen")
def lezer(request: Verzoek, pk: int) -> HttpResponse:
    """Wijzig wat een lezer leest, en wanneer."""
    lopend = Toewijzing.objects.visible_to(request.user).nog_niet_voorbij(vandaag()).filter(rol=Rol.LEZER)
    rol = get_object_or_404(lopend.select_related("gebruiker", "organisatie"), pk=pk)
    return _kies(request, _Lezer(rol.gebruiker, rol))


def _kies(request: Verzoek, lezer: _Lezer) -> HttpResponse:
    geeft = request.POST.get("stap") == "geef"
    form = _form(request, lezer, bekijk=not geeft)
    context: dict[str, Any] = {"wie": lezer.wie, "rol": lezer.rol}
    if request.method == "POST" and form.is_valid():
        leerlingen, fouten = zoek_op(form.nummers, door=request.user, ook=lezer.rol.leerling_pgns if lezer.rol else ())
        for fout in fouten:
            form.add_error("leerlingen", fout)
        keuze = Keuze(form.cleaned_data.get("locaties") or [], leerlingen, form.doen_)
        if geeft and not fouten and _bewaar(request, lezer, form, keuze):
            return redirect("accounts:rollen_van", pk=lezer.wie.pk)
        if not geeft and not fouten:
            context |= _voorbeeld(request, lezer, keuze)
            form = _form(request, lezer, begin=_getypt(form))
    if lezer.rol is not None:
        context["leest_nu"] = [("locaties", len(lezer.rol.locatie_ids)), ("leerlingen", _tel(lezer.rol.leerling_pgns))]
    return render(request, "accounts/lezer.html", context | {"form": form})


def _form(request: Verzoek, lezer: _Lezer, *, bekijk: bool = False, begin: dict[str, Any] | None = None) -> LezerForm:
    """`begin`: niet wat er net gestuurd is, maar deze waarden."""
    al_gekozen = lezer.rol.locatie_ids if lezer.rol else []
    locaties = [
        (pk, f"{naam} (gearchiveerd)" if gearchiveerd else naam)
        for pk, naam, gearchiveerd in locaties_van(request.user)
        if not gearchiveerd or pk in al_gekozen
    ]
    opties: dict[str, Any] = {"locaties": locaties, "nieuw": lezer.rol is None, "begonnen": lezer.begonnen}
    if request.method == "POST" and begin is None:
        return LezerForm(request, request.POST, request.FILES, bekijk=bekijk, **opties)
    if lezer.rol is not None:
        eerste = {"locaties": al_gekozen, "vanaf": lezer.rol.vanaf, "tot": lezer.rol.tot}
    else:
        eerste = {
            "vanaf": lees_datum(request.GET.get("vanaf", "")) or vandaag(),
            "tot": lees_datum(request.GET.get("tot", "")),
        }
    return LezerForm(request, initial=eerste if begin is None else begin, bekijk=begin is None, **opties)


def _getypt(form: LezerForm) -> dict[str, Any]:
    begin = dict(form.cleaned_data)
    begin.pop("bestand", None)
    if "doen" in begin:
        begin["doen"] = begin["doen"].value
    return begin


def _bewaar(request: Verzoek, lezer: _Lezer, form: LezerForm, keuze: Keuze) -> bool:
    vanaf, tot = form.cleaned_data.get("vanaf"), form.cleaned_data["tot"]
    try:
        if lezer.rol is None:
            assert vanaf is not None
            geef_lezer(lezer.wie, keuze, vanaf=vanaf, tot=tot, door=request.user)
            messages.success(request, f"{lezer.wie.naam} is lezer geworden.")
        else:
            wijzig_lezer(lezer.rol, keuze, vanaf=vanaf or lezer.rol.vanaf, tot=tot, door=request.user)
            messages.success(request, f"Wat {lezer.wie.naam} leest, is gewijzigd.")
    except Geweigerd as fout:
        form.add_error(None, str(fout))
        return False
    return True


def _voorbeeld(request: Verzoek, lezer: _Lezer, keuze: Keuze) -> dict[str, Any]:
    organisatie: Any = request.user.organisatie
    huidig = lezer.rol.leerling_pgns if lezer.rol else []
    pgns = pas_toe(huidig, keuze.doen, keuze.leerlingen)
    proef = Toewijzing(
        gebruiker=lezer.wie, organisatie=organisatie, rol=Rol.LEZER, locatie_ids=list(keuze.locaties),
        leerling_pgns=list(pgns),
    )  # fmt: skip
    return {
        "bekeken": True,
        "nu": wat_ziet(lezer.wie, organisatie),
        "straks": wat_ziet(lezer.wie, organisatie, proef, zonder=lezer.rol.pk if lezer.rol else 0),
        "genoemd": _genoemd(keuze.doen, keuze.leerlingen, huidig),
    }


def _genoemd(doen: Doen, leerlingen: list[Leerling] | Any, huidig: list[str]) -> str:
    """Wat er met de genoemde leerlingen gebeurt, als zin; alleen aantallen."""
    aantal = len(leerlingen)
    if not aantal:
        return ""
    al = sum(1 for leerling in leerlingen if set(leerling) & set(huidig))
    woord = "leerling" if aantal == 1 else "leerlingen"
    if doen is Doen.ERAF:
        return f"U noemde {aantal} {woord}; {al} daarvan had de lezer, en {'gaat' if al == 1 else 'gaan'} eraf."
    return f"U noemde {aantal} {woord}" + (f"; {al} daarvan had de lezer al." if al else ".")


def _tel(pgns: list[str]) -> int:
    return len(personen(pgns))
