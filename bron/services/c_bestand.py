"""De besloten bestanden van een C-levering: een eigen, onraadbare naam, alleen leesbaar voor het portaal.

Een bestand verschijnt in één keer onder zijn naam: tot het af is, heet het `.deel`. Wie halverwege gedood wordt,
schrijft bij de volgende poging over hetzelfde `.deel` heen.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

VORMEN = ("csv", "xlsx")
_MAP = "c-leveringen"


def nieuwe_naam() -> str:
    return secrets.token_hex(32)


def pad(opslag: str, vorm: str) -> Path:
    """Waar dit bestand staat. Werpt ValueError bij een naam of vorm die niet van hier komt."""
    if vorm not in VORMEN or not opslag.isalnum():
        raise ValueError("Zo'n bestand bestaat hier niet.")
    return settings.BIJLAGEN_MAP / _MAP / f"{opslag}.{vorm}"


def schrijf(opslag: str, vorm: str, inhoud: Callable[[BinaryIO], object]) -> None:
    """Laat `inhoud` het bestand vullen; pas daarna krijgt het zijn naam. Werpt OSError bij een volle schijf."""
    doel = pad(opslag, vorm)
    doel.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    deel = doel.with_name(f"{doel.name}.deel")
    with open(os.open(deel, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as stroom:
        inhoud(stroom)
        stroom.flush()
        os.fsync(stroom.fileno())
    deel.replace(doel)


def verwijder(opslag: str) -> None:
    """Alle bestanden van deze naam, ook halve; wat er niet meer is, is al goed."""
    for vorm in VORMEN:
        bestand = pad(opslag, vorm)
        bestand.unlink(missing_ok=True)
        bestand.with_name(f"{bestand.name}.deel").unlink(missing_ok=True)
