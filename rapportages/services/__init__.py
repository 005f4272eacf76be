"""Wat rapportages schrijft: bouwen, exporteren en opruimen."""

from rapportages.services.bouw import Uitslag, UitslagRegel, bouw_indien_nodig, bouw_maand
from rapportages.services.export import exporteer
from rapportages.services.fouten import BouwLoopt, RapportageGeweigerd
from rapportages.services.opruimen import verwijder_verlopen
from rapportages.services.vergelijken import ruim_vergelijkingen_op

__all__ = [
    "BouwLoopt",
    "RapportageGeweigerd",
    "Uitslag",
    "UitslagRegel",
    "bouw_indien_nodig",
    "bouw_maand",
    "exporteer",
    "ruim_vergelijkingen_op",
    "verwijder_verlopen",
]
