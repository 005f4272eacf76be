"""Eigenschappen van de soorten: kiesbaar en bezwaar zijn elkaars spiegelbeeld."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.soorten import SOORTEN, bezwaar, geldig_op, kiesbaar

dagen = st.dates(date(1960, 1, 1), date(2040, 12, 31))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.sampled_from(SOORTEN), st.sampled_from(list(Leeftijdsgroep)), dagen)
def test_een_soort_is_te_kiezen_precies_als_er_geen_bezwaar_is(soort, groep, dag):
    assert (soort in kiesbaar(SOORTEN, groep, dag)) == (bezwaar(soort, groep, dag) is None)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.sampled_from(list(Leeftijdsgroep)), st.dates(date(1969, 1, 1), date(2040, 12, 31)))
def test_overig_verzuim_kan_altijd(groep, dag):
    assert "O" in {soort.code for soort in kiesbaar(SOORTEN, groep, dag)}


@pytest.mark.parametrize(
    ("code", "dag", "geldig"),
    [("V1", date(2009, 7, 31), True), ("V1", date(2009, 8, 1), False), ("V3", date(2009, 7, 31), False),
     ("V3", date(2009, 8, 1), True), ("LRV", date(2015, 12, 31), False), ("LRV", date(2016, 1, 1), True)],
)  # fmt: skip
def test_de_eerste_en_de_laatste_dag_horen_bij_de_geldigheid(code, dag, geldig):
    assert geldig_op(next(soort for soort in SOORTEN if soort.code == code), dag) is geldig
