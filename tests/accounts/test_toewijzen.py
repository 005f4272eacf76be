"""De regels bij rollen als tabel, en als eigenschap van elk paar looptijden."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.domein.toewijzen import blijft_beheerd, overlapt

DAG = date(2026, 11, 24)
dagen = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@st.composite
def looptijden(draw):
    vanaf = draw(dagen)
    return vanaf, draw(st.none() | st.integers(0, 60).map(lambda n: vanaf + timedelta(days=n)))


@settings(derandomize=True, max_examples=200)
@given(looptijden(), looptijden())
def test_twee_looptijden_overlappen_als_er_een_dag_is_waarop_beide_gelden(een, ander):
    alle = [date(2026, 1, 1) + timedelta(days=n) for n in range(150)]
    samen = [dag for dag in alle if all(v <= dag and (t is None or dag <= t) for v, t in (een, ander))]
    assert overlapt(een, ander) == overlapt(ander, een) == bool(samen)


@pytest.mark.parametrize(
    ("beheerders", "verwacht"),
    [
        ([], False),
        ([(DAG, None)], True),
        ([(DAG - timedelta(days=9), None)], True),
        ([(DAG, date(2030, 1, 1))], False),
        ([(DAG + timedelta(days=1), None)], False),
        ([(DAG, date(2027, 1, 1)), (date(2020, 1, 1), None)], True),
    ],
)
def test_er_blijft_een_beheerder_die_nu_geldt_en_geen_einde_heeft(beheerders, verwacht):
    assert blijft_beheerd(beheerders, DAG) is verwacht
