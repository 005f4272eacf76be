"""Schoolvakanties en feestdagen als gegevens voor verzuimloket/kalender.py, dat er alleen mee rekent.

Vakanties komen uit data/schoolvakanties.csv (herkomst: data/BRONNEN.md), feestdagen uit het pakket `holidays`.
"""

import csv
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path

import holidays

from verzuimloket.kalender import Regio, Vakantie

BESTAND = Path(__file__).parent / "data" / "schoolvakanties.csv"


@cache
def vakanties(regio: Regio) -> tuple[Vakantie, ...]:
    """Alle bekende schoolvakanties van `regio`, op volgorde van begindatum."""
    with BESTAND.open(encoding="utf-8", newline="") as stroom:
        gevonden = [
            Vakantie(rij["vakantie"], regio, date.fromisoformat(rij["begin"]), date.fromisoformat(rij["eind"]))
            for rij in csv.DictReader(stroom)
            if rij["regio"].lower() == regio
        ]
    return tuple(sorted(gevonden, key=lambda vakantie: vakantie.begin))


@cache
def feestdagen(jaar: int) -> frozenset[date]:
    """De officiële feestdagen van een kalenderjaar, met Goede Vrijdag; Bevrijdingsdag alleen in lustrumjaren."""
    return frozenset(holidays.country_holidays("NL", years=jaar))


def feestdagen_tussen(begin: date, eind: date) -> Collection[date]:
    """De feestdagen in alle kalenderjaren van `begin` tot en met `eind`."""
    return frozenset().union(*(feestdagen(jaar) for jaar in range(begin.year, eind.year + 1)))
