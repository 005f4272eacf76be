"""Lezen en ophalen van leveringen laat sporen na: wie zag welke leerling, en wie haalde welk bestand op."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.db import transaction

from accounts.models import Gebruiker
from bron.exports.weeklevering import TABEL, rij
from bron.models import CLevering, Mutatie, Weeklevering
from bron.queries.leveringen import mutaties_van
from bron.services import c_bestand
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken
from verzuimloket.export import csv, xlsx
from verzuimloket.export.tabel import Rij

SCHRIJVERS = {"csv": csv.write, "xlsx": xlsx.write}
_PAKKET = 2000
_Acties = tuple[str, str, str]  # soort voorwerp, de logregel per leerling, de logregel van het ophalen
_P: _Acties = ("weeklevering", "bron:weeklevering:bekeken", "bron:weeklevering:opgehaald")
_C: _Acties = ("c_levering", "bron:c_levering:bekeken", "bron:c_levering:opgehaald")


@transaction.atomic
def levering_bekeken(gebruiker: Gebruiker, levering: Weeklevering, mutaties: Iterable[Mutatie]) -> None:
    """Leg vast welke leerlingen deze gebruiker op een pagina van een weeklevering zag: één regel per leerling."""
    record_bekeken(
        gebruiker,
        [onderwerp_van(mutatie.pgn) for mutatie in mutaties],
        actie=_P[1],
        object_type="weeklevering",
        object_id=levering.peildatum.isoformat(),
    )


@transaction.atomic
def maak_p_bestand(gebruiker: Gebruiker, levering: Weeklevering, vorm: str) -> BinaryIO:
    """De regels van deze ontvanger als csv of xlsx, in een naamloos bestand dat op zijn begin staat.

    Schrijft één logregel per leerling en één voor het ophalen. Het bestand is af voordat de bezoeker iets krijgt: een
    half bestand bestaat niet. Werpt KeyError bij een andere vorm.
    """
    schrijf = SCHRIJVERS[vorm]
    gezien: dict[str, None] = {}

    def rijen() -> Iterator[Rij]:
        for mutatie in mutaties_van(gebruiker, levering).iterator(chunk_size=_PAKKET):
            gezien[mutatie.pgn] = None
            yield rij(mutatie)

    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        aantal = schrijf(TABEL, rijen(), stroom)
        nummer = levering.peildatum.isoformat()
        _leg_ophalen_vast(gebruiker, _P, nummer, gezien, {"vorm": vorm, "regels": aantal})
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)
    return stroom


@transaction.atomic
def open_c_bestand(gebruiker: Gebruiker, c_levering: CLevering, vorm: str) -> BinaryIO:
    """Het bestand van een C-levering die beschikbaar is. Schrijft één logregel per leerling en één voor het ophalen.

    Werpt FileNotFoundError als het bestand er niet (meer) is, ValueError bij een andere vorm.
    """
    stroom = c_bestand.pad(c_levering.opslag, vorm).open("rb")
    try:
        gezien, aantal = _leerlingen_in(c_levering)
        _leg_ophalen_vast(gebruiker, _C, str(c_levering.pk), gezien, {"vorm": vorm, "regels": aantal})
    except BaseException:
        stroom.close()
        raise
    return stroom


def _leerlingen_in(c_levering: CLevering) -> tuple[dict[str, None], int]:
    """Wie er in het bestand staat: hetzelfde bestand zegt het, ook als het register intussen meer weet."""
    pgns = csv.kolom(c_bestand.pad(c_levering.opslag, "csv"), "PGN")
    return dict.fromkeys(pgns), len(pgns)


def _leg_ophalen_vast(
    gebruiker: Gebruiker, acties: _Acties, nummer: str, gezien: Iterable[str], details: dict[str, object]
) -> None:
    soort, bekeken, opgehaald = acties
    onderwerpen = [onderwerp_van(pgn) for pgn in gezien]
    record_bekeken(gebruiker, onderwerpen, actie=bekeken, object_type=soort, object_id=nummer)
    record(actie=opgehaald, gebruiker=gebruiker, object_type=soort, object_id=nummer, details=details)
