"""De tabel die een schrijver krijgt: een titel, kolommen en wat de lezer moet weten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Waarde = str | int | Decimal | date | None
Rij = Sequence[Waarde]  # waarden in de volgorde van de kolommen; None is leeg


class Soort(StrEnum):
    """Hoe een werkblad de kolom opmaakt. De waarden zelf dragen hun type: str, int, Decimal of date."""

    TEKST = "tekst"
    DATUM = "datum"
    GETAL = "getal"
    PROCENT = "procent"


@dataclass(frozen=True, slots=True)
class Column:
    """Een kolom met haar kop, precies zoals die in het bestand staat. `breedte` is in tekens."""

    kop: str
    soort: Soort = Soort.TEKST
    breedte: int = 16


@dataclass(frozen=True, slots=True)
class Table:
    """Een tabel zonder rijen. `toelichting` zijn paren (begrip, uitleg) voor het tweede blad van een werkmap."""

    titel: str
    columns: tuple[Column, ...]
    toelichting: tuple[tuple[str, str], ...] = field(default=())

    @property
    def koppen(self) -> list[str]:
        return [kolom.kop for kolom in self.columns]
