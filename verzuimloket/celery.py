"""De koerier: Celery brengt werk rond, maar de waarheid staat in PostgreSQL (zie docs/huis.md, outbox)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verzuimloket.settings")

app = Celery("verzuimloket")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
