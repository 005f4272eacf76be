"""Correctieverzoeken van betrokkenen vastleggen, doorgeven en afhandelen."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.domein.correctie import VOORAF, herinnering, langst, uiterlijk
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Correctieverzoek, Gebruiker, Organisatie
from accounts.queries.rolhouders import met_rol
from verzuimloket.audit.services import record
from verzuimloket.clock import vandaag
from verzuimloket.outbox.services import enqueue_allen


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


@transaction.atomic
def verleng(door: Gebruiker, verzoek: Correctieverzoek, *, reden: str, gemeld_op: date) -> Correctieverzoek:
    """Twee maanden langer (AVG art. 12 lid 3), als de betrokkene dat binnen de eerste maand hoorde, met de reden.

    Schrijft een logregel. Werpt Geweigerd als het al verlengd of afgehandeld is, of als hij het te laat hoorde.
    """
    verzoek = (
        Correctieverzoek.objects.unscoped("gekregen via visible_to").select_for_update(of=("self",)).get(pk=verzoek.pk)
    )
    if not verzoek.te_verlengen:
        raise Geweigerd("Dit verzoek is al verlengd of afgehandeld.")
    if not verzoek.ontvangen_op <= gemeld_op <= verzoek.uiterlijk:
        raise Geweigerd(
            f"Verlengen kan alleen als de betrokkene het hoorde van {verzoek.ontvangen_op:%d-%m-%Y} tot en met"
            f" {verzoek.uiterlijk:%d-%m-%Y}."
        )
    verzoek.verlengd_op, verzoek.verlengd_reden, verzoek.gemeld_op = vandaag(), reden, gemeld_op
    verzoek.uiterlijk = langst(verzoek.ontvangen_op)
    verzoek.save(update_fields=["verlengd_op", "verlengd_reden", "gemeld_op", "uiterlijk"])
    _schrijf_op("accounts:correctie:verlengd", verzoek, door)
    return verzoek


def herinner() -> int:
    """Mail functioneel beheer over verzoeken die binnen een week af moeten, en over wat te laat is; geeft het aantal.

    Elke herinnering gaat één keer; na verlengen begint het opnieuw. Elk verzoek is één transactie; vaker mag.
    """
    open_ = Correctieverzoek.objects.unscoped("wie herinnerd moet worden").filter(afgehandeld_op=None)
    rijen = open_.filter(uiterlijk__lte=vandaag() + VOORAF).order_by("pk")
    return sum(_mail(rij, herinnering(rij.uiterlijk, vandaag())) for rij in rijen)


@transaction.atomic
def _mail(verzoek: Correctieverzoek, wat: str) -> int:
    sleutel = f"correctie:{verzoek.nummer}:{verzoek.uiterlijk}:{wat.replace(' ', '_')}"
    wie = met_rol(Rol.FUNCTIONEEL_BEHEER, Q(organisatie_id=verzoek.organisatie_id))
    return enqueue_allen(
        sjabloon="beheer/correctie",
        ontvangers={f"{sleutel}:{ontvanger.pk}": ontvanger.email for ontvanger in wie},
        context={"nummer": verzoek.nummer, "te_laat": wat == "te laat"},
    )


def _schrijf_op(actie: str, verzoek: Correctieverzoek, door: Gebruiker) -> None:
    record(
        actie=actie, gebruiker=door, organisatie=verzoek.organisatie_id, object_type="correctieverzoek",
        object_id=verzoek.nummer, details={"onderwerp": verzoek.onderwerp, "stand": verzoek.stand},
    )  # fmt: skip
