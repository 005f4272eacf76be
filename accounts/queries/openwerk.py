"""Wat er blijft liggen als iemand weggaat: aantallen, en waar wie dat mag het terugvindt."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Gebruiker, Organisatie


@dataclass(frozen=True, slots=True)
class Werk:
    """Werk dat openstaat. `adres` is de lijst ervan, voor wie haar mag zien; leeg: een ander neemt dit niet over."""

    wat: str
    aantal: int
    adres: str = ""


def open_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> list[Werk]:
    """Wat deze gebruiker bij deze organisatie open heeft staan."""
    return [werk for pad in settings.OPEN_WERK for werk in import_string(pad)(gebruiker, organisatie)]
