"""`laad_referentie`: organisaties en codelijsten uit de meegeleverde bestanden; mag vaker."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.services.referentie import laad_organisaties
from bron.services import laad_referentie_bron
from meldingen.services import laad_referentie_meldingen


class Command(BaseCommand):
    help = "Laad gemeenten, RMC-regio's, instellingen en codelijsten."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        delen = (
            laad_organisaties(proefadressen=settings.PROEF),
            laad_referentie_bron(),
            laad_referentie_meldingen(),
        )
        for naam, aantal in (regel for deel in delen for regel in deel.items()):
            self.stdout.write(f"{naam}: {aantal}")
