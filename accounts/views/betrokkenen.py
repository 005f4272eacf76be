"""Inzage voor een betrokkene. Het PGN gaat in een POST en blijft op de server: nooit in een adres of een titel."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.betrokkenen import InzageForm
from accounts.fouten import Geweigerd
from accounts.models import Inzageverzoek
from accounts.services.betrokkenen import maak_overzicht, vraag_inzage
from verzuimloket.bladeren import per_pagina
from verzuimloket.clock import nu
from verzuimloket.pdf import maak_pdf

VORMEN = ("pdf", "json")


@requires(Handeling.BETROKKENEN_INZIEN, methoden=FORMULIER)
def betrokkenen(request: Verzoek) -> HttpResponse:
    """De eigen verzoeken, en een nieuw verzoek doen."""
    form = InzageForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verzoek = vraag_inzage(
            request.user,
            request.user.organisatie,  # type: ignore[arg-type] # `requires` laat niemand zonder organisatie door
            form.cleaned_data["pgn"],
            form.cleaned_data["reden"],
        )
        messages.success(request, "Uw verzoek ligt klaar. Een tweede persoon moet instemmen.")
        return redirect("accounts:betrokkene", verzoek.nummer)
    alle = Inzageverzoek.objects.visible_to(request.user).select_related("voorstel")
    pagina = Paginator(alle, per_pagina(request, standaard=25)).get_page(request.GET.get("pagina"))
    return render(request, "accounts/betrokkenen.html", {"form": form, "pagina": pagina})


@requires(Handeling.BETROKKENEN_INZIEN)
def betrokkene(request: Verzoek, nummer: int) -> HttpResponse:
    """De stand van één verzoek, en waar het overzicht op te halen is."""
    return render(request, "accounts/betrokkene.html", {"verzoek": _eigen(request, nummer)})


@requires(Handeling.BETROKKENEN_INZIEN)
def overzicht(request: Verzoek, nummer: int, vorm: str) -> HttpResponse:
    """Het overzicht als pdf of json; 404 als het er niet (meer) is. Elke keer komt in het logboek."""
    verzoek = _eigen(request, nummer)
    if vorm not in VORMEN:
        raise Http404
    try:
        groepen = maak_overzicht(request.user, verzoek, vorm)
    except Geweigerd:
        raise Http404 from None
    gevuld, leeg = [g for g in groepen if g.rijen], [g for g in groepen if not g.rijen]
    kop = {"Content-Disposition": f'attachment; filename="inzage-{verzoek.nummer}.{vorm}"'}
    if vorm == "json":
        inhoud = {"verzoek": verzoek.nummer, "gemaakt_op": nu(), "groepen": [groep.als_json() for groep in groepen]}
        return JsonResponse(inhoud, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=kop)
    context = {"verzoek": verzoek, "groepen": gevuld, "leeg": leeg, "gemaakt_op": nu()}
    return HttpResponse(maak_pdf("pdf/inzage.html", context), content_type="application/pdf", headers=kop)


def _eigen(request: Verzoek, nummer: int) -> Inzageverzoek:
    alle = Inzageverzoek.objects.visible_to(request.user).select_related("voorstel")
    gevonden: Inzageverzoek = get_object_or_404(alle, pk=nummer)
    return gevonden
