"""De modellen van deze kamer."""

from accounts.models.aanmeldpoging import Aanmeldpoging
from accounts.models.activatie import Activatie
from accounts.models.betrokkene import Correctieverzoek, Inzageverzoek
from accounts.models.concept import Concept
from accounts.models.gebruiker import Gebruiker, Toewijzing
from accounts.models.leesgedrag import Leessignaal, Leesstand
from accounts.models.organisatie import SOORT_LABELS, Organisatie
from accounts.models.sessie import Sessie
from accounts.models.sleutel import Toegangssleutel
from accounts.models.token import Hardwaretoken, Token
from accounts.models.voorstel import Voorstel

__all__ = [
    "SOORT_LABELS",
    "Aanmeldpoging",
    "Activatie",
    "Concept",
    "Correctieverzoek",
    "Gebruiker",
    "Hardwaretoken",
    "Inzageverzoek",
    "Leessignaal",
    "Leesstand",
    "Organisatie",
    "Sessie",
    "Toegangssleutel",
    "Toewijzing",
    "Token",
    "Voorstel",
]
