"""De tabellen van de kamer bron: het register, wat er binnenkomt en wat er wekelijks uitgaat."""

from bron.models.aanlevering import Inlezing, LeveringPerBrin
from bron.models.bericht import RodBericht
from bron.models.register import (
    DiplomaVersie,
    Intrekking,
    Levering,
    Nummerwijziging,
    Oordeel,
    Opleiding,
    PeriodeVersie,
    PersoonVersie,
)
from bron.models.weeklevering import CLevering, Mutatie, Weeklevering

__all__ = [
    "CLevering",
    "DiplomaVersie",
    "Inlezing",
    "Intrekking",
    "Levering",
    "LeveringPerBrin",
    "Mutatie",
    "Nummerwijziging",
    "Oordeel",
    "Opleiding",
    "PeriodeVersie",
    "PersoonVersie",
    "RodBericht",
    "Weeklevering",
]
