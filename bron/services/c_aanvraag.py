"""Een C-levering aanvragen, en de taak die haar maakt een por geven."""

from datetime import date
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.domein.rechten import Handeling
from accounts.models import Gebruiker, Organisatie
from bron.domein.aanvraag import MAANDEN_TERUG, AanvraagGeweigerd, toets_peildatum
from bron.models import CLevering
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag
from verzuimloket.db.bereik import buiten_bereik
from verzuimloket.kalender import kalendermaanden_erbij
from verzuimloket.outbox.services import por

MAAKTAAK = "bron.tasks.maak_c_levering"


def vroegste_peildatum() -> date:
    return kalendermaanden_erbij(vandaag(), -MAANDEN_TERUG)


@transaction.atomic
def vraag_c_levering_aan(gebruiker: Gebruiker, peildatum: date, sleutel: UUID) -> CLevering:
    """Leg een aanvraag vast; dezelfde `sleutel` nog eens geeft de eerste aanvraag terug.

    Slot op de organisatie, recht, herhaling, peildatum, geen andere die loopt; dan de aanvraag en één logregel. Na de
    commit krijgt de taak een por; lukt die niet, dan vindt de veegbeurt de aanvraag.
    Werpt PermissionDenied zonder het recht, AanvraagGeweigerd met een zin.
    """
    scope = gebruiker.scope
    if scope is None or not scope.mag(Handeling.C_LEVERING_AANVRAGEN):
        raise PermissionDenied("Deze rol vraagt geen C-levering aan.")
    organisatie = Organisatie.objects.select_for_update(no_key=True).get(pk=scope.organisatie_id)
    with buiten_bereik("is dit formulier al eens verstuurd, misschien door een ander"):
        eerder = CLevering.objects.unscoped("is dit formulier al eens verstuurd").filter(pk=sleutel).first()
    if eerder is not None:
        if eerder.organisatie_id != organisatie.pk:
            raise AanvraagGeweigerd("Dit formulier is al gebruikt. Open de pagina opnieuw.")
        return eerder
    toets_peildatum(peildatum, vandaag=vandaag(), vroegst=vroegste_peildatum())
    if CLevering.objects.visible_to(gebruiker).filter(stand__in=CLevering.LOOPT).exists():
        raise AanvraagGeweigerd("Er loopt al een aanvraag van uw organisatie. Wacht tot die klaar is.")
    c_levering = CLevering.objects.create(
        pk=sleutel, organisatie=organisatie, gebruiker=gebruiker, peildatum=peildatum, aangevraagd_op=nu()
    )
    record(
        actie="bron:c_levering:aangevraagd",
        gebruiker=gebruiker,
        object_type="c_levering",
        object_id=c_levering.pk,
        details={"peildatum": peildatum.isoformat()},
    )
    transaction.on_commit(partial(por, MAAKTAAK, str(c_levering.pk)), robust=True)
    return c_levering
