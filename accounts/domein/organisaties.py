"""Welke organisaties functioneel beheer zelf kan toevoegen, en hoe hun code eruitziet.

RMC-regio's staan vast en het loket is er één keer: die komen alleen uit de meegeleverde lijst.
"""

import re
from dataclasses import dataclass

from accounts.domein.rechten import Soort


@dataclass(frozen=True, slots=True)
class Codevorm:
    """Hoe de code van een soort organisatie heet, en welke vorm zij heeft."""

    naam: str
    vorm: re.Pattern[str]
    uitleg: str


CODEVORMEN: dict[Soort, Codevorm] = {
    Soort.INSTELLING: Codevorm(
        "BRIN", re.compile(r"[0-9]{2}[A-Z]{2}"), "Een BRIN is twee cijfers en twee letters, zoals 00ZV."
    ),
    Soort.GEMEENTE: Codevorm(
        "gemeentecode", re.compile(r"[0-9]{4}"), "Een gemeentecode is vier cijfers, zoals 0363."
    ),
    Soort.UITVOERENDE_INSTANTIE: Codevorm(
        "code", re.compile(r"[A-Z0-9][A-Z0-9-]{1,11}"), "Kies een code van 2 tot 12 hoofdletters, cijfers of streepjes."
    ),
}  # fmt: skip


def keur_code(soort: Soort, code: str) -> str:
    """De zin die zegt wat er mis is met de code, of niets. Werpt KeyError bij een soort die niet te maken is."""
    vorm = CODEVORMEN[soort]
    return "" if vorm.vorm.fullmatch(code) else vorm.uitleg
