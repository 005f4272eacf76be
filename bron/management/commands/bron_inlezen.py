"""Leest leveringen van het register in."""

import sys
from argparse import ArgumentTypeError
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bron.domein.levering import EERSTE_JAAR, LAATSTE_JAAR
from bron.fouten import STORINGEN, zin_bij_storing
from bron.services import LeveringGeweigerd, lees_in


def _moment(tekst: str) -> datetime:
    try:
        moment = datetime.fromisoformat(tekst)
    except ValueError:
        moment = None
    if moment is None or not EERSTE_JAAR <= moment.year <= LAATSTE_JAAR:
        raise ArgumentTypeError(f"'{tekst}' is geen moment als 2026-11-24T09:00:00+01:00.")
    return moment


def _zin(fout: OSError) -> str:
    """Een Nederlandse zin voor wat het besturingssysteem weigert."""
    match fout:
        case FileNotFoundError():
            return "Het bestand bestaat niet."
        case IsADirectoryError():
            return "Dit is een map, geen bestand."
        case PermissionError():
            return "Er zijn geen rechten om dit bestand te lezen of de terugkoppeling te schrijven."
    return f"Lezen of schrijven is niet gelukt (foutnummer {fout.errno})."


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
                raise CommandError(f"{bestand.name}: {_zin(fout)}", returncode=1) from None
            except STORINGEN as fout:
                raise CommandError(f"{bestand.name}: {zin_bij_storing(fout)}", returncode=1) from None
            if uitslag.herhaald:
                self.stdout.write(f"{bestand.name}: deze levering was er al. Er is niets gewijzigd.")
            elif uitslag.levering.ontbreekt:
                sys.stderr.write(
                    f"{bestand.name}: er ontbreken {uitslag.levering.ontbreekt} volgnummers voor deze levering.\n"
                )
            self.stdout.write(str(uitslag))
