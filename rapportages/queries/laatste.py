"""Wie er op de laatste lijst staat; het register vraagt het bij elke levering (settings: OP_DE_LIJST)."""

from datetime import date, datetime

from django.db.models import QuerySet

from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, RapportageRij
from verzuimloket.clock import vandaag


def op_de_laatste_lijst(moment: datetime) -> tuple[date, QuerySet] | None:
    """De t2 van de laatste zichtbare lijst (A04) die op `moment` gesloten was, en een vraag met één kolom `persoon`.

    De nummers zijn die van het sluitmoment. None als er nog geen lijst is of haar rijen verlopen zijn.
    """
    laatste = Maandrapportage.objects.filter(zichtbaar=True, sluitmoment__lte=moment).order_by("-maand").first()
    if laatste is None or laatste.verlopen(vandaag()):
        return None
    rijen = RapportageRij.objects.unscoped("signaal bij een nieuwe inschrijving").filter(
        rapportage=laatste, code=Code.A04
    )
    return laatste.maand, rijen.values("persoon")
