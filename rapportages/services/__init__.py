"""Wat rapportages schrijft: bouwen, exporteren en opruimen."""

from rapportages.services.bouw import Stap, Uitslag, UitslagRegel, bouw_maand
from rapportages.services.export import exporteer
from rapportages.services.fouten import BouwLoopt, RapportageGeweigerd
from rapportages.services.opruimen import verwijder_verlopen
from rapportages.services.planning import bouw_indien_nodig, vraag_bouw
from rapportages.services.r08 import bouw_r08
from rapportages.services.vergelijken import ruim_vergelijkingen_op

__all__ = [
    "BouwLoopt",
    "RapportageGeweigerd",
    "Stap",
    "Uitslag",
    "UitslagRegel",
    "bouw_indien_nodig",
    "bouw_maand",
    "bouw_r08",
    "exporteer",
    "ruim_vergelijkingen_op",
    "verwijder_verlopen",
    "vraag_bouw",
]
