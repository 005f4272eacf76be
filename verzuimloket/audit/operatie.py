"""De lopende handeling: één verzoek, taak of commando. Alles wat daarbinnen gelogd wordt, draagt hetzelfde nummer."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest

from verzuimloket.audit.models import AuditEvent


@dataclass
class Operatie:
    """`request` is None buiten een webverzoek; `weigeringen` worden na de transactie van het verzoek geschreven."""

    request: HttpRequest | None = None
    id: UUID = field(default_factory=uuid4)
    weigeringen: list[AuditEvent] = field(default_factory=list)


_lopend: ContextVar[Operatie | None] = ContextVar("operatie", default=None)


def lopende() -> Operatie | None:
    return _lopend.get()


@contextmanager
def operatie(request: HttpRequest | None = None) -> Iterator[Operatie]:
    """Geef alles wat binnen dit blok gelogd wordt één nummer."""
    nieuw = Operatie(request)
    teken = _lopend.set(nieuw)
    try:
        yield nieuw
    finally:
        _lopend.reset(teken)


def ip_van(request: HttpRequest) -> str | None:
    """Het adres van de bezoeker. X-Forwarded-For telt alleen voor de eigen proxy's (PROXY_AANTAL, van achteren)."""
    keten = [deel.strip() for deel in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if deel.strip()]
    keten.append(request.META.get("REMOTE_ADDR", ""))
    adres = keten[max(len(keten) - 1 - settings.PROXY_AANTAL, 0)]
    return adres or None


def sessie_van(request: HttpRequest) -> str:
    """Een afdruk van de sessie: genoeg om regels te verbinden, niet om de sessie over te nemen."""
    sleutel = getattr(getattr(request, "session", None), "session_key", None)
    return hashlib.sha256(sleutel.encode()).hexdigest()[:32] if sleutel else ""
