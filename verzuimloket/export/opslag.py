"""Besloten bestanden in een eigen map: een onraadbare naam, alleen leesbaar voor het portaal.

Een bestand verschijnt in één keer onder zijn naam: tot het af is, heet het `.deel`. Wie halverwege gedood wordt,
schrijft bij de volgende poging over hetzelfde `.deel` heen.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from django.conf import settings

T = TypeVar("T")


def nieuwe_naam() -> str:
    return secrets.token_hex(32)


@dataclass(frozen=True, slots=True)
class Opslag:
    """De bestanden in `map` onder BIJLAGEN_MAP; per naam hoogstens één bestand van elke vorm."""

    map: str
    vormen: tuple[str, ...]

    def pad(self, opslag: str, vorm: str) -> Path:
        """Waar dit bestand staat. Werpt ValueError bij een naam of vorm die niet van hier komt."""
        if vorm not in self.vormen or not opslag.isalnum():
            raise ValueError("Zo'n bestand bestaat hier niet.")
        return settings.BIJLAGEN_MAP / self.map / f"{opslag}.{vorm}"

    def schrijf(self, opslag: str, vorm: str, inhoud: Callable[[BinaryIO], T]) -> T:
        """Laat `inhoud` het bestand vullen; pas daarna krijgt het zijn naam. Geeft wat `inhoud` gaf.

        Werpt OSError bij een volle schijf.
        """
        doel = self.pad(opslag, vorm)
        doel.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        deel = doel.with_name(f"{doel.name}.deel")
        with open(os.open(deel, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as stroom:
            gegeven = inhoud(stroom)
            stroom.flush()
            os.fsync(stroom.fileno())
        deel.replace(doel)
        return gegeven

    def verwijder(self, opslag: str) -> None:
        """Alle bestanden van deze naam, ook halve; wat er niet meer is, is al goed."""
        for vorm in self.vormen:
            bestand = self.pad(opslag, vorm)
            bestand.unlink(missing_ok=True)
            bestand.with_name(f"{bestand.name}.deel").unlink(missing_ok=True)
