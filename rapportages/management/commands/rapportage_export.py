"""Schrijf één rapportage van één ontvanger naar een bestand."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportages.domein.codes import lees_code
from rapportages.domein.peildatum import Maand
from rapportages.services import RapportageGeweigerd, exporteer
from rapportages.services.ontvangers import eis_ontvanger


class Command(BaseCommand):
    help = "Schrijft een rapportage als csv, xlsx of pdf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("maand", metavar="JJJJ-MM")
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("ontvanger", metavar="ONTVANGER", help="I27GZ, G0363 of R0021")
        parser.add_argument("--uit", metavar="BESTAND", required=True, type=Path, help="eindigt op .csv, .xlsx of .pdf")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            maand, code = Maand.lees(opties["maand"]), lees_code(opties["code"])
            aantal = exporteer(maand, code, eis_ontvanger(opties["ontvanger"]), opties["uit"])
        except (RapportageGeweigerd, ValueError) as fout:
            raise CommandError(str(fout)) from None
        self.stdout.write(f"{code} {aantal} rijen")
