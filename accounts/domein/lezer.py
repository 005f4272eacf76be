"""Wat een lezer (coach, mentor) mag lezen: locaties en leerlingen, en hoe een beheerder de leerlingen opgeeft.

Zonder database. Van een nummer dat iemand typte, komt nooit iets in een foutzin: die noemt alleen de regel.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

MEESTE = 500  # leerlingen in één keer
GENOEMD = 20  # zoveel regels met een fout noemen wij
NIET_BEKEND = "dit nummer kennen wij bij uw instelling niet"
MEER_DAN_EEN = "dit leerlingnummer is van meer dan één leerling; gebruik het persoonsgebonden nummer"
GEEN_NUMMER = "dit is geen leerlingnummer of persoonsgebonden nummer"
_VORM = re.compile(r"(?=.*[0-9])[\w/.-]{1,20}")
_SCHEIDING = re.compile(r"[,;\t]")

Leerling = tuple[str, ...]
"""Alle nummers van één leerling, het huidige eerst."""


class Doen(StrEnum):
    """Wat er bij een wijziging met de leerlingen gebeurt."""

    LAAT = "laat"
    ERBIJ = "erbij"
    ERAF = "eraf"
    VERVANG = "vervang"
    GEEN = "geen"


DOEN_LABELS = {
    Doen.LAAT: "Zij blijven zoals zij zijn",
    Doen.ERBIJ: "Deze leerlingen komen erbij",
    Doen.ERAF: "Deze leerlingen gaan eraf",
    Doen.VERVANG: "Alleen deze leerlingen, de andere vervallen",
    Doen.GEEN: "Geen losse leerlingen meer",
}
MET_NUMMERS = frozenset({Doen.ERBIJ, Doen.ERAF, Doen.VERVANG})


@dataclass(frozen=True, slots=True)
class Nummer:
    """Eén nummer uit het veld of het bestand; `plaats` is waar het staat, voor een foutzin."""

    plaats: str
    waarde: str


def splits(tekst: str) -> list[Nummer]:
    """De nummers, één per regel of met een komma ertussen. Spaties en punten tussen cijfers vallen weg."""
    uit = []
    for regel, inhoud in enumerate(tekst.split("\n"), 1):
        delen = [deel.strip() for deel in _SCHEIDING.split(inhoud) if deel.strip()]
        for hoeveelste, deel in enumerate(delen, 1):
            plaats = f"Regel {regel}" if len(delen) == 1 else f"Regel {regel}, nummer {hoeveelste}"
            kaal = re.sub(r"[\s.]", "", deel)
            uit.append(Nummer(plaats, kaal if kaal.isascii() and kaal.isdigit() else deel))
    return uit


def heeft_vorm(waarde: str) -> bool:
    """Kan dit een leerlingnummer of een persoonsgebonden nummer zijn?"""
    return _VORM.fullmatch(waarde) is not None


def foutzinnen(fouten: Iterable[tuple[Nummer, str]]) -> list[str]:
    """Per regel een zin, en hoeveel er nog meer zijn."""
    alle = [f"{nummer.plaats}: {uitleg}." for nummer, uitleg in fouten]
    meer = len(alle) - GENOEMD
    return alle[:GENOEMD] + ([f"En nog {meer} regel{'s' if meer > 1 else ''} met een fout."] if meer > 0 else [])


def pas_toe(huidig: Collection[str], doen: Doen, leerlingen: Iterable[Leerling]) -> frozenset[str]:
    """De nummers na de wijziging."""
    genoemd = frozenset(nummer for leerling in leerlingen for nummer in leerling)
    return {
        Doen.LAAT: frozenset(huidig),
        Doen.ERBIJ: frozenset(huidig) | genoemd,
        Doen.ERAF: frozenset(huidig) - genoemd,
        Doen.VERVANG: genoemd,
        Doen.GEEN: frozenset[str](),
    }[doen]
