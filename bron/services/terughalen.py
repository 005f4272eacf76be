"""De oordelen over een levering ophalen als bestand: elk deel staat in het logboek voordat het weggaat."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import Gebruiker
from bron.models import Levering, Nummerwijziging, Oordeel
from bron.queries.oordelen import in_pakketten, nummers_in
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.export.tabel import Column, Rij, Soort, Table

TABEL = Table(
    "Terugkoppeling",
    (
        Column("regel", Soort.GETAL, 8), Column("recordsoort", breedte=12), Column("sleutel", breedte=36),
        Column("oordeel", breedte=24), Column("code", breedte=12), Column("melding", breedte=80),
    ),
)  # fmt: skip


@transaction.atomic
def haal_op(gebruiker: Gebruiker, levering: Levering, oordelen: QuerySet, request: HttpRequest) -> Iterator[Rij]:
    """De rijen van het bestand. Schrijft nu een logregel over het ophalen, en per pakket een per leerling.

    Een pakket verlaat het portaal pas als zijn logregels vaststaan, ook als de lezer halverwege stopt.
    """
    record(
        actie="bron:terugkoppeling:opgehaald",
        gebruiker=gebruiker,
        object_type="levering",
        object_id=levering.pk,
        request=request,
    )
    return _rijen(gebruiker, levering, oordelen, request)


def _rijen(gebruiker: Gebruiker, levering: Levering, oordelen: QuerySet, request: HttpRequest) -> Iterator[Rij]:
    for pakket in in_pakketten(oordelen):
        _leg_vast(gebruiker, levering, pakket, request)
        for rij in pakket:
            yield (rij.regel, rij.recordsoort, rij.sleutel, rij.oordeel, rij.code, rij.melding)


@transaction.atomic
def _leg_vast(gebruiker: Gebruiker, levering: Levering, pakket: list[Oordeel], request: HttpRequest) -> None:
    nummers = [nummer for rij in pakket for nummer in nummers_in(rij.sleutel)]
    reden = "het logboek kent een leerling onder zijn huidige nummer"
    with buiten_bereik(reden):
        wijzigingen = Nummerwijziging.objects.unscoped(reden).filter(oud_pgn__in=set(nummers))
        nieuw = dict(wijzigingen.values_list("oud_pgn", "nieuw_pgn"))
    record_bekeken(
        gebruiker,
        [onderwerp_van(nieuw.get(nummer, nummer)) for nummer in nummers],
        actie="bron:oordeel:ingezien",
        object_type="levering",
        object_id=levering.pk,
        request=request,
    )
