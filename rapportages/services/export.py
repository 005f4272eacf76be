"""Een rapportage als bestand: gecontroleerd, in het logboek, en pas onder zijn naam als het af is."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Gebruiker
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.exports import rijen_van
from rapportages.models import Maandrapportage, ontvanger_van
from rapportages.services.bestanden import VORMEN, onthoud_leerlingen, schrijf
from rapportages.services.fouten import RapportageGeweigerd
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken
from verzuimloket.clock import vandaag


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
    """Schrijf één rapportage naar `doel` (.csv, .xlsx of .pdf) en geef het aantal rijen. Schrijft één logregel.

    Het bestand verschijnt in één keer; breekt het schrijven af, dan staat er niets. Werpt RapportageGeweigerd.
    """
    vorm = doel.suffix.lower().removeprefix(".")
    if vorm not in VORMEN:
        raise RapportageGeweigerd("De naam van het bestand eindigt op .csv, .xlsx of .pdf.")
    rapportage = zichtbare_rapportage(maand)
    rijen = rijen_van(rapportage, code, ontvanger, lambda vraag: vraag.unscoped("bestand voor deze ontvanger"))
    try:
        aantal = _schrijf_in_een_keer(doel, lambda stroom: schrijf(rapportage, code, ontvanger, vorm, rijen, stroom))
    except OSError as fout:
        raise RapportageGeweigerd(f"Het bestand is niet geschreven: {_waarom(fout)}.") from fout
    record(
        actie="rapportages:bestand:gemaakt",
        gebruiker=gebruiker,
        object_type="maandrapportage",
        object_id=str(maand),
        details={"code": code.value, "ontvanger": str(ontvanger), "rijen": aantal},
    )
    return aantal


def _schrijf_in_een_keer(doel: Path, schrijver: Callable[[BinaryIO], int]) -> int:
    handvat, tijdelijk = tempfile.mkstemp(dir=doel.parent, prefix=".rapportage-")
    try:
        with os.fdopen(handvat, "w+b") as stroom:
            aantal = schrijver(stroom)
        Path(tijdelijk).replace(doel)
    finally:
        Path(tijdelijk).unlink(missing_ok=True)
    return aantal


def _waarom(fout: OSError) -> str:
    redenen = {
        errno.ENOENT: "de map bestaat niet",
        errno.ENOTDIR: "de map bestaat niet",
        errno.EACCES: "er zijn geen rechten om daar te schrijven",
        errno.EROFS: "er zijn geen rechten om daar te schrijven",
        errno.EISDIR: "er is al een map met die naam",
        errno.ENOSPC: "de schijf is vol",
    }
    return redenen.get(fout.errno or 0, f"foutnummer {fout.errno}")


@transaction.atomic
def maak_bestand(gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code, vorm: str) -> BinaryIO:
    """Het bestand van de ontvanger van deze gebruiker, naamloos en aan zijn begin.

    Schrijft één logregel per leerling en één voor het ophalen. Het bestand is af voordat de bezoeker iets krijgt: een
    half bestand bestaat niet. Werpt PermissionDenied voor wie geen ontvanger is, KeyError bij een andere vorm.
    """
    ontvanger = ontvanger_van(gebruiker.scope) if gebruiker.scope else None
    if ontvanger is None:
        raise PermissionDenied("Deze organisatie ontvangt geen rapportages.")
    gezien: dict[str, None] = {}
    rijen = rijen_van(rapportage, code, ontvanger, lambda vraag: vraag.visible_to(gebruiker))
    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        aantal = schrijf(rapportage, code, ontvanger, vorm, onthoud_leerlingen(code, rijen, gezien), stroom)
        leg_ophalen_vast(gebruiker, rapportage, gezien, "rapportages:bestand:gemaakt",
                         {"code": code.value, "ontvanger": str(ontvanger), "vorm": vorm, "rijen": aantal})  # fmt: skip
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)
    return stroom


def leg_ophalen_vast(
    gebruiker: Gebruiker,
    rapportage: Maandrapportage,
    leerlingen: Iterable[str],
    actie: str,
    details: dict[str, object],
) -> None:
    """Wie kreeg welke leerlingen mee: één logregel per leerling, en één voor het bestand."""
    voorwerp: dict[str, Any] = {"object_type": "maandrapportage", "object_id": str(rapportage)}
    onderwerpen = [onderwerp_van(pgn) for pgn in leerlingen]
    record_bekeken(gebruiker, onderwerpen, actie="rapportages:bestand:bekeken", **voorwerp)
    record(actie=actie, gebruiker=gebruiker, details=details, **voorwerp)
