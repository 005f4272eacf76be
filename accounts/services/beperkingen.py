"""Beperken van de verwerking (AVG art. 18): instellen en opheffen, elk met een tweede persoon."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.domein.beperking import Grond
from accounts.fouten import Geweigerd
from accounts.models import Beperking, Gebruiker, Organisatie, Voorstel
from accounts.queries.beperkingen import is_beperkt
from accounts.services.voorstellen import stel_voor
from verzuimloket.audit.services import onderwerp_van, record
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.kalender import begin_van_dag
from verzuimloket.outbox.services import enqueue

INSTELLEN, OPHEFFEN = "beperking", "beperking_opheffen"


@transaction.atomic
def vraag_beperking(door: Gebruiker, organisatie: Organisatie, pgn: str, grond: Grond, reden: str) -> Beperking:
    """Leg de beperking vast en doe een voorstel; zij gaat in als een tweede persoon instemt. Schrijft beide.

    Het voorstel kent alleen het nummer van de beperking. Werpt Geweigerd als er al een op deze persoon rust.
    """
    if is_beperkt(pgn):
        raise Geweigerd("Op deze persoon rust al een beperking.")
    beperking = Beperking.objects.create(
        pgn=pgn, organisatie=organisatie, grond=grond, reden=reden, gevraagd_door=door, gevraagd_op=nu()
    )
    beperking.voorstel = stel_voor(
        INSTELLEN, door=door, organisatie=organisatie, gegevens={"beperking": beperking.nummer}, reden=reden
    )
    beperking.save(update_fields=["voorstel"])
    _schrijf_op("accounts:beperking:gevraagd", beperking, door)
    return beperking


def stel_in(voorstel: Voorstel, door: Gebruiker) -> None:
    """De uitvoerder van het eerste voorstel: de beperking geldt vanaf nu. Werpt Geweigerd als er intussen een geldt."""
    beperking = _met_slot(voorstel=voorstel)
    if not beperking.pgn or is_beperkt(beperking.pgn):
        raise Geweigerd("Deze beperking is verlopen, of er rust al een op deze persoon.")
    beperking.ingegaan_op = nu()
    beperking.save(update_fields=["ingegaan_op"])
    _schrijf_op("accounts:beperking:ingegaan", beperking, door)
    _bericht(beperking, "in")


@transaction.atomic
def vraag_opheffing(door: Gebruiker, beperking: Beperking, *, reden: str, gemeld_op: date) -> Voorstel:
    """Vraag de beperking op te heffen; de betrokkene moet dat eerst gehoord hebben (AVG art. 18 lid 3).

    Schrijft de reden, een voorstel en een logregel. Werpt Geweigerd als zij niet (meer) geldt, of het al gevraagd is.
    """
    beperking = _met_slot(pk=beperking.pk)
    if beperking.stand != "geldt" or beperking.opheffing_wacht:
        raise Geweigerd("Deze beperking geldt niet meer, of opheffen is al gevraagd.")
    beperking.opheffen_reden, beperking.gemeld_op = reden, gemeld_op
    beperking.opheffing = stel_voor(
        OPHEFFEN, door=door, organisatie=beperking.organisatie, gegevens={"beperking": beperking.nummer}, reden=reden
    )
    beperking.save(update_fields=["opheffen_reden", "gemeld_op", "opheffing"])
    _schrijf_op("accounts:beperking:opheffing_gevraagd", beperking, door)
    return beperking.opheffing


def hef_op(voorstel: Voorstel, door: Gebruiker) -> None:
    """De uitvoerder van het tweede voorstel: de beperking is voorbij en het nummer gaat weg."""
    beperking = _met_slot(opheffing=voorstel)
    if beperking.stand != "geldt":
        raise Geweigerd("Deze beperking geldt niet meer.")
    _schrijf_op("accounts:beperking:opgeheven", beperking, door)
    beperking.opgeheven_op, beperking.pgn = nu(), ""
    beperking.save(update_fields=["opgeheven_op", "pgn"])
    _bericht(beperking, "op")


@transaction.atomic
def vergeet_nummers(vandaag: date, *, proef: bool = False) -> int:
    """Maak het nummer leeg van beperkingen die niet ingingen en dat op `vandaag` niet meer konden; geeft het aantal.

    Dat er gevraagd is, en waarom, blijft. `proef` telt alleen.
    """
    dicht = Q(voorstel__besluit__in=(Voorstel.Besluit.AFGEWEZEN, Voorstel.Besluit.INGETROKKEN))
    verlopen = Q(voorstel__verloopt_op__lte=begin_van_dag(vandaag))
    niet_ingegaan = Beperking.objects.unscoped("niet ingegaan, dus niet nodig").filter(ingegaan_op=None)
    over = niet_ingegaan.filter(dicht | verlopen).exclude(pgn="")
    return over.count() if proef else over.update(pgn="")


def _met_slot(**kenmerk: object) -> Beperking:
    alle = Beperking.objects.unscoped("het voorstel noemt deze beperking, of zij kwam via visible_to")
    beperking: Beperking = alle.select_for_update(of=("self",)).select_related("organisatie").get(**kenmerk)
    return beperking


def _bericht(beperking: Beperking, wat: str) -> None:
    enqueue(
        sjabloon="beheer/beperking",
        ontvanger=beperking.gevraagd_door.email,
        sleutel=f"beperking:{beperking.nummer}:{wat}",
        context={"nummer": beperking.nummer, "opgeheven": wat == "op"},
    )


def _schrijf_op(actie: str, beperking: Beperking, door: Gebruiker) -> None:
    """Onder de sleutel van de persoon, zoals het logboek hem nu kent."""
    with buiten_bereik("het logboek kent een leerling onder zijn huidige nummer"):
        [huidig, *_] = import_string(settings.NUMMERS_VAN_PERSOON)(beperking.pgn)
    record(
        actie=actie, gebruiker=door, organisatie=beperking.organisatie_id, onderwerp=onderwerp_van(huidig),
        object_type="beperking", object_id=beperking.nummer, details={"grond": beperking.grond},
    )  # fmt: skip
