"""Leest leveringen van het register in."""

import errno
import json
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bron.domein.levering import EERSTE_JAAR, LAATSTE_JAAR
from bron.fouten import STORINGEN, zin_bij_storing
from bron.management.balk import voortgangsbalk
from bron.models import Inlezing
from bron.services import (
    LeveringGeweigerd,
    Luisteraar,
    TerugkoppelingMislukt,
    Uitslag,
    lees_gevolgd,
    open_inlezing,
    zin_van,
)


def _moment(tekst: str) -> datetime:
    try:
        moment = datetime.fromisoformat(tekst)
    except ValueError:
        moment = None
    if moment is None or not EERSTE_JAAR <= moment.year <= LAATSTE_JAAR:
        raise ArgumentTypeError(f"'{tekst}' is geen moment als 2026-11-24T09:00:00+01:00.")
    return moment


def _opgeslagen(fout: TerugkoppelingMislukt) -> str:
    """Wat er wel en niet gebeurd is als alleen de terugkoppeling niet lukte."""
    waarom = {
        errno.ENOENT: "de map bestaat niet meer",
        errno.EACCES: "er zijn geen rechten om daar te schrijven",
        errno.EISDIR: "er is al een map met die naam",
        errno.ENOSPC: "de schijf is vol",
    }
    reden = waarom.get(fout.errno or 0, f"foutnummer {fout.errno}")
    was_er = "was er al" if fout.uitslag.herhaald else "is opgeslagen"
    return (
        f"De levering {was_er} ({fout.uitslag}), maar de terugkoppeling is niet geschreven: {reden}. Bied hetzelfde "
        "bestand nog eens aan: dan ontstaat alleen de terugkoppeling."
    )


class Command(BaseCommand):
    help = "Leest leveringsbestanden in, op volgorde; elk bestand is een eigen transactie. Stopt bij een weigering."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestanden", nargs="+", type=Path, metavar="BESTAND")
        parser.add_argument(
            "--ontvangen-op", type=_moment, metavar="ISO8601", help="standaard nu; zonder zone: Nederland"
        )
        parser.add_argument("--terugkoppeling", type=Path, metavar="DIR", help="standaard naast het bestand")
        parser.add_argument("--json", action="store_true", help="voortgang en uitslag als regels JSON")

    def handle(self, *args: Any, **opties: Any) -> None:
        for bestand in opties["bestanden"]:
            try:
                inlezing = open_inlezing(bestand, Inlezing.Herkomst.OPDRACHT)
                with self._luisteraar(inlezing, opties["json"]) as luisteraar:
                    uitslag = lees_gevolgd(
                        inlezing, bestand, ontvangen_op=opties["ontvangen_op"],
                        terugkoppeling_map=opties["terugkoppeling"], luisteraar=luisteraar,
                    )  # fmt: skip
            except LeveringGeweigerd as fout:
                self._stop(bestand, opties["json"], Inlezing.Stand.GEWEIGERD, str(fout))
            except TerugkoppelingMislukt as fout:
                self._stop(bestand, opties["json"], Inlezing.Stand.MISLUKT, _opgeslagen(fout), fout.uitslag)
            except OSError as fout:
                self._stop(bestand, opties["json"], Inlezing.Stand.MISLUKT, zin_van(fout))
            except STORINGEN as fout:
                self._stop(bestand, opties["json"], Inlezing.Stand.MISLUKT, zin_bij_storing(fout))
            self._meld(bestand, uitslag, opties["json"])

    @contextmanager
    def _luisteraar(self, inlezing: Inlezing, als_json: bool) -> Iterator[Luisteraar | None]:
        """Wie de voortgang hoort: de regels JSON, de balk als er iemand kijkt, of niemand."""
        if als_json:
            begin = time.monotonic()
            yield lambda fase, gelezen, regels: self._json(
                soort="voortgang", bestand=inlezing.bestandsnaam, fase=fase, bytes=gelezen, omvang=inlezing.omvang,
                regels=regels, seconden=round(time.monotonic() - begin, 1),
            )  # fmt: skip
        elif sys.stderr.isatty():
            with voortgangsbalk(inlezing, sys.stderr) as luisteraar:
                yield luisteraar
        else:
            yield None

    def _meld(self, bestand: Path, uitslag: Uitslag, als_json: bool) -> None:
        stand = Inlezing.Stand.HERHAALD if uitslag.herhaald else Inlezing.Stand.KLAAR
        if als_json:
            self._json(soort="uitslag", bestand=bestand.name, stand=stand, **_telling(uitslag))
            return
        if uitslag.herhaald:
            self.stdout.write(f"{bestand.name}: deze levering was er al. Er is niets gewijzigd.")
        elif uitslag.levering.ontbreekt:
            sys.stderr.write(
                f"{bestand.name}: er ontbreken {uitslag.levering.ontbreekt} volgnummers voor deze levering.\n"
            )
        self.stdout.write(str(uitslag))

    def _stop(
        self, bestand: Path, als_json: bool, stand: Inlezing.Stand, zin: str, uitslag: Uitslag | None = None
    ) -> None:
        """Zeg waarom, voor mens of machine, en stop met afsluitcode 1."""
        if als_json:
            telling = _telling(uitslag) if uitslag else {}
            self._json(soort="uitslag", bestand=bestand.name, stand=stand, melding=zin, **telling)
        raise CommandError(f"{bestand.name}: {zin}", returncode=1)

    def _json(self, **regel: Any) -> None:
        self.stdout.write(json.dumps(regel))
        self.stdout.flush()


def _telling(uitslag: Uitslag) -> dict[str, int]:
    deel = uitslag.levering
    return {
        "levering": deel.pk,
        "aangeboden": deel.aangeboden,
        "verwerkt": deel.verwerkt,
        "afgekeurd": deel.afgekeurd,
        "ontbreekt": deel.ontbreekt,
    }
