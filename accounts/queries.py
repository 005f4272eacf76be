"""Querysets van accounts."""

from datetime import date, datetime
from typing import Self

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q

from accounts.scope import ScopedQuerySet
from verzuimloket.audit.models import AuditEvent


class GebruikerManager(BaseUserManager):
    def get_by_natural_key(self, username: str | None):  # type: ignore[no-untyped-def]
        """Zoekt op gebruikersnaam; hoofdletters maken niet uit."""
        return super().get_by_natural_key((username or "").casefold())


class ToewijzingQuerySet(ScopedQuerySet):
    def geldig(self, dag: date) -> Self:
        """Toewijzingen die op deze dag gelden; `vanaf` en `tot` doen allebei mee."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=dag), vanaf__lte=dag)


def laatste_inlogmomenten(gebruiker_id: int, aantal: int = 5) -> list[datetime]:
    """Wanneer deze gebruiker het laatst inlogde, nieuwste eerst; uit het logboek."""
    return list(
        AuditEvent.objects.filter(gebruiker_id=gebruiker_id, actie="accounts:sessie:ingelogd")
        .order_by("-moment")
        .values_list("moment", flat=True)[:aantal]
    )
