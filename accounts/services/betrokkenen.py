"""Inzage voor een betrokkene (AVG art. 15): vragen, instemmen door een tweede persoon, en het overzicht maken."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.domein.inzage import Groep
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Inzageverzoek, Organisatie, Voorstel
from accounts.services.voorstellen import stel_voor
from verzuimloket.audit.services import onderwerp_van, record
from verzuimloket.clock import nu
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.kalender import begin_van_dag
from verzuimloket.outbox.services import enqueue

BESCHIKBAAR = timedelta(days=14)
SOORT = "inzage_betrokkene"
REDEN = "inzage voor een betrokkene, na instemming van een tweede persoon"


@transaction.atomic
def vraag_inzage(door: Gebruiker, organisatie: Organisatie, pgn: str, reden: str) -> Inzageverzoek:
    """Leg het verzoek vast en doe een voorstel; een tweede persoon moet instemmen. Schrijft beide, met hun logregels.

    Het nummer staat alleen in het verzoek; het voorstel kent het nummer van het verzoek. `reden` bevat geen
    persoonsgegeven: dat bewaakt het formulier.
    """
    verzoek = Inzageverzoek.objects.create(
        pgn=pgn, organisatie=organisatie, gevraagd_door=door, gevraagd_op=nu(), reden=reden
    )
    verzoek.voorstel = stel_voor(
        SOORT, door=door, organisatie=organisatie, gegevens={"verzoek": verzoek.nummer}, reden=reden
    )
    verzoek.save(update_fields=["voorstel"])
    _schrijf_op("accounts:betrokkene:gevraagd", verzoek, door)
    return verzoek


def geef_inzage(voorstel: Voorstel, door: Gebruiker) -> None:
    """De uitvoerder van het voorstel: het overzicht is er veertien dagen, alleen voor wie het vroeg.

    Slot op het verzoek, `verloopt_op`, een logregel en een bericht aan wie het vroeg. Werpt Geweigerd als het nummer
    al weg is.
    """
    verzoek = (
        Inzageverzoek.objects.unscoped("het voorstel noemt dit verzoek")
        .select_for_update(of=("self",))
        .select_related("gevraagd_door")
        .get(voorstel=voorstel)
    )
    if not verzoek.pgn:
        raise Geweigerd("Dit verzoek is verlopen. Laat een nieuw verzoek doen.")
    verzoek.verloopt_op = nu() + BESCHIKBAAR
    verzoek.save(update_fields=["verloopt_op"])
    _schrijf_op("accounts:betrokkene:toegestaan", verzoek, door)
    enqueue(
        sjabloon="beheer/inzage",
        ontvanger=verzoek.gevraagd_door.email,
        sleutel=f"inzage:{verzoek.nummer}",
        context={"nummer": verzoek.nummer},
    )


@transaction.atomic
def maak_overzicht(door: Gebruiker, verzoek: Inzageverzoek, vorm: str) -> list[Groep]:
    """Wat elke kamer van deze persoon heeft, op dit moment. Er blijft geen kopie. Schrijft één logregel.

    Werpt Geweigerd als het overzicht er (nog) niet is of niet meer.
    """
    if verzoek.stand != "beschikbaar":
        raise Geweigerd("Dit overzicht is er niet of niet meer.")
    with buiten_bereik(REDEN):
        nummers = import_string(settings.NUMMERS_VAN_PERSOON)(verzoek.pgn)
        groepen = [groep for pad in settings.INZAGEBRONNEN for groep in import_string(pad)(nummers)]
    _schrijf_op("accounts:betrokkene:ingezien", verzoek, door, vorm=vorm)
    return groepen


@transaction.atomic
def vergeet_nummers(vandaag: date, *, proef: bool = False) -> int:
    """Maak het nummer leeg van verzoeken die op `vandaag` voorbij waren; geeft het aantal. `proef` telt alleen.

    Voorbij is: veertien dagen na de instemming, of afgewezen, ingetrokken of verlopen zonder besluit. Dat er gevraagd
    is, en waarom, blijft.
    """
    grens = begin_van_dag(vandaag)
    dicht = Q(voorstel__besluit__in=(Voorstel.Besluit.AFGEWEZEN, Voorstel.Besluit.INGETROKKEN))
    voorbij = Inzageverzoek.objects.unscoped("bewaartermijn van veertien dagen").filter(
        Q(verloopt_op__lte=grens) | Q(verloopt_op=None) & (dicht | Q(voorstel__verloopt_op__lte=grens))
    )
    over = voorbij.exclude(pgn="")
    return over.count() if proef else over.update(pgn="")


def _schrijf_op(actie: str, verzoek: Inzageverzoek, door: Gebruiker, **details: object) -> None:
    with buiten_bereik("het logboek kent een leerling onder zijn huidige nummer"):
        huidig = import_string(settings.NUMMERS_VAN_PERSOON)(verzoek.pgn)[0]
    record(
        actie=actie, gebruiker=door, organisatie=verzoek.organisatie_id, onderwerp=onderwerp_van(huidig),
        object_type="inzageverzoek", object_id=verzoek.nummer, details=details,
    )  # fmt: skip
