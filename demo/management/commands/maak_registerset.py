"""`maak_registerset`: een verzonnen land als leveringsbestanden, voor metingen en proeven op ware grootte."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.registerset import maak
from demo.registerset.bestanden import leverdagen

MEESTE_LEERLINGEN = 5_000_000
MEESTE_MAANDEN = 60


class Command(BaseCommand):
    help = "Maak een herhaalbare, verzonnen registerset als leveringsbestanden voor `bron_inlezen`."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--leerlingen", type=int, required=True, metavar="N")
        parser.add_argument("--maanden", type=int, required=True, metavar="M")
        parser.add_argument("--zaad", type=int, required=True, metavar="Z")
        parser.add_argument("--uit", type=Path, required=True, metavar="DIR")

    def handle(self, *args: Any, leerlingen: int, maanden: int, zaad: int, uit: Path, **options: Any) -> None:
        if not 1 <= leerlingen <= MEESTE_LEERLINGEN:
            raise CommandError(f"Kies 1 tot en met {MEESTE_LEERLINGEN} leerlingen.")
        if not 1 <= maanden <= MEESTE_MAANDEN:
            raise CommandError(f"Kies 1 tot en met {MEESTE_MAANDEN} maanden.")
        if zaad < 0:
            raise CommandError("Het zaad is een getal van 0 of hoger.")
        try:
            paden = maak(leerlingen, maanden, zaad, uit, voortgang=self._voortgang(leerlingen))
        except OSError as fout:
            raise CommandError(f"De map {uit} is niet te beschrijven: {fout.strerror}.") from None
        for pad, dag in zip(paden, leverdagen(maanden), strict=True):
            self.stdout.write(f"{pad}  ontvangen op {dag.isoformat()}")

    def _voortgang(self, totaal: int) -> Any:
        """Alleen in een terminal: een logbestand krijgt geen honderd regels."""
        if not sys.stderr.isatty():
            return lambda klaar: None
        return lambda klaar: self.stderr.write(f"\r{klaar} van {totaal} leerlingen", ending="")
