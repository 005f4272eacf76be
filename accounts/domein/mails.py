"""Welke mails iemand kan uitzetten. Wat hier niet staat, krijgt iedereen die het aangaat.

Uit te zetten is een mail die alleen zegt dat er iets klaarstaat: dat is ook op de pagina te zien. Niet uit te zetten is
een antwoord op iets wat iemand zelf vroeg, een mail over een melding (die gaat naar het adres bij de melding of van de
organisatie), en een mail over veiligheid of over iets dat misging.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accounts.domein.rechten import Rol, Soort


class Mailsoort(StrEnum):
    MAANDRAPPORTAGES = "maandrapportages"
    R08 = "r08"
    WEEKLEVERINGEN = "weekleveringen"


@dataclass(frozen=True, slots=True)
class Mail:
    """Hoe de mail heet, en wie hem krijgt: wie een van deze rollen heeft bij een van deze soorten organisatie."""

    label: str
    rollen: frozenset[Rol]
    soorten: frozenset[Soort]


_RAPPORT = frozenset({Rol.RAPPORTAGES})
_ONTVANGERS = frozenset({Soort.INSTELLING, Soort.GEMEENTE, Soort.RMC_REGIO})
MAILS: dict[Mailsoort, Mail] = {
    Mailsoort.MAANDRAPPORTAGES: Mail("De maandrapportages staan klaar", _RAPPORT, _ONTVANGERS),
    Mailsoort.R08: Mail("R08 van een nieuwe week staat klaar", _RAPPORT, _ONTVANGERS),
    Mailsoort.WEEKLEVERINGEN: Mail(
        "Een nieuwe weeklevering staat klaar",
        frozenset({Rol.RAPPORTAGES, Rol.BEHANDELAAR_RMC}),
        frozenset({Soort.GEMEENTE, Soort.RMC_REGIO, Soort.UITVOERENDE_INSTANTIE}),
    ),
}


def mails_voor(rollen: Iterable[tuple[Rol, Soort]]) -> list[Mailsoort]:
    """Welke van deze mails iemand krijgt die deze rollen heeft, elk bij die soort organisatie."""
    paren = list(rollen)
    return [
        soort for soort, mail in MAILS.items() if any(rol in mail.rollen and bij in mail.soorten for rol, bij in paren)
    ]
