"""Het bewijs van vernietiging als bestand."""

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db import transaction

from accounts.models import Gebruiker
from accounts.queries.opschoningen import Bewijs, alle, opschoningen
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM
from verzuimloket.export import csv
from verzuimloket.export.tabel import Column, Rij, Soort, Table

TABEL = Table(
    "Opschoningen",
    (
        Column("NUMMER", Soort.GETAL), Column("KEER"), Column("REGEL"), Column("GRENS", Soort.DATUM),
        Column("AANTAL", Soort.GETAL), Column("BEGONNEN"), Column("KLAAR"), Column("STAND"), Column("LOGBOEK"),
        Column("LOGREGEL", Soort.GETAL), Column("ZEGEL", Soort.GETAL), Column("AFDRUK"),
    ),
)  # fmt: skip


@transaction.atomic
def maak_opschoningenbestand(gebruiker: Gebruiker, keuze: dict[str, Any]) -> BinaryIO:
    """Alles wat bij de keuze hoort als csv, in een naamloos bestand op zijn begin. Schrijft een logregel."""
    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        aantal = csv.write(TABEL, _rijen(alle(opschoningen(**keuze))), stroom)
        record(actie="accounts:opschoningen:opgehaald", gebruiker=gebruiker, details={"regels": aantal})
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)
    return stroom


def _rijen(bewijzen: Iterator[Bewijs]) -> Iterator[Rij]:
    for bewijs in bewijzen:
        rij = bewijs.rij
        begonnen, klaar = (
            f"{moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}" if moment else None
            for moment in (rij.begonnen_op, rij.klaar_op)
        )
        yield (
            rij.pk, str(rij.keer), rij.regel, rij.grens, rij.aantal, begonnen, klaar, bewijs.stand, bewijs.logboek,
            bewijs.regel.pk if bewijs.regel else None, bewijs.zegel.nummer if bewijs.zegel else None,
            bewijs.zegel.afdruk if bewijs.zegel else None,
        )  # fmt: skip
