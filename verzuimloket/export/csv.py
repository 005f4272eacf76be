"""Csv: puntkomma's, UTF-8 zonder BOM, regels met CRLF, de eerste regel zijn de koppen."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from verzuimloket.export.cellen import csv_tekst
from verzuimloket.export.tabel import Rij, Table


def write(table: Table, rows: Iterable[Rij], stream: BinaryIO) -> int:
    """Schrijf de tabel naar `stream` en geef het aantal rijen. De stream blijft open en is van de aanroeper."""
    return sum(1 for _ in onderweg(table, rows, stream))


def onderweg(table: Table, rows: Iterable[Rij], stream: BinaryIO) -> Iterator[Rij]:
    """Geef elke rij door nadat zij geschreven is; zo gaan dezelfde rijen in één gang ook naar een andere schrijver."""
    tekst = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    try:
        schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
        schrijver.writerow(table.koppen)
        for rij in rows:
            schrijver.writerow([csv_tekst(waarde) for waarde in rij])
            yield rij
        tekst.flush()
    finally:
        tekst.detach()


def kolom(pad: Path, kop: str) -> list[str]:
    """De waarden van één kolom van een bestand dat hier geschreven is. Werpt ValueError als de kop er niet is."""
    with pad.open(encoding="utf-8", newline="") as tekst:
        regels = csv.reader(tekst, delimiter=";")
        plek = next(regels).index(kop)
        return [regel[plek] for regel in regels]
