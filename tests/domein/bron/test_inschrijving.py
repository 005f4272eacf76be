"""Geldig op een dag, de periode die dan geldt, en de grenzen zoals het register ze bewaart."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.inschrijving import Inschrijving, Periode, grenzen
from bron.domein.tijd import OPEN_DAG

VAN, TOT = date(2024, 8, 1), date(2025, 7, 31)
DAGEN = st.dates(date(2024, 7, 1), date(2025, 9, 1))


def periode(begin: date, intensiteit: str = "VT") -> Periode:
    return Periode(begin, "MBO", intensiteit, True)


@pytest.mark.parametrize(
    ("dag", "open_einde", "met_einde"),
    [
        (date(2024, 7, 31), False, False),
        (date(2024, 8, 1), True, True),
        (date(2025, 7, 31), True, True),
        (date(2025, 8, 1), True, False),
    ],
)
def test_een_inschrijving_geldt_op_haar_eerste_en_laatste_dag(dag, open_einde, met_einde):
    eerste = (periode(VAN),)
    uitkomst = [Inschrijving(VAN, einde, eerste).geldig_op(dag) for einde in (None, TOT)]
    assert uitkomst == [open_einde, met_einde]


@pytest.mark.parametrize(
    ("dag", "begin"),
    [
        (date(2024, 7, 31), None),
        (date(2024, 8, 1), VAN),
        (date(2024, 12, 31), VAN),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (date(2025, 7, 31), date(2025, 1, 1)),
        (date(2025, 8, 1), None),
    ],
)
def test_de_laatst_begonnen_periode_geldt(dag, begin):
    inschrijving = Inschrijving(VAN, TOT, (periode(date(2025, 1, 1), "EX"), periode(VAN)))
    geldend = inschrijving.periode_op(dag)
    assert (geldend and geldend.datum_begin) == begin


def test_alleen_ex_is_examen():
    assert [periode(VAN, soort).examen for soort in ("VT", "DT", "EX")] == [False, False, True]


@settings(derandomize=True, max_examples=200)
@given(st.sets(st.integers(0, 360), max_size=5), st.booleans(), DAGEN)
def test_de_bewaarde_grenzen_zeggen_hetzelfde_als_de_regel(verschillen, open_einde, dag):
    begindagen = [VAN + timedelta(days=n) for n in {0, *verschillen}]
    einde = None if open_einde else TOT
    geldend = Inschrijving(VAN, einde, tuple(map(periode, begindagen))).periode_op(dag)
    bewaard = [van for van, tot in grenzen(begindagen, einde) if van <= dag < tot]
    assert bewaard == ([geldend.datum_begin] if geldend else [])


def test_een_open_inschrijving_loopt_tot_de_open_dag():
    assert grenzen([VAN], None) == [(VAN, OPEN_DAG)]
