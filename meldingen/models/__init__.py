"""De tabellen van de melding."""

from meldingen.models.beheer import Locatie, Melder
from meldingen.models.referentie import Postcodegebied, Routering, Routeringwissel, Verzuimsoort
from meldingen.models.tijdlijn import Doorzending, Gebeurtenis, Notitie, Verzuimdag
from meldingen.models.zaak import Melding

__all__ = [
    "Doorzending",
    "Gebeurtenis",
    "Locatie",
    "Melder",
    "Melding",
    "Notitie",
    "Postcodegebied",
    "Routering",
    "Routeringwissel",
    "Verzuimdag",
    "Verzuimsoort",
]
