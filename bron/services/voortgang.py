"""De voortgang van het inlezen: zichtbaar terwijl de transactie van het inlezen nog open is."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from bron.models import Inlezing, Levering
from bron.queries.aanleveringen import SLOTNUMMER, SLOTSOORT

logger = logging.getLogger(__name__)
TUSSENPOOS = 0.5  # seconden tussen twee keer schrijven
STIL_NA_FOUT = 30.0  # seconden niet proberen: voortgang mag het inlezen nooit ophouden

Luisteraar = Callable[[str, int, int], None]
"""Krijgt fase, gelezen bytes en gelezen regels, hoogstens twee keer per seconde en bij elke nieuwe fase."""

_SLOT = f"SELECT pg_try_advisory_xact_lock(%s, {SLOTNUMMER.format(id='%s')})"
# SKIP LOCKED: de transactie van het inlezen houdt de rij aan het eind zelf vast; daar op wachten is op jezelf wachten.
_SCHRIJF = """UPDATE bron_inlezing SET fase = %s, bytes = %s, regels = %s, bijgewerkt_op = clock_timestamp()
WHERE id = (SELECT id FROM bron_inlezing WHERE id = %s AND stand = 'bezig' FOR UPDATE SKIP LOCKED)"""


class AlBezig(Exception):
    """Een ander proces is al met deze inlezing bezig."""


class Voortgang:
    """Wat het inlezen onderweg meldt. Deze doet niets; `Meter` schrijft het op."""

    def begin(self) -> None:
        """In de transactie die het werk doet: neem het slot. Werpt AlBezig als een ander het heeft."""

    def __call__(self, fase: str, gelezen: int = 0, regels: int = 0) -> None:
        """Zo ver is het; zonder aantallen blijven de vorige staan."""

    def vastgelegd(self, levering: Levering) -> None:
        """Aan het eind van de transactie die de levering opslaat: daarna staat vast dat zij er is."""


STIL = Voortgang()


class Meter(Voortgang):
    """Schrijft de voortgang van één inlezing, buiten de transactie van het inlezen, en vertelt haar aan `luisteraar`.

    De verbinding is een eigen kopie. Zit de aanroeper zelf al in een transactie, dan schrijft de meter daarin: de rij
    is dan nog van niemand anders te zien. Een fout bij het schrijven wordt gelogd en verder genegeerd.
    """

    def __init__(self, inlezing: Inlezing, luisteraar: Luisteraar | None = None) -> None:
        self.sleutel = inlezing.pk
        self.luisteraar = luisteraar
        self._eigen: BaseDatabaseWrapper | None = None if connection.in_atomic_block else connection.copy()
        self._stand: tuple[str, int, int] = ("", 0, 0)
        self._volgende = 0.0
        self._niet_voor = 0.0

    def begin(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_SLOT, [SLOTSOORT, str(self.sleutel)])
            if not cursor.fetchone()[0]:
                raise AlBezig(f"Inlezing {self.sleutel} wordt al uitgevoerd.")

    def __call__(self, fase: str, gelezen: int = 0, regels: int = 0) -> None:
        nu, vorige = time.monotonic(), self._stand
        self._stand = (fase, gelezen or vorige[1], regels or vorige[2])
        if fase == vorige[0] and nu < self._volgende:
            return
        self._volgende = nu + TUSSENPOOS
        if nu >= self._niet_voor:
            self._schrijf()
        self._vertel()

    def vastgelegd(self, levering: Levering) -> None:
        Inlezing.objects.filter(pk=self.sleutel).update(levering=levering, bytes=self._stand[1], regels=self._stand[2])

    def sluit(self) -> None:
        """Vertel de luisteraar de laatste stand en geef de verbinding terug."""
        if self._stand[0]:
            self._vertel()
        if self._eigen is not None:
            self._eigen.close()

    def _vertel(self) -> None:
        if self.luisteraar is not None:
            try:
                self.luisteraar(*self._stand)
            except OSError as fout:  # het venster is dicht, of de pijp (`| head`) leest niet meer
                logger.warning("Niemand luistert meer naar de voortgang (%s).", type(fout).__name__)
                self.luisteraar = None

    def _schrijf(self) -> None:
        waarden: list[Any] = [*self._stand, self.sleutel]
        try:
            if self._eigen is not None:
                with self._eigen.cursor() as cursor:
                    cursor.execute(_SCHRIJF, waarden)
            else:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(_SCHRIJF, waarden)
        except (DatabaseError, InterfaceError) as fout:
            logger.warning("De voortgang is niet opgeschreven (%s); het inlezen gaat door.", type(fout).__name__)
            self._niet_voor = time.monotonic() + STIL_NA_FOUT
            if self._eigen is not None:
                self._eigen.close()
