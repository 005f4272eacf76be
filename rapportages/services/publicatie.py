"""De laatste stap: controleren, zichtbaar maken en de lezers berichten, in één transactie."""

from typing import Any

from django.db import connection

from accounts.berichten import ook_aan_adressen
from accounts.queries.rolhouders import functioneel_beheerders
from rapportages.domein.codes import Code
from rapportages.domein.peildatum import verloopt_op
from rapportages.models import Maandrapportage, Naam, RapportageRij, Telling, VerzuimRij
from rapportages.services.ontvangers import lezers, ontvangende_organisaties
from rapportages.services.vorige import aantal_op_vorige_lijst
from verzuimloket.audit.services import record
from verzuimloket.clock import nu
from verzuimloket.outbox.services import enqueue, enqueue_allen


def publiceer(rapportage: Maandrapportage) -> None:
    """Controleer A04 = vorige + A01 - A02 en maak de maand zichtbaar; klopt het niet, keur haar dan af.

    Schrijft één logregel, en een bericht per lezer (of bij afkeuren per functioneel beheerder). De aanroeper bewaart
    de rapportage.
    """
    _tel_opnieuw()
    aantallen = rapportage.controle = _aantallen(rapportage)
    rapportage.gevraagd_op = None
    if aantallen["A04"] != aantallen["vorige"] + aantallen["A01"] - aantallen["A02"]:
        _keur_af(rapportage, aantallen)
        return
    rapportage.zichtbaar = True
    rapportage.gebouwd_op = nu()
    rapportage.verloopt_op = verloopt_op(rapportage.gebouwd_op.date())
    maand = str(rapportage.waarde)
    record(actie="rapportages:maand:gepubliceerd", object_type="maandrapportage", object_id=maand, details=aantallen)
    mail: dict[str, Any] = {"sjabloon": "rapportages/klaar", "context": {"maand": maand}}
    enqueue_allen(**mail, ontvangers={f"rapportages:{maand}:{lezer.pk}": lezer.email for lezer in lezers()})
    ook_aan_adressen(ontvangende_organisaties(), **mail, sleutel=f"rapportages:{maand}")


def _tel_opnieuw() -> None:
    """Laat PostgreSQL zien hoeveel er bij kwam: de eerste lezers zijn er eerder dan zijn eigen opruimer."""
    with connection.cursor() as cursor:
        for model in (RapportageRij, VerzuimRij, Telling, Naam):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def _aantallen(rapportage: Maandrapportage) -> dict[str, int]:
    rijen = RapportageRij.objects.unscoped("controle voor publiceren").filter(rapportage=rapportage)
    return {
        "vorige": aantal_op_vorige_lijst(rapportage),
        "A01": rijen.filter(code=Code.A04, nieuw=True).count(),
        "A02": rijen.filter(code=Code.A02).values("persoon").distinct().count(),
        "A04": rijen.filter(code=Code.A04).count(),
    }


def _keur_af(rapportage: Maandrapportage, aantallen: dict[str, int]) -> None:
    rapportage.afgekeurd_op = nu()
    maand = str(rapportage.waarde)
    record(actie="rapportages:maand:afgekeurd", object_type="maandrapportage", object_id=maand, details=aantallen)
    for beheerder in functioneel_beheerders():
        enqueue(
            sjabloon="rapportages/afgekeurd",
            ontvanger=beheerder.email,
            sleutel=f"rapportages:{maand}:afgekeurd:{beheerder.pk}",
            context={"maand": maand, **aantallen},
        )
