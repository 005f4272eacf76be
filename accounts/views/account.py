"""De startpagina en het eigen account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import ALLEEN_POST, requires
from accounts.domein.mails import mails_voor
from accounts.domein.rechten import Handeling, Rol, Soort
from accounts.menu import tegels_voor
from accounts.queries.rollen import organisaties_met_rollen
from accounts.queries.sessies import GELUKT, aantal_sessies, inlogpogingen
from accounts.services.tokens import aantal_herstelcodes, maak_herstelcodes


@requires(Handeling.START)
def start(request: HttpRequest) -> HttpResponse:
    """Het werk van nu."""
    return render(request, "accounts/start.html", {"tegels": tegels_voor(request.user)})


@requires(Handeling.START)
def mijn(request: HttpRequest) -> HttpResponse:
    return _mijn(request)


@requires(Handeling.START, methoden=ALLEEN_POST)
def herstelcodes(request: HttpRequest) -> HttpResponse:
    """Maak nieuwe herstelcodes en toon ze één keer; na verversen zijn ze weg."""
    return _mijn(request, codes=maak_herstelcodes(request.user, door=request.user))  # type: ignore[arg-type]


def _mijn(request: HttpRequest, codes: list[str] | None = None) -> HttpResponse:
    gebruiker: Any = request.user
    context = {
        "organisaties": organisaties_met_rollen(gebruiker),
        "pogingen": [(regel.moment, regel.actie in GELUKT) for regel in inlogpogingen(gebruiker.pk)],
        "sessies": aantal_sessies(gebruiker.pk),
        "heeft_mails": bool(mails_voor((Rol(t.rol), Soort(t.organisatie.soort)) for t in gebruiker.toewijzingen_nu)),
        "aantal_codes": aantal_herstelcodes(gebruiker),
        "codes": codes,
    }
    return render(request, "accounts/mijn.html", context)
