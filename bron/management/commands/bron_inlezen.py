"""Leest leveringen van het register in."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bron.services import LeveringGeweigerd, lees_in


def _moment(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst)


_moment.__name__ = "moment als 2026-11-24T09:00:00+01:00"


class Command(BaseCommand):
    help = "Leest leveringsbestanden in, op volgorde; elk bestand is een eigen transactie. Stopt bij een weigering."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestanden", nargs="+", type=Path, metavar="BESTAND")
        parser.add_argument(
            "--ontvangen-op", type=_moment, metavar="ISO8601", help="standaard nu; zonder zone: Nederland"
        )
        parser.add_argument("--terugkoppeling", type=Path, metavar="DIR", help="standaard naast het bestand")

    def handle(self, *args: Any, **opties: Any) -> None:
        for bestand in opties["bestanden"]:
            try:
                uitslag = lees_in(
                    bestand, ontvangen_op=opties["ontvangen_op"], terugkoppeling_map=opties["terugkoppeling"]
                )
            except LeveringGeweigerd as fout:
                raise CommandError(f"{bestand.name}: {fout}", returncode=1) from None
            except OSError as fout:
                raise CommandError(f"{bestand.name}: {fout.strerror or fout}.", returncode=1) from None
            if uitslag.herhaald:
                self.stdout.write(f"{bestand.name}: deze levering was er al. Er is niets gewijzigd.")
            elif uitslag.levering.ontbreekt:
                sys.stderr.write(
                    f"{bestand.name}: er ontbreken {uitslag.levering.ontbreekt} volgnummers voor deze levering.\n"
                )
            self.stdout.write(str(uitslag))
