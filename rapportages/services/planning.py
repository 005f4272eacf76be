"""Wanneer er gebouwd wordt: de vaste taak, het inhalen na een uitval, en de knop van functioneel beheer."""

import logging
from typing import Any

from django.db import transaction

from accounts.queries.rolhouders import functioneel_beheerders
from rapportages.domein.peildatum import MAANDEN_BEWAARD, Maand, laatst_gesloten
from rapportages.models import Maandrapportage
from rapportages.services.bouw import bouw_maand, eis_te_bouwen
from rapportages.services.fouten import BouwLoopt, RapportageGeweigerd
from verzuimloket.audit.services import record
from verzuimloket.clock import AMSTERDAM, nu, vandaag
from verzuimloket.outbox.services import enqueue, por

logger = logging.getLogger(__name__)
TAAK = "rapportages.tasks.bouw_indien_nodig"


def bouw_indien_nodig() -> list[Maand]:
    """Bouw wat gesloten en nog niet gebouwd is, de oudste eerst; geeft de gebouwde maanden. Mag vaker en tegelijk.

    Een uitval wordt hoogstens drie maanden ingehaald: ouder is verlopen. Een afgekeurde maand wordt één keer per dag
    opnieuw geprobeerd; zolang zij niet lukt, wachten de maanden erna, want hun A01 en A02 vergelijken met haar. Wat
    functioneel beheer vroeg, gaat altijd door.
    """
    klaar: list[Maand] = []
    wacht_op: Maand | None = None
    for maand, rapportage in te_bouwen():
        gevraagd = rapportage is not None and rapportage.gevraagd_op is not None
        if wacht_op is not None and not gevraagd:
            _meld_wachten(maand, wacht_op)
            continue
        try:
            if rapportage is not None and _vandaag_afgekeurd(rapportage) and not gevraagd:
                raise RapportageGeweigerd(f"De maand {maand} is vandaag al afgekeurd.")
            if bouw_maand(maand.jaar, maand.maand).gebouwd:
                klaar.append(maand)
        except BouwLoopt:
            break
        except RapportageGeweigerd as fout:
            logger.info("%s", fout)
            wacht_op = maand
    return klaar


def te_bouwen() -> list[tuple[Maand, Maandrapportage | None]]:
    """De gesloten maanden die nog niet zichtbaar zijn, de oudste eerst, met hun rij als die er is.

    Van de maand na de eerste die ooit gebouwd is, maar niet ouder dan de bewaartermijn; is er nog geen, dan alleen de
    laatste. En elke maand waar functioneel beheer om vroeg.
    """
    laatste = laatst_gesloten(nu())
    rijen = {rij.waarde: rij for rij in Maandrapportage.objects.all()}
    maand = _terug(laatste, MAANDEN_BEWAARD - 1)
    eerste = min((m for m, rij in rijen.items() if rij.zichtbaar), default=laatste)
    maanden = {m for m, rij in rijen.items() if rij.gevraagd_op is not None}
    while maand <= laatste:
        if maand >= eerste:
            maanden.add(maand)
        maand = maand.volgende
    open_ = [(m, rijen.get(m)) for m in sorted(maanden)]
    return [(m, rij) for m, rij in open_ if rij is None or not rij.zichtbaar]


def _terug(maand: Maand, aantal: int) -> Maand:
    for _ in range(aantal):
        maand = maand.vorige
    return maand


def _vandaag_afgekeurd(rapportage: Maandrapportage) -> bool:
    moment = rapportage.afgekeurd_op
    return moment is not None and moment.astimezone(AMSTERDAM).date() == vandaag()


@transaction.atomic
def _meld_wachten(maand: Maand, wacht_op: Maand) -> None:
    """Zeg functioneel beheer één keer dat deze maand wacht op een eerdere die niet lukt."""
    if not Maandrapportage.objects.filter(maand=wacht_op.t2, afgekeurd_op__isnull=False).exists():
        return
    for beheerder in functioneel_beheerders():
        enqueue(
            sjabloon="rapportages/wacht",
            ontvanger=beheerder.email,
            sleutel=f"rapportages:{maand}:wacht:{beheerder.pk}",
            context={"maand": str(maand), "vorige": str(wacht_op)},
        )


@transaction.atomic
def vraag_bouw(gebruiker: Any, maand: Maand) -> None:
    """Zet een gesloten maand klaar om nu te bouwen of opnieuw te proberen, met een logregel; de worker krijgt een por.

    Werpt RapportageGeweigerd als de maand niet te bouwen of al gebouwd is. Twee keer vragen is één keer vragen.
    """
    eis_te_bouwen(maand)
    rapportage, _ = Maandrapportage.objects.select_for_update().get_or_create(
        maand=maand.t2, defaults={"t1": maand.t1, "sluitmoment": maand.sluitmoment}
    )
    if rapportage.zichtbaar:
        raise RapportageGeweigerd(f"De maand {maand} is al gebouwd. Een gebouwde maand verandert niet meer.")
    if rapportage.gevraagd_op is None:
        rapportage.gevraagd_op = nu()
        rapportage.save(update_fields=["gevraagd_op"])
        record(
            actie="rapportages:maand:gevraagd", gebruiker=gebruiker, object_type="maandrapportage", object_id=str(maand)
        )
    transaction.on_commit(lambda: por(TAAK), robust=True)
