"""De eigen tokens: een app koppelen met een QR-code, en weer verwijderen."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, requires
from accounts.domein.rechten import Handeling
from accounts.forms.bevestiging import BevestigForm
from accounts.forms.tokens import KoppelForm
from accounts.fouten import Geweigerd
from accounts.koppeling import koppeling_van
from accounts.models import Token
from accounts.services.tokens import aantal_herstelcodes, begin_koppelen, bevestig_koppelen, verwijder_app
from verzuimloket.clock import echt_nu

KOPPELEN_DUURT = timedelta(minutes=15)  # daarna vervalt het geheim dat op het scherm stond


@requires(Handeling.START, methoden=FORMULIER)
def mijn_tokens(request: Verzoek) -> HttpResponse:
    """De eigen apps en het eigen apparaat. Een POST begint met het koppelen van een app."""
    form = BevestigForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            token = begin_koppelen(request.user)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            return redirect("accounts:token_koppelen", pk=token.pk)
    context = {
        "tokens": Token.objects.filter(user_id=request.user.pk, confirmed=True).order_by("van_apparaat", "pk"),
        "aantal_codes": aantal_herstelcodes(request.user),
        "form": form,
    }
    return render(request, "accounts/mijn_tokens.html", context)


@requires(Handeling.START, methoden=FORMULIER)
@sensitive_post_parameters("code")
def token_koppelen(request: Verzoek, pk: int) -> HttpResponse:
    """Het geheim als QR-code: alleen voor wie het begon, en zolang het nog niet werkt."""
    begonnen = Token.objects.filter(user_id=request.user.pk, confirmed=False, van_apparaat=False)
    token = get_object_or_404(begonnen, pk=pk, created_at__gt=echt_nu() - KOPPELEN_DUURT)
    form = KoppelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        uitslag = bevestig_koppelen(token, form.cleaned_data["code"], form.cleaned_data["naam"], door=request.user)
        if uitslag.token is not None:
            messages.success(request, f"De app ‘{form.cleaned_data['naam']}’ is gekoppeld.")
            return redirect("accounts:mijn_tokens")
        form.add_error("code", uitslag.uitleg)
    context = {"form": form, **koppeling_van(token, request.user.username)}
    return render(request, "accounts/token_koppelen.html", context)


@requires(Handeling.START, methoden=ALLEEN_POST)
def token_verwijderen(request: Verzoek, pk: int) -> HttpResponse:
    token = get_object_or_404(Token, pk=pk, user_id=request.user.pk, van_apparaat=False)
    form = BevestigForm(request, request.POST)
    if not form.is_valid():
        return render(request, "accounts/token_verwijderen.html", {"token": token, "form": form})
    try:
        verwijder_app(token, door=request.user)
    except Geweigerd as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"De app ‘{token.name}’ is verwijderd.")
    return redirect("accounts:mijn_tokens")
