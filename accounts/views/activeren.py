"""Activeren: brief, tweede weg, eigen app en eigen wachtwoord. Openbaar, want de gebruiker kan nog niet inloggen.

Waar iemand is, staat alleen in zijn sessie, als nummer. Ingelogd is hij pas als hij daarna inlogt.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import FORMULIER, openbaar
from accounts.forms.gebruikers import ActiveerForm, BewijsForm, EigenWachtwoord
from accounts.forms.tokens import KoppelForm
from accounts.fouten import Geweigerd
from accounts.koppeling import koppeling_van
from accounts.models import Activatie, Token
from accounts.services.activeren import bewijs_tweede_weg, lopende_activatie, met_apparaat, open_activatie, voltooi
from accounts.services.inlogrem import tel_fout, wacht
from accounts.services.tokens import begin_koppelen, bevestig_koppelen
from accounts.views.wachten import te_vaak
from verzuimloket.audit.services import record_refusal
from verzuimloket.clock import nu

DOEL = "activeren"  # telt apart: wie hier raadt, sluit niemand van inloggen af
WIE, SINDS, BEWEZEN, TOKEN = "activatie_wie", "activatie_sinds", "activatie_bewezen", "activatie_token"
DUURT = 1800  # seconden tussen de eerste stap en de laatste
ONJUIST = "De gebruikersnaam of het wachtwoord klopt niet, of de brief is verlopen. Vraag zo nodig een nieuwe."


@openbaar(methoden=FORMULIER)
@sensitive_post_parameters("wachtwoord")
def activeren(request: HttpRequest) -> HttpResponse:
    """Stap 1: de gesloten brief. Onbekend, verkeerd, verlopen en al gebruikt geven hetzelfde antwoord."""
    form = ActiveerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        naam = form.cleaned_data["gebruikersnaam"]
        if rem := wacht(request, DOEL, naam):
            return te_vaak(request, "accounts/activeren.html", {"form": form}, rem)
        activatie = open_activatie(naam, form.cleaned_data["wachtwoord"])
        if activatie is not None:
            request.session.flush()
            request.session[WIE], request.session[SINDS] = activatie.pk, int(nu().timestamp())
            return redirect("accounts:activeren_bewijs")
        _tel_fout(request, naam)
        form.add_error(None, ONJUIST)
    return render(request, "accounts/activeren.html", {"form": form})


def _stap(view: Callable[[HttpRequest, Activatie], HttpResponse], *, bewezen: bool) -> Callable[..., HttpResponse]:
    """Een volgende stap: zonder de vorige is er niets te zien."""

    def met_activatie(request: HttpRequest) -> HttpResponse:
        activatie = lopende_activatie(request.session.get(WIE, 0))
        te_oud = int(nu().timestamp()) - request.session.get(SINDS, 0) > DUURT
        if activatie is None or te_oud or (bewezen and not request.session.get(BEWEZEN)):
            return redirect("accounts:activeren")
        return view(request, activatie)

    return met_activatie


def _bewijs(request: HttpRequest, activatie: Activatie) -> HttpResponse:
    apparaat, naam = met_apparaat(activatie), activatie.gebruiker.username
    form = BewijsForm(request.POST if request.method == "POST" else None, apparaat=apparaat)
    context = {"form": form, "apparaat": apparaat}
    if form.is_valid():
        if rem := wacht(request, DOEL, naam):
            return te_vaak(request, "accounts/activeren_bewijs.html", context, rem)
        if uitleg := bewijs_tweede_weg(activatie, form.cleaned_data["bewijs"]):
            _tel_fout(request, naam)
            form.add_error("bewijs", uitleg)
        else:
            request.session[BEWEZEN] = True
            return redirect("accounts:activeren_wachtwoord" if apparaat else "accounts:activeren_app")
    return render(request, "accounts/activeren_bewijs.html", context)


def _app(request: HttpRequest, activatie: Activatie) -> HttpResponse:
    """Koppel de eigen app. Het geheim blijft hetzelfde zolang deze sessie bezig is."""
    gebruiker = activatie.gebruiker
    eigen = Token.objects.filter(user_id=gebruiker.pk, van_apparaat=False)
    if eigen.filter(confirmed=True).exists():
        return redirect("accounts:activeren_wachtwoord")
    token = eigen.filter(pk=request.session.get(TOKEN, 0), confirmed=False).first()
    if token is None:
        token = begin_koppelen(gebruiker)
        request.session[TOKEN] = token.pk
    form = KoppelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        uitslag = bevestig_koppelen(token, form.cleaned_data["code"], form.cleaned_data["naam"], door=gebruiker)
        if uitslag.token is not None:
            return redirect("accounts:activeren_wachtwoord")
        form.add_error("code", uitslag.uitleg)
    context = {"form": form, **koppeling_van(token, gebruiker.username)}
    return render(request, "accounts/activeren_app.html", context)


def _wachtwoord(request: HttpRequest, activatie: Activatie) -> HttpResponse:
    """De laatste stap. De herstelcodes staan alleen in dit antwoord."""
    form = EigenWachtwoord(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = voltooi(activatie, form.cleaned_data["wachtwoord"])
        except ValidationError as fout:
            form.add_error("wachtwoord", fout)
        except Geweigerd as fout:
            form.add_error(None, str(fout))
        else:
            request.session.flush()
            return render(request, "accounts/activeren_klaar.html", {"codes": codes})
    return render(request, "accounts/activeren_wachtwoord.html", {"form": form})


def _tel_fout(request: HttpRequest, naam: str) -> None:
    tel_fout(request, DOEL, naam)
    record_refusal(request, "activatie_onjuist", actie="accounts:activatie:mislukt", object_type="activatie")


bewijs = openbaar(methoden=FORMULIER)(sensitive_post_parameters("bewijs")(_stap(_bewijs, bewezen=False)))
app = openbaar(methoden=FORMULIER)(sensitive_post_parameters("code")(_stap(_app, bewezen=True)))
wachtwoord = openbaar(methoden=FORMULIER)(
    sensitive_post_parameters("wachtwoord", "nog_eens")(_stap(_wachtwoord, bewezen=True))
)
