"""Brieven voor veel nieuwe gebruikers tegelijk; per soort een eigen bundel, want zij gaan langs twee wegen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.fouten import Geweigerd
from accounts.models import Activatie, Gebruiker, Toewijzing
from accounts.queries.gebruikers import rollen_van_allen
from accounts.services.activeren import maak_koppelbrief, maak_wachtwoordbrief

BUNDEL = 100  # brieven in één bestand; dat kost een paar seconden
SOORTEN = {"wachtwoord": maak_wachtwoordbrief, "koppelcode": maak_koppelbrief}


@dataclass(frozen=True, slots=True)
class Brief:
    wie: Gebruiker
    geheim: str
    rollen: list[Toewijzing]
    activatie: Activatie

    def __repr__(self) -> str:
        return f"Brief({self.wie.pk})"  # nooit het geheim, ook niet in een foutmelding


@transaction.atomic
def maak_brieven(nummers: Sequence[int], soort: str, *, door: Gebruiker) -> list[Brief]:
    """Een nieuw geheim voor elk van deze gebruikers, in dezelfde volgorde; het vorige vervalt.

    Wie al een eigen wachtwoord heeft, hier geen rol meer heeft of afgesloten is, wordt overgeslagen. Schrijft
    activaties en logregels.
    """
    assert door.organisatie is not None
    rollen = rollen_van_allen(door, nummers)
    wie = {g.pk: g for g in Gebruiker.objects.filter(pk__in=rollen, is_active=True)}
    geheimen: dict[int, str] = {}
    for nummer in (n for n in nummers if n in wie):
        try:
            geheimen[nummer] = SOORTEN[soort](wie[nummer], door.organisatie, door=door)
        except Geweigerd:
            continue
    activaties = {a.gebruiker_id: a for a in Activatie.objects.visible_to(door).filter(gebruiker__in=geheimen)}
    return [Brief(wie[n], geheim, rollen[n], activaties[n]) for n, geheim in geheimen.items()]
