"""Start, gebruik en stop van de ingebouwde servers in één map.

Wie de servers gebruikt, houdt een gedeeld slot op `gebruik.slot` vast. Het besturingssysteem laat dat slot los als
een proces stopt of gedood wordt, dus de laatste gebruiker is altijd herkenbaar: die krijgt het slot exclusief en
stopt de servers. Er luistert niets op een netwerkpoort; alles loopt over sockets in de eigen map.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import IO

from verzuimloket.embedded import postgres, valkey

SOCKETPAD_MAXIMUM = 90  # unix-sockets hebben een pad van hoogstens 107 tekens, naam van de socket inbegrepen


@dataclass(frozen=True)
class Adressen:
    """De adressen waarop de draaiende servers bereikbaar zijn; leeg voor een server die niet gevraagd was."""

    database_url: str
    redis_url: str


@dataclass
class _Gebruik:
    slot: IO[str]
    stoppers: list[Callable[[], None]]
    # een kind van een fork erft slot en atexit, maar mag de servers van zijn ouder niet stoppen
    pid: int = field(default_factory=os.getpid)


_in_gebruik: dict[Path, _Gebruik] = {}


def _socketmap(map_: Path) -> Path:
    """De map voor de sockets: `map_` zelf, of een korte map als het pad te lang is voor een socket."""
    if len(os.fsencode(map_)) < SOCKETPAD_MAXIMUM:
        return map_
    kort = hashlib.sha256(os.fsencode(map_)).hexdigest()[:12]
    sockets = Path(tempfile.gettempdir()) / f"verzuimloket-{os.getuid()}-{kort}"
    sockets.mkdir(mode=0o711, exist_ok=True)
    if sockets.is_symlink() or sockets.stat().st_uid not in postgres.eigenaars():
        raise RuntimeError(f"De map {sockets} is van een ander. Verwijder haar, of kies een korter pad.")
    return sockets


@contextmanager
def _alleen(map_: Path) -> Iterator[None]:
    """Eén proces tegelijk start of stopt servers in deze map."""
    with open(map_ / "start.slot", "w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


def start_of_gebruik(
    map_: Path,
    *,
    database: str = "verzuimloket",
    snel: bool = False,
    met_postgres: bool = True,
    met_redis: bool = True,
    instellingen: Mapping[str, str] = MappingProxyType({}),
) -> Adressen:
    """Zorg dat de gevraagde servers in `map_` draaien en dat `database` bestaat; geef hun adressen.

    `snel` zet duurzaamheid uit (fsync): alleen voor tests en metingen, waar de data weggegooid mag worden.
    `instellingen` zijn die van PostgreSQL zelf, voor een server die nog gestart moet worden.
    Werpt RuntimeError met de laatste logregels als een server niet wil starten.
    """
    map_ = map_.resolve()
    map_.mkdir(parents=True, exist_ok=True)
    sockets = _socketmap(map_)
    pg = postgres.Postgres(map_ / "postgres", sockets)
    vk = valkey.Valkey(map_ / "valkey", sockets)
    with _alleen(map_):
        if map_ not in _in_gebruik:
            slot = open(map_ / "gebruik.slot", "w")  # noqa: SIM115 - het slot leeft zo lang als dit proces
            fcntl.flock(slot, fcntl.LOCK_SH)
            _in_gebruik[map_] = _Gebruik(slot, [vk.stop, pg.stop])
        if met_postgres:
            pg.start(snel=snel, instellingen=instellingen)
            pg.maak_rollen()
            pg.maak_database(database)
        if met_redis:
            vk.start()
    return Adressen(database_url=pg.url(database) if met_postgres else "", redis_url=vk.url() if met_redis else "")


def stop(map_: Path) -> bool:
    """Laat de servers los; stop ze als niemand anders ze nog gebruikt. Geeft of ze gestopt zijn."""
    map_ = map_.resolve()
    gebruik = _in_gebruik.pop(map_, None)
    if gebruik is None or gebruik.pid != os.getpid():
        return False
    with gebruik.slot, _alleen(map_):
        try:
            fcntl.flock(gebruik.slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        for stopper in gebruik.stoppers:
            stopper()
    return True
