"""Rollen, handelingen en de tabel wie wat mag. Eén leesbare tabel; alle pagina's, taken en tests lezen hem.

Bron: de rollen van het verzuimloket (melder, lezer, beheerder, behandelaar ...) met per rol de soort organisatie
waar hij bestaat. Een handeling die niet in de tabel staat, mag niemand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Soort(StrEnum):
    """De soort organisatie. De code erbij is een BRIN, een gemeentecode, een RMC-nummer of een vrije code."""

    INSTELLING = "instelling"
    GEMEENTE = "gemeente"
    RMC_REGIO = "rmc_regio"
    UITVOERENDE_INSTANTIE = "uitvoerende_instantie"
    LOKET = "loket"


class Rol(StrEnum):
    MELDER = "melder"
    LEZER = "lezer"
    BEHEERDER_ONDERWIJS = "beheerder_onderwijs"
    RAPPORTAGES = "rapportages"
    BEHANDELAAR = "behandelaar"
    BEHANDELAAR_RMC = "behandelaar_rmc"
    BEHEERDER = "beheerder"
    FUNCTIONEEL_BEHEER = "functioneel_beheer"


class Handeling(StrEnum):
    """Wat iemand kan doen. `@requires(Handeling.X)` en `vereis(request, Handeling.X)` vragen ernaar."""

    START = "start"  # startpagina en eigen account: iedereen met een rol
    RAADPLEGEN = "raadplegen"
    OPVOEREN = "opvoeren"
    WIJZIGEN = "wijzigen"
    INTREKKEN = "intrekken"
    AANVULLEN = "aanvullen"
    TERUGMELDEN = "terugmelden"
    HEROPENEN = "heropenen"
    DOORSTUREN = "doorsturen"
    NOTITIE = "notitie"
    DOORGEVEN = "doorgeven"  # een terugmelding aan een lezer van de eigen school
    LOCATIES_BEHEREN = "locaties_beheren"
    MELDERS_BEHEREN = "melders_beheren"
    RAPPORTAGES_LEZEN = "rapportages_lezen"
    LEVERINGEN_LEZEN = "leveringen_lezen"
    C_LEVERING_AANVRAGEN = "c_levering_aanvragen"
    GEBRUIKERS_BEHEREN = "gebruikers_beheren"
    ORGANISATIES_BEHEREN = "organisaties_beheren"
    ROUTERING_BEHEREN = "routering_beheren"
    REFERENTIE_BEHEREN = "referentie_beheren"
    LEVERINGEN_VOLGEN = "leveringen_volgen"
    REGISTER_INZIEN = "register_inzien"
    SLEUTELS_BEHEREN = "sleutels_beheren"
    LOGBOEK_LEZEN = "logboek_lezen"  # van de eigen organisatie, zonder om welke leerling het ging
    LOGBOEK_LEERLING = "logboek_leerling"  # met een reden: wie keek naar deze leerling, en het logboek van een ander
    BETROKKENEN_INZIEN = "betrokkenen_inzien"


@dataclass(frozen=True, slots=True)
class Regel:
    """Bij welke soorten organisatie een rol bestaat, en wat hij daar mag."""

    label: str
    soorten: frozenset[Soort]
    handelingen: frozenset[Handeling]


def _regel(label: str, soorten: set[Soort], *handelingen: Handeling) -> Regel:
    return Regel(label, frozenset(soorten), frozenset({Handeling.START, *handelingen}))


_H = Handeling
_BEHANDELEN = (_H.RAADPLEGEN, _H.TERUGMELDEN, _H.HEROPENEN, _H.DOORSTUREN, _H.NOTITIE)

MATRIX: dict[Rol, Regel] = {
    Rol.MELDER: _regel(
        "Melder", {Soort.INSTELLING},
        _H.RAADPLEGEN, _H.OPVOEREN, _H.WIJZIGEN, _H.INTREKKEN, _H.AANVULLEN, _H.NOTITIE, _H.DOORGEVEN,
    ),
    Rol.LEZER: _regel("Lezer (coach, mentor)", {Soort.INSTELLING}, _H.RAADPLEGEN),
    Rol.BEHEERDER_ONDERWIJS: _regel(
        "Beheerder onderwijs", {Soort.INSTELLING}, _H.LOCATIES_BEHEREN, _H.MELDERS_BEHEREN
    ),
    Rol.RAPPORTAGES: _regel(
        "Rapportages", {Soort.INSTELLING, Soort.GEMEENTE, Soort.RMC_REGIO, Soort.UITVOERENDE_INSTANTIE},
        _H.RAPPORTAGES_LEZEN, _H.LEVERINGEN_LEZEN,
    ),
    Rol.BEHANDELAAR: _regel("Behandelaar", {Soort.GEMEENTE, Soort.UITVOERENDE_INSTANTIE}, *_BEHANDELEN),
    Rol.BEHANDELAAR_RMC: _regel(
        "Behandelaar RMC", {Soort.RMC_REGIO, Soort.GEMEENTE},
        *_BEHANDELEN, _H.LEVERINGEN_LEZEN, _H.C_LEVERING_AANVRAGEN,
    ),
    Rol.BEHEERDER: _regel("Beheerder", set(Soort), _H.GEBRUIKERS_BEHEREN, _H.SLEUTELS_BEHEREN, _H.LOGBOEK_LEZEN),
    Rol.FUNCTIONEEL_BEHEER: _regel(
        "Functioneel beheer", {Soort.LOKET},
        _H.ORGANISATIES_BEHEREN, _H.ROUTERING_BEHEREN, _H.REFERENTIE_BEHEREN, _H.LEVERINGEN_VOLGEN,
        _H.REGISTER_INZIEN, _H.LOGBOEK_LEZEN, _H.LOGBOEK_LEERLING, _H.BETROKKENEN_INZIEN,
    ),
}  # fmt: skip


def bestaat_bij(rol: Rol, soort: Soort) -> bool:
    """Kan deze rol bij deze soort organisatie bestaan?"""
    return soort in MATRIX[rol].soorten


def handelingen_van(rollen: Iterable[Rol]) -> frozenset[Handeling]:
    """Alle handelingen van deze rollen samen; rollen binnen één organisatie tellen op."""
    return frozenset().union(*(MATRIX[rol].handelingen for rol in rollen))
