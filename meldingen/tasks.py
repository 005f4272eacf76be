"""De taken van de meldingen. Vaker of tegelijk mag: de dienst beslist met de eigen klok of er iets te doen is."""

from meldingen.services.routeringbeheer import voer_wissels_uit
from verzuimloket.celery import app


@app.task(name="meldingen.tasks.wissel_routering")
def wissel_routering() -> int:
    """Elk kwartier: laat open meldingen volgen waar de routering wijzigde; geeft hoeveel er overgingen."""
    return voer_wissels_uit()
