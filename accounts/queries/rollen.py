"""Welke rollen iemand waar heeft."""

from typing import Any

from accounts.domein.rechten import MATRIX, Rol
from accounts.identiteit import organisaties_van


def organisaties_met_rollen(gebruiker: Any) -> list[tuple[Any, str]]:
    """Elke organisatie waar deze gebruiker nu een rol heeft, met zijn rollen als tekst."""
    toewijzingen = gebruiker.toewijzingen_nu
    return [
        (
            eigen,
            ", ".join(sorted({MATRIX[Rol(t.rol)].label for t in toewijzingen if t.organisatie_id == eigen.pk})),
        )
        for eigen in organisaties_van(toewijzingen)
    ]
