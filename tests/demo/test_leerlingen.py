"""De verzonnen leerlingen zelf, voor elke dag waarop iemand de demo kan laden."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.leerlingen import alle_leerlingen
from demo.wereld import gebouwde_maanden

DAGEN = st.dates(date(2026, 1, 1), date(2032, 12, 31))


@settings(derandomize=True, max_examples=3, deadline=None)
@given(DAGEN)
def test_dezelfde_dag_geeft_dezelfde_leerlingen(dag):
    assert alle_leerlingen(dag) == alle_leerlingen(dag)


@settings(derandomize=True, max_examples=3, deadline=None)
@given(DAGEN)
def test_een_leerling_houdt_zijn_nummer_op_elke_dag(dag):
    assert [leerling.pgn for leerling in alle_leerlingen(dag)] == [x.pgn for x in alle_leerlingen(date(2026, 11, 24))]


@settings(derandomize=True, max_examples=8, deadline=None)
@given(DAGEN)
def test_elk_verhaal_over_bekostiging_speelt_op_de_laatste_gebouwde_lijst(dag):
    verhalen = ("examendeelnemer", "niet bekostigd")
    momenten = [leerling.records[-1][0] for leerling in alle_leerlingen(dag) if leerling.verhaal in verhalen]
    assert max(momenten) < gebouwde_maanden(dag)[-1]


@pytest.mark.parametrize(
    ("dag", "maanden"),
    [
        (date(2026, 11, 6), [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]),
        (date(2026, 11, 7), [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]),
        (date(2027, 1, 1), [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]),
    ],
)
def test_een_maand_telt_pas_na_haar_sluitmoment(dag, maanden):
    assert gebouwde_maanden(dag) == maanden
