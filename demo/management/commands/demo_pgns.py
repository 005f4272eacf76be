"""`demo_pgns`: per demoschool een leerling om te proberen, zonder lopende melding."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from demo.leerlingen import alle_leerlingen, proefleerlingen
from demo.zaken import bij
from meldingen.queries import lopende_voor
from verzuimloket import clock


class Command(BaseCommand):
    help = "Druk per demoschool een regel `PGN 00ZV 9999xxxxx` af."

    def handle(self, *args: Any, **options: Any) -> None:
        leerlingen = alle_leerlingen(clock.vandaag())
        for brin in ("00ZV", "27GZ"):
            school = Organisatie.objects.get(soort=Soort.INSTELLING, code=brin)
            melder = bij(Gebruiker.objects.get(username=f"melder.{brin.lower()}"), school)
            kandidaten = proefleerlingen(leerlingen, brin)
            vrij = [leerling for leerling in kandidaten if not lopende_voor(melder, leerling.pgn)] or kandidaten
            self.stdout.write(f"PGN {brin} {vrij[0].pgn}")
