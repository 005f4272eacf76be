"""Welke cel een PGN is, welke kolom de PGN's heeft, en wat er te tellen valt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn

from rapportages.domein import eigenlijst as e
from tests.leveringen import pgn

A, B, C = pgn(0), pgn(1), pgn(2)
NUL = next(f"0{n:08}" for n in range(10_000_000, 10_001_000) if bsn.is_valid(f"0{n:08}"))
OWN = "101222331"


def lijst(*rijen):
    return e.lees_lijst(enumerate(rijen, 1))


@pytest.mark.parametrize(
    ("cel", "verwacht"),
    [
        (A, A),
        (OWN, OWN),
        (int(A), A),
        (float(A), A),
        (f" {A}\t", A),
        (f"\u00a0{A[:3]}\u202f{A[3:6]} {A[6:]}\u200b", A),
        (f"{A[:4]}.{A[4:6]}.{A[6:]}", A),
        (f"'{A}", A),
        (f"\u2019{A}", A),
        (f'="{NUL}"', NUL),
        (f"{A}.0", A),
        (f"{A},00", A),
        (NUL, NUL),
        (NUL[1:], NUL),
        (int(NUL), NUL),
        (float(NUL), NUL),
        (f"\ufeff{A}", A),
    ],
)
def test_een_pgn_wordt_gelezen_zoals_een_rekenblad_het_schrijft(cel, verwacht):
    assert e.lees_pgn(cel) == verwacht


@pytest.mark.parametrize(
    "cel",
    [None, "", " ", True, False, "abc", A[:-1] + str((int(A[-1]) + 1) % 10), f"{A}0", A[:7], "000000000", 0, -int(A),
     float("nan"), float("inf"), int(A) + 0.5, "12.12.2011", "2011 12 12", "1-2-2011", "1,23457E+08", "\u0661" * 9,
     f"{A};{B}", "=1+1", 10**400],
)  # fmt: skip
def test_wat_geen_pgn_is_geeft_niets(cel):
    assert e.lees_pgn(cel) == ""


@pytest.mark.parametrize(
    "kop",
    ["PGN", "pgn", "BSN", "Bsn-nummer", "PERSOONSGEBONDENNUMMER", "BSN_ONDERWIJSNR", "Burgerservicenummer ",
     "Onderwijsnummer", "BSN/onderwijsnr.", "BSN leerling", "\ufeffPGN"],
)  # fmt: skip
def test_de_kop_beslist_welke_kolom_het_is(kop):
    assert lijst(["Naam", kop], [B, A]).pgns == (A,)


@pytest.mark.parametrize("kop", ["BSN ouder", "Leerlingnummer", "Naam", "PGN? nee, kijk in de volgende kolom"])
def test_een_andere_kop_is_geen_kolom_met_pgns(kop):
    assert e.is_kop(kop) is False


def test_een_titel_boven_de_kop_mag():
    assert lijst(["Onze lijst"], [], ["Naam", "PGN"], ["Bo", A]) == e.EigenLijst((A,), 1, 0, 0, ())


def test_zonder_kop_beslist_de_inhoud():
    assert lijst(["Bo", A], ["Mo", B]).pgns == (A, B)


def test_een_onbekend_woord_boven_de_kolom_is_geen_rij():
    assert lijst(["Wie", "Nr"], ["Bo", A], ["Mo", B]) == e.EigenLijst((A, B), 2, 0, 0, ())


def test_twee_kolommen_met_een_kop_vullen_elkaar_aan():
    assert lijst(["BSN", "Onderwijsnummer"], [A, None], ["", OWN], [B, OWN]).pgns == (OWN, A, B)


def test_twee_kolommen_zonder_kop_zijn_een_vraag_aan_de_lezer():
    with pytest.raises(e.LijstGeweigerd, match=r"\(A en C\)"):
        lijst([A, "Bo", B], [B, "Mo", C])


def test_dubbele_en_onleesbare_rijen_worden_geteld():
    gelezen = lijst(["PGN", "Naam"], [B], [A], [f" {A}"], [None, "Totaal"], ["123", "Bo"], ["", " "])
    assert gelezen == e.EigenLijst((A, B), 5, 1, 2, (5, 6))


def test_van_de_onleesbare_rijen_noemen_wij_de_eerste_honderd():
    gelezen = lijst(["PGN"], [A], *(["x"] for _ in range(250)))
    assert (gelezen.onleesbaar, gelezen.onleesbare_rijen) == (250, tuple(range(3, 103)))


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([], e.LEEG),
        ([["", None], [" "]], e.LEEG),
        ([["PGN", "Naam"]], e.ALLEEN_KOP),
        ([["PGN"], ["x"]], e.GEEN_PGN),
        ([["Naam"], ["Bo"]], e.GEEN_KOLOM),
        ([["PGN"], *([A],) * 50_001], e.TE_VEEL_RIJEN),
        ([["PGN"] + [None] * 1_000 + ["x"]], e.TE_VEEL_KOLOMMEN),
    ],
    ids=["geen rijen", "lege rijen", "alleen kop", "geen pgn", "geen kolom", "te veel rijen", "te veel kolommen"],
)
def test_een_lijst_waar_niets_mee_kan_geeft_een_zin(rijen, zin):
    with pytest.raises(e.LijstGeweigerd) as fout:
        lijst(*rijen)
    assert str(fout.value) == zin


def test_vijftigduizend_rijen_mogen():
    assert lijst(["PGN"], *([A],) * 50_000).rijen == 50_000


def test_een_weigering_noemt_niets_uit_de_lijst():
    with pytest.raises(e.LijstGeweigerd) as fout:
        lijst(["Geheim", "x"], [A, B], [B, C])
    assert [woord for woord in ("Geheim", A, B, C) if woord in str(fout.value)] == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_wat_wij_niet_bewaren_had_geen_pgn_of_kop_kunnen_zijn(tekst):
    bewaard = e.ertoe(tekst)
    assert (e.lees_pgn(bewaard), e.is_kop(bewaard)) == (e.lees_pgn(tekst), e.is_kop(tekst))


@pytest.mark.parametrize(("kolom", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_een_kolom_heet_als_in_een_rekenblad(kolom, letters):
    assert e.kolomletters(kolom) == letters
