"""Wie bij een organisatie welke rol heeft, en wat iemand daarmee zou zien."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from accounts.domein.rechten import MATRIX, Rol, Soort, bestaat_bij
from accounts.identiteit import feiten_van, geldige_toewijzingen
from accounts.models import Gebruiker, Organisatie, Toewijzing
from accounts.scope import bouw_scope
from verzuimloket.clock import vandaag
from verzuimloket.db import bereik


@dataclass(frozen=True, slots=True)
class Matrixrij:
    """Een gebruiker met per rol van de organisatie zijn lopende en komende toewijzingen."""

    gebruiker: Gebruiker
    paren: list[tuple[str, list[Toewijzing]]]  # (label van de rol, wat hij daarvan heeft)


def rollen_bij(organisatie: Organisatie) -> list[Rol]:
    """De rollen die bij deze soort organisatie bestaan, in de volgorde van de tabel."""
    return [rol for rol in Rol if bestaat_bij(rol, Soort(organisatie.soort))]


def gebruikers_van(beheerder: Gebruiker, rol: str = "", zoek: str = "") -> QuerySet[Gebruiker]:
    """Wie bij de organisatie van de beheerder een rol heeft of krijgt (of deze rol), op naam.

    `zoek` is een stuk van de naam of de gebruikersnaam; van meer woorden komt elk erin voor.
    """
    toewijzingen = Toewijzing.objects.visible_to(beheerder).nog_niet_voorbij(vandaag())
    if rol:
        toewijzingen = toewijzingen.filter(rol=rol)
    gebruikers = Gebruiker.objects.filter(pk__in=toewijzingen.values("gebruiker"))
    for woord in zoek.split():
        gebruikers = gebruikers.filter(Q(naam__icontains=woord) | Q(username__icontains=woord))
    return gebruikers.order_by("naam", "pk")


def gebruiker_van(beheerder: Gebruiker, pk: int) -> Gebruiker:
    """Iemand die bij de organisatie van de beheerder een rol heeft, krijgt of had. Werpt Gebruiker.DoesNotExist."""
    ooit = Toewijzing.objects.visible_to(beheerder).filter(gebruiker=pk)
    return Gebruiker.objects.get(pk__in=ooit.values("gebruiker"))


def matrix(beheerder: Gebruiker, gebruikers: Iterable[Gebruiker], rollen: list[Rol]) -> list[Matrixrij]:
    """Een rij per gebruiker, in dezelfde volgorde; één query."""
    gebruikers = list(gebruikers)
    cellen: dict[int, dict[str, list[Toewijzing]]] = {wie.pk: {rol: [] for rol in rollen} for wie in gebruikers}
    lopend = Toewijzing.objects.visible_to(beheerder).nog_niet_voorbij(vandaag()).filter(gebruiker__in=gebruikers)
    for toewijzing in lopend.order_by("vanaf", "pk"):
        cellen[toewijzing.gebruiker_id].setdefault(toewijzing.rol, []).append(toewijzing)
    return [Matrixrij(wie, [(MATRIX[rol].label, cellen[wie.pk][rol]) for rol in rollen]) for wie in gebruikers]


def wat_ziet(
    gebruiker: Gebruiker, organisatie: Organisatie, erbij: Rol | Toewijzing | None = None, *, zonder: int = 0
) -> list[tuple[str, int]]:
    """Wat deze gebruiker bij deze organisatie zou zien, met een rol erbij: (wat, hoeveel). Nooit wie of welke.

    `zonder` is het nummer van een toewijzing die niet meetelt. Geteld door dezelfde deur en met hetzelfde beleid van de
    database als wanneer hij zelf was ingelogd.
    """
    toewijzingen = [t for t in geldige_toewijzingen(gebruiker.pk) if t.pk != zonder]
    if isinstance(erbij, Toewijzing):
        toewijzingen.append(erbij)
    elif erbij is not None:
        toewijzingen.append(Toewijzing(gebruiker=gebruiker, organisatie=organisatie, rol=erbij))
    scope = bouw_scope(toewijzingen, gebruiker.pk, organisatie.pk)
    if scope is None:
        return []
    proef: Any = copy(gebruiker)
    proef.scope, proef.organisatie = scope, organisatie
    with bereik.alleen(feiten_van(scope)):
        return [regel for pad in settings.WAT_ZIET for regel in import_string(pad)(proef)]
