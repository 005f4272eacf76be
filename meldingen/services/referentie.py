"""De meegeleverde codelijsten in de database zetten."""

import csv
from pathlib import Path

from django.db import transaction

from meldingen.domein.soorten import SOORTEN
from meldingen.models import Postcodegebied, Verzuimsoort
from verzuimloket.audit.services import record

POSTCODES = Path(__file__).resolve().parent.parent / "data" / "postcodegebieden.csv"


@transaction.atomic
def laad_referentie_meldingen() -> dict[str, int]:
    """Soorten verzuim en postcodegebieden; herhaalbaar. Geeft de aantallen."""
    Verzuimsoort.objects.bulk_create(
        [
            Verzuimsoort(
                code=soort.code,
                label=soort.label,
                groepen=sorted(soort.groepen),
                verplicht=soort.verplicht,
                geldig_van=soort.geldig_van,
                geldig_tot=soort.geldig_tot,
            )
            for soort in SOORTEN
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["label", "groepen", "verplicht", "geldig_van", "geldig_tot"],
    )
    with POSTCODES.open(encoding="utf-8", newline="") as bestand:
        gebieden = [Postcodegebied(**rij) for rij in csv.DictReader(bestand)]
    Postcodegebied.objects.bulk_create(
        gebieden, update_conflicts=True, unique_fields=["cijfers"], update_fields=["gemeentecode"]
    )
    aantallen = {"soorten verzuim": len(SOORTEN), "postcodegebieden": len(gebieden)}
    record(actie="meldingen:referentie:geladen", details=dict(aantallen))
    return aantallen
