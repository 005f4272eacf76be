"""Een verzoek om gegevens te verbeteren of te wissen (AVG art. 16 en 17): bij wie het hoort, en tot wanneer.

Het portaal verandert zelf niets: wie het gegeven gaf, past het aan, en dan komt de nieuwe stand hier binnen.
"""

from dataclasses import dataclass
from datetime import date

from verzuimloket.kalender import kalendermaanden_erbij

MAANDEN = 1  # AVG art. 12 lid 3


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """Waar het verzoek over gaat, wie het gegeven kan aanpassen, en hoe dat gaat."""

    label: str
    bij_wie: str
    hoe: str


ONDERWERPEN: dict[str, Onderwerp] = {
    "inschrijving": Onderwerp(
        "Een inschrijving", "de school",
        "De school past de inschrijving aan in haar administratie en levert haar opnieuw aan. De oude stand blijft te "
        "zien als wat wij toen wisten.",
    ),
    "diploma": Onderwerp(
        "Een diploma", "de school",
        "De school levert het diploma opnieuw aan, of trekt het in.",
    ),
    "adres": Onderwerp(
        "Naam of adres", "de gemeente waar iemand woont",
        "Naam en adres komen uit de basisregistratie. De gemeente past ze daar aan; daarna levert de school ze aan.",
    ),
    "melding": Onderwerp(
        "Een verzuimmelding", "de school die meldde",
        "De school wijzigt de melding, of trekt haar in met een reden. Is de melding gesloten, dan vult zij aan.",
    ),
    "terugmelding": Onderwerp(
        "Een antwoord of notitie", "de gemeente, regio of instantie die behandelt",
        "De behandelaar heropent de melding en geeft een nieuw antwoord, of zet een notitie erbij.",
    ),
    "toegang": Onderwerp(
        "Een account", "de beheerder van de organisatie",
        "De beheerder past de gegevens van de gebruiker aan, of sluit het account.",
    ),
}  # fmt: skip


def uiterlijk(ontvangen: date) -> date:
    """De dag waarop het antwoord er moet zijn: een maand na ontvangst.

    >>> uiterlijk(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    return kalendermaanden_erbij(ontvangen, MAANDEN)
