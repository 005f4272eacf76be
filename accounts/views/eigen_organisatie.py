"""De eigen organisatie van een beheerder: haar gegevens, en de adressen die bericht krijgen."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, openbaar, requires
from accounts.domein.berichtadressen import soorten_bij
from accounts.domein.rechten import Handeling, Soort
from accounts.forms.berichtadressen import BerichtadresForm
from accounts.fouten import Geweigerd
from accounts.models import Berichtadres, Organisatie
from accounts.services import berichtadressen as dienst

_BEHEER = Handeling.GEBRUIKERS_BEHEREN


@requires(_BEHEER)
def eigen_organisatie(request: Verzoek) -> HttpResponse:
    organisatie = cast(Organisatie, request.user.organisatie)
    context = {
        "organisatie": organisatie,
        "adressen": Berichtadres.objects.visible_to(request.user).filter(organisatie=organisatie),
        "kan_adressen": bool(soorten_bij(Soort(organisatie.soort))),
    }
    return render(request, "accounts/eigen_organisatie.html", context)


@requires(_BEHEER, methoden=FORMULIER)
def berichtadres_nieuw(request: Verzoek) -> HttpResponse:
    """Voeg een adres toe; het krijgt een mail met een link om te bevestigen."""
    organisatie = cast(Organisatie, request.user.organisatie)
    soorten = soorten_bij(Soort(organisatie.soort))
    form = BerichtadresForm(request, request.POST if request.method == "POST" else None, soorten=soorten)
    if request.method == "POST" and form.is_valid():
        try:
            dienst.voeg_toe(
                organisatie, form.cleaned_data["gebeurtenis"], form.cleaned_data["email"], door=request.user
            )
        except Geweigerd as fout:
            form.add_error("email", str(fout))
        else:
            messages.success(request, "Wij sturen een mail met een link. Na het bevestigen krijgt het adres bericht.")
            return redirect("accounts:eigen_organisatie")
    return render(request, "accounts/berichtadres_nieuw.html", {"form": form})


@requires(_BEHEER, methoden=ALLEEN_POST)
def berichtadres_verwijderen(request: Verzoek, pk: int) -> HttpResponse:
    eigen = Berichtadres.objects.visible_to(request.user).filter(organisatie=request.user.organisatie)
    dienst.verwijder(get_object_or_404(eigen, pk=pk), door=request.user)
    messages.success(request, "Het adres is verwijderd. Het krijgt geen bericht meer.")
    return redirect("accounts:eigen_organisatie")


@openbaar(methoden=FORMULIER)
def berichtadres_bevestigen(request: Verzoek, bewijs: str) -> HttpResponse:
    """De pagina achter de link. Pas de knop bevestigt: een scanner van mail volgt alleen links.

    Onbekend, verlopen, al gebruikt en verwijderd geven hetzelfde antwoord.
    """
    adres = (dienst.bevestig if request.method == "POST" else dienst.zoek)(bewijs)
    if adres is None:
        return render(request, "accounts/berichtadres_ongeldig.html", status=404)
    context = {"adres": adres, "klaar": request.method == "POST"}
    return render(request, "accounts/berichtadres_bevestigen.html", context)
