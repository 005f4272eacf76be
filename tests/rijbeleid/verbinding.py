"""Eigen verbindingen met de testdatabase, buiten de transactie van de test om."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import connection

from verzuimloket.db.base import DatabaseWrapper


@contextmanager
def verbinding(**anders: object) -> Iterator[DatabaseWrapper]:
    """Een verbinding van het portaal; `anders` vervangt instellingen zoals HOST en PORT."""
    nieuw = DatabaseWrapper({**connection.settings_dict, **anders}, "default")
    nieuw.inc_thread_sharing()
    with closing(nieuw):
        yield nieuw


def antwoord(bij: DatabaseWrapper, vraag: str, waarden: object = None) -> list[tuple]:
    with bij.cursor() as cursor:
        cursor.execute(vraag, waarden)
        return cursor.fetchall()
