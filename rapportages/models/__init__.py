"""De modellen van deze kamer."""

from rapportages.models.aanvraag import Bestandsaanvraag
from rapportages.models.maand import Maandrapportage, Naam, RapportageRij, Telling, VerzuimRij
from rapportages.models.ontvanger import KOLOM_VAN_LETTER, LETTERS, ontvanger_van, rijen_q
from rapportages.models.r08 import R08Rij, R08Telling, R08Week
from rapportages.models.vergelijking import Lijstvergelijking

__all__ = [
    "KOLOM_VAN_LETTER",
    "LETTERS",
    "Bestandsaanvraag",
    "Lijstvergelijking",
    "Maandrapportage",
    "Naam",
    "R08Rij",
    "R08Telling",
    "R08Week",
    "RapportageRij",
    "Telling",
    "VerzuimRij",
    "ontvanger_van",
    "rijen_q",
]
