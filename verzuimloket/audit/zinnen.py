"""Wat een logregel betekent, als zin voor een scherm: één sjabloon per actie in templates/audit/."""

from django.template.loader import render_to_string

from verzuimloket.audit.models import AuditEvent


def sjabloon_van(actie: str) -> str:
    """`accounts:sessie:ingelogd` heeft `audit/accounts.sessie.ingelogd.txt`."""
    return f"audit/{actie.replace(':', '.')}.txt"


def zin(regel: AuditEvent, *, leerling: str = "deze leerling") -> str:
    """Eén Nederlandse zin zonder wie en wanneer; die staan al naast de zin. Werpt TemplateDoesNotExist.

    `leerling` is hoe de zin het onderwerp noemt: in het logboek van een organisatie een aantal, nooit wie het is.
    """
    return render_to_string(sjabloon_van(regel.actie), {"regel": regel, "leerling": leerling}).strip()
