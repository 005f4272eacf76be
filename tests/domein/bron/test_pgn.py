"""De elfproef als tabel, en naast een tweede mening: de pakketten voor BSN en onderwijsnummer van python-stdnum."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn, onderwijsnummer

from bron.domein.pgn import is_bsn, is_onderwijsnummer, is_pgn, rest

NUMMERS = st.integers(1, 999_999_999).map("{:09d}".format)
TIENEN = st.integers(100_000_000, 109_999_999).map("{:09d}".format)


@pytest.mark.parametrize(
    ("pgn", "uitslag"),
    [
        ("999900006", "bsn"),
        ("999900018", "bsn"),
        ("100000009", "bsn"),  # een BSN mag ook met 10 beginnen
        ("000000012", "bsn"),
        ("101222331", "onderwijsnummer"),
        ("999900007", "geen"),
        ("999900001", "geen"),  # rest 5, maar begint niet met 10
        ("000000000", "geen"),
        ("99990000", "geen"),
        ("0999900006", "geen"),
        ("999900006 ", "geen"),
        ("99990000a", "geen"),
        ("-99900006", "geen"),
        ("٩٩٩٩٠٠٠٠٦", "geen"),  # andere cijfertekens
        ("", "geen"),
    ],
)
def test_de_tabel_met_nummers_klopt(pgn, uitslag):
    assert (is_bsn(pgn), is_onderwijsnummer(pgn)) == (uitslag == "bsn", uitslag == "onderwijsnummer")


@settings(derandomize=True, max_examples=300)
@given(NUMMERS)
def test_een_bsn_is_wat_de_tweede_mening_een_bsn_noemt(pgn):
    assert is_bsn(pgn) == bsn.is_valid(pgn)


@settings(derandomize=True, max_examples=300)
@given(NUMMERS | TIENEN)
def test_een_onderwijsnummer_is_wat_de_tweede_mening_zo_noemt(pgn):
    assert is_onderwijsnummer(pgn) == onderwijsnummer.is_valid(pgn)


@settings(derandomize=True, max_examples=200)
@given(NUMMERS)
def test_de_rest_is_de_gewogen_som_modulo_elf(pgn):
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    assert rest(pgn) == sum(int(c) * g for c, g in zip(pgn, gewichten, strict=True)) % 11


@settings(derandomize=True, max_examples=200)
@given(NUMMERS.filter(is_bsn), st.integers(0, 8), st.integers(1, 9))
def test_een_verkeerd_getypt_cijfer_van_een_bsn_valt_op(pgn, plaats, verschil):
    fout = pgn[:plaats] + str((int(pgn[plaats]) + verschil) % 10) + pgn[plaats + 1 :]
    assert not is_bsn(fout)


@settings(derandomize=True, max_examples=200)
@given(st.text(max_size=12))
def test_willekeurige_tekst_geeft_een_oordeel_en_geen_fout(tekst):
    assert is_pgn(tekst) == (is_bsn(tekst) or is_onderwijsnummer(tekst))
