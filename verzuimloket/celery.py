"""De koerier: Celery brengt werk rond, maar de waarheid staat in PostgreSQL (zie docs/huis.md, outbox)."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verzuimloket.settings")

app = Celery("verzuimloket")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect  # type: ignore[untyped-decorator]
@beat_init.connect  # type: ignore[untyped-decorator]
def _eis_productie(**_: Any) -> None:
    from verzuimloket.checks import eis_productie  # pas nu staat Django klaar

    try:
        eis_productie()
    except ImproperlyConfigured as fout:
        raise SystemExit(str(fout)) from None  # een gewone fout in een signaal slikt Celery in
