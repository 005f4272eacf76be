"""Het thema van een organisatie: zetten, en wat een pagina ervan ophaalt."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access import FORMULIER, Verzoek, openbaar, requires
from accounts.domein.kleur import keur_kleur
from accounts.domein.rechten import Handeling
from accounts.forms.thema import ThemaForm
from accounts.fouten import Geweigerd
from accounts.models import Huislogo, Organisatie
from accounts.services.thema import zet_thema


@requires(Handeling.GEBRUIKERS_BEHEREN, methoden=FORMULIER)
def thema(request: Verzoek) -> HttpResponse:
    """Het thema van de eigen organisatie, door haar beheerder."""
    return _thema(request, cast(Organisatie, request.user.organisatie), reverse("accounts:eigen_organisatie"))


@requires(Handeling.ORGANISATIES_BEHEREN, methoden=FORMULIER)
def organisatie_thema(request: Verzoek, pk: int) -> HttpResponse:
    """Het thema van een organisatie, door functioneel beheer."""
    organisatie = get_object_or_404(Organisatie, pk=pk)
    return _thema(request, organisatie, reverse("accounts:organisatie_detail", args=[organisatie.pk]))


def _thema(request: Verzoek, organisatie: Organisatie, terug: str) -> HttpResponse:
    begin = {"weergavenaam": organisatie.weergavenaam, "kleur": organisatie.kleur}
    gestuurd = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ThemaForm(request, *gestuurd, initial=begin)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        try:
            zet_thema(
                organisatie, velden["weergavenaam"], velden["kleur"], logo=velden["logo"],
                logo_weg=velden["logo_weg"], door=request.user,
            )  # fmt: skip
        except Geweigerd as fout:
            form.add_error("kleur", str(fout))
        else:
            messages.success(request, "Het thema is gewijzigd.")
            return redirect(terug)
    return render(request, "accounts/thema.html", {"form": form, "organisatie": organisatie, "terug": terug})


@requires(Handeling.START)
def organisatie_logo(request: Verzoek, pk: int) -> HttpResponse:
    """Het logo van de eigen organisatie."""
    logo = get_object_or_404(Huislogo.objects.visible_to(request.user), pk=pk)
    return HttpResponse(bytes(logo.png), content_type="image/png", headers={"Content-Disposition": "inline"})


@openbaar
def kleur(request: HttpRequest, code: str) -> HttpResponse:
    """De accentkleur als stijlblad: `style` in de pagina mag niet. Alleen een kleur die op wit te lezen is bestaat."""
    if keur_kleur(f"#{code}"):
        raise Http404
    return HttpResponse(f".utrecht-page-header{{border-block-end:4px solid #{code}}}\n", content_type="text/css")
