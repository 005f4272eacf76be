"""Het eigen account: sessies, inlogpogingen en mails. Ieder ziet hier alleen zichzelf."""

from datetime import UTC, datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import ALLEEN_POST, FORMULIER, Verzoek, requires
from accounts.domein.mails import Mailsoort, mails_voor
from accounts.domein.rechten import Handeling, Rol, Soort
from accounts.forms.gebruikers import WijzigWachtwoordForm
from accounts.forms.mails import MailForm
from accounts.queries.sessies import GELUKT, eigen_sessies, inlogpogingen
from accounts.services.activeren import wijzig_wachtwoord
from accounts.services.mails import kies_mails
from accounts.services.sessies import beeindig_sessie, beeindig_sessies
from accounts.sessie import log_uit
from verzuimloket.audit.zinnen import zin
from verzuimloket.clock import AMSTERDAM

PER_PAGINA = 25


@requires(Handeling.START)
def sessies(request: Verzoek) -> HttpResponse:
    context = {"sessies": eigen_sessies(request.user.pk, request.session.session_key)}
    return render(request, "accounts/mijn_sessies.html", context)


@requires(Handeling.START, methoden=ALLEEN_POST)
def sessie_beeindigen(request: Verzoek, nummer: int) -> HttpResponse:
    """Eén eigen sessie. Die van dit verzoek zelf beëindigen is uitloggen."""
    hier = [sessie for sessie in eigen_sessies(request.user.pk, request.session.session_key) if sessie.hier]
    if hier and hier[0].nummer == nummer:
        log_uit(request)
        return redirect("/inloggen/?uitgelogd=1")
    if not beeindig_sessie(request.user, nummer):
        raise Http404
    messages.success(request, "De sessie is beëindigd. Op dat apparaat moet u opnieuw inloggen.")
    return redirect("accounts:mijn_sessies")


@requires(Handeling.START, methoden=ALLEEN_POST)
def andere_beeindigen(request: Verzoek) -> HttpResponse:
    aantal = beeindig_sessies(request.user, behalve=request.session.session_key)
    tekst = {0: "Er was geen andere sessie.", 1: "De andere sessie is beëindigd."}
    messages.success(request, tekst.get(aantal, f"{aantal} andere sessies zijn beëindigd."))
    return redirect("accounts:mijn_sessies")


@requires(Handeling.START, methoden=FORMULIER)
@sensitive_post_parameters("wachtwoord", "nog_eens", "bevestiging")
def wachtwoord(request: Verzoek) -> HttpResponse:
    """Kies een ander wachtwoord. Daarna logt ieder opnieuw in, ook hier."""
    form = WijzigWachtwoordForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            wijzig_wachtwoord(request.user, form.cleaned_data["wachtwoord"])
        except ValidationError as fout:
            form.add_error("wachtwoord", fout)
        else:
            log_uit(request)
            return redirect("/inloggen/?uitgelogd=1")
    return render(request, "accounts/mijn_wachtwoord.html", {"form": form})


@requires(Handeling.START)
def inlogpogingen_(request: Verzoek) -> HttpResponse:
    """Gelukte en mislukte pogingen, nieuwste eerst; `?voor=` is het moment waar de vorige bladzijde ophield."""
    voor = moment_uit(request.GET.get("voor", ""))
    regels = inlogpogingen(request.user.pk, voor=voor, aantal=PER_PAGINA + 1)
    getoond = regels[:PER_PAGINA]
    context = {
        "pogingen": [(regel.moment, regel.actie in GELUKT, zin(regel)) for regel in getoond],
        "verder": getoond[-1].moment.isoformat() if len(regels) > PER_PAGINA else "",
        "eerder": voor is not None,
    }
    return render(request, "accounts/mijn_inlogpogingen.html", context)


@requires(Handeling.START, methoden=FORMULIER)
def mails(request: Verzoek) -> HttpResponse:
    keuzes = mails_voor((Rol(t.rol), Soort(t.organisatie.soort)) for t in request.user.toewijzingen_nu)
    data = request.POST if request.method == "POST" else None
    form = MailForm(data, keuzes=keuzes, uit=request.user.mail_uit)
    if form.is_valid():
        kies_mails(request.user, te_kiezen=keuzes, aan=map(Mailsoort, form.cleaned_data["mails"]))
        messages.success(request, "Uw keuze is bewaard.")
        return redirect("accounts:mijn_mails")
    return render(request, "accounts/mijn_mails.html", {"form": form, "keuzes": keuzes})


def moment_uit(tekst: str) -> datetime | None:
    """Een moment uit het adres; iets anders telt niet mee: een oude link blijft werken."""
    try:
        moment = datetime.fromisoformat(tekst)
        return (moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)).astimezone(UTC)
    except (ValueError, OverflowError):  # ook een verschuiving of een jaar dat de database niet kent
        return None
