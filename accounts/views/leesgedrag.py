"""Opvallend leesgedrag: de lijst, en er een verklaren."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, mag, requires, scope_van
from accounts.domein.leesgedrag import DREMPELS
from accounts.domein.rechten import Handeling
from accounts.forms.leesgedrag import LeesgedragFilter, VerklaringForm
from accounts.fouten import Geweigerd
from accounts.models import Leessignaal
from accounts.services.leesgedrag import verklaar
from verzuimloket.bladeren import per_pagina

_MET_NAMEN = ("gebruiker", "organisatie", "verklaard_door")


@requires(Handeling.LOGBOEK_LEZEN)
def leesgedrag(request: Verzoek) -> HttpResponse:
    """Wat nog verklaard moet worden staat bovenaan, daarna het nieuwste eerst."""
    filters = LeesgedragFilter(request.GET)
    zichtbaar = Leessignaal.objects.visible_to(request.user).filter(**filters.voorwaarden())
    open_eerst = F("verklaard_op").desc(nulls_first=True)
    op_volgorde = zichtbaar.select_related(*_MET_NAMEN).order_by(open_eerst, "-uur", "-pk")
    context = {
        "filters": filters,
        "actief": filters.actief(),
        "pagina": Paginator(op_volgorde, per_pagina(request)).get_page(request.GET.get("pagina")),
        "alle_organisaties": mag(request, Handeling.LOGBOEK_LEERLING),
        "drempels": DREMPELS.values(),
    }
    return render(request, "accounts/leesgedrag.html", context)


@requires(Handeling.LOGBOEK_LEZEN, methoden=FORMULIER)
def leessignaal(request: Verzoek, pk: int) -> HttpResponse:
    """Wat opviel en waarom, en de verklaring."""
    signaal = get_object_or_404(Leessignaal.objects.visible_to(request.user).select_related(*_MET_NAMEN), pk=pk)
    form = VerklaringForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verklaar(signaal, door=request.user, verklaring=form.cleaned_data["verklaring"])
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "De verklaring is bewaard.")
            return redirect("accounts:leesgedrag")
    context = {
        "signaal": signaal,
        "form": form,
        "eigen": signaal.gebruiker_id == request.user.pk,
        "hier": signaal.organisatie_id == scope_van(request).organisatie_id,
    }
    return render(request, "accounts/leessignaal.html", context)
