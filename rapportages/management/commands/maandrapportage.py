"""Bouw de rapportages van een maand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportages.domein.peildatum import Maand
from rapportages.services import RapportageGeweigerd, Stap, bouw_maand


class Command(BaseCommand):
    help = "Bouwt de maandrapportages van een maand; een gebouwde maand blijft zoals zij is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("maand", metavar="JJJJ-MM")
        parser.add_argument("--ontvanger", metavar="CODE", help="toon alleen de aantallen van deze ontvanger")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            maand = Maand.lees(opties["maand"])
            uitslag = bouw_maand(maand.jaar, maand.maand, opties["ontvanger"], self._meld)
        except (RapportageGeweigerd, ValueError) as fout:
            raise CommandError(str(fout)) from None
        for regel in uitslag.regels:
            self.stdout.write(f"{regel.code} {regel.rijen} rijen, {regel.ontvangers} ontvangers")

    def _meld(self, stap: Stap) -> None:
        self.stderr.write(str(stap))
