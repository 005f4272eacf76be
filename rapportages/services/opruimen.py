"""Rapportages verdwijnen drie maanden na het bouwen; de tellingen blijven."""

from datetime import date

from django.db import transaction

from accounts.queries.beperkingen import beperkte_nummers
from rapportages.models import Maandrapportage, Naam, RapportageRij, VerzuimRij
from verzuimloket.audit.services import record


@transaction.atomic
def verwijder_verlopen(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de rijen van elke verlopen maand; geeft het aantal maanden.

    Slot per maand, rijen en namen weg, `opgeruimd_op` gezet, één logregel per maand. `proef` telt alleen. De rijen van
    wie een beperking heeft, blijven tot zij is opgeheven; te lezen zijn zij dan al niet meer.
    """
    verlopen = Maandrapportage.objects.select_for_update().filter(verloopt_op__lte=vandaag, opgeruimd_op=None)
    if proef:
        return verlopen.count()
    weg = [
        model.objects.unscoped("bewaartermijn van drie maanden").exclude(persoon__in=beperkte_nummers())
        for model in (RapportageRij, VerzuimRij)
    ]
    for alle in weg:
        alle.filter(rapportage__opgeruimd_op__isnull=False).delete()
    aantal = 0
    for rapportage in verlopen:
        rijen = 0
        for alle in weg:
            rijen += alle.filter(rapportage=rapportage).delete()[0]
        Naam.objects.filter(rapportage=rapportage).delete()
        rapportage.opgeruimd_op = vandaag
        rapportage.save(update_fields=["opgeruimd_op"])
        record(
            actie="rapportages:maand:opgeruimd",
            object_type="maandrapportage",
            object_id=str(rapportage),
            details={"rijen": rijen},
        )
        aantal += 1
    return aantal
