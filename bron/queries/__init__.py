"""Vragen aan de kamer bron, per onderwerp een module."""

from bron.queries.leerling import LeerlingBeeld, leerling_van_school, nummers_van

__all__ = ["LeerlingBeeld", "leerling_van_school", "nummers_van"]
