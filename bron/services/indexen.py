"""Hoe het samenvoegen met de indexen van het register omgaat (besluit 19).

Een eerste lading gaat zonder: achteraf bouwen kost de helft van bijwerken bij elke rij. Een kleine levering gaat er
juist langs, ook waar de planner liever alle rijen leest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from bron.models import DiplomaVersie, PeriodeVersie, PersoonVersie

VEEL = 50_000  # rijen; daaronder kost het weghalen en bouwen meer dan het scheelt
WEINIG = 5  # zoveel keer kleiner dan het register
_PLANNER = "SET LOCAL enable_seqscan = {0}; SET LOCAL enable_hashjoin = {0}; SET LOCAL enable_mergejoin = {0}"
_MODELLEN = (PersoonVersie, PeriodeVersie, DiplomaVersie)


@contextmanager
def pas_na_afloop(cursor: Any, rijen: int) -> Iterator[None]:
    """Haal de indexen van de versies weg en bouw ze na afloop, als het register leeg is en er veel rijen komen.

    Alleen voor de eigenaar van de tabellen; een andere rol werkt de indexen gewoon bij. In dezelfde transactie, dus na
    een uitval staan de oude er nog. Wie intussen het (nog lege) register leest, wacht tot de commit.
    """
    if rijen < VEEL or not _leeg_en_eigen(cursor):
        yield
        return
    with connection.schema_editor(atomic=False) as editor:
        for model in _MODELLEN:
            editor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {model._meta.db_table}_pkey")
            for index in model._meta.indexes:
                editor.remove_index(model, index)
    yield
    with connection.schema_editor(atomic=False) as editor:
        for model in _MODELLEN:
            editor.execute(f"ALTER TABLE {model._meta.db_table} ADD PRIMARY KEY (id)")
            for index in model._meta.indexes:
                editor.add_index(model, index)
            editor.execute(f"ANALYZE {model._meta.db_table}")


def _leeg_en_eigen(cursor: Any) -> bool:
    tabellen = [model._meta.db_table for model in _MODELLEN]
    leeg = " AND ".join(f"NOT EXISTS (SELECT FROM {tabel})" for tabel in tabellen)
    cursor.execute(
        f"SELECT {leeg} AND bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])",
        [tabellen],
    )
    return bool(cursor.fetchone()[0])


def is_weinig(cursor: Any, rijen: int) -> bool:
    """Of er veel minder rijen binnenkomen dan er al staan."""
    tabellen = [model._meta.db_table for model in _MODELLEN]
    cursor.execute("SELECT sum(reltuples) FROM pg_class WHERE relname = ANY(%s)", [tabellen])
    staan: float = cursor.fetchone()[0]
    return rijen * WEINIG < staan


@contextmanager
def langs_de_index(cursor: Any, rijen: int) -> Iterator[None]:
    """Laat de planner de index kiezen als er weinig rijen binnenkomen: hij schat haar te duur, want alles is warm."""
    weinig = is_weinig(cursor, rijen)
    if weinig:
        cursor.execute(_PLANNER.format("off"))
    yield
    if weinig:
        cursor.execute(_PLANNER.format("on"))
