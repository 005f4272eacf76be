"""Correctieverzoeken van betrokkenen vastleggen, doorgeven en afhandelen."""

from datetime import date

from django.db import transaction

from accounts.domein.correctie import uiterlijk
from accounts.fouten import Geweigerd
from accounts.models import Correctieverzoek, Gebruiker, Organisatie
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag


@transaction.atomic
def leg_vast(
    door: Gebruiker, organisatie: Organisatie, *, kenmerk: str, onderwerp: str, ontvangen_op: date
) -> Correctieverzoek:
    """Leg een verzoek vast; het antwoord moet er een maand na ontvangst zijn. Schrijft een logregel."""
    verzoek = Correctieverzoek.objects.create(
        organisatie=organisatie, kenmerk=kenmerk, onderwerp=onderwerp, ontvangen_op=ontvangen_op,
        uiterlijk=uiterlijk(ontvangen_op), door=door,
    )  # fmt: skip
    _schrijf_op("accounts:correctie:vastgelegd", verzoek, door)
    return verzoek


@transaction.atomic
def werk_bij(door: Gebruiker, verzoek: Correctieverzoek, *, doorgegeven_aan: str, uitkomst: str) -> Correctieverzoek:
    """Zeg aan wie het doorgegeven is, of wat de uitkomst is; met een uitkomst is het afgehandeld.

    Schrijft een logregel. Werpt Geweigerd als het al afgehandeld was.
    """
    verzoek = (
        Correctieverzoek.objects.unscoped("gekregen via visible_to").select_for_update(of=("self",)).get(pk=verzoek.pk)
    )
    if verzoek.afgehandeld_op is not None:
        raise Geweigerd("Dit verzoek is al afgehandeld.")
    if doorgegeven_aan and doorgegeven_aan != verzoek.doorgegeven_aan:
        verzoek.doorgegeven_aan, verzoek.doorgegeven_op = doorgegeven_aan, vandaag()
    if uitkomst:
        verzoek.uitkomst, verzoek.afgehandeld_op = uitkomst, vandaag()
    verzoek.save(update_fields=["doorgegeven_aan", "doorgegeven_op", "uitkomst", "afgehandeld_op"])
    _schrijf_op("accounts:correctie:bijgewerkt", verzoek, door)
    return verzoek


def _schrijf_op(actie: str, verzoek: Correctieverzoek, door: Gebruiker) -> None:
    record(
        actie=actie, gebruiker=door, organisatie=verzoek.organisatie_id, object_type="correctieverzoek",
        object_id=verzoek.nummer, details={"onderwerp": verzoek.onderwerp, "stand": verzoek.stand},
    )  # fmt: skip
