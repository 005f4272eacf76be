"""Een C-levering verdwijnt drie maanden nadat zij klaar was; dat zij er was, blijft staan."""

from datetime import date

from django.db import transaction

from bron.models import CLevering
from bron.services import c_bestand
from verzuimloket.audit.services import record


@transaction.atomic
def verwijder_verlopen_c(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de bestanden van elke verlopen C-levering; geeft het aantal. `proef` telt alleen.

    Slot per aanvraag; eerst de bestanden weg, dan `opslag` leeg en één logregel. Breekt het daartussen af, dan doet
    een volgende keer het over.
    """
    verlopen = (
        CLevering.objects.unscoped("bewaartermijn van drie maanden")
        .filter(verloopt_op__lte=vandaag)
        .exclude(opslag="")
        .order_by("pk")
    )
    if proef:
        return verlopen.count()
    aantal = 0
    for c_levering in verlopen.select_for_update():
        c_bestand.verwijder(c_levering.opslag)
        c_levering.opslag = ""
        c_levering.save(update_fields=["opslag"])
        record(actie="bron:c_levering:opgeruimd", object_type="c_levering", object_id=c_levering.pk)
        aantal += 1
    return aantal
