"""Csv: puntkomma's, UTF-8 zonder BOM, regels met CRLF, de eerste regel zijn de koppen."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from verzuimloket.export.cellen import csv_tekst
from verzuimloket.export.tabel import Rij, Table


def write(table: Table, rows: Iterable[Rij], stream: BinaryIO) -> int:
    """Schrijf de tabel naar `stream` en geef het aantal rijen. De stream blijft open en is van de aanroeper."""
    tekst = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    schrijver.writerow(table.koppen)
    aantal = 0
    for rij in rows:
        schrijver.writerow([csv_tekst(waarde) for waarde in rij])
        aantal += 1
    tekst.flush()
    tekst.detach()
    return aantal
