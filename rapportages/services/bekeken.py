"""Wie een lijst opent, laat een spoor na: één logregel per leerling op de bladzijde."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import Gebruiker
from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage
from rapportages.queries.tabel import huidige_nummers
from verzuimloket.audit.services import onderwerp_van, record_bekeken


@transaction.atomic
def lijst_bekeken(gebruiker: Gebruiker, rapportage: Maandrapportage, code: Code, personen: Iterable[str]) -> None:
    """Leg vast welke leerlingen deze gebruiker op een lijst zag, elk onder zijn nummer van nu."""
    gezien = list(dict.fromkeys(personen))
    if not gezien:
        return
    nieuw = huidige_nummers(gezien)
    record_bekeken(
        gebruiker,
        [onderwerp_van(nieuw.get(persoon, persoon)) for persoon in gezien],
        actie="rapportages:lijst:bekeken",
        object_type="maandrapportage",
        object_id=str(rapportage),
        details={"code": code.value},
    )
