"""De taken van het register. Vaker of tegelijk mag: de rij in de database zegt wat er te doen is."""

from bron.services import wachtrij
from verzuimloket.celery import app

LANGST = 6 * 3600  # seconden; een landelijk bestand duurt langer dan de grens van gewone taken


# De boodschap wordt meteen afgetekend: een taak van meer dan visibility_timeout zou Redis nog eens uitdelen. Wat een
# gedode worker liet liggen, vindt de vaste taak terug.
@app.task(name=wachtrij.TAAK, time_limit=LANGST, acks_late=False, reject_on_worker_lost=False)
def lees_in_wachtrij() -> int:
    """De por na het aanbieden, en elke minuut: lees in wat wacht of bleef liggen; geeft hoeveel bestanden."""
    return wachtrij.lees_wachtrij()


@app.task(name="bron.tasks.ruim_aanleveringen_op")
def ruim_aanleveringen_op() -> dict[str, int]:
    """Elk uur: verwijder bestanden en rijen waarvan de bewaartermijn om is; geeft de aantallen."""
    return wachtrij.ruim_aanleveringen_op()
