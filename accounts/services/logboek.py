"""Het logboek van een organisatie lezen of ophalen; ook dat komt in het logboek.

Een ander dan de eigen organisatie alleen door functioneel beheer, met een reden die bij beide organisaties staat.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.domein.logboek import Aanleiding, Keuze
from accounts.domein.rechten import Handeling
from accounts.fouten import Geweigerd
from accounts.models import Concept, Gebruiker, Organisatie
from accounts.queries.logboek import Bladzijde, Logregel, alle_regels, bladzijde, bladzijde_elders
from accounts.scope import Scope
from accounts.services.concepten import bewaar_concept, haal_concept
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM
from verzuimloket.export import csv, xlsx
from verzuimloket.export.tabel import Column, Rij, Soort, Table

SCHRIJVERS = {"csv": csv.write, "xlsx": xlsx.write}
CONCEPT = "accounts.logboek_elders"
MEESTE = 50_000  # regels in één bestand
TABEL = Table(
    "Logboek",
    (
        Column("MOMENT", breedte=20), Column("WIE", breedte=30), Column("ROLLEN", breedte=30),
        Column("WAT", breedte=90), Column("UITKOMST", breedte=12), Column("LEERLINGEN", Soort.GETAL, 12),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VraagElders:
    """Van welke organisatie functioneel beheer het logboek leest, en waarom."""

    organisatie_id: int
    code: str
    aanleiding: str
    toelichting: str


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
    with _naamloos() as stroom:
        aantal = schrijf(TABEL, _rijen(alle_regels(scope.organisatie_id, keuze)), stroom)
        record(
            actie="accounts:logboek:opgehaald", gebruiker=gebruiker,
            details={**keuze.in_woorden(), "vorm": vorm, "regels": aantal},
        )  # fmt: skip
    return stroom


@transaction.atomic
def stel_vraag_elders(
    gebruiker: Gebruiker, organisatie: Organisatie, aanleiding: Aanleiding, toelichting: str
) -> Concept:
    """Bewaar bij deze gebruiker van welke organisatie hij het logboek wil lezen, en waarom.

    Werpt PermissionDenied zonder LOGBOEK_LEERLING.
    """
    _eis(gebruiker, Handeling.LOGBOEK_LEERLING)
    vraag = VraagElders(organisatie.pk, organisatie.code, aanleiding.value, toelichting)
    return bewaar_concept(gebruiker, CONCEPT, asdict(vraag))


def vraag_elders(gebruiker: Gebruiker, sleutel: UUID) -> VraagElders | None:
    """De bewaarde vraag van deze gebruiker; None als zij er niet (meer) is of van een ander is."""
    concept = haal_concept(gebruiker, CONCEPT, concept_id=sleutel)
    return VraagElders(**concept.gegevens) if concept else None


@transaction.atomic
def bekijk_elders(
    gebruiker: Gebruiker, vraag: VraagElders, keuze: Keuze, *, voor: datetime | None = None, aantal: int
) -> Bladzijde:
    """Een bladzijde van het logboek van een andere organisatie. Schrijft daarna bij beide een logregel met de reden.

    Werpt PermissionDenied zonder LOGBOEK_LEERLING.
    """
    _eis(gebruiker, Handeling.LOGBOEK_LEERLING)
    blad = bladzijde_elders(vraag.organisatie_id, keuze, voor=voor, aantal=aantal)
    _leg_elders_vast("accounts:logboek:elders_bekeken", gebruiker, vraag, keuze.in_woorden())
    return blad


@transaction.atomic
def maak_bestand_elders(gebruiker: Gebruiker, vraag: VraagElders, keuze: Keuze, vorm: str) -> BinaryIO:
    """Als `maak_bestand`, van een andere organisatie. Schrijft bij beide een logregel met de reden.

    Werpt PermissionDenied zonder LOGBOEK_LEERLING, en verder als `maak_bestand`.
    """
    _eis(gebruiker, Handeling.LOGBOEK_LEERLING)
    with _naamloos() as stroom:
        regels = alle_regels(vraag.organisatie_id, keuze, lees=bladzijde_elders)
        aantal = SCHRIJVERS[vorm](TABEL, _rijen(regels), stroom)
        feiten = {**keuze.in_woorden(), "vorm": vorm, "regels": aantal}
        _leg_elders_vast("accounts:logboek:elders_opgehaald", gebruiker, vraag, feiten)
    return stroom


def _leg_elders_vast(actie: str, gebruiker: Gebruiker, vraag: VraagElders, feiten: dict[str, object]) -> None:
    """Een regel bij het loket, en een bij de organisatie: ook haar beheerder ziet dat er gekeken is en waarom."""
    details = {**feiten, "code": vraag.code, "reden": vraag.aanleiding, "toelichting": vraag.toelichting}
    waar: dict[str, Any] = {"gebruiker": gebruiker, "object_type": "organisatie", "object_id": vraag.organisatie_id}
    record(actie=actie, details=details, **waar)
    record(actie="accounts:logboek:door_loket_gelezen", organisatie=vraag.organisatie_id, details=details, **waar)


@contextmanager
def _naamloos() -> Iterator[BinaryIO]:
    """Een naamloos bestand; lukt het vullen, dan staat het op zijn begin, en anders is het weg."""
    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        yield stroom
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)


def _eis(gebruiker: Gebruiker, handeling: Handeling = Handeling.LOGBOEK_LEZEN) -> Scope:
    if gebruiker.scope is None or not gebruiker.scope.mag(handeling):
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
