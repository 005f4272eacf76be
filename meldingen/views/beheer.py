"""Beheer locaties en beheer melders: twee lijsten met dezelfde handelingen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from meldingen.forms import LocatieForm, MelderForm
from meldingen.fouten import Domeinfout
from meldingen.models import Locatie, Melder
from meldingen.services import archiveer, bewaar_locatie, bewaar_melder, haal_terug


@dataclass(frozen=True, slots=True)
class Lijst:
    """Wat de twee lijsten verschillend maakt."""

    model: Any  # Locatie of Melder
    vorm: type[Form]
    bewaar: Callable[..., Any]
    naam: str  # enkelvoud, ook in de url-namen
    meervoud: str
    kolommen: tuple[str, ...]

    @property
    def adres(self) -> str:
        return f"meldingen:{self.meervoud}"


LOCATIES = Lijst(Locatie, LocatieForm, bewaar_locatie, "locatie", "locaties", ("naam", "adres", "plaats"))
MELDERS = Lijst(Melder, MelderForm, bewaar_melder, "melder", "melders", ("naam", "functie", "telefoon", "email"))


@requires(Handeling.LOCATIES_BEHEREN)
def locaties(request: Verzoek) -> HttpResponse:
    return _overzicht(request, LOCATIES)


@requires(Handeling.MELDERS_BEHEREN)
def melders(request: Verzoek) -> HttpResponse:
    return _overzicht(request, MELDERS)


@requires(Handeling.LOCATIES_BEHEREN, methoden=FORMULIER, concept="locatie")
def locatie(request: Verzoek, pk: int | None = None) -> HttpResponse:
    return _bewerk(request, LOCATIES, pk)


@requires(Handeling.MELDERS_BEHEREN, methoden=FORMULIER, concept="melder")
def melder(request: Verzoek, pk: int | None = None) -> HttpResponse:
    return _bewerk(request, MELDERS, pk)


@requires(Handeling.LOCATIES_BEHEREN, methoden=ALLEEN_POST)
def locatie_archief(request: Verzoek, pk: int) -> HttpResponse:
    return _archief(request, LOCATIES, pk)


@requires(Handeling.MELDERS_BEHEREN, methoden=ALLEEN_POST)
def melder_archief(request: Verzoek, pk: int) -> HttpResponse:
    return _archief(request, MELDERS, pk)


def _overzicht(request: Verzoek, lijst: Lijst) -> HttpResponse:
    rijen = list(lijst.model.objects.visible_to(request.user).order_by("naam"))
    context = {
        "lijst": lijst,
        "actief": [rij for rij in rijen if rij.gearchiveerd_op is None],
        "archief": [rij for rij in rijen if rij.gearchiveerd_op is not None],
    }
    return render(request, f"meldingen/{lijst.meervoud}.html", context)


def _bewerk(request: Verzoek, lijst: Lijst, pk: int | None) -> HttpResponse:
    bezit = get_object_or_404(lijst.model.objects.visible_to(request.user), pk=pk) if pk is not None else None
    begin = {veld: getattr(bezit, veld) for veld in lijst.kolommen} if bezit else {}
    teruggezet = request.teruggezet if request.method == "GET" else None
    form = lijst.vorm(request.POST if request.method == "POST" else teruggezet, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            lijst.bewaar(request.user, **form.cleaned_data, **{lijst.naam: bezit})
        except Domeinfout as fout:
            form.add_error(fout.veld or None, fout.zin)
        else:
            messages.success(request, f"De {lijst.naam} is bewaard.")
            return redirect(lijst.adres)
    context = {"lijst": lijst, "form": form, "bezit": bezit, "teruggezet": bool(teruggezet)}
    return render(request, "meldingen/bewerk.html", context)


def _archief(request: Verzoek, lijst: Lijst, pk: int) -> HttpResponse:
    """Archiveer, of zet terug als het al gearchiveerd is."""
    bezit = get_object_or_404(lijst.model.objects.visible_to(request.user), pk=pk)
    try:
        if bezit.gearchiveerd_op is None:
            weg = archiveer(request.user, bezit)
            messages.success(request, f"De {lijst.naam} is {'verwijderd' if weg else 'gearchiveerd'}.")
        else:
            haal_terug(request.user, bezit)
            messages.success(request, f"De {lijst.naam} is teruggezet.")
    except Domeinfout as fout:
        messages.error(request, fout.zin)
    return redirect(lijst.adres)
