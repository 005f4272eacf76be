"""Vragen aan het register en aan de bewaarde rapportages. Alleen lezen."""

from rapportages.queries.laatste import op_de_laatste_lijst

__all__ = ["op_de_laatste_lijst"]
