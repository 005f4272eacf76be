"""Kiest welke database en welke Redis het portaal gebruikt: de gegeven adressen, of de ingebouwde servers."""

import atexit
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def adressen(database_url: str, redis_url: str, *, aan: bool, map_: Path, snel: bool) -> tuple[str, str]:
    """Geef (DATABASE_URL, REDIS_URL). Als `aan`, dan start alleen de server waarvan het adres ontbreekt."""
    if not (database_url and redis_url) and aan:
        # traag en alleen nodig in demo en test: de wheels met de servers zitten niet in productie
        from verzuimloket import embedded

        gekozen = embedded.start_of_gebruik(map_, snel=snel, met_postgres=not database_url, met_redis=not redis_url)
        atexit.register(embedded.stop, map_)
        return database_url or gekozen.database_url, redis_url or gekozen.redis_url
    if not database_url:
        raise ImproperlyConfigured(
            "DATABASE_URL ontbreekt. Geef het adres van PostgreSQL, of zet VERZUIMLOKET_EMBEDDED=1."
        )
    if not redis_url:
        raise ImproperlyConfigured("REDIS_URL ontbreekt. Geef het adres van Redis, of zet VERZUIMLOKET_EMBEDDED=1.")
    return database_url, redis_url
