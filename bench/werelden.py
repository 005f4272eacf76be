"""Twee databases naast elkaar in één proces: `in_wereld` laat alle code van het portaal met een van beide praten."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, connections

from verzuimloket.db.base import DatabaseWrapper


@dataclass(frozen=True)
class Wereld:
    """Een database met `meldingen` meldingen."""

    naam: str
    meldingen: int

    @property
    def url(self) -> str:
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.database}").geturl()

    @property
    def database(self) -> str:
        return f"bench_{self.naam}"

    @cached_property
    def verbinding(self) -> DatabaseWrapper:
        return DatabaseWrapper({**connections["default"].settings_dict, "NAME": self.database}, "default")


@contextmanager
def in_wereld(wereld: Wereld) -> Iterator[DatabaseWrapper]:
    """Binnen dit blok is de standaarddatabase die van `wereld`; de verbinding blijft daarna open."""
    vorige = connections["default"]
    connections["default"] = wereld.verbinding
    try:
        yield wereld.verbinding
    finally:
        connections["default"] = vorige


def beheer(opdracht: str, *waarden: Any) -> list[tuple[Any, ...]]:
    """Voer een opdracht uit buiten elke transactie, op de database van het portaal zelf."""
    with connection.cursor() as cursor:
        cursor.execute(opdracht, waarden)
        return cursor.fetchall() if cursor.description else []


def sleutel_van(wereld: Wereld) -> str:
    """De sleutel waarmee deze database gevuld is, of '' als zij er niet (helemaal) is."""
    rijen = beheer("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", wereld.database)
    return rijen[0][0] or "" if rijen else ""


def merk(wereld: Wereld, sleutel: str) -> None:
    beheer(f"COMMENT ON DATABASE {wereld.database} IS %s", sleutel)


def maak(wereld: Wereld, sjabloon: Wereld | None = None) -> None:
    """Een nieuwe database, leeg of als kopie van `sjabloon`; een oude met die naam verdwijnt."""
    wereld.verbinding.close()
    beheer(f"DROP DATABASE IF EXISTS {wereld.database} WITH (FORCE)")
    if sjabloon is not None:
        sjabloon.verbinding.close()
    bron = sjabloon.database if sjabloon else "template0"
    beheer(f"CREATE DATABASE {wereld.database} TEMPLATE {bron} STRATEGY file_copy")


assert settings.TEST, "Meten gaat alleen in testmodus: de databases worden weggegooid."
