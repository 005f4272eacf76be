"""Laadt de opleidingcodes uit de eigen bestanden in bron/data/ (herkomst: bron/data/BRONNEN.md)."""

import csv
from pathlib import Path

from django.db import transaction

from bron.models import Opleiding

DATA = Path(__file__).resolve().parent.parent / "data"


def laad_opleidingen() -> int:
    """Voeg de opleidingen toe of werk ze bij; geeft het aantal. Meer keren laden verandert niets."""
    with (DATA / "opleidingen.csv").open(encoding="utf-8", newline="") as bestand:
        opleidingen = [Opleiding(**rij) for rij in csv.DictReader(bestand)]
    with transaction.atomic():
        Opleiding.objects.bulk_create(
            opleidingen, update_conflicts=True, unique_fields=["code"], update_fields=["naam", "niveau", "soort"]
        )
    return len(opleidingen)


def laad_referentie_bron() -> dict[str, int]:
    """De referentiegegevens van deze kamer; geeft per soort het aantal rijen."""
    return {"opleidingen": laad_opleidingen()}
