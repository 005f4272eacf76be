"""Verzonnen adressen in bestaande postcodegebieden van de demogemeenten (herkomst: data/BRONNEN.md)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

BESTAND = Path(__file__).parent / "data" / "plaatsen.csv"
STRATEN = (
    "Beukenlaan", "Boterdiep", "Dorpsstraat", "Eikenlaan", "Fabrieksstraat", "Hazelaarstraat", "Industrieweg",
    "Kastanjelaan", "Kerkstraat", "Lindenlaan", "Meidoornstraat", "Molenweg", "Nieuwstraat", "Parklaan",
    "Populierenlaan", "Schoolstraat", "Stationsweg", "Tulpstraat", "Vijverlaan", "Wilgenstraat", "Zonnebloemstraat",
    "Zuiderweg",
)  # fmt: skip
LETTERS = "ABCDEGHJKLMNPRTVWXZ"  # de letters die in postcodes voorkomen


@dataclass(frozen=True, slots=True)
class Adres:
    straat: str
    huisnummer: str
    huisletter: str
    toevoeging: str
    postcode: str
    plaats: str
    gemeentecode: str


@cache
def _gebieden() -> dict[str, tuple[tuple[str, str], ...]]:
    """Per gemeentecode de (postcode4, plaats)."""
    gevonden: dict[str, list[tuple[str, str]]] = {}
    with BESTAND.open(encoding="utf-8", newline="") as stroom:
        for rij in csv.DictReader(stroom):
            gevonden.setdefault(rij["gemeentecode"], []).append((rij["postcode4"], rij["plaats"]))
    return {code: tuple(rijen) for code, rijen in gevonden.items()}


def gemeenten() -> tuple[str, ...]:
    """De codes van de demogemeenten."""
    return tuple(_gebieden())


def kies_adres(rng: Random, gemeentecode: str) -> Adres:
    """Een willekeurig adres in deze gemeente; een op de zes heeft een huisletter of toevoeging."""
    postcode4, plaats = rng.choice(_gebieden()[gemeentecode])
    extra = rng.random()
    return Adres(
        straat=rng.choice(STRATEN),
        huisnummer=str(rng.randint(1, 240)),
        huisletter=rng.choice("ABC") if extra < 0.1 else "",
        toevoeging=rng.choice(("1", "2", "bis", "hs")) if extra > 0.94 else "",
        postcode=f"{postcode4}{rng.choice(LETTERS)}{rng.choice(LETTERS)}",
        plaats=plaats,
        gemeentecode=gemeentecode,
    )
