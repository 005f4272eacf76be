"""Bij welke gebeurtenis een organisatie een extra adres bericht kan laten krijgen, en welke mails daarbij horen."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.domein.rechten import Soort


class Berichtsoort(StrEnum):
    NIEUW = "nieuw"
    WIJZIGING = "wijziging"
    DOORGESTUURD = "doorgestuurd"
    TERUGMELDING = "terugmelding"
    MAANDRAPPORTAGES = "maandrapportages"
    R08 = "r08"
    WEEKLEVERINGEN = "weekleveringen"


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Hoe het scherm haar noemt, bij welke soorten organisatie zij voorkomt, en de sjablonen onder templates/mail."""

    label: str
    soorten: frozenset[Soort]
    sjablonen: frozenset[str]


def _gebeurtenis(label: str, soorten: set[Soort], *sjablonen: str) -> Gebeurtenis:
    return Gebeurtenis(label, frozenset(soorten), frozenset(sjablonen))


_INSTANTIES = {Soort.GEMEENTE, Soort.RMC_REGIO, Soort.UITVOERENDE_INSTANTIE}
_ONTVANGERS = {Soort.INSTELLING, Soort.GEMEENTE, Soort.RMC_REGIO}
GEBEURTENISSEN: dict[Berichtsoort, Gebeurtenis] = {
    Berichtsoort.NIEUW: _gebeurtenis("Nieuwe melding", _INSTANTIES, "melding/nieuw"),
    Berichtsoort.WIJZIGING: _gebeurtenis(
        "Gewijzigde, ingetrokken of aangevulde melding", _INSTANTIES,
        "melding/gewijzigd", "melding/ingetrokken", "melding/aanvulling",
    ),
    Berichtsoort.DOORGESTUURD: _gebeurtenis("Doorgestuurde melding", _INSTANTIES, "melding/doorgestuurd"),
    Berichtsoort.TERUGMELDING: _gebeurtenis(
        "Terugmelding, of ander bericht van de instantie", {Soort.INSTELLING},
        "melding/teruggemeld", "melding/heropend", "melding/notitie", "melding/overgenomen",
    ),
    Berichtsoort.MAANDRAPPORTAGES: _gebeurtenis("Nieuwe maandrapportages", _ONTVANGERS, "rapportages/klaar"),
    Berichtsoort.R08: _gebeurtenis("R08 van een nieuwe week", _ONTVANGERS, "rapportages/r08_klaar"),
    Berichtsoort.WEEKLEVERINGEN: _gebeurtenis("Nieuwe weeklevering", _INSTANTIES, "leveringen/klaar"),
}  # fmt: skip


def soorten_bij(soort: Soort) -> list[Berichtsoort]:
    """De gebeurtenissen die bij deze soort organisatie voorkomen."""
    return [wat for wat, gebeurtenis in GEBEURTENISSEN.items() if soort in gebeurtenis.soorten]


def soort_van(sjabloon: str) -> Berichtsoort | None:
    """Bij welke gebeurtenis deze mail hoort; None als er geen extra adres voor kan zijn."""
    return next((wat for wat, gebeurtenis in GEBEURTENISSEN.items() if sjabloon in gebeurtenis.sjablonen), None)
