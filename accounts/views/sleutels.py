"""Toegangssleutels van de eigen organisatie: lijst, maken (het geheim is één keer te zien) en intrekken."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.sleutels import SleutelForm
from accounts.fouten import Geweigerd
from accounts.models import Toegangssleutel
from accounts.services.sleutels import DOELEN, maak_sleutel, trek_sleutel_in

DOEL = Toegangssleutel.Doel.ROD


@requires(Handeling.SLEUTELS_BEHEREN)
def sleutels(request: Verzoek) -> HttpResponse:
    rijen = list(Toegangssleutel.objects.visible_to(request.user))
    context = {
        "actief": [rij for rij in rijen if rij.stand == "actief"],
        "oud": [rij for rij in rijen if rij.stand != "actief"],
        "kan": _kan(request),
    }
    return render(request, "accounts/sleutels.html", context)


@requires(Handeling.SLEUTELS_BEHEREN, methoden=FORMULIER)
def nieuw(request: Verzoek) -> HttpResponse:
    """Na het maken geen doorverwijzing: het geheim staat alleen in dit ene antwoord."""
    form = SleutelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sleutel, geheim = maak_sleutel(
                request.user.organisatie,  # type: ignore[arg-type] # `requires` laat niemand zonder organisatie door
                DOEL,
                form.cleaned_data["label"],
                dagen=form.cleaned_data["dagen"],
                door=request.user,
            )
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            return render(request, "accounts/sleutel_gemaakt.html", {"sleutel": sleutel, "geheim": geheim})
    return render(request, "accounts/sleutel_nieuw.html", {"form": form})


@requires(Handeling.SLEUTELS_BEHEREN, methoden=ALLEEN_POST)
def intrekken(request: Verzoek, pk: int) -> HttpResponse:
    sleutel = get_object_or_404(Toegangssleutel.objects.visible_to(request.user), pk=pk)
    trek_sleutel_in(sleutel, door=request.user)
    messages.success(request, f"De sleutel ‘{sleutel.label}’ is ingetrokken en werkt niet meer.")
    return redirect("accounts:sleutels")


def _kan(request: Verzoek) -> bool:
    return request.user.scope is not None and request.user.scope.soort is DOELEN[DOEL]
