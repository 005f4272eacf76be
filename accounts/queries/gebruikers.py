"""De gebruikers van een organisatie en hoe ver zij zijn."""

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, CharField, QuerySet, Value, When

from accounts.models import Gebruiker, Toewijzing
from accounts.queries.rolmatrix import gebruikers_van
from verzuimloket.clock import vandaag

LABELS = {"actief": "Kan inloggen", "nieuw": "Nog niet geactiveerd", "afgesloten": "Afgesloten"}


def gebruikers_met_stand(beheerder: Gebruiker, stand: str = "") -> QuerySet[Gebruiker]:
    """Wie hier een rol heeft of krijgt, op naam, met `stand`: actief, nieuw of afgesloten."""
    alle = gebruikers_van(beheerder).annotate(
        stand=Case(
            When(is_active=False, then=Value("afgesloten")),
            When(password__startswith=UNUSABLE_PASSWORD_PREFIX, then=Value("nieuw")),
            default=Value("actief"),
            output_field=CharField(),
        )
    )
    return alle.filter(stand=stand) if stand else alle


def stand_van(gebruiker: Gebruiker) -> str:
    """Dezelfde stand, als tekst voor het scherm."""
    if not gebruiker.is_active:
        return LABELS["afgesloten"]
    return LABELS["actief" if gebruiker.has_usable_password() else "nieuw"]


def rollen_nu(beheerder: Gebruiker, gebruiker: Gebruiker) -> list[Toewijzing]:
    """Wat deze gebruiker hier mag of gaat mogen."""
    eigen = Toewijzing.objects.visible_to(beheerder).nog_niet_voorbij(vandaag()).filter(gebruiker=gebruiker)
    return list(eigen.order_by("rol", "vanaf"))


def rollen_van_allen(beheerder: Gebruiker, nummers: Iterable[int]) -> dict[int, list[Toewijzing]]:
    """Van elk van deze gebruikers wat hij hier mag of gaat mogen; wie hier niets heeft, staat er niet in."""
    uit: dict[int, list[Toewijzing]] = {}
    eigen = Toewijzing.objects.visible_to(beheerder).nog_niet_voorbij(vandaag()).filter(gebruiker__in=list(nummers))
    for toewijzing in eigen.order_by("rol", "vanaf"):
        uit.setdefault(toewijzing.gebruiker_id, []).append(toewijzing)
    return uit
