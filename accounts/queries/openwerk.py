"""Wat er blijft liggen als iemand weggaat: aantallen, nooit welke."""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Gebruiker, Organisatie


def open_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> list[tuple[str, int]]:
    """Wat deze gebruiker bij deze organisatie open heeft staan: (wat, hoeveel)."""
    return [regel for pad in settings.OPEN_WERK for regel in import_string(pad)(gebruiker, organisatie)]
