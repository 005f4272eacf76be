"""De werkmap waarin P-bestanden ontstaan, en wat daarvan overblijft als het schrijven gedood wordt.

De map staat naast de bestanden, want dan verschijnen ze in één keer; welke map dat is, kiest wie het commando geeft.
Daarom staat zij, zolang het duurt, in een briefje onder BIJLAGEN_MAP: zo vindt `opschonen` haar terug.
"""

import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings

logger = logging.getLogger(__name__)
VOORVOEGSEL = ".weeklevering-"
VERLATEN_NA = 24 * 3600.0  # seconden, voor `opschonen`
_HIER_VERLATEN_NA = 3600.0  # seconden, voor wie in dezelfde map schrijft; een heel land schrijven duurt seconden


def _briefjes() -> Path:
    pad: Path = settings.BIJLAGEN_MAP / "weekwerkmappen"
    return pad


@contextmanager
def werkmap(doel: Path) -> Iterator[Path]:
    """Een verborgen map in `doel`, die na afloop weg is. Ruimt daar ook op wat verlaten is. Werpt OSError."""
    _ruim_verlaten_op(doel)
    naam = uuid4().hex
    briefje = _briefjes() / naam
    briefje.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    map_ = doel.resolve() / f"{VOORVOEGSEL}{naam}"
    briefje.write_text(str(map_), encoding="utf-8")  # eerst het briefje: zonder is de map niet terug te vinden
    try:
        map_.mkdir(mode=0o700)
        yield map_
    finally:
        shutil.rmtree(map_, ignore_errors=True)
        if not map_.exists():
            briefje.unlink(missing_ok=True)


def _ruim_verlaten_op(doel: Path) -> None:
    """Wie onder het schrijven gedood is, liet een werkmap met leerlingen achter. Wat nog groeit, is van een ander."""
    for oud in doel.glob(f"{VOORVOEGSEL}*"):
        with suppress(FileNotFoundError):  # een ander was ons voor
            if oud.stat().st_mtime < time.time() - _HIER_VERLATEN_NA:
                shutil.rmtree(oud, ignore_errors=True)


def verwijder_verlaten(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder werkmappen (met leerlingen) die al een dag stil liggen; geeft het aantal. `proef` telt alleen.

    Een bestand draagt de echte klok: `vandaag` telt hier niet.
    """
    aantal = 0
    for briefje in sorted(_briefjes().iterdir()) if _briefjes().is_dir() else ():
        with suppress(FileNotFoundError):  # een ander was ons voor
            aantal += _verlaten(briefje, proef=proef)
    return aantal


def _verlaten(briefje: Path, *, proef: bool) -> int:
    map_ = Path(briefje.read_text(encoding="utf-8"))
    jongste = max((pad.stat().st_mtime for pad in (briefje, map_) if pad.exists()), default=0.0)
    if jongste >= time.time() - VERLATEN_NA:
        return 0
    bestaat = map_.is_dir() and map_.name == f"{VOORVOEGSEL}{briefje.name}"
    if proef:
        return int(bestaat)
    if bestaat:
        shutil.rmtree(map_)
    if not map_.parent.is_dir():  # een schijf die er nu niet hangt: morgen weer kijken
        logger.warning("De map van een afgebroken weeklevering is nu niet te bereiken.")
        return 0
    briefje.unlink()
    return int(bestaat)
