"""Wat het huis verlaat, opent in een rekenblad en wordt daar nooit een formule."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from verzuimloket.export import csv as csv_bestand
from verzuimloket.export import xlsx
from verzuimloket.export.tabel import Column, Soort, Table

TABEL = Table("Verzuim: mei/juni", (Column("naam"), Column("dag", Soort.DATUM), Column("deel", Soort.PROCENT)))
GEVAARLIJK = [
    "=1+1", "+31 6", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "−1", "﹢1", "  =1", "\n=1", "\r\n=1",
    "\t1", "\r1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\x00=1", "\x1f=1",
]  # fmt: skip
GEWOON = ["Nguyễn", "مرحبا", "👩🏽‍🏫", "a=b", "1-2", "O'Neil", 'zei "ja"; toch', "regel 1\nregel 2", ""]
ONMOGELIJK = ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb", "a\uffffb"]


def als_csv(*rijen) -> list[list[str]]:
    stroom = io.BytesIO()
    assert csv_bestand.write(TABEL, rijen, stroom) == len(rijen)
    return list(csv.reader(io.StringIO(stroom.getvalue().decode("utf-8"), newline=""), delimiter=";"))


def als_werkmap(*rijen):
    stroom = io.BytesIO()
    assert xlsx.write(TABEL, rijen, stroom) == len(rijen)
    return load_workbook(stroom).worksheets[0]


@pytest.mark.parametrize("tekst", GEVAARLIJK, ids=ascii)
def test_een_formule_krijgt_in_een_csv_een_apostrof(tekst):
    assert als_csv([tekst, None, None])[1][0][0] == "'"


@pytest.mark.parametrize("tekst", GEWOON, ids=ascii)
def test_gewone_tekst_komt_onveranderd_uit_een_csv(tekst):
    assert als_csv([tekst, None, None])[1] == [tekst, "", ""]


@pytest.mark.parametrize("tekst", ONMOGELIJK, ids=ascii)
def test_een_onmogelijk_teken_valt_uit_een_csv_en_de_rest_blijft(tekst):
    assert als_csv([tekst, None, None], ["b", None, None])[1:] == [["ab", "", ""], ["b", "", ""]]


def test_een_csv_heeft_nederlandse_datums_en_komma_s():
    assert als_csv(["a", date(2026, 3, 5), Decimal("-1.50")])[1] == ["a", "05-03-2026", "-1,50"]


@pytest.mark.parametrize("tekst", ["=1+1", "＝1+1", "@x", "-1", "  =1"], ids=ascii)
def test_een_formule_is_in_een_werkmap_gewone_tekst(tekst):
    cel = als_werkmap([tekst, None, None])["A2"]
    assert (cel.value, cel.data_type) == (tekst, "s")


@pytest.mark.parametrize("tekst", ONMOGELIJK, ids=ascii)
def test_een_onmogelijk_teken_valt_uit_een_werkmap_en_die_opent(tekst):
    assert als_werkmap([tekst, None, None])["A2"].value == "ab"


def test_een_werkmap_heeft_echte_datums_en_getallen_en_een_naam_die_mag():
    blad = als_werkmap(["a", date(2026, 3, 5), Decimal("1.5")])
    assert blad.title == "Verzuim meijuni"
    assert (blad["B2"].value.date(), blad["B2"].number_format, blad["C2"].value) == (
        date(2026, 3, 5),
        "dd-mm-yyyy",
        1.5,
    )


def test_een_werkmap_die_halverwege_breekt_laat_geen_tijdelijk_bestand_achter(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rijen():
        yield ["Zeeman"]
        raise OSError("halverwege")

    with pytest.raises(OSError, match="halverwege"):
        xlsx.write(Table("Proef", (Column("ACHTERNAAM"),)), rijen(), io.BytesIO())
    assert list(tmp_path.iterdir()) == []
