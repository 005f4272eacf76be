"""De app die na elke `migrate` het rijbeleid in de database zet."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _na_migrate(using: str, **_: Any) -> None:
    from verzuimloket.db.beleid import breng_aan  # leest alle modellen, en die zijn er nu pas

    breng_aan(using)


class DbConfig(AppConfig):
    name = "verzuimloket.db"
    label = "rijbeleid"
    verbose_name = "Rijbeleid"

    def ready(self) -> None:
        post_migrate.connect(_na_migrate, sender=self, dispatch_uid="rijbeleid")
