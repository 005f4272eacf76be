"""Wat de leverancier per record terugleest: het oordeel en waarom. Alleen voor hem: er staan PGN's in."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bron.domein.levering import sleutel
from bron.models import Levering, Oordeel
from bron.services.lezer import partijen

KOP = "regel;recordsoort;sleutel;oordeel;code;melding\n"


def pad_van(bestand: Path, map_: Path | None) -> Path:
    """Waar de terugkoppeling van een bestand komt: ernaast, of in `map_`."""
    return (map_ or bestand.parent) / f"{bestand.name}.terugkoppeling.csv"


def schrijf(levering: Levering, bestand: Path, doel: Path) -> None:
    """Schrijf één regel per record, op volgorde van het bestand. Het doel verschijnt in één keer, heel.

    Werkt ook bij een herhaalde levering: de oordelen staan in de database, de records in het bestand.
    """
    voorlopig = doel.with_name(f".{doel.name}.{os.getpid()}")
    try:
        with voorlopig.open("w", encoding="utf-8", newline="") as uit:
            uit.write(KOP)
            _schrijf_records(levering, bestand, uit)
        voorlopig.replace(doel)
    finally:
        voorlopig.unlink(missing_ok=True)


def _oordelen(levering: Levering) -> Iterator[tuple[int, str]]:
    rijen = (
        Oordeel.objects.unscoped("terugkoppeling aan de leverancier")
        .filter(levering=levering)
        .order_by("regel")
        .values_list("regel", "recordsoort", "sleutel", "oordeel", "code", "melding")
    )
    for regel, *rest in rijen.iterator(chunk_size=5000):
        yield regel, ";".join(rest)
    yield 0, ""


def _schrijf_records(levering: Levering, bestand: Path, uit: TextIO) -> None:
    laatste = levering.aangeboden + 1  # regel 1 is het voorlooprecord
    oordelen = _oordelen(levering)
    volgende, oordeel = next(oordelen)
    nummer = 0
    with bestand.open("rb") as stroom:
        for partij in partijen(stroom):
            rijen: list[str] = []
            for regel in partij.regels:
                nummer += 1
                if nummer == 1 or nummer > laatste:
                    continue
                if nummer == volgende:
                    rijen.append(f"{nummer};{oordeel}\n")
                    volgende, oordeel = next(oordelen)
                elif regel.startswith("PER"):
                    rijen.append(f"{nummer};PER;{regel[4:13]};goedgekeurd;;\n")
                else:
                    rijen.append(f"{nummer};{regel[:3]};{sleutel(regel)};goedgekeurd;;\n")
            uit.writelines(rijen)
