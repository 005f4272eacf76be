"""Wat een lezer toegewezen kan krijgen: locaties en leerlingen uit de kamers hierboven (verzuimloket/bijdragen.py)."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.domein.lezer import Leerling
from accounts.models import Gebruiker, Organisatie


def locaties_van(beheerder: Gebruiker) -> list[tuple[int, str, bool]]:
    """De locaties van de eigen instelling: (nummer, naam, gearchiveerd)."""
    return list(import_string(settings.LEZER_LOCATIES)(beheerder))


def zoek_leerlingen(organisatie: Organisatie, waarden: Iterable[str]) -> dict[str, list[Leerling]]:
    """Per leerlingnummer of PGN de leerlingen die de instelling kent; leeg als zij er geen kent."""
    return dict(import_string(settings.LEZER_LEERLINGEN)(organisatie, waarden))


def personen(pgns: Iterable[str]) -> list[Leerling]:
    """De personen achter deze nummers, elk één keer."""
    return list(import_string(settings.LEZER_PERSONEN)(pgns))
