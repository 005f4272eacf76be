"""`laad_demo`: de demowereld, langs de echte deuren; weigert buiten de demomodus."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo.laden import is_geladen, laad
from verzuimloket import clock


class Command(BaseCommand):
    help = "Laad de demowereld als zij er nog niet is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "De demowereld mag alleen in demomodus geladen worden (VERZUIMLOKET_DEMO=1).", returncode=1
            )
        if is_geladen():
            self.stdout.write("De demowereld is er al. Er is niets gewijzigd.")
            return
        call_command("laad_referentie", verbosity=0, stdout=self.stdout)
        # de klok staat stil tijdens het laden: hetzelfde moment geeft dezelfde wereld, hoe snel de machine ook is
        with clock.op(clock.nu().replace(second=0, microsecond=0)):
            laad(settings.DEMO_MAP / "leveringen", lambda regel: self.stdout.write(regel))
