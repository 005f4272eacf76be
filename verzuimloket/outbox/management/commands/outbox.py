"""De stand van de uitgaande bak, en mislukte berichten opnieuw proberen."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from verzuimloket.outbox.queries import stand
from verzuimloket.outbox.services import probeer_opnieuw


class Command(BaseCommand):
    help = "Toont aantallen per staat en hoe lang het oudste bericht wacht."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="als JSON, met oudste_wachtend_seconden")
        parser.add_argument("--opnieuw", action="store_true", help="zet mislukte berichten eerst weer klaar")

    def handle(self, *args: Any, **options: Any) -> None:
        opnieuw = probeer_opnieuw() if options["opnieuw"] else None
        nu_ = stand()
        uit: dict[str, int] = {**nu_.aantallen, "oudste_wachtend_seconden": nu_.oudste_seconden}
        if opnieuw is not None:
            uit["opnieuw_klaargezet"] = opnieuw
        if options["json"]:
            self.stdout.write(json.dumps(uit))
            return
        for naam, waarde in uit.items():
            self.stdout.write(f"{naam.replace('_', ' ')}: {waarde}")
