"""De codes van de rapportages en wat ze zijn."""

from enum import StrEnum


class Code(StrEnum):
    A01 = "A01"
    A02 = "A02"
    A04 = "A04"
    A05 = "A05"
    A06 = "A06"
    A14 = "A14"
    R01 = "R01"


TITELS = {
    Code.A01: "Uitschrijvingen zonder startkwalificatie",
    Code.A02: "Herinschrijvingen",
    Code.A04: "Actuele lijst zonder startkwalificatie",
    Code.A05: "Startset",
    Code.A06: "Overzicht per onderwijstype",
    Code.A14: "Actuele lijst van het vorige convenantjaar",
    Code.R01: "Relatief verzuim",
}


def lees_code(tekst: str) -> Code:
    """De code uit tekst. Werpt ValueError met een Nederlandse zin."""
    try:
        return Code(tekst.strip().upper())
    except ValueError:
        raise ValueError(f"Kies een code: {', '.join(Code)}.") from None
