"""De meegeleverde codelijsten in de database zetten."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Manager, Model

from meldingen.domein.soorten import SOORTEN
from meldingen.models import Postcodegebied, Verzuimsoort
from verzuimloket.audit.services import record

POSTCODES = Path(__file__).resolve().parent.parent / "data" / "postcodegebieden.csv"


@transaction.atomic
def laad_referentie_meldingen() -> dict[str, int]:
    """Soorten verzuim en postcodegebieden; herhaalbaar. Geeft de aantallen.

    Werkt alleen bij wat anders is dan de bron, en schrijft dan één regel in het logboek. Verwijdert nooit.
    """
    soorten = [
        Verzuimsoort(
            code=soort.code,
            label=soort.label,
            groepen=sorted(soort.groepen),
            verplicht=soort.verplicht,
            geldig_van=soort.geldig_van,
            geldig_tot=soort.geldig_tot,
        )
        for soort in SOORTEN
    ]
    with POSTCODES.open(encoding="utf-8", newline="") as bestand:
        gebieden = [Postcodegebied(**rij) for rij in csv.DictReader(bestand)]
    gewijzigd = _zet_neer(Verzuimsoort.objects, soorten, ["label", "groepen", "verplicht", "geldig_van", "geldig_tot"])
    gewijzigd += _zet_neer(Postcodegebied.objects, gebieden, ["gemeentecode"])
    aantallen = {"soorten verzuim": len(soorten), "postcodegebieden": len(gebieden)}
    if gewijzigd:
        record(actie="meldingen:referentie:geladen", details={**aantallen, "gewijzigd": gewijzigd})
    return aantallen


def _zet_neer(tabel: Manager[Any], rijen: Sequence[Model], velden: list[str]) -> int:
    """Voeg de rijen toe die er nog niet zo staan, of werk ze bij; geeft hoeveel dat er waren."""
    bestaand = {rij[0]: rij[1:] for rij in tabel.values_list("pk", *velden)}
    anders = [rij for rij in rijen if bestaand.get(rij.pk) != tuple(getattr(rij, veld) for veld in velden)]
    tabel.bulk_create(anders, update_conflicts=True, unique_fields=["pk"], update_fields=velden)
    return len(anders)
