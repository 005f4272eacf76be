"""Een werkmap met echte datums en getallen, een vaste kopregel, filters en een blad met toelichting.

Waarom deze schrijver: docs/besluiten/0024-werkbladen-schrijven.md.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from rustpy_xlsxwriter import Format, write_worksheets

from verzuimloket.export.cellen import dag_van, xml_tekst
from verzuimloket.export.tabel import Rij, Soort, Table, Waarde

_OPMAAK = {Soort.DATUM: "dd-mm-yyyy", Soort.PROCENT: "0.00", Soort.GETAL: "0", Soort.TEKST: "@"}
_KOPVLAK = "#E8EEF4"
_BLADNAAM_MAX = 31
_TEKST_MAX = 32_767  # tekens in een cel; meer kent een werkmap niet
_EERSTE_JAAR = 1900  # een werkmap telt dagen vanaf 1900
_TOELICHTING = "Toelichting"


def write(table: Table, rows: Iterable[Rij], stream: BinaryIO) -> int:
    """Schrijf de tabel naar `stream` en geef het aantal rijen. Tekst is nooit een formule.

    De rijen worden een voor een gelezen; het geheugen groeit alleen met het ingepakte bestand. De stream krijgt zijn
    inhoud pas als alles gelezen is. Wat het lezen werpt, komt bij de aanroeper. Werpt ValueError bij dubbele koppen.
    """
    koppen = table.koppen
    if len(set(koppen)) != len(koppen):
        raise ValueError("Twee kolommen met dezelfde kop passen niet in een werkmap.")
    bron = _Bron(table, rows)
    naam = _bladnaam(table.titel)
    bladen: list[tuple[str, Any]] = [(naam, bron.regels())]
    opmaak: dict[str, Any] = {naam: [Format().set_num_format(_OPMAAK[kolom.soort]) for kolom in table.columns]}
    breedtes: dict[str, Any] = {naam: [float(max(kolom.breedte, len(kolom.kop) + 4)) for kolom in table.columns]}
    if table.toelichting:
        bladen.append((_TOELICHTING, [{"Begrip": xml_tekst(a), "Uitleg": xml_tekst(b)} for a, b in table.toelichting]))
        opmaak[_TOELICHTING] = [_kop(), Format().set_text_wrap().set_align("top")]
        breedtes[_TOELICHTING] = [34.0, 100.0]
    write_worksheets(
        bladen,
        stream,
        freeze_panes={"general": {"row": 1, "col": 0}},
        autofilter={naam: True},
        column_widths=breedtes,
        column_formats=opmaak,
        header_format={blad: _kop() for blad, _ in bladen},
        ignore_errors={naam: koppen},  # een nummer als tekst is hier met opzet tekst
    )
    return bron.aantal


class _Bron:
    """De rijen zoals de schrijver ze leest, en hoeveel het er waren."""

    def __init__(self, table: Table, rows: Iterable[Rij]) -> None:
        self._rows = rows
        self._koppen = table.koppen
        self._anders = [nummer for nummer, kolom in enumerate(table.columns) if kolom.soort is not Soort.TEKST]
        self.aantal = 0

    def regels(self) -> Iterator[dict[str, Any]]:
        koppen, anders = self._koppen, self._anders
        for rij in self._rows:
            waarden = _schoon(rij)
            for plek in anders:
                if isinstance(waarden[plek], date):
                    waarden[plek] = _datum(waarden[plek])
            yield dict(zip(koppen, waarden, strict=True))
            self.aantal += 1
        if not self.aantal:
            yield dict.fromkeys(koppen)  # zonder een enkele rij schrijft het pakket ook de koppen niet


def _schoon(rij: Rij) -> list[Any]:
    """De waarden, met tekst die in een cel past. Eerst in één blik of er iets te doen is: dat is er bijna nooit."""
    alles = "".join([waarde for waarde in rij if type(waarde) is str])
    if alles.isprintable() and len(alles) <= _TEKST_MAX:
        return list(rij)
    return [_past(waarde) for waarde in rij]


def _past(waarde: Waarde) -> Waarde:
    if not isinstance(waarde, str):
        return waarde
    return xml_tekst(waarde).replace("\r\n", "\n").replace("\r", "\n")[:_TEKST_MAX]


def _datum(dag: date) -> date | str:
    """De dag in Nederland; wat een werkmap niet als datum kent, wordt tekst."""
    dag = dag_van(dag)
    return dag if dag.year >= _EERSTE_JAAR else f"{dag.day:02}-{dag.month:02}-{dag.year:04}"


def _bladnaam(titel: str) -> str:
    naam = "".join(teken for teken in xml_tekst(titel) if teken not in "[]:*?/\\")[:_BLADNAAM_MAX].strip("'")
    return naam if naam.strip() and naam != _TOELICHTING else "Gegevens"


def _kop() -> Format:
    return Format().set_bold().set_background_color(_KOPVLAK)
