"""Wat het huis verlaat, opent in een rekenblad en wordt daar nooit een formule."""

import csv
import io
from datetime import UTC, date, datetime
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


def als_werkmap(*rijen, tabel=TABEL):
    stroom = io.BytesIO()
    assert xlsx.write(tabel, rijen, stroom) == len(rijen)
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


def test_een_moment_staat_als_de_dag_in_nederland():
    laat = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
    assert als_csv(["a", laat, None])[1][1] == "06-03-2026"
    assert als_werkmap(["a", laat, None])["B2"].value == datetime(2026, 3, 6)  # noqa: DTZ001 - een werkmap kent geen zone


def test_een_dag_voor_1900_is_in_een_werkmap_tekst():
    cel = als_werkmap(["a", date(1899, 12, 31), None])["B2"]
    assert (cel.value, cel.data_type) == ("31-12-1899", "s")


def test_een_werkmap_zonder_rijen_heeft_koppen_een_vaste_rij_en_een_filter():
    blad = als_werkmap()
    assert [cel.value for cel in blad[1]] == ["naam", "dag", "deel"]
    assert (blad.freeze_panes, blad.auto_filter.ref, [cel.value for cel in blad[2]]) == ("A2", "A1:C2", [None] * 3)


def test_een_kolom_wisselt_van_soort_en_elke_cel_houdt_de_hare():
    blad = als_werkmap([None, "onbekend", None], ["00012", date(2026, 1, 1), Decimal("2.50")], [12, "", 3])
    assert [[cel.data_type for cel in rij] for rij in blad.iter_rows(min_row=2)] == [
        ["n", "s", "n"], ["s", "d", "n"], ["n", "n", "n"],
    ]  # fmt: skip


def test_een_regeleinde_is_in_een_werkmap_een_regel_en_te_lange_tekst_wordt_afgekapt():
    blad = als_werkmap(["a\r\nb\rc", None, None], ["x" * 40_000, None, None])
    assert (blad["A2"].value, len(blad["A3"].value)) == ("a\nb\nc", 32_767)


def test_dubbele_koppen_worden_geweigerd():
    with pytest.raises(ValueError, match="dezelfde kop"):
        xlsx.write(Table("Proef", (Column("A"), Column("A"))), [], io.BytesIO())


@pytest.mark.parametrize(("titel", "blad"), [("", "Gegevens"), ("'x'", "x"), ("Toelichting", "Gegevens"), ("[:]", "Gegevens"),
                                             ("a" * 40, "a" * 31)])  # fmt: skip
def test_een_blad_krijgt_een_naam_die_mag(titel, blad):
    assert als_werkmap(tabel=Table(titel, (Column("A"),), (("K", "uitleg"),))).title == blad


def test_dezelfde_rijen_gaan_in_een_gang_naar_csv_en_werkmap():
    tekst, werkmap = io.BytesIO(), io.BytesIO()
    rijen = iter([["a", date(2026, 3, 5), None], ["=b", None, Decimal("1.5")]])
    assert xlsx.write(TABEL, csv_bestand.onderweg(TABEL, rijen, tekst), werkmap) == 2
    assert tekst.getvalue().decode() == "naam;dag;deel\r\na;05-03-2026;\r\n'=b;;1,5\r\n"


def test_een_werkmap_die_halverwege_breekt_laat_geen_tijdelijk_bestand_achter(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rijen():
        yield ["Zeeman"]
        raise OSError("halverwege")

    with pytest.raises(OSError, match="halverwege"):
        xlsx.write(Table("Proef", (Column("ACHTERNAAM"),)), rijen(), io.BytesIO())
    assert list(tmp_path.iterdir()) == []
