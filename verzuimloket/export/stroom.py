"""Csv als stroom van bytes: een groot bestand staat nooit in het geheugen."""

import csv
import io
from collections.abc import Iterable, Iterator

from verzuimloket.export.cellen import csv_tekst
from verzuimloket.export.tabel import Rij, Table

PAKKET = 500  # rijen per keer
ONVOLLEDIG = "ONVOLLEDIG: het maken van dit bestand is afgebroken."


def csv_stroom(table: Table, rows: Iterable[Rij]) -> Iterator[bytes]:
    """De tabel zoals `csv.write` hem schrijft, in stukken. Breekt het lezen af, dan is de laatste regel ONVOLLEDIG."""
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    schrijver.writerow(table.koppen)
    try:
        for nummer, rij in enumerate(rows, 1):
            schrijver.writerow([csv_tekst(waarde) for waarde in rij])
            if nummer % PAKKET == 0:
                yield _leeg(tekst)
    except Exception:
        schrijver.writerow([ONVOLLEDIG])
        yield _leeg(tekst)
        raise
    yield _leeg(tekst)


def _leeg(tekst: io.StringIO) -> bytes:
    inhoud = tekst.getvalue().encode()
    tekst.seek(0)
    tekst.truncate()
    return inhoud
