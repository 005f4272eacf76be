"""Leeft het portaal, en kan het werken? Antwoorden zonder geheimen of persoonsgegevens."""

from functools import cache

import redis
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from verzuimloket.clock import nu
from verzuimloket.outbox.queries import laatste_tik, stand
from verzuimloket.outbox.tasks import VEEGTIK

TIK_TE_OUD = 300  # seconden; daarna draait beat of de worker waarschijnlijk niet
BERICHT_TE_OUD = 900  # seconden


@require_safe
@transaction.non_atomic_requests
def leeft(request: HttpRequest) -> JsonResponse:
    """200 zolang dit proces antwoordt; raakt niets aan."""
    return JsonResponse({"status": "ok"})


@require_safe
@transaction.non_atomic_requests
def klaar(request: HttpRequest) -> JsonResponse:
    """200 als de database werkt en bij is, anders 503. Redis, beat en wachtende mail geven alleen `let op`."""
    try:
        migraties = _openstaande_migraties()
        if migraties:
            return JsonResponse({"status": "niet klaar", "database": "ok", "migraties": migraties}, status=503)
        bak, tik = stand(), laatste_tik(VEEGTIK)
    except DatabaseError:
        return JsonResponse({"status": "niet klaar", "database": "weg"}, status=503)
    tik_seconden = int((nu() - tik).total_seconds()) if tik else None
    antwoord = {
        "database": "ok",
        "migraties": 0,
        "redis": "ok" if _redis_antwoordt() else "weg",
        "beat_seconden": tik_seconden,
        "outbox_oudste_seconden": bak.oudste_seconden,
        "outbox_mislukt": bak.aantallen["mislukt"],
    }
    let_op = (
        antwoord["redis"] != "ok"
        or tik_seconden is None
        or tik_seconden > TIK_TE_OUD
        or bak.oudste_seconden > BERICHT_TE_OUD
        or bak.aantallen["mislukt"] > 0
    )
    return JsonResponse({"status": "let op" if let_op else "ok", **antwoord})


def _openstaande_migraties() -> int:
    try:
        return _alles_gemigreerd()
    except _NogNiet as fout:
        return fout.aantal


class _NogNiet(Exception):
    def __init__(self, aantal: int) -> None:
        super().__init__(aantal)
        self.aantal = aantal


@cache
def _alles_gemigreerd() -> int:
    """Geeft 0 en onthoudt dat: in een levend proces komen er geen migraties bij. Een fout wordt niet onthouden."""
    uitvoerder = MigrationExecutor(connection)
    if plan := uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()):
        raise _NogNiet(len(plan))
    return 0


def _redis_antwoordt() -> bool:
    adres = settings.REDIS_URL.replace("redis+socket://", "unix://")
    try:
        with redis.Redis.from_url(adres, socket_timeout=1, socket_connect_timeout=1, retry=None) as klant:
            return bool(klant.ping())
    except redis.RedisError:
        return False
