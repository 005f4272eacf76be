"""Het logboek van de eigen organisatie lezen of ophalen; ook dat komt in het logboek."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.domein.logboek import Keuze
from accounts.domein.rechten import Handeling
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker
from accounts.queries.logboek import Bladzijde, Logregel, alle_regels, bladzijde
from accounts.scope import Scope
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM
from verzuimloket.export import csv, xlsx
from verzuimloket.export.tabel import Column, Rij, Soort, Table

SCHRIJVERS = {"csv": csv.write, "xlsx": xlsx.write}
MEESTE = 50_000  # regels in één bestand
TABEL = Table(
    "Logboek",
    (
        Column("MOMENT", breedte=20), Column("WIE", breedte=30), Column("ROLLEN", breedte=30),
        Column("WAT", breedte=90), Column("UITKOMST", breedte=12), Column("LEERLINGEN", Soort.GETAL, 12),
    ),
)  # fmt: skip


@transaction.atomic
def bekijk(gebruiker: Gebruiker, keuze: Keuze, *, voor: datetime | None = None, aantal: int) -> Bladzijde:
    """Een bladzijde van het logboek van de eigen organisatie. Schrijft daarna een logregel met de keuze.

    Werpt PermissionDenied zonder LOGBOEK_LEZEN.
    """
    scope = _eis(gebruiker)
    blad = bladzijde(scope.organisatie_id, keuze, voor=voor, aantal=aantal)
    record(actie="accounts:logboek:bekeken", gebruiker=gebruiker, details=keuze.in_woorden())
    return blad


@transaction.atomic
def maak_bestand(gebruiker: Gebruiker, keuze: Keuze, vorm: str) -> BinaryIO:
    """Alles wat bij de keuze hoort als csv of xlsx, in een naamloos bestand op zijn begin. Schrijft een logregel.

    Werpt PermissionDenied zonder LOGBOEK_LEZEN, Geweigerd bij meer dan MEESTE regels, KeyError bij een andere vorm.
    """
    scope, schrijf = _eis(gebruiker), SCHRIJVERS[vorm]
    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        aantal = schrijf(TABEL, _rijen(alle_regels(scope.organisatie_id, keuze)), stroom)
        record(
            actie="accounts:logboek:opgehaald", gebruiker=gebruiker,
            details={**keuze.in_woorden(), "vorm": vorm, "regels": aantal},
        )  # fmt: skip
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)
    return stroom


def _eis(gebruiker: Gebruiker) -> Scope:
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.LOGBOEK_LEZEN):
        raise PermissionDenied("Uw rol geeft dit recht niet.")
    return gebruiker.scope


def _rijen(regels: Iterator[Logregel]) -> Iterator[Rij]:
    for nummer, regel in enumerate(regels, 1):
        if nummer > MEESTE:
            raise Geweigerd(f"Dit zijn meer dan {MEESTE} regels. Kies minder dagen, of een filter.")
        yield (
            f"{regel.moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}", regel.wie, regel.rollen, regel.zin,
            "geweigerd" if regel.geweigerd else "gelukt", regel.leerlingen or None,
        )  # fmt: skip
