"""Voorstellen: wat op een tweede persoon wacht, en wat er besloten is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.voorstellen import BesluitForm
from accounts.fouten import Geweigerd
from accounts.models import Voorstel
from accounts.services.voorstellen import stem_in, trek_in, waarom_niet, wijs_af
from verzuimloket.bladeren import per_pagina

_BEHEER = (Handeling.GEBRUIKERS_BEHEREN, Handeling.ORGANISATIES_BEHEREN)
_MET_NAMEN = ("organisatie", "over", "gevraagd_door", "besloten_door")


@requires(*_BEHEER)
def voorstellen(request: Verzoek) -> HttpResponse:
    """Alles wat op een besluit wacht, en daaronder wat er al besloten of verlopen is."""
    alle = Voorstel.objects.visible_to(request.user).select_related(*_MET_NAMEN)
    wacht = list(alle.open())
    geweest = alle.exclude(pk__in=[voorstel.pk for voorstel in wacht])
    context = {
        "wacht": [(voorstel, waarom_niet(voorstel, request.user)) for voorstel in wacht],
        "pagina": Paginator(geweest, per_pagina(request, standaard=25)).get_page(request.GET.get("pagina")),
    }
    return render(request, "accounts/voorstellen.html", context)


@requires(*_BEHEER, methoden=FORMULIER)
def voorstel(request: Verzoek, pk: int) -> HttpResponse:
    """Lees één voorstel, en beslis erover als tweede persoon."""
    gevonden = get_object_or_404(Voorstel.objects.visible_to(request.user).select_related(*_MET_NAMEN), pk=pk)
    form = BesluitForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        stemt_in = form.cleaned_data["besluit"] == "ja"
        try:
            if stemt_in:
                stem_in(gevonden, door=request.user)
            else:
                wijs_af(gevonden, door=request.user, reden=form.cleaned_data["toelichting"])
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            zin = "U stemde in. Het is gebeurd." if stemt_in else "U wees het voorstel af. Er verandert niets."
            messages.success(request, zin)
            return redirect("accounts:voorstellen")
    context = {
        "voorstel": gevonden,
        "form": form,
        "waarom_niet": waarom_niet(gevonden, request.user),
        "eigen": gevonden.gevraagd_door_id == request.user.pk and gevonden.stand == "open",
        "sjabloon": [f"accounts/voorstel/{gevonden.soort}.html", "accounts/voorstel/_algemeen.html"],
    }
    return render(request, "accounts/voorstel.html", context)


@requires(*_BEHEER, methoden=ALLEEN_POST)
def voorstel_intrekken(request: Verzoek, pk: int) -> HttpResponse:
    gevonden = get_object_or_404(Voorstel.objects.visible_to(request.user), pk=pk)
    try:
        trek_in(gevonden, door=request.user)
    except Geweigerd as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, "Het voorstel is ingetrokken.")
    return redirect("accounts:voorstellen")
