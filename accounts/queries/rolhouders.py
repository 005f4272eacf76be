"""Wie een rol heeft, om hem te mailen."""

from collections.abc import Iterator

from django.db.models import Q

from accounts.domein.mails import Mailsoort
from accounts.domein.rechten import Rol
from accounts.models import Gebruiker, Toewijzing
from accounts.queries.mails import die_willen
from verzuimloket.clock import vandaag


def met_rol(rol: Rol, bij: Q | None = None, *, mail: Mailsoort | None = None) -> Iterator[Gebruiker]:
    """Wie de rol vandaag heeft bij een actieve organisatie die aan `bij` voldoet, en een mailadres heeft.

    Met `mail`: zonder wie deze mail heeft uitgezet.
    """
    toewijzingen = (
        Toewijzing.objects.unscoped("bericht aan wie deze rol heeft")
        .geldig(vandaag())
        .filter(bij or Q(), rol=rol, organisatie__actief=True)
    )
    gebruikers = Gebruiker.objects.filter(is_active=True, pk__in=toewijzingen.values("gebruiker")).exclude(email="")
    willen = gebruikers if mail is None else die_willen(gebruikers, mail)
    return willen.order_by("pk").iterator()


def functioneel_beheerders() -> Iterator[Gebruiker]:
    """Wie vandaag functioneel beheerder is."""
    return met_rol(Rol.FUNCTIONEEL_BEHEER)
