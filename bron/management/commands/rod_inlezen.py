"""Leest ROD-berichten uit bestanden in, met dezelfde uitkomst als langs /api/rod/."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from bron.services.rod import foutdocument, verwerk
from bron.services.rod_xml import BerichtGeweigerd


class Command(BaseCommand):
    help = "Leest ROD-berichten van één leverancier in, op volgorde, en schrijft het antwoord. Stopt bij een weigering."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestanden", nargs="+", type=Path, metavar="BESTAND")
        parser.add_argument("--leverancier", required=True, metavar="BRIN", help="de school die de berichten stuurde")
        parser.add_argument("--terugkoppeling", type=Path, metavar="DIR", help="standaard naast het bestand")

    def handle(self, *args: Any, **opties: Any) -> None:
        brin: str = opties["leverancier"]
        if not Organisatie.objects.filter(soort=Soort.INSTELLING, code=brin).exists():
            raise CommandError("De leverancier is geen bekende instelling. Geef haar BRIN, zoals 00ZV.", returncode=1)
        for bestand in opties["bestanden"]:
            doel = (opties["terugkoppeling"] or bestand.parent) / f"{bestand.name}.antwoord.xml"
            try:
                self._lees(bestand, brin, doel)
            except OSError as fout:
                raise CommandError(f"{bestand.name}: lezen of schrijven is niet gelukt ({fout.strerror}).") from None

    def _lees(self, bestand: Path, brin: str, doel: Path) -> None:
        with bestand.open("rb") as stroom:
            inhoud = stroom.read(settings.ROD_GROOTSTE_BERICHT + 1)
        if not doel.parent.is_dir():
            raise CommandError(f"De map voor het antwoord bestaat niet: {doel.parent}.", returncode=1)
        try:
            gedaan = verwerk(inhoud, leverancier=brin)
        except BerichtGeweigerd as fout:
            _schrijf(doel, foutdocument(fout))
            raise CommandError(f"{bestand.name}: {fout.zin}", returncode=1) from None
        _schrijf(doel, gedaan.document)
        if gedaan.herhaald:
            self.stdout.write(f"{bestand.name}: dit bericht was er al. Er is niets gewijzigd.")
        deel = gedaan.levering
        self.stdout.write(f"aangeboden {deel.aangeboden}, verwerkt {deel.verwerkt}, afgekeurd {deel.afgekeurd}")


def _schrijf(doel: Path, document: bytes) -> None:
    """Het antwoord verschijnt in één keer, heel."""
    voorlopig = doel.with_name(f".{doel.name}.{os.getpid()}")
    try:
        voorlopig.write_bytes(document)
        voorlopig.replace(doel)
    finally:
        voorlopig.unlink(missing_ok=True)
