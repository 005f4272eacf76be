"""De taken van de koerier. Tweemaal of tegelijk draaien mag: elk bericht wordt door één koerier gehuurd."""

from verzuimloket.celery import app
from verzuimloket.clock import nu
from verzuimloket.outbox.koerier import bezorg_alles
from verzuimloket.outbox.models import Tik

VEEGTIK = "outbox-vegen"


@app.task(name="verzuimloket.outbox.tasks.bezorg")
def bezorg() -> int:
    """De por na een commit: bezorg wat er wacht. Geeft het aantal verzonden mails."""
    return bezorg_alles()


@app.task(name="verzuimloket.outbox.tasks.veeg")
def veeg() -> int:
    """Elke minuut: bezorg wat geen por kreeg, of wat nu aan zijn volgende poging toe is."""
    Tik.objects.update_or_create(naam=VEEGTIK, defaults={"moment": nu()})
    return bezorg_alles()
