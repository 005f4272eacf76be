"""Inzien laat sporen na: wie zag welke leerling, en wat is niet langer ongelezen."""

from collections.abc import Iterable

from django.db import transaction

from accounts.domein.rechten import Handeling, Soort
from accounts.models import Gebruiker
from meldingen.models import Melding
from meldingen.services.basis import bereik
from verzuimloket.audit.services import onderwerp_van, record, record_bekeken


@transaction.atomic
def bekijk(gebruiker: Gebruiker, melding: Melding) -> None:
    """Leg vast dat deze gebruiker de leerling van deze melding zag, en haal het merk 'ongelezen' van zijn kant weg.

    Een lezer haalt het merk niet weg, en een eerdere instantie ook niet.
    """
    scope = bereik(gebruiker)
    record(
        actie="meldingen:melding:bekeken",
        gebruiker=gebruiker,
        onderwerp=onderwerp_van(melding.pgn),
        object_type="melding",
        object_id=melding.nummer,
    )
    if scope.soort is Soort.INSTELLING:
        veld, mijn = "ongelezen_school", scope.mag(Handeling.WIJZIGEN)
    else:
        veld = "ongelezen_instantie"
        mijn = scope.mag(Handeling.TERUGMELDEN) and melding.instantie_id == scope.organisatie_id
    if mijn and getattr(melding, veld):
        Melding.objects.visible_to(gebruiker).filter(nummer=melding.nummer).update(**{veld: False})


@transaction.atomic
def lijst_bekeken(gebruiker: Gebruiker, meldingen: Iterable[Melding]) -> None:
    """Leg vast welke leerlingen deze gebruiker in een lijst zag: één regel per leerling."""
    record_bekeken(
        gebruiker,
        [onderwerp_van(melding.pgn) for melding in meldingen],
        actie="meldingen:lijst:bekeken",
        object_type="lijst",
    )


@transaction.atomic
def leerling_opgezocht(gebruiker: Gebruiker, pgn: str, *, gevonden: bool) -> None:
    """Leg een zoekactie in het register vast, ook als zij niets vond."""
    record(
        actie="bron:leerling:ingezien" if gevonden else "bron:leerling:niet_gevonden",
        gebruiker=gebruiker,
        onderwerp=onderwerp_van(pgn),
    )
