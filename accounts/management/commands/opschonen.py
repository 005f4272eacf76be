"""Voert alle bewaartermijnen uit en drukt per regel het aantal af."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from verzuimloket.clock import vandaag
from verzuimloket.opschonen import OpschonenMislukt, schoon_op


def _dag(tekst: str) -> date:
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        dag = None
    if dag is None or not 1900 <= dag.year <= 9000:
        raise ArgumentTypeError(f"'{tekst}' is geen datum als 2026-11-24.")
    return dag


class Command(BaseCommand):
    help = "Verwijdert wat het portaal niet langer mag bewaren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--vandaag", type=_dag, metavar="JJJJ-MM-DD", help="doe alsof het deze dag is")
        parser.add_argument("--proef", action="store_true", help="tel alleen; er verandert niets")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            aantallen = schoon_op(opties["vandaag"] or vandaag(), proef=opties["proef"])
        except OpschonenMislukt as fout:
            raise CommandError(str(fout), returncode=1) from None
        for naam, aantal in aantallen.items():
            self.stdout.write(f"{naam}: {aantal}")
