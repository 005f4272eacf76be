"""Vragen aan de kamer bron, per onderwerp een module."""

from bron.queries.leerling import LeerlingBeeld, leerling_van_school, nummers_van
from bron.queries.terugblik import as_known_at, beelden_op, dossiers_van, is_bekend

__all__ = [
    "LeerlingBeeld",
    "as_known_at",
    "beelden_op",
    "dossiers_van",
    "is_bekend",
    "leerling_van_school",
    "nummers_van",
]
