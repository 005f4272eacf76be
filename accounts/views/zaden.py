"""Tokens inlezen: het bestand van een leverancier aanbieden, bekijken en bevestigen."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.inlezen import Uitkomst
from accounts.domein.rechten import Handeling
from accounts.forms.bevestiging import BevestigForm
from accounts.forms.inlezen import UitkomstFilter
from accounts.forms.tokens import ZaadForm
from accounts.fouten import Geweigerd
from accounts.models import Aanbieding
from accounts.queries.inlezen import eigen_aanbieding
from accounts.services import zaden as dienst
from accounts.services.aanbieden import is_leesbaar, verwerp
from verzuimloket.bladeren import PER_PAGINA, per_pagina

_BEHEER = Handeling.GEBRUIKERS_BEHEREN
NAMEN: Mapping[str, str] = {Uitkomst.GOED: "Nieuw", Uitkomst.WAARSCHUWING: "Al bekend", Uitkomst.FOUT: "Fout"}


@requires(_BEHEER, methoden=FORMULIER)
@sensitive_post_parameters("wachtwoord")
def tokens_inlezen(request: Verzoek) -> HttpResponse:
    """Bied het bestand van een leverancier aan. Bestand en sleutel bewaren wij niet; de geheimen een kwartier."""
    form = ZaadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        assert request.session.session_key is not None  # @requires liet alleen iemand met een sessie door
        lijst = dienst.bied_tokens_aan(form.regels, door=request.user, sessie=request.session.session_key)
        return redirect("accounts:tokens_voorbeeld", lijst.pk)
    return render(request, "accounts/tokens_inlezen.html", {"form": form})


@requires(_BEHEER, methoden=FORMULIER)
def tokens_voorbeeld(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Per serienummer of het nieuw is; een POST neemt de nieuwe in voorraad."""
    lijst = eigen_aanbieding(request.user, request.session.session_key, sleutel, Aanbieding.Soort.TOKENS)
    if lijst is None or not is_leesbaar(lijst):
        raise Http404
    if lijst.bevestigd_op is not None:  # de geheimen zijn al weg; zij liggen in voorraad
        return redirect("accounts:tokens")
    form = BevestigForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (gevolg := _verwerk(request, lijst, form)):
        return gevolg
    regels = dienst.lees_tokenregels(lijst)
    aantallen = Counter(regel.uitkomst.value for regel in regels)
    filters = UitkomstFilter(request.GET, namen=NAMEN, aantallen=aantallen)
    gekozen = [regel for regel in regels if filters.gekozen in ("", regel.uitkomst)]
    pagina = Paginator(gekozen, per_pagina(request)).get_page(request.GET.get("pagina"))
    context = {
        "lijst": lijst,
        "regels": [(regel, NAMEN[regel.uitkomst]) for regel in pagina],
        "kort": [(naam, aantallen[waarde]) for waarde, naam in NAMEN.items()],
        "nieuw": aantallen[Uitkomst.GOED],
        "niet": len(regels) - aantallen[Uitkomst.GOED],
        "filters": filters,
        "pagina": pagina,
        "groottes": PER_PAGINA,
        "form": form,
    }
    return render(request, "accounts/tokens_voorbeeld.html", context)


def _verwerk(request: Verzoek, lijst: Aanbieding, form: BevestigForm) -> HttpResponse | None:
    """Bevestigen of ervan afzien; None als het formulier opnieuw moet."""
    if request.POST.get("stap") == "weg":
        verwerp(lijst, door=request.user)
        return redirect("accounts:tokens_inlezen")
    if not form.is_valid():
        return None
    try:
        aantal = dienst.bevestig_tokens(lijst, door=request.user)
    except Geweigerd as fout:
        form.add_error(None, str(fout))
        return None
    messages.success(request, f"{aantal} token{'' if aantal == 1 else 's'} in voorraad genomen.")
    return redirect("accounts:tokens")
