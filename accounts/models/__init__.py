"""De modellen van deze kamer."""

from accounts.models.betrokkene import Correctieverzoek, Inzageverzoek
from accounts.models.concept import Concept
from accounts.models.gebruiker import Gebruiker, Toewijzing
from accounts.models.organisatie import SOORT_LABELS, Organisatie
from accounts.models.sleutel import Toegangssleutel
from accounts.models.voorstel import Voorstel

__all__ = [
    "SOORT_LABELS",
    "Concept",
    "Correctieverzoek",
    "Gebruiker",
    "Inzageverzoek",
    "Organisatie",
    "Toegangssleutel",
    "Toewijzing",
    "Voorstel",
]
