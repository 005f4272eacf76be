"""Het PostgreSQL-backend van Django, dat het bereik van nu (`bereik.py`) meestuurt met de vraag zelf.

In een transactie gaat het vooraan in de eerste opdracht mee, en opnieuw zodra het verandert of een savepoint het
terugdraaide. Buiten een transactie gaat het met elke opdracht mee: rol, feiten en vraag zijn dan één bericht en dus één
transactie. Er blijft dus nooit iets op de verbinding achter, ook niet achter een pgbouncer die per transactie deelt.
"""

from typing import Any, cast

import psycopg2.extensions
from django.db.backends.postgresql import base
from psycopg2 import sql

from verzuimloket.db import bereik
from verzuimloket.db.bereik import GEEN, Bereik

# in een afgebroken transactie mag alleen dit nog, dus er mag niets voor
_SAVEPOINT = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")
_ONBEKEND = Bereik("ONBEKEND")


class BereikCursor(psycopg2.extensions.cursor):
    """Een cursor die het bereik voor de vraag zet."""

    bewaker: "DatabaseWrapper | None" = None
    _voor = ""

    def execute(self, query: Any, vars: Any = None) -> None:
        tekst = query.as_string(self) if isinstance(query, sql.Composable) else query
        tekst = tekst.decode() if isinstance(tekst, bytes) else tekst
        self._voor = "" if self.bewaker is None or self.name else self.bewaker.vooraf(tekst)
        voor = self._voor if vars is None else self._voor.replace("%", "%%")
        return super().execute(voor + tekst, vars)

    @property
    def query(self) -> bytes | None:
        """De vraag zelf, zonder wat er voor kwam: voor het logboek van Django en de tests die vragen tellen."""
        ruw = cast("bytes | None", psycopg2.extensions.cursor.query.__get__(self))
        return ruw.removeprefix(self._voor.encode()) if ruw else ruw

    def executemany(self, query: Any, vars_list: Any) -> None:
        self._eerst()
        super().executemany(query, vars_list)

    def callproc(self, *args: Any) -> Any:
        self._eerst()
        return super().callproc(*args)

    def copy_expert(self, *args: Any, **kwargs: Any) -> Any:
        self._eerst()
        return super().copy_expert(*args, **kwargs)

    def _eerst(self) -> None:
        if self.bewaker is not None:
            self.bewaker.zet_vooraf()


class DatabaseWrapper(base.DatabaseWrapper):
    """`_gezet` is het bereik dat in de lopende transactie geldt; None als er nog niets gezet is."""

    _gezet: Bereik | None = None

    def get_new_connection(self, conn_params: Any) -> Any:
        self._gezet = None
        return super().get_new_connection({**conn_params, "cursor_factory": BereikCursor})

    def chunked_cursor(self) -> Any:
        """Een cursor op de server; in een verzoek buiten een transactie (een stroom) een gewone, met alle rijen ineens.

        Een cursor die een transactie overleeft (WITH HOLD) kan geen opdracht voor zich hebben, dus ook geen bereik.
        """
        self.ensure_connection()
        return self.cursor() if self.connection.autocommit and bereik.nu() is not None else super().chunked_cursor()

    def create_cursor(self, name: str | None = None) -> Any:
        """Werpt RuntimeError voor een cursor op de server buiten een transactie: die zou het bereik niet hebben."""
        if name:
            self.zet_vooraf()
        cursor = super().create_cursor(name)
        cursor.bewaker = self
        return cursor

    def vooraf(self, opdracht: str) -> str:
        """Wat er voor deze opdracht moet om haar in het bereik van nu te laten draaien; meestal niets."""
        gewenst = bereik.nu()
        if self.connection.autocommit:
            return gewenst.opdracht if gewenst else ""
        # wie het bereik verliet, heeft GEEN en niet None: een savepoint kan het oude terugbrengen
        zetten = gewenst or (None if self._gezet is None else GEEN)
        if zetten is None or zetten == self._gezet or opdracht.startswith(_SAVEPOINT):
            return ""
        self._gezet = zetten
        return zetten.opdracht

    def zet_vooraf(self) -> None:
        """Zet het bereik in een eigen opdracht, voor wat geen opdracht voor zich kan hebben."""
        if self.connection is None:
            self.connect()
        if self.connection.autocommit and bereik.nu() is not None:
            raise RuntimeError(
                "Dit kan in een webverzoek alleen binnen een transactie: daarbuiten geldt het bereik niet."
            )
        if opdracht := self.vooraf(""):
            with self.connection.cursor() as cursor:
                psycopg2.extensions.cursor.execute(cursor, opdracht)

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc] # ontbreekt in de typen van Django, als de drie hieronder
        self._gezet = None

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._gezet = None

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._gezet = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        if self._gezet is not None:
            self._gezet = _ONBEKEND  # PostgreSQL heeft rol en feiten van voor het savepoint teruggezet
