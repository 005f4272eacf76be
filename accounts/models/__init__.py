"""De modellen van deze kamer."""

from accounts.models.aanbieding import Aanbieding
from accounts.models.aanmeldpoging import Aanmeldpoging
from accounts.models.activatie import Activatie
from accounts.models.beperking import Beperking
from accounts.models.berichtadres import Berichtadres
from accounts.models.betrokkene import Correctieverzoek, Inzageverzoek
from accounts.models.concept import Concept
from accounts.models.fusie import Fusie
from accounts.models.gebruiker import Gebruiker, Toewijzing
from accounts.models.huislogo import Huislogo
from accounts.models.leesgedrag import Leessignaal, Leesstand
from accounts.models.organisatie import SOORT_LABELS, Organisatie
from accounts.models.sessie import Sessie
from accounts.models.sleutel import Toegangssleutel
from accounts.models.token import Hardwaretoken, Token
from accounts.models.voorstel import Voorstel

__all__ = [
    "SOORT_LABELS",
    "Aanbieding",
    "Aanmeldpoging",
    "Activatie",
    "Beperking",
    "Berichtadres",
    "Concept",
    "Correctieverzoek",
    "Fusie",
    "Gebruiker",
    "Hardwaretoken",
    "Huislogo",
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
