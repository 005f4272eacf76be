"""Verzoeken van betrokkenen om iets te verbeteren of te wissen."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.correcties import BijwerkForm, CorrectieForm, VerlengForm
from accounts.fouten import Geweigerd
from accounts.models import Correctieverzoek, Organisatie
from accounts.services.correcties import leg_vast, verleng, werk_bij
from verzuimloket.bladeren import per_pagina
from verzuimloket.clock import vandaag


@requires(Handeling.BETROKKENEN_INZIEN, methoden=FORMULIER)
def correcties(request: Verzoek) -> HttpResponse:
    """Alle verzoeken, wat het eerst af moet bovenaan, en een nieuw verzoek vastleggen."""
    form = CorrectieForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verzoek = leg_vast(request.user, cast(Organisatie, request.user.organisatie), **form.cleaned_data)
        messages.success(request, f"Het verzoek is vastgelegd. Het hoort bij {verzoek.soort.bij_wie}.")
        return redirect("accounts:correctie", verzoek.nummer)
    alle = Correctieverzoek.objects.visible_to(request.user)
    pagina = Paginator(alle, per_pagina(request, standaard=25)).get_page(request.GET.get("pagina"))
    rijen = [(rij, rij.te_laat(vandaag())) for rij in pagina.object_list]
    return render(request, "accounts/correcties.html", {"form": form, "pagina": pagina, "rijen": rijen})


@requires(Handeling.BETROKKENEN_INZIEN, methoden=FORMULIER)
def correctie(request: Verzoek, nummer: int) -> HttpResponse:
    """Eén verzoek: bij wie het hoort en tot wanneer; doorgeven of afhandelen."""
    alle = Correctieverzoek.objects.visible_to(request.user).select_related("door")
    verzoek = get_object_or_404(alle, pk=nummer)
    form = BijwerkForm(request.POST or None, initial={"doorgegeven_aan": verzoek.doorgegeven_aan})
    if request.method == "POST" and form.is_valid():
        try:
            werk_bij(request.user, verzoek, **form.cleaned_data)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Het verzoek is bijgewerkt.")
            return redirect("accounts:correctie", verzoek.nummer)
    context = {"form": form, "verzoek": verzoek, "te_laat": verzoek.te_laat(vandaag())}
    return render(request, "accounts/correctie.html", context)


@requires(Handeling.BETROKKENEN_INZIEN, methoden=FORMULIER)
def verlengen(request: Verzoek, nummer: int) -> HttpResponse:
    """Twee maanden langer, als de betrokkene dat op tijd hoorde."""
    verzoek = get_object_or_404(Correctieverzoek.objects.visible_to(request.user), pk=nummer)
    form = VerlengForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            verleng(request.user, verzoek, **form.cleaned_data)
        except Geweigerd as fout:
            form.add_error("gemeld_op" if verzoek.te_verlengen else None, str(fout))
        else:
            messages.success(request, "De termijn is twee maanden langer.")
            return redirect("accounts:correctie", verzoek.nummer)
    return render(request, "accounts/correctie_verlengen.html", {"form": form, "verzoek": verzoek})
