"""Regels bij het geven en afnemen van rollen. Zonder database."""

from collections.abc import Iterable
from datetime import date

from accounts.domein.rechten import Rol

# wie deze rol krijgt of verliest, daarover beslist een tweede persoon (besluit 26)
VIER_OGEN = frozenset({Rol.BEHEERDER, Rol.FUNCTIONEEL_BEHEER})
Looptijd = tuple[date, date | None]
"""Van en tot en met; None is zonder einde."""


def overlapt(een: Looptijd, ander: Looptijd) -> bool:
    """Is er een dag waarop beide gelden?"""
    return (een[1] is None or ander[0] <= een[1]) and (ander[1] is None or een[0] <= ander[1])


def blijft_beheerd(looptijden: Iterable[Looptijd], dag: date) -> bool:
    """Is er met deze beheerders op `dag` en op elke dag daarna minstens één?

    Met alleen einddatums is er straks niemand meer die een ander kan aanwijzen.
    """
    return any(vanaf <= dag and tot is None for vanaf, tot in looptijden)
