"""De zaak als tabel: welke overgang mag, aan welke kant, met welke verplichte velden.

Bron: Besluit Verzuimmelding (status, 7 redenen, 3 toelichtingen) en de codelijst van de koppeling. Wat hier niet staat,
mag niet.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    GEREGISTREERD = "R"
    IN_BEHANDELING = "B"
    AFGESLOTEN = "G"
    TER_KENNISGEVING = "K"
    INGETROKKEN = "I"
    OVERGEDRAGEN = "D"  # alleen gelezen uit oude gegevens (afgeschaft op 12-8-2020)


class Kant(StrEnum):
    SCHOOL = "school"
    INSTANTIE = "instantie"


LABELS = {
    Status.GEREGISTREERD: "Geregistreerd",
    Status.IN_BEHANDELING: "In behandeling",
    Status.AFGESLOTEN: "Afgesloten",
    Status.TER_KENNISGEVING: "Ter kennisgeving aangenomen",
    Status.INGETROKKEN: "Ingetrokken",
    Status.OVERGEDRAGEN: "Overgedragen aan derden",
}
LOPEND = frozenset({Status.GEREGISTREERD, Status.IN_BEHANDELING})
GESLOTEN = frozenset({Status.AFGESLOTEN, Status.TER_KENNISGEVING})


@dataclass(frozen=True, slots=True)
class Overgang:
    kant: Kant
    verplicht: frozenset[str] = frozenset()


_AFSLUITEN = frozenset({"reden_afsluiting", "toelichting_afsluiting"})
_REDEN = frozenset({"reden"})
S = Status
OVERGANGEN: dict[tuple[Status, Status], Overgang] = {
    (S.GEREGISTREERD, S.INGETROKKEN): Overgang(Kant.SCHOOL, _REDEN),
    (S.IN_BEHANDELING, S.INGETROKKEN): Overgang(Kant.SCHOOL, _REDEN),
    (S.GEREGISTREERD, S.IN_BEHANDELING): Overgang(Kant.INSTANTIE),
    (S.GEREGISTREERD, S.AFGESLOTEN): Overgang(Kant.INSTANTIE, _AFSLUITEN),
    (S.IN_BEHANDELING, S.AFGESLOTEN): Overgang(Kant.INSTANTIE, _AFSLUITEN),
    (S.GEREGISTREERD, S.TER_KENNISGEVING): Overgang(Kant.INSTANTIE),
    (S.IN_BEHANDELING, S.TER_KENNISGEVING): Overgang(Kant.INSTANTIE),
    (S.AFGESLOTEN, S.IN_BEHANDELING): Overgang(Kant.INSTANTIE, _REDEN),
    (S.TER_KENNISGEVING, S.IN_BEHANDELING): Overgang(Kant.INSTANTIE, _REDEN),
}
ONTBREEKT = {
    "reden": "Vul de reden in.",
    "reden_afsluiting": "Kies de reden van afsluiten.",
    "toelichting_afsluiting": "Kies de toelichting bij het afsluiten.",
}


class OngeldigeOvergang(ValueError):
    """De overgang bestaat niet, hoort bij de andere kant of mist een veld (`veld`, anders leeg)."""

    def __init__(self, zin: str, veld: str = "") -> None:
        super().__init__(zin)
        self.zin = zin
        self.veld = veld


def doelen(van: Status, kant: Kant) -> list[Status]:
    """Waar deze kant vanuit deze status naartoe kan, in de volgorde van de tabel."""
    return [naar for (begin, naar), overgang in OVERGANGEN.items() if begin == van and overgang.kant == kant]


def toets(van: Status, naar: Status, kant: Kant, ingevuld: Collection[str]) -> None:
    """Werpt OngeldigeOvergang als de overgang niet in de tabel staat, of een verplicht veld mist."""
    overgang = OVERGANGEN.get((van, naar))
    if overgang is None or overgang.kant != kant:
        raise OngeldigeOvergang(f"Een melding met status ‘{LABELS[van]}’ kan niet naar ‘{LABELS[naar]}’.")
    for veld in sorted(overgang.verplicht):
        if veld not in ingevuld:
            raise OngeldigeOvergang(ONTBREEKT[veld], veld)


def mag_wijzigen(status: Status) -> bool:
    """De school wijzigt alleen zolang de melding loopt."""
    return status in LOPEND
