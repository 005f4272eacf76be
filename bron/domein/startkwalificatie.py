"""Wanneer een diploma een startkwalificatie is: havo, vwo of mbo vanaf niveau 2 (WEB art. 7.2.2 lid 1 onder b-e)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_ALTIJD = frozenset({"HAVO", "VWO"})
_MBO_NIVEAUS = frozenset({"2", "3", "4"})

# Dezelfde regel voor een rij met de kolommen soort en niveau.
SQL_STARTKWALIFICATIE = "(soort IN ('HAVO', 'VWO') OR (soort = 'MBO' AND coalesce(niveau, '') IN ('2', '3', '4')))"


@dataclass(frozen=True, slots=True)
class Diploma:
    soort: str
    niveau: str
    datum_behaald: date


def is_startkwalificatie(soort: str, niveau: str) -> bool:
    """`soort` is VMBO, PRO, VSO, HAVO, VWO of MBO; `niveau` is '1'-'4' of leeg."""
    return soort in _ALTIJD or (soort == "MBO" and niveau in _MBO_NIVEAUS)


def heeft_startkwalificatie(diplomas: Iterable[Diploma], dag: date) -> bool:
    """Of op of vóór `dag` een startkwalificatie is behaald."""
    return any(d.datum_behaald <= dag and is_startkwalificatie(d.soort, d.niveau) for d in diplomas)
