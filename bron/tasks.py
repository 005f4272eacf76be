"""De taken van het register. Vaker of tegelijk mag: de rij in de database zegt wat er te doen is."""

from uuid import UUID

from bron.services import c_bouw, wachtrij, weeklevering
from verzuimloket.celery import app

LANGST = 6 * 3600  # seconden; een landelijk bestand duurt langer dan de grens van gewone taken


# De boodschap wordt meteen afgetekend: een taak van meer dan visibility_timeout zou Redis nog eens uitdelen. Wat een
# gedode worker liet liggen, vindt de vaste taak terug.
@app.task(name=wachtrij.TAAK, time_limit=LANGST, acks_late=False, reject_on_worker_lost=False)
def lees_in_wachtrij() -> int:
    """De por na het aanbieden, en elke minuut: lees in wat wacht of bleef liggen; geeft hoeveel bestanden."""
    return wachtrij.lees_wachtrij()


@app.task(name="bron.tasks.maak_c_levering")
def maak_c_levering(pk: str) -> bool:
    """De por na een aanvraag: maak deze C-levering, als zij nog loopt en niemand anders bezig is."""
    return c_bouw.maak_c_levering(UUID(pk))


@app.task(name="bron.tasks.veeg_c_leveringen")
def veeg_c_leveringen() -> int:
    """Elke minuut: maak wat geen por kreeg of wiens taak stierf. Geeft het aantal dat klaar kwam."""
    return c_bouw.veeg_c_leveringen()


@app.task(name="bron.tasks.bouw_weekleveringen")
def bouw_weekleveringen() -> list[str]:
    """Elk uur: bouw de maandagen die aan de beurt zijn (vanaf maandag 04:00); geeft de gebouwde maandagen."""
    return [str(peildatum) for peildatum in weeklevering.bouw_wat_moet()]
