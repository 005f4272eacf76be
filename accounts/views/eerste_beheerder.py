"""De eerste beheerder van een organisatie, en zijn twee brieven."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.bevestiging import BevestigForm
from accounts.forms.gebruikers import EersteBeheerderForm
from accounts.fouten import Geweigerd
from accounts.models import Organisatie, Voorstel
from accounts.queries.organisaties import beheerders_van
from accounts.services import eerste_beheerder as dienst
from accounts.views.brieven import brief_pdf

_BEHEER = Handeling.ORGANISATIES_BEHEREN


@requires(_BEHEER, methoden=FORMULIER)
def beheerder_aanstellen(request: Verzoek, pk: int) -> HttpResponse:
    """Vraag iemand als beheerder; een tweede functioneel beheerder stemt in."""
    organisatie = get_object_or_404(Organisatie, pk=pk)
    heeft_er = bool(beheerders_van(organisatie))
    form = EersteBeheerderForm(request, request.POST if request.method == "POST" else None, met_reden=heeft_er)
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in ("gebruikersnaam", "naam", "email", "reden")}
        try:
            dienst.vraag_beheerder(organisatie, **velden, door=request.user)
        except Geweigerd as fout:
            form.add_error("gebruikersnaam", str(fout))
        else:
            messages.success(
                request, "Uw voorstel ligt klaar. Een collega moet instemmen; daarna maakt u samen de brieven."
            )
            return redirect("accounts:organisatie_detail", pk=organisatie.pk)
    context = {"form": form, "organisatie": organisatie, "heeft_er": heeft_er}
    return render(request, "accounts/beheerder_aanstellen.html", context)


@requires(_BEHEER, methoden=FORMULIER)
def eerste_brief(request: Verzoek, pk: int, soort: str) -> HttpResponse:
    """Maak een van de brieven bij een voorstel waar mee is ingestemd; een vorige brief vervalt."""
    if soort not in dienst.BRIEVEN:
        raise Http404
    ingestemd = Voorstel.objects.visible_to(request.user).filter(soort=dienst.SOORT, besluit=Voorstel.Besluit.INGESTEMD)
    voorstel = get_object_or_404(ingestemd.select_related("organisatie", "over"), pk=pk)
    form = BevestigForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            geheim, activatie, rollen = dienst.maak_brief(voorstel, soort, door=request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            assert voorstel.over is not None
            return brief_pdf(
                soort, geheim, activatie, wie=voorstel.over, organisatie=voorstel.organisatie, rollen=rollen,
                beheerder=request.user,
            )  # fmt: skip
    context = {
        "voorstel": voorstel,
        "wie": voorstel.over,
        "soort": soort,
        "form": form,
        "gewijzigd": voorstel.over
        and voorstel.gegevens.get("stand") != dienst.afdruk_van(voorstel.over, voorstel.organisatie),
        "waarom_niet": dienst.waarom_geen_brief(voorstel, soort, request.user),
    }
    return render(request, "accounts/eerste_brief.html", context)
