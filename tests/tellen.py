"""Queries tellen zoals de pagina ze stelt: zonder de opdrachten die een transactie openen of sluiten."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTIE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@contextmanager
def aantal_queries(verwacht: int) -> Iterator[None]:
    """Werpt AssertionError met alle queries als het er niet precies `verwacht` zijn."""
    with CaptureQueriesContext(connection) as gevangen:
        yield
    gesteld = [query["sql"] for query in gevangen if not query["sql"].startswith(TRANSACTIE)]
    assert len(gesteld) == verwacht, f"{len(gesteld)} queries, verwacht {verwacht}:\n" + "\n".join(gesteld)
