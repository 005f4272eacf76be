"""De taken van de rapportages. Vaker of tegelijk mag: de dienst beslist met de eigen klok of er iets te doen is."""

from uuid import UUID

from rapportages.services import achtergrond, r08
from rapportages.services import bouw_indien_nodig as bouw
from rapportages.services import ruim_vergelijkingen_op as ruim
from verzuimloket.celery import app


@app.task(name="rapportages.tasks.bouw_indien_nodig")
def bouw_indien_nodig() -> list[str]:
    """Bouw de maanden waarvan het sluitmoment voorbij is; geeft de gebouwde maanden."""
    return [str(maand) for maand in bouw()]


@app.task(name="rapportages.tasks.bouw_r08")
def bouw_r08() -> list[str]:
    """Elk uur: bouw R08 van de maandagen die aan de beurt zijn (vanaf maandag 05:00); geeft de gebouwde maandagen."""
    return [str(peildatum) for peildatum in r08.bouw_wat_moet()]


@app.task(name="rapportages.tasks.ruim_vergelijkingen_op")
def ruim_vergelijkingen_op() -> int:
    """Verwijder de vergelijkingen met een eigen lijst die een uur oud zijn; geeft het aantal."""
    return ruim()


@app.task(name="rapportages.tasks.maak_bestand")
def maak_bestand(pk: str) -> bool:
    """De por na een aanvraag: maak dit bestand, als het nog loopt en niemand anders bezig is."""
    return achtergrond.maak_bestand(UUID(pk))


@app.task(name="rapportages.tasks.veeg_bestanden")
def veeg_bestanden() -> int:
    """Elke minuut: maak wat geen por kreeg of wiens taak stierf. Geeft het aantal dat klaar kwam."""
    return achtergrond.veeg_bestanden()
