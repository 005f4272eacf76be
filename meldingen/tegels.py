"""Het werk van nu voor de startpagina."""

from django.urls import reverse

from accounts.domein.rechten import Handeling
from accounts.menu import Tegel
from accounts.models import Gebruiker
from meldingen.queries import ongelezen_teller


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Ongelezen meldingen, voor wie mag raadplegen."""
    scope = gebruiker.scope
    if scope is None or not scope.mag(Handeling.RAADPLEGEN):
        return []
    uitleg = "Nieuwe antwoorden op uw meldingen." if scope.brin else "Nieuwe of gewijzigde meldingen van scholen."
    return [
        Tegel("Ongelezen meldingen", ongelezen_teller(gebruiker), f"{reverse('meldingen:lijst')}?ongelezen=1", uitleg)
    ]
