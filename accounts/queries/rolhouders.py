"""Wie een rol heeft, om hem te mailen."""

from collections.abc import Iterator

from django.db.models import Q

from accounts.domein.rechten import Rol
from accounts.models import Gebruiker, Toewijzing
from verzuimloket.clock import vandaag


def met_rol(rol: Rol, bij: Q | None = None) -> Iterator[Gebruiker]:
    """Wie de rol vandaag heeft bij een actieve organisatie die aan `bij` voldoet, en een mailadres heeft."""
    toewijzingen = (
        Toewijzing.objects.unscoped("bericht aan wie deze rol heeft")
        .geldig(vandaag())
        .filter(bij or Q(), rol=rol, organisatie__actief=True)
    )
    gebruikers = Gebruiker.objects.filter(is_active=True, pk__in=toewijzingen.values("gebruiker")).exclude(email="")
    return gebruikers.order_by("pk").iterator()


def functioneel_beheerders() -> Iterator[Gebruiker]:
    """Wie vandaag functioneel beheerder is."""
    return met_rol(Rol.FUNCTIONEEL_BEHEER)
