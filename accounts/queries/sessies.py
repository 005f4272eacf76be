"""Wanneer iemand inlogde."""

from datetime import datetime

from verzuimloket.audit.models import AuditEvent


def laatste_inlogmomenten(gebruiker_id: int, aantal: int = 5) -> list[datetime]:
    """Wanneer deze gebruiker het laatst inlogde, nieuwste eerst; uit het logboek."""
    return list(
        AuditEvent.objects.filter(gebruiker_id=gebruiker_id, actie="accounts:sessie:ingelogd")
        .order_by("-moment")
        .values_list("moment", flat=True)[:aantal]
    )
