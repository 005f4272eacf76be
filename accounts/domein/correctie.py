"""Een verzoek om gegevens te verbeteren of te wissen (AVG art. 16 en 17): bij wie het hoort, en tot wanneer.

Het portaal verandert zelf niets: wie het gegeven gaf, past het aan, en dan komt de nieuwe stand hier binnen.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from verzuimloket.kalender import kalendermaanden_erbij

MAANDEN = 1  # AVG art. 12 lid 3
ERBIJ = 2  # maanden, als het verzoek ingewikkeld is of er veel zijn
VOORAF = timedelta(days=7)  # zo lang voor het einde van de termijn gaat er een mail


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
    "inzage": Onderwerp(
        "Een overzicht van de gegevens", "het loket zelf",
        "Vraag het overzicht bij Betrokkenen, lees het na en geef het aan de betrokkene.",
    ),
    "beperking": Onderwerp(
        "De verwerking beperken", "het loket zelf",
        "Vraag de beperking bij Beperkingen, en laat de betrokkene weten dat zij geldt.",
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


def langst(ontvangen: date) -> date:
    """De laatste dag na verlengen: twee maanden erbij (AVG art. 12 lid 3).

    >>> langst(date(2026, 11, 30))
    datetime.date(2027, 2, 28)
    """
    return kalendermaanden_erbij(ontvangen, MAANDEN + ERBIJ)


def herinnering(uiterlijk: date, vandaag: date) -> str:
    """Waar een mail over gaat: `bijna` vanaf een week ervoor, `te laat` erna, en anders niets.

    >>> herinnering(date(2026, 11, 10), date(2026, 11, 2)), herinnering(date(2026, 11, 10), date(2026, 11, 3))
    ('', 'bijna')
    """
    if vandaag > uiterlijk:
        return "te laat"
    return "bijna" if uiterlijk - vandaag <= VOORAF else ""
