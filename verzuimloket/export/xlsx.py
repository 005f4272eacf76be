"""Een werkmap met echte datums en getallen, een vaste kopregel, filters en een blad met toelichting."""

from collections.abc import Iterable
from typing import Any, BinaryIO, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from verzuimloket.export.cellen import xml_tekst
from verzuimloket.export.tabel import Rij, Soort, Table, Waarde

_OPMAAK = {Soort.DATUM: "dd-mm-yyyy", Soort.PROCENT: "0.00", Soort.GETAL: "0", Soort.TEKST: "@"}
_KOP = Font(bold=True)
_KOPVLAK = PatternFill("solid", fgColor="FFE8EEF4")
_BLADNAAM_MAX = 31


class Werkmap:
    """Een werkmap die rij voor rij groeit, voor wie dezelfde rijen ook ergens anders naartoe schrijft.

    Gebruik haar met `with`: openpyxl schrijft eerst naar een tijdelijk bestand, en dat mag niet blijven liggen als het
    halverwege misgaat.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._boek = Workbook(write_only=True)
        self._blad: Any = self._boek.create_sheet(_bladnaam(table.titel))
        self._blad.freeze_panes = "A2"
        for nummer, kolom in enumerate(table.columns, 1):
            self._blad.column_dimensions[get_column_letter(nummer)].width = max(kolom.breedte, len(kolom.kop) + 4)
        self._blad.append([_kop(self._blad, kolom.kop) for kolom in table.columns])
        self._bewaard = False
        self.aantal = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._bewaard:
            self._blad.close()
            self._blad._writer.cleanup()  # bij bewaren doet openpyxl dit zelf; een eigen deur heeft het niet

    def voeg_toe(self, rij: Rij) -> None:
        kolommen = self._table.columns
        cellen = [_cel(self._blad, waarde, kolom.soort) for waarde, kolom in zip(rij, kolommen, strict=True)]
        self._blad.append(cellen)
        self.aantal += 1

    def bewaar(self, stream: BinaryIO) -> None:
        """Schrijf de werkmap naar `stream` (leeg en doorzoekbaar); daarna kan er niets meer bij."""
        self._blad.auto_filter.ref = f"A1:{get_column_letter(len(self._table.columns))}{self.aantal + 1}"
        if self._table.toelichting:
            _schrijf_toelichting(self._boek, self._table.toelichting)
        self._boek.save(stream)
        self._bewaard = True


def write(table: Table, rows: Iterable[Rij], stream: BinaryIO) -> int:
    """Schrijf de tabel naar `stream` (leeg en doorzoekbaar) en geef het aantal rijen. Tekst is nooit een formule."""
    with Werkmap(table) as werkmap:
        for rij in rows:
            werkmap.voeg_toe(rij)
        werkmap.bewaar(stream)
        return werkmap.aantal


def _bladnaam(titel: str) -> str:
    return "".join(teken for teken in xml_tekst(titel) if teken not in "[]:*?/\\")[:_BLADNAAM_MAX] or "Gegevens"


def _kop(blad: Any, tekst: str) -> Any:
    cel = _tekstcel(blad, tekst)
    cel.font, cel.fill = _KOP, _KOPVLAK
    return cel


def _cel(blad: Any, waarde: Waarde, soort: Soort) -> Any:
    if waarde is None or waarde == "":
        return None
    if isinstance(waarde, str):
        return _tekstcel(blad, waarde)
    cel: Any = WriteOnlyCell(blad)
    cel.value = waarde
    cel.number_format = _OPMAAK[soort]
    return cel


def _tekstcel(blad: Any, tekst: str) -> Any:
    cel = WriteOnlyCell(blad, value=xml_tekst(tekst))
    cel.data_type = "s"  # openpyxl maakt van '=...' anders een formule
    return cel


def _schrijf_toelichting(boek: Workbook, toelichting: Iterable[tuple[str, str]]) -> None:
    blad: Any = boek.create_sheet("Toelichting")
    blad.column_dimensions["A"].width = 34
    blad.column_dimensions["B"].width = 100
    for begrip, uitleg in toelichting:
        regel = [_kop(blad, begrip), _tekstcel(blad, uitleg)]
        regel[1].alignment = Alignment(wrap_text=True, vertical="top")
        blad.append(regel)
