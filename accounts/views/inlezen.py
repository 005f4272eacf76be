"""Veel gebruikers tegelijk aanmelden: sjabloon, aanbieden, bekijken, bevestigen, en hun brieven."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.inlezen import Uitkomst
from accounts.domein.rechten import Handeling
from accounts.exports.gebruikersblad import schrijf_fouten, schrijf_sjabloon
from accounts.forms.bevestiging import BevestigForm
from accounts.forms.gebruikersblad import MEESTE
from accounts.forms.inlezen import BevestigGebruikersForm, GebruikersbladForm, UitkomstFilter
from accounts.fouten import Geweigerd
from accounts.models import Aanbieding, Organisatie
from accounts.queries.inlezen import eigen_aanbieding
from accounts.queries.rolmatrix import rollen_bij
from accounts.services import inlezen as dienst
from accounts.services.aanbieden import is_leesbaar, verwerp
from accounts.services.bundel import BUNDEL, SOORTEN, maak_brieven
from accounts.views.brieven import brieven_pdf
from verzuimloket.bladeren import PER_PAGINA, per_pagina

_BEHEER = Handeling.GEBRUIKERS_BEHEREN
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VOORAF: Mapping[str, str] = {Uitkomst.GOED: "Goed", Uitkomst.WAARSCHUWING: "Wordt overgeslagen", Uitkomst.FOUT: "Fout"}
DAARNA: Mapping[str, str] = {
    Uitkomst.GOED: "Aangemeld",
    Uitkomst.WAARSCHUWING: "Overgeslagen",
    Uitkomst.FOUT: "Niet aangemeld",
}


@requires(_BEHEER, methoden=FORMULIER)
def gebruikers_inlezen(request: Verzoek) -> HttpResponse:
    """Bied een ingevuld sjabloon aan. Wij lezen het en bewaren het niet; wat erin stond, blijft een uur."""
    invoer = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GebruikersbladForm(*invoer, rollen=rollen_bij(_organisatie(request)))
    if request.method == "POST" and form.is_valid():
        assert request.session.session_key is not None  # @requires liet alleen iemand met een sessie door
        lijst = dienst.bied_gebruikers_aan(form.rijen, door=request.user, sessie=request.session.session_key)
        return redirect("accounts:gebruikers_voorbeeld", lijst.pk)
    return render(request, "accounts/gebruikers_inlezen.html", {"form": form, "meeste": MEESTE})


@requires(_BEHEER)
def gebruikers_sjabloon(request: Verzoek) -> HttpResponse:
    """Het lege werkblad, met de rollen van de eigen organisatie."""
    inhoud = schrijf_sjabloon(rollen_bij(_organisatie(request)), MEESTE)
    kop = {"Content-Disposition": 'attachment; filename="gebruikers.xlsx"'}
    return HttpResponse(inhoud, content_type=_XLSX, headers=kop)


@requires(_BEHEER, methoden=FORMULIER)
def gebruikers_voorbeeld(request: Verzoek, sleutel: UUID) -> HttpResponse:
    """Per rij wat ermee gebeurt; een POST meldt de goede rijen aan. Daarna: per rij wat ervan werd, en de brieven."""
    lijst = _lijst(request, sleutel)
    regels = dienst.lees_regels(lijst, request.user)
    beheerders = dienst.vraagt_vier_ogen(regels)
    invoer = request.POST if request.method == "POST" else None
    form = BevestigGebruikersForm(request, invoer, vier_ogen=bool(beheerders))
    if request.method == "POST" and (gevolg := _verwerk(request, lijst, form)):
        return gevolg
    aantallen = Counter(regel.oordeel.uitkomst.value for regel in regels)
    namen: Mapping[str, str] = DAARNA if lijst.bevestigd_op else VOORAF
    filters = UitkomstFilter(request.GET, namen=namen, aantallen=aantallen)
    gekozen = [regel for regel in regels if filters.gekozen in ("", regel.oordeel.uitkomst)]
    pagina = Paginator(gekozen, per_pagina(request)).get_page(request.GET.get("pagina"))
    goed = aantallen[Uitkomst.GOED]
    context = {
        "lijst": lijst,
        "regels": [(regel, namen[regel.oordeel.uitkomst]) for regel in pagina],
        "kort": [(naam, aantallen[waarde]) for waarde, naam in namen.items()],
        "goed": goed,
        "niet": len(regels) - goed,
        "beheerders": beheerders,
        "bundels": _bundels(goed),
        "filters": filters,
        "pagina": pagina,
        "groottes": PER_PAGINA,
        "form": form,
    }
    return render(request, "accounts/gebruikers_voorbeeld.html", context)


def _verwerk(request: Verzoek, lijst: Aanbieding, form: BevestigGebruikersForm) -> HttpResponse | None:
    """Bevestigen of ervan afzien; None als het formulier opnieuw moet."""
    if request.POST.get("stap") == "weg":
        verwerp(lijst, door=request.user)
        return redirect("accounts:gebruikers_inlezen")
    if lijst.bevestigd_op is None and not form.is_valid():
        return None
    if lijst.bevestigd_op is None:
        try:
            aantal = dienst.bevestig_gebruikers(lijst, reden=form.cleaned_data.get("reden", ""), door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
            return None
        meervoud = "s zijn" if aantal != 1 else " is"
        messages.success(request, f"{aantal} gebruiker{meervoud} aangemeld.")
    return redirect("accounts:gebruikers_voorbeeld", lijst.pk)


@requires(_BEHEER)
def gebruikers_fouten(request: Verzoek, sleutel: UUID) -> HttpResponseBase:
    """De rijen die niet (zijn) aangemeld, als werkblad met een kolom die zegt wat er mis is."""
    lijst = _lijst(request, sleutel)
    regels = dienst.lees_regels(lijst, request.user)
    niet = [regel.oordeel for regel in regels if regel.oordeel.uitkomst is not Uitkomst.GOED]
    return FileResponse(schrijf_fouten(niet), as_attachment=True, filename="niet-aangemeld.xlsx", content_type=_XLSX)


@requires(_BEHEER, methoden=FORMULIER)
def gebruikers_brieven(request: Verzoek, sleutel: UUID, soort: str, bundel: int) -> HttpResponse:
    """Maak een bundel brieven van één soort; eerdere brieven vervallen. De geheimen staan alleen in dit antwoord."""
    lijst = _lijst(request, sleutel)
    gemaakt = [regel.gebruiker for regel in dienst.lees_regels(lijst, request.user) if regel.gebruiker]
    deel = gemaakt[(bundel - 1) * BUNDEL : bundel * BUNDEL] if bundel else []
    if soort not in SOORTEN or not deel:
        raise Http404
    form = BevestigForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if brieven := maak_brieven(deel, soort, door=request.user):
            inhoud = {"brieven": brieven, "sjabloon": f"pdf/_brief_{soort}.html"}
            naam = f"brieven-{soort}-{bundel}.pdf"
            return brieven_pdf("pdf/brieven.html", inhoud, naam, _organisatie(request), request.user)
        form.add_error(None, "Geen van deze gebruikers heeft nog een brief nodig.")
    context = {"lijst": lijst, "soort": soort, "bundel": bundel, "aantal": len(deel), "form": form}
    return render(request, "accounts/gebruikers_brieven.html", context)


def _bundels(aantal: int) -> list[tuple[int, int, int]]:
    """(nummer, eerste, laatste) van elke bundel."""
    return [(nr + 1, nr * BUNDEL + 1, min(aantal, (nr + 1) * BUNDEL)) for nr in range(-(-aantal // BUNDEL))]


def _lijst(request: Verzoek, sleutel: UUID) -> Aanbieding:
    lijst = eigen_aanbieding(request.user, request.session.session_key, sleutel, Aanbieding.Soort.GEBRUIKERS)
    if lijst is None or not is_leesbaar(lijst):
        raise Http404
    return lijst


def _organisatie(request: Verzoek) -> Organisatie:
    assert request.user.organisatie is not None  # @requires liet alleen iemand met een organisatie door
    return request.user.organisatie
