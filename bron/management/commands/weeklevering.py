"""Bouwt de weeklevering van een maandag en schrijft de P-bestanden."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bron.domein.levering import EERSTE_JAAR, LAATSTE_JAAR
from bron.domein.week import laatste_maandag
from bron.services.weekbestanden import schrijf_bestanden
from bron.services.weeklevering import WeekleveringGeweigerd, bouw_week
from verzuimloket.clock import vandaag


def _dag(tekst: str) -> date:
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        dag = None
    if dag is None or not EERSTE_JAAR <= dag.year <= LAATSTE_JAAR:
        raise ArgumentTypeError(f"'{tekst}' is geen datum als 2026-11-23.")
    return dag


class Command(BaseCommand):
    help = "Schrijft de P-leveringen van een maandag, één bestand per ontvanger; bouwt haar als zij er nog niet is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--peildatum", type=_dag, metavar="JJJJ-MM-DD", help="een maandag; standaard de laatste")
        parser.add_argument("--uit", type=Path, metavar="DIR", required=True, help="een bestaande map")

    def handle(self, *args: Any, **opties: Any) -> None:
        peildatum: date = opties["peildatum"] or laatste_maandag(vandaag())
        if not opties["uit"].is_dir():
            raise CommandError(f"De map {opties['uit']} bestaat niet.", returncode=1)
        try:
            bouw = bouw_week(peildatum)
            aantallen = schrijf_bestanden(bouw.levering, opties["uit"])
        except WeekleveringGeweigerd as fout:
            raise CommandError(str(fout), returncode=1) from None
        except OSError as fout:
            raise CommandError(f"Schrijven is niet gelukt: {fout.strerror}.", returncode=1) from None
        self.stdout.write(
            f"{bouw.levering}: {bouw.levering.mutaties} mutaties, {len(aantallen)} bestanden,"
            f" {sum(aantal > 0 for aantal in aantallen.values())} met regels"
        )
