"""`demo_pgns`: per demoschool een leerling om te proberen, zonder lopende melding."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker, Organisatie
from bron.queries import leerling_van_school
from demo.leerlingen import Leerling, alle_leerlingen
from demo.wereld import ACCOUNTS
from demo.zaken import bij
from meldingen.domein.leeftijd import leeftijdsgroep
from meldingen.queries import bepaal_route, lopende_voor
from verzuimloket import clock


class Command(BaseCommand):
    help = "Druk per demoschool een regel `PGN 00ZV 9999xxxxx` af."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("De demoleerlingen bestaan alleen in demomodus (VERZUIMLOKET_DEMO=1).", returncode=1)
        # de proefleerlingen van een school staan vooraan; zijn die op, dan is elke andere leerling ook goed
        leerlingen = alle_leerlingen(clock.vandaag())
        for brin in ("00ZV", "27GZ"):
            school = Organisatie.objects.get(soort=Soort.INSTELLING, code=brin)
            melder = bij(Gebruiker.objects.get(username=f"melder.{brin.lower()}"), school)
            eigen = (leerling for leerling in leerlingen if leerling.school.brin == brin)
            vrij = next((leerling for leerling in eigen if _te_melden(leerling, melder)), None)
            if vrij is not None:
                self.stdout.write(f"PGN {brin} {vrij.pgn}")


def _te_melden(leerling: Leerling, melder: Gebruiker) -> bool:
    """Of de school hem vandaag kan melden, zonder lopende melding, bij een organisatie met een demo-account."""
    vandaag = clock.vandaag()
    beeld = leerling_van_school(pgn=leerling.pgn, brin=leerling.school.brin, dag=vandaag)
    if beeld is None or not beeld.gemeentecode or lopende_voor(melder, beeld.pgn):
        return False
    groep = leeftijdsgroep(beeld.geboortedatum, vandaag, startkwalificatie=beeld.startkwalificatie)
    if groep is None:
        return False
    route = bepaal_route(gemeentecode=beeld.gemeentecode, verblijfpostcode="", groep=groep, dag=vandaag)
    ontvanger = Organisatie.objects.get(pk=route.instantie)
    return any((account.soort, account.code) == (ontvanger.soort, ontvanger.code) for account in ACCOUNTS)
