"""Verzuimloket: het projectpakket, met de bedrading en de mechanismen die geen woord van het vak kennen."""

from verzuimloket.celery import app as celery_app

__all__ = ["celery_app"]
