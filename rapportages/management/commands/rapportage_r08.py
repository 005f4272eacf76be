"""Bouw R08, de potentiële LRV'ers, van een maandag."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportages.services import RapportageGeweigerd, bouw_r08
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import LAATST, VROEGST
from verzuimloket.kalender import maandag


def _dag(tekst: str) -> date:
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        dag = None
    if dag is None or not VROEGST <= dag.year <= LAATST:
        raise ArgumentTypeError(f"'{tekst}' is geen datum als 2026-11-23.")
    return dag


class Command(BaseCommand):
    help = "Bouwt R08 (potentiële LRV'ers) van een maandag; een gebouwde week blijft zoals zij is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--peildatum", type=_dag, metavar="JJJJ-MM-DD", help="een maandag; standaard de laatste")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            uitslag = bouw_r08(opties["peildatum"] or maandag(vandaag()))
        except RapportageGeweigerd as fout:
            raise CommandError(str(fout)) from None
        stand = "" if uitslag.gebouwd else ", stond er al"
        self.stdout.write(f"R08 {uitslag.week}: {uitslag.week.leerlingen} rijen{stand}")
