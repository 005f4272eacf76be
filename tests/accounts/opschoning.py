"""Een opschoning met haar logregel, zoals `schoon_op` die achterlaat."""

from uuid import UUID

from django.db import transaction

from verzuimloket.audit.models import Opschoning
from verzuimloket.audit.services import record
from verzuimloket.clock import nu, vandaag


def opgeschoond(aantal: int, *, klaar: bool = True, logregel: bool = True, regel: str = "meldingen") -> Opschoning:
    with transaction.atomic():
        rij = Opschoning.objects.create(
            keer=UUID(int=7), regel=regel, grens=vandaag(), aantal=aantal, begonnen_op=nu(),
            klaar_op=nu() if klaar else None,
        )  # fmt: skip
        if aantal and klaar and logregel:
            record(
                actie="verzuimloket:opschoning:uitgevoerd", object_type="opschoning", object_id=rij.pk,
                details={"regel": regel, "grens": f"{rij.grens}", "aantal": aantal},
            )  # fmt: skip
    return rij
