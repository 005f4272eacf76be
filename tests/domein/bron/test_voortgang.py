"""Hoe ver het is en hoe lang het nog duurt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.voortgang import in_bytes, in_getal, in_woorden, percentage, resterend

aantal = st.integers(min_value=0, max_value=10**12)


@settings(derandomize=True, max_examples=200)
@given(gelezen=aantal, omvang=aantal)
def test_een_percentage_ligt_tussen_0_en_100_en_is_pas_vol_als_alles_gelezen_is(gelezen, omvang):
    procent = percentage(gelezen, omvang)
    assert (0 <= procent <= 100, procent == 100) == (True, gelezen >= omvang)


@settings(derandomize=True, max_examples=200)
@given(omvang=st.integers(min_value=1, max_value=10**12), seconden=st.integers(min_value=1, max_value=10**5))
def test_wie_op_de_helft_is_doet_er_nog_even_lang_over(omvang, seconden):
    assert resterend(omvang, 2 * omvang, seconden) == seconden


@pytest.mark.parametrize(("gelezen", "seconden"), [(0, 10.0), (10, 0.0), (10, -5.0)])
def test_zonder_tempo_is_er_geen_schatting(gelezen, seconden):
    assert resterend(gelezen, 100, seconden) is None


def test_een_bestand_dat_onder_het_lezen_groeide_is_klaar():
    assert (resterend(120, 100, 10.0), percentage(120, 100)) == (0, 100)


@pytest.mark.parametrize(
    ("seconden", "tekst"),
    [
        (0, "minder dan een minuut"),
        (59, "minder dan een minuut"),
        (60, "ongeveer een minuut"),
        (150, "ongeveer 2 minuten"),
        (5300, "ongeveer 88 minuten"),
        (5400, "ongeveer 2 uur"),
        (7300, "ongeveer 2 uur"),
    ],
)
def test_een_tijd_in_woorden(seconden, tekst):
    assert in_woorden(seconden) == tekst


@pytest.mark.parametrize(
    ("aantal", "tekst"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1,0 kB"), (999_960, "1,0 MB"), (1_234_567_890, "1,2 GB"), (5 * 10**15, "5000,0 TB")],
)  # fmt: skip
def test_een_omvang_in_woorden(aantal, tekst):
    assert in_bytes(aantal) == tekst


@pytest.mark.parametrize(("aantal", "tekst"), [(0, "0"), (999, "999"), (5_120_000, "5.120.000")])
def test_een_groot_getal_is_te_lezen(aantal, tekst):
    assert in_getal(aantal) == tekst
