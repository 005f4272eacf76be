"""Een tabel op papier: liggend, met herhaalde koppen, bladnummers en de begrippen; getagd volgens PDF/UA."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from verzuimloket.export.cellen import papier_tekst
from verzuimloket.export.tabel import Rij, Soort, Table
from verzuimloket.pdf import maak_pdf

_RECHTS = (Soort.GETAL, Soort.PROCENT)


def write(table: Table, rows: Iterable[Rij], stream: BinaryIO, context: Mapping[str, Any] | None = None) -> int:
    """Schrijf de tabel naar `stream` en geef het aantal rijen.

    Alles staat tijdens het maken in het geheugen: de aanroeper begrenst het aantal rijen. `context` is voor wie
    pdf/tabel.html aanvult: `gegevens` (paren boven de tabel) en `staven` (een grafiek).
    """
    rijen = [[papier_tekst(waarde) for waarde in rij] for rij in rows]
    kolommen = [
        {"kop": kolom.kop, "maat": _maat(kolom.breedte),
         "rechts": kolom.soort in _RECHTS}
        for kolom in table.columns
    ]  # fmt: skip
    stream.write(
        maak_pdf(
            "pdf/tabel.html",
            {"titel": table.titel, "kolommen": kolommen, "toelichting": table.toelichting,
             "rijen": [list(zip(rij, kolommen, strict=True)) for rij in rijen], **(context or {})},
        )
    )  # fmt: skip
    return len(rijen)


def _maat(breedte: int) -> str:
    return "smal" if breedte <= 12 else "breed" if breedte > 20 else "gewoon"
