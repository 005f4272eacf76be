"""Terugkijken in het register door functioneel beheer: elke blik komt met haar reden in het logboek."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.domein.rechten import Handeling
from accounts.models import Concept, Gebruiker
from accounts.services.concepten import bewaar_concept, haal_concept
from bron.domein.terugblik import Beeld, Dossier, Namen
from bron.domein.tijd import OPEN_MOMENT
from bron.domein.vraag import Vraag
from bron.queries import beelden_op, dossiers_van, is_bekend, nummers_van
from verzuimloket.audit.services import onderwerp_van, record

CONCEPT = "bron.terugblik"


@dataclass(frozen=True, slots=True)
class Terugblik:
    """Het antwoord: een of twee beelden (vóór een nummerwijziging), en alle versies."""

    vraag: Vraag
    beelden: list[Beeld]
    dossiers: list[Dossier]
    namen: Namen


@transaction.atomic
def stel_vraag(gebruiker: Gebruiker, vraag: Vraag) -> Concept | None:
    """Bewaar de vraag bij deze gebruiker; None als het register het nummer niet kent, en dat komt in het logboek.

    De vraag staat op de server omdat er geen PGN in een adres mag staan; zij verloopt als elk concept. Werpt
    PermissionDenied zonder REGISTER_INZIEN.
    """
    _vereis(gebruiker)
    if is_bekend(vraag.pgn):
        return bewaar_concept(gebruiker, CONCEPT, vraag.als_json())
    _leg_vast("bron:register:niet_gevonden", gebruiker, vraag)
    return None


@transaction.atomic
def eigen_vraag(gebruiker: Gebruiker, sleutel: UUID) -> Vraag | None:
    """De bewaarde vraag van deze gebruiker; None als zij er niet (meer) is of van een ander is."""
    concept = haal_concept(gebruiker, CONCEPT, concept_id=sleutel)
    return Vraag.uit_json(concept.gegevens) if concept else None


@transaction.atomic
def kijk_terug(gebruiker: Gebruiker, vraag: Vraag) -> Terugblik:
    """Leg de blik met haar reden vast, en geef het antwoord. Werpt PermissionDenied zonder REGISTER_INZIEN."""
    _vereis(gebruiker)
    _leg_vast("bron:register:ingezien", gebruiker, vraag)
    beelden = beelden_op(vraag.pgn, vraag.bekend_op, vraag.dag)
    dossiers, namen = dossiers_van(vraag.pgn)
    return Terugblik(vraag, beelden, dossiers, namen)


def _vereis(gebruiker: Gebruiker) -> None:
    if gebruiker.scope is None or not gebruiker.scope.mag(Handeling.REGISTER_INZIEN):
        raise PermissionDenied("Uw rol geeft dit recht niet.")


def _leg_vast(actie: str, gebruiker: Gebruiker, vraag: Vraag) -> None:
    nummer, _ = nummers_van(vraag.pgn, OPEN_MOMENT)
    record(
        actie=actie,
        gebruiker=gebruiker,
        onderwerp=onderwerp_van(nummer),
        object_type="register",
        details={
            "reden": vraag.aanleiding.value,
            "toelichting": vraag.toelichting,
            "bekend_op": vraag.bekend_op.isoformat(timespec="seconds"),
            "dag": vraag.dag.isoformat(),
        },
    )
