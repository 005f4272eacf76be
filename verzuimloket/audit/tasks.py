"""De taken van het logboek. Vaker of tegelijk draaien mag."""

from verzuimloket.audit import zegels
from verzuimloket.celery import app


@app.task(name="verzuimloket.audit.tasks.verzegel")
def verzegel() -> int:
    """Elke minuut: zet een zegel op wat er bij kwam; geeft het aantal regels."""
    zegel = zegels.verzegel()
    return zegel.aantal if zegel else 0


@app.task(name="verzuimloket.audit.tasks.stuur_zegel")
def stuur_zegel() -> int:
    """Elke dag: meld het laatste zegel buiten de database; geeft zijn nummer."""
    zegel = zegels.stuur_naar_buiten()
    return zegel.nummer if zegel else 0
