"""Een weeklevering verdwijnt drie maanden na het bouwen; dat zij er was en hoeveel mutaties zij telde, blijft."""

from datetime import date

from django.db import transaction

from accounts.queries.beperkingen import beperkte_nummers
from bron.models import Mutatie, Weeklevering
from verzuimloket.audit.services import record


@transaction.atomic
def verwijder_verlopen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de mutaties van elke verlopen weeklevering; geeft het aantal weekleveringen. `proef` telt alleen.

    Slot per weeklevering, mutaties weg, `opgeruimd_op` gezet, één logregel per weeklevering. De regels van wie een
    beperking heeft, blijven tot zij is opgeheven; te lezen zijn zij dan al niet meer.
    """
    verlopen = Weeklevering.objects.filter(verloopt_op__lte=vandaag, opgeruimd_op=None).order_by("peildatum")
    if proef:
        return verlopen.count()
    weg = Mutatie.objects.unscoped("bewaartermijn van drie maanden").exclude(pgn__in=beperkte_nummers())
    weg.filter(weeklevering__opgeruimd_op__isnull=False).delete()
    aantal = 0
    for levering in verlopen.select_for_update():
        regels = weg.filter(weeklevering=levering).delete()[0]
        levering.opgeruimd_op = vandaag
        levering.save(update_fields=["opgeruimd_op"])
        record(
            actie="bron:weeklevering:opgeruimd",
            object_type="weeklevering",
            object_id=str(levering),
            details={"mutaties": regels},
        )
        aantal += 1
    return aantal
