"""Een rapportage als bestand: gecontroleerd, in het logboek, en pas onder zijn naam als het af is."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction

from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.exports import rijen_van
from rapportages.kolommen import tabel
from rapportages.models import Maandrapportage
from rapportages.services.fouten import RapportageGeweigerd
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag
from verzuimloket.export import csv, xlsx

SCHRIJVERS = {".csv": csv.write, ".xlsx": xlsx.write}


def zichtbare_rapportage(maand: Maand) -> Maandrapportage:
    """De gebouwde, niet verlopen rapportage van een maand; werpt RapportageGeweigerd met de reden."""
    rapportage = Maandrapportage.objects.filter(maand=maand.t2, zichtbaar=True).first()
    if rapportage is None:
        raise RapportageGeweigerd(f"De maand {maand} is niet gebouwd.")
    if rapportage.verlopen(vandaag()):
        raise RapportageGeweigerd(f"De rapportages van {maand} zijn verlopen op {rapportage.verloopt_op:%d-%m-%Y}.")
    return rapportage


@transaction.atomic
def exporteer(maand: Maand, code: Code, ontvanger: Ontvanger, doel: Path, gebruiker: Any = None) -> int:
    """Schrijf één rapportage naar `doel` (.csv of .xlsx) en geef het aantal rijen. Schrijft één logregel.

    Het bestand verschijnt in één keer; breekt het schrijven af, dan staat er niets. Werpt RapportageGeweigerd.
    """
    schrijf = SCHRIJVERS.get(doel.suffix.lower())
    if schrijf is None:
        raise RapportageGeweigerd("De naam van het bestand eindigt op .csv of .xlsx.")
    rapportage = zichtbare_rapportage(maand)
    kop = tabel(code, rapportage.sluitmoment, rapportage.t1, rapportage.maand)
    rijen = rijen_van(rapportage, code, ontvanger, lambda vraag: vraag.unscoped("bestand voor deze ontvanger"))
    try:
        handvat, tijdelijk = tempfile.mkstemp(dir=doel.parent, prefix=".rapportage-")
    except OSError as fout:
        raise RapportageGeweigerd(f"Het bestand kan niet geschreven worden: {fout.strerror}.") from fout
    try:
        with os.fdopen(handvat, "w+b") as stroom:
            aantal = schrijf(kop, rijen, stroom)
        Path(tijdelijk).replace(doel)
    finally:
        Path(tijdelijk).unlink(missing_ok=True)
    record(
        actie="rapportages:bestand:gemaakt",
        gebruiker=gebruiker,
        object_type="maandrapportage",
        object_id=str(maand),
        details={"code": code.value, "ontvanger": str(ontvanger), "rijen": aantal},
    )
    return aantal
