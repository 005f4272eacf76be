"""Percentages: twee decimalen, de helft naar boven, leeg onder de tien."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportages.domein.percentage import percentage

TABEL = [
    (0, 9, None),
    (9, 9, None),
    (0, 10, "0.00"),
    (1, 10, "10.00"),
    (1, 12, "8.33"),
    (1, 16, "6.25"),
    (1, 32, "3.13"),  # 3,125: de helft gaat naar boven, ook bij een even cijfer ervoor
    (5, 800, "0.63"),  # 0,625
    (1, 800, "0.13"),  # 0,125
    (1, 30000, "0.00"),
    (10, 10, "100.00"),
]


@pytest.mark.parametrize(("deel", "geheel", "verwacht"), TABEL)
def test_het_percentage_staat_in_de_tabel(deel, geheel, verwacht):
    assert percentage(deel, geheel) == (None if verwacht is None else Decimal(verwacht))


@given(st.integers(10, 10**7), st.integers(0, 10**7))
def test_het_percentage_ligt_hoogstens_een_halve_honderdste_van_de_breuk(geheel, deel):
    uit = percentage(deel, geheel)
    # in gehele getallen: -1/2 < (uit - exact) * 100 <= 1/2
    verschil = int(uit * 100) * geheel - 10_000 * deel
    assert -geheel < 2 * verschil <= geheel
