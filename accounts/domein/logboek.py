"""Wat iemand van het logboek wil zien: welke dagen, van wie, waarover."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAGEN = 7  # zonder keuze: vandaag en de zes dagen ervoor
HOOGSTENS = 92  # dagen tegelijk; zo blijft elke vraag klein, hoe groot het logboek ook is

# naam in het adres: (label, begin van de actie)
ONDERWERPEN: dict[str, tuple[str, str]] = {
    "inloggen": ("Inloggen en sessies", "accounts:sessie:"),
    "beheer": ("Gebruikers, rollen en tokens", "accounts:"),
    "meldingen": ("Meldingen, locaties en melders", "meldingen:"),
    "register": ("Register en leveringen", "bron:"),
    "rapportages": ("Rapportages", "rapportages:"),
}
VOORWERPEN = {"melding": "Melding", "gebruiker": "Gebruiker", "locatie": "Locatie", "melder": "Melder"}


class Aanleiding(StrEnum):
    """Waarom functioneel beheer in het logboek van een andere organisatie kijkt."""

    VRAAG = "vraag van de organisatie"
    LEESGEDRAG = "opvallend leesgedrag"
    INCIDENT = "beveiligingsincident of datalek"
    BEZWAAR = "klacht of bezwaar"
    TOEZICHT = "vraag van een toezichthouder"

    @classmethod
    def keuzes(cls) -> list[tuple[str, str]]:
        return [(aanleiding.value, aanleiding[0].upper() + aanleiding[1:]) for aanleiding in cls]


@dataclass(frozen=True, slots=True)
class Keuze:
    """`van` en `tot` doen allebei mee. Leeg is: alles. `nummer` is het nummer van het voorwerp."""

    van: date
    tot: date
    wie: int | None = None
    wat: str = ""
    geweigerd: bool = False
    voorwerp: str = ""
    nummer: str = ""

    @classmethod
    def bij(cls, van: date | None, tot: date | None, vandaag: date, **anders: object) -> "Keuze":
        """De keuze met haar dagen ingevuld: zonder keuze een week, en nooit meer dan HOOGSTENS dagen."""
        einde = min(tot or vandaag, vandaag)
        begin = van or einde - timedelta(days=DAGEN - 1)
        begin = min(max(begin, einde - timedelta(days=HOOGSTENS - 1)), einde)
        return cls(begin, einde, **anders)  # type: ignore[arg-type] # de namen komen van het formulier

    def in_woorden(self) -> dict[str, object]:
        """Voor het logboek: wat hier gekozen is, alleen wat er is."""
        feiten: dict[str, object] = {"van": self.van.isoformat(), "tot": self.tot.isoformat()}
        anders = {"wie": self.wie, "wat": self.wat, "voorwerp": self.voorwerp, "nummer": self.nummer}
        return feiten | {naam: waarde for naam, waarde in anders.items() if waarde}
