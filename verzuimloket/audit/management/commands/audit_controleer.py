"""Rekent de zegels van het logboek na, en verzegelt daarna wat er bij kwam."""

import re
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from verzuimloket.audit.zegels import controleer, leg_uitkomst_vast, verzegel

_BEWAARD = re.compile(r"([1-9][0-9]{0,17})=([0-9a-f]{64})")


def _bewaard(tekst: str) -> tuple[int, str]:
    treffer = _BEWAARD.fullmatch(tekst.strip().lower())
    if treffer is None:
        raise ArgumentTypeError(f"'{tekst}' heeft niet de vorm NUMMER=AFDRUK, met een afdruk van 64 tekens.")
    return int(treffer[1]), treffer[2]


class Command(BaseCommand):
    help = "Controleert of er geen logregel veranderd of verwijderd is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--zegel", type=_bewaard, action="append", default=[], metavar="NUMMER=AFDRUK",
            help="een zegel dat buiten de database bewaard is; mag vaker",
        )  # fmt: skip

    def handle(self, *args: Any, **opties: Any) -> None:
        controle = controleer(dict(opties["zegel"]))
        if controle.breuken:
            leg_uitkomst_vast(controle)
            zinnen = "\n".join(breuk.zin for breuk in controle.breuken)
            raise CommandError(f"Het logboek klopt niet.\n{zinnen}", returncode=1)
        nieuw = verzegel()  # pas na de controle: wat hierna verandert, valt de volgende keer op
        leg_uitkomst_vast(controle)
        self.stdout.write(f"gecontroleerd: {controle.zegels} zegels, {controle.regels} logregels; alles klopt")
        if controle.opgeruimd:
            self.stdout.write(f"opgeruimd volgens de bewaartermijn: {controle.opgeruimd} logregels")
        self.stdout.write(f"nieuw verzegeld: {nieuw.aantal if nieuw else 0} logregels")
