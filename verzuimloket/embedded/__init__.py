"""Ingebouwde PostgreSQL en Redis-protocolserver voor `make demo`, de tests en VERZUIMLOKET_EMBEDDED=1.

Nooit gebruikt als DATABASE_URL en REDIS_URL gegeven zijn.
"""

from verzuimloket.embedded.servers import Adressen, start_of_gebruik, stop

__all__ = ["Adressen", "start_of_gebruik", "stop"]
