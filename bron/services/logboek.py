"""Wie keek naar deze leerling, voor functioneel beheer: met een reden, en zelf ook in het logboek."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.domein.rechten import Handeling
from accounts.models import Concept, Gebruiker
from accounts.services.concepten import bewaar_concept, haal_concept
from accounts.services.logboek import SCHRIJVERS
from bron.domein.tijd import OPEN_MOMENT
from bron.domein.vraag import Aanleiding
from bron.queries import nummers_van
from bron.queries.logboek import Kijkers, Plek, allen, wie_keek
from verzuimloket.audit.services import onderwerp_van, record
from verzuimloket.clock import AMSTERDAM
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.export.tabel import Column, Rij, Table

CONCEPT = "bron.logboek"
TABEL = Table(
    "Wie keek",
    (
        Column("MOMENT", breedte=20), Column("ORGANISATIE", breedte=40), Column("WIE", breedte=30),
        Column("ROLLEN", breedte=30), Column("WAT", breedte=90),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogboekVraag:
    """`onderwerpen` zijn de sleutels van de leerling in het logboek: die van nu, en die van een vorig nummer."""

    onderwerpen: list[str]
    aanleiding: str
    toelichting: str


@transaction.atomic
def stel_logboekvraag(gebruiker: Gebruiker, pgn: str, aanleiding: Aanleiding, toelichting: str) -> Concept:
    """Bewaar de vraag bij deze gebruiker, zonder het PGN: alleen de sleutels waaronder het logboek de leerling kent.

    Een regel van vóór een nummerwijziging staat onder het oude nummer; daarom zoeken wij onder beide. Werpt
    PermissionDenied zonder LOGBOEK_LEERLING.
    """
    _eis(gebruiker)
    with buiten_bereik("het logboek kent een leerling ook onder zijn vorige nummer"):
        _, nummers = nummers_van(pgn, OPEN_MOMENT)
    vraag = {"onderwerpen": [onderwerp_van(nummer) for nummer in nummers], "aanleiding": aanleiding.value}
    return bewaar_concept(gebruiker, CONCEPT, vraag | {"toelichting": toelichting})


def eigen_logboekvraag(gebruiker: Gebruiker, sleutel: UUID) -> LogboekVraag | None:
    """De bewaarde vraag van deze gebruiker; None als zij er niet (meer) is of van een ander is."""
    concept = haal_concept(gebruiker, CONCEPT, concept_id=sleutel)
    return LogboekVraag(**concept.gegevens) if concept else None


@transaction.atomic
def bekijk_kijkers(gebruiker: Gebruiker, vraag: LogboekVraag, *, na: Plek | None, aantal: int) -> Kijkers:
    """Een bladzijde van wie keek. Schrijft daarna een logregel met de reden. Werpt PermissionDenied."""
    _eis(gebruiker)
    kijkers = wie_keek(vraag.onderwerpen, na=na, aantal=aantal)
    _leg_vast("bron:logboek:ingezien", gebruiker, vraag)
    return kijkers


@transaction.atomic
def maak_kijkersbestand(gebruiker: Gebruiker, vraag: LogboekVraag, vorm: str) -> BinaryIO:
    """Iedereen die keek, als csv of xlsx in een naamloos bestand op zijn begin. Schrijft een logregel met de reden.

    Er staat niet in wie de leerling is. Werpt PermissionDenied, en KeyError bij een andere vorm.
    """
    _eis(gebruiker)
    stroom: BinaryIO = tempfile.TemporaryFile()  # type: ignore[assignment] # noqa: SIM115 - het antwoord sluit hem
    try:
        SCHRIJVERS[vorm](TABEL, _rijen(vraag), stroom)
        _leg_vast("bron:logboek:opgehaald", gebruiker, vraag)
    except BaseException:
        stroom.close()
        raise
    stroom.seek(0)
    return stroom


def _rijen(vraag: LogboekVraag) -> Iterator[Rij]:
    for organisatie, regel in allen(vraag.onderwerpen):
        moment = f"{regel.moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}"
        yield (moment, organisatie, regel.wie, regel.rollen, regel.zin)


def _eis(gebruiker: Gebruiker) -> None:
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.LOGBOEK_LEERLING):
        raise PermissionDenied("Uw rol geeft dit recht niet.")


def _leg_vast(actie: str, gebruiker: Gebruiker, vraag: LogboekVraag) -> None:
    record(
        actie=actie,
        gebruiker=gebruiker,
        onderwerp=vraag.onderwerpen[0],
        object_type="logboek",
        details={"reden": vraag.aanleiding, "toelichting": vraag.toelichting},
    )
