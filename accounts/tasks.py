"""De taken van accounts."""

from accounts import services_opruimen
from verzuimloket.celery import app


@app.task(name="accounts.tasks.ruim_op")
def ruim_op() -> dict[str, int]:
    """Elk uur: verwijder oude concepten en verlopen sessies; geeft de aantallen. Vaker of tegelijk mag."""
    return services_opruimen.ruim_op()
