"""Het werk van nu voor de startpagina."""

from django.urls import reverse

from accounts.menu import Tegel
from accounts.models import Gebruiker, Voorstel


def tegels(gebruiker: Gebruiker) -> list[Tegel]:
    """Voorstellen van anderen die op een besluit wachten."""
    te_beslissen = (
        Voorstel.objects.visible_to(gebruiker).open().exclude(gevraagd_door=gebruiker).exclude(over=gebruiker)
    )
    if gebruiker.scope is None or not (aantal := te_beslissen.count()):
        return []
    return [Tegel("Voorstellen", aantal, reverse("accounts:voorstellen"), "Een collega vraagt u mee te beslissen.")]
