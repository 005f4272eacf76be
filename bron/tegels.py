"""Het werk van nu voor functioneel beheer: wie er niet meer levert."""

from django.urls import reverse

from accounts.domein.rechten import Handeling
from accounts.menu import Tegel
from accounts.models import Gebruiker
from bron.queries.actualiteit import aantal_stil


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Instellingen die niet leveren, voor wie de leveringen volgt."""
    scope = gebruiker.scope
    if scope is None or not scope.mag(Handeling.LEVERINGEN_VOLGEN):
        return []
    uitleg = "Meer dan 8 dagen geen levering ontvangen, of nog nooit."
    return [Tegel("Instellingen leveren niet", aantal_stil(), f"{reverse('bron:actualiteit')}?stil=on", uitleg)]
