"""Een groot bestand van een rapportage aanvragen, en de taak die het maakt een por geven."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum

from accounts.models import Gebruiker, Organisatie
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.models import Bestandsaanvraag, Maandrapportage, Telling, ontvanger_van
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag
from verzuimloket.outbox.services import por

MAAKTAAK = "rapportages.tasks.maak_bestand"
# tot en met zoveel rijen komt een bestand meteen: dan wacht de bezoeker hoogstens een paar seconden
METEEN: dict[str, int | None] = {"csv": None, "xlsx": 20_000, "pdf": 250}


def aantal_rijen(rapportage: Maandrapportage, code: Code, ontvanger: Ontvanger) -> int:
    """Hoeveel rijen het bestand ongeveer krijgt, uit de tellingen van de bouw; de A06 heeft er altijd weinig."""
    tellingen = Telling.objects.unscoped("grootte van het eigen bestand")
    eigen = tellingen.filter(rapportage=rapportage, ontvanger=str(ontvanger), code=code)
    return eigen.aggregate(som=Sum("aantal"))["som"] or 0


def past_meteen(vorm: str, aantal: int) -> bool:
    grens = METEEN[vorm]
    return grens is None or aantal <= grens


def lopend_of_klaar(
    gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code, vorm: str
) -> Bestandsaanvraag | None:
    """De aanvraag van hetzelfde bestand die nog loopt of waarvan het bestand er is: een rapportage verandert niet."""
    eigen = Bestandsaanvraag.objects.visible_to(gebruiker).filter(rapportage=rapportage, code=code, vorm=vorm)
    return next((aanvraag for aanvraag in eigen if aanvraag.loopt or aanvraag.beschikbaar(vandaag())), None)


@transaction.atomic
def vraag_bestand_aan(gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code, vorm: str) -> Bestandsaanvraag:
    """Leg een aanvraag vast, of geef de aanvraag van hetzelfde bestand die al loopt of klaar is.

    Slot op de organisatie, herhaling, dan de aanvraag en één logregel. Na de commit krijgt de taak een por; lukt die
    niet, dan vindt de veegbeurt de aanvraag. Werpt PermissionDenied voor wie geen ontvanger is.
    """
    scope = gebruiker.scope
    ontvanger = ontvanger_van(scope) if scope else None
    if scope is None or ontvanger is None:
        raise PermissionDenied("Deze organisatie ontvangt geen rapportages.")
    organisatie = Organisatie.objects.select_for_update(no_key=True).get(pk=scope.organisatie_id)
    eerder = lopend_of_klaar(gebruiker, rapportage, code, vorm)
    if eerder is not None:
        return eerder
    aanvraag = Bestandsaanvraag.objects.create(
        organisatie=organisatie, gebruiker=gebruiker, rapportage=rapportage, code=code, vorm=vorm, aangevraagd_op=nu(),
        totaal=aantal_rijen(rapportage, code, ontvanger),
    )  # fmt: skip
    record(
        actie="rapportages:bestand:aangevraagd",
        gebruiker=gebruiker,
        object_type="bestandsaanvraag",
        object_id=aanvraag.pk,
        details={"maand": str(rapportage), "code": code.value, "vorm": vorm},
    )
    transaction.on_commit(partial(por, MAAKTAAK, str(aanvraag.pk)), robust=True)
    return aanvraag
