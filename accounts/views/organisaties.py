"""Organisaties door functioneel beheer: de lijst, één organisatie, toevoegen, wijzigen en laten eindigen."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling, Soort
from accounts.forms.organisaties import ContactForm, EindeOrganisatieForm, NieuweOrganisatieForm, OrganisatieFilter
from accounts.fouten import Geweigerd
from accounts.models import Berichtadres, Organisatie
from accounts.queries import organisaties as vragen
from accounts.services import organisaties as dienst
from verzuimloket.bladeren import PER_PAGINA, per_pagina

_BEHEER = Handeling.ORGANISATIES_BEHEREN


@requires(_BEHEER)
def organisaties(request: Verzoek) -> HttpResponse:
    filters = OrganisatieFilter(request.GET)
    pagina = Paginator(vragen.gefilterd(**filters.gekozen), per_pagina(request)).get_page(request.GET.get("pagina"))
    beheerders = vragen.aantal_beheerders(pagina.object_list)
    context = {
        "rijen": [(rij, beheerders.get(rij.pk, 0)) for rij in pagina.object_list],
        "filters": filters,
        "pagina": pagina,
        "groottes": PER_PAGINA,
    }
    return render(request, "accounts/organisaties.html", context)


@requires(_BEHEER)
def organisatie_detail(request: Verzoek, pk: int) -> HttpResponse:
    """De contactgegevens, hoeveel gebruikers er per rol zijn, en wie de beheerders zijn."""
    gevonden = get_object_or_404(Organisatie, pk=pk)
    context = {
        "organisatie": gevonden,
        "rollen": vragen.rolhouders(gevonden),
        "beheerders": vragen.beheerders_van(gevonden),
        "adressen": Berichtadres.objects.visible_to(request.user).filter(organisatie=gevonden),
        "aanstellingen": vragen.aanstellingen(request.user, gevonden),
        "kan_eindigen": gevonden.soort != Soort.LOKET,
    }
    return render(request, "accounts/organisatie_detail.html", context)


@requires(_BEHEER, methoden=FORMULIER)
def organisatie_nieuw(request: Verzoek) -> HttpResponse:
    form = NieuweOrganisatieForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        try:
            nieuw = dienst.voeg_toe(
                velden["soort"], velden["code"], velden, rmc_nummer=velden["rmc_nummer"], door=request.user
            )
        except Geweigerd as fout:
            form.add_error("code", str(fout))
        else:
            messages.success(request, f"{nieuw.naam} is toegevoegd. Stel nu de eerste beheerder aan.")
            return redirect("accounts:organisatie_detail", pk=nieuw.pk)
    return render(request, "accounts/organisatie_nieuw.html", {"form": form})


@requires(_BEHEER, methoden=FORMULIER)
def organisatie_wijzigen(request: Verzoek, pk: int) -> HttpResponse:
    gevonden = get_object_or_404(Organisatie, pk=pk)
    beginwaarden = {veld: getattr(gevonden, veld) for veld in dienst.CONTACTVELDEN}
    form = ContactForm(request, request.POST if request.method == "POST" else None, initial=beginwaarden)
    if request.method == "POST" and form.is_valid():
        dienst.wijzig_contact(gevonden, form.cleaned_data, door=request.user)
        messages.success(request, "De gegevens zijn gewijzigd.")
        return redirect("accounts:organisatie_detail", pk=gevonden.pk)
    return render(request, "accounts/organisatie_wijzigen.html", {"form": form, "organisatie": gevonden})


@requires(_BEHEER, methoden=FORMULIER)
def organisatie_einde(request: Verzoek, pk: int) -> HttpResponse:
    """Wat er nog loopt, en de laatste dag."""
    gevonden = get_object_or_404(Organisatie, pk=pk)
    begin = {"tot": gevonden.eindigt_op}
    form = EindeOrganisatieForm(request, request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            dienst.laat_eindigen(gevonden, form.cleaned_data["laatste_dag"], door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "De laatste dag is vastgelegd.")
            return redirect("accounts:organisatie_detail", pk=gevonden.pk)
    context = {"form": form, "organisatie": gevonden, "werk": vragen.open_bij(gevonden)}
    return render(request, "accounts/organisatie_einde.html", context)
