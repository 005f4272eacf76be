"""Routeringsregels zetten: wie doet voor een gemeente of regio de meldingen van een leeftijdsgroep."""

from datetime import date

from django.db import transaction

from accounts.models import Gebruiker, Organisatie
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.models import Routering
from verzuimloket.audit.services import record


@transaction.atomic
def zet_routering(
    *, gebied: Organisatie, groep: Leeftijdsgroep, instantie: Organisatie, vanaf: date, door: Gebruiker | None = None
) -> Routering:
    """Laat `instantie` vanaf een dag de meldingen van deze groep doen; een eerdere regel eindigt de dag ervoor."""
    eerder = Routering.objects.geldig(vanaf).filter(gebied=gebied, groep=groep, geldig_van__lt=vanaf)
    eerder.update(geldig_tot=date.fromordinal(vanaf.toordinal() - 1))
    regel, _ = Routering.objects.update_or_create(
        gebied=gebied, groep=groep, geldig_van=vanaf, defaults={"instantie": instantie}
    )
    record(
        actie="meldingen:routering:gezet",
        gebruiker=door,
        object_type="organisatie",
        object_id=gebied.pk,
        details={"groep": groep.value, "instantie": instantie.pk, "vanaf": vanaf.isoformat()},
    )
    return regel
