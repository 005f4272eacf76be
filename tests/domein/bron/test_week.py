"""De week van een levering: leeftijdsgrenzen als geboortedatum, de laatste maandag en de volgorde van diploma's."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.diploma import hoogste_diploma
from bron.domein.startkwalificatie import Diploma
from bron.domein.week import JONGSTE, TE_OUD, geboren_uiterlijk, laatste_maandag, verloopt_op
from verzuimloket.kalender import leeftijd, verjaardag

DAG = st.dates(date(1990, 1, 1), date(2060, 1, 1))
SCHRIKKEL = st.sampled_from([date(2004, 2, 28), date(2004, 2, 29), date(2004, 3, 1), date(2003, 2, 28)])


@settings(derandomize=True, max_examples=300)
@given(geboren=DAG | SCHRIKKEL, jaren=st.sampled_from([JONGSTE, TE_OUD]), verschil=st.integers(-2, 2))
def test_de_grens_als_geboortedatum_is_dezelfde_als_de_leeftijd_in_volle_jaren(geboren, jaren, verschil):
    dag = verjaardag(geboren, jaren) + timedelta(days=verschil)
    assert (geboren <= geboren_uiterlijk(dag, jaren)) == (leeftijd(geboren, dag) >= jaren)


@settings(derandomize=True, max_examples=100)
@given(dag=DAG)
def test_de_laatste_maandag_is_een_maandag_van_hoogstens_zes_dagen_terug(dag):
    maandag = laatste_maandag(dag)
    assert (maandag.weekday(), 0 <= (dag - maandag).days <= 6) == (0, True)


@pytest.mark.parametrize(
    ("gebouwd", "verloopt"),
    [
        (date(2026, 11, 23), date(2027, 2, 23)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 5, 31), date(2027, 8, 31)),
    ],
)
def test_een_levering_verloopt_drie_kalendermaanden_na_het_maken(gebouwd, verloopt):
    assert verloopt_op(gebouwd) == verloopt


@pytest.mark.parametrize(
    ("behaald", "hoogste"),
    [
        ([("VMBO", "", 1), ("MBO", "1", 2)], "VMBO"),
        ([("HAVO", "", 1), ("MBO", "3", 2)], "HAVO"),
        ([("HAVO", "", 1), ("MBO", "4", 2)], "MBO 4"),
        ([("HAVO", "", 1), ("VWO", "", 5)], "HAVO"),  # vwo pas na de dag
        ([], ""),
    ],
)
def test_het_hoogste_diploma_op_een_dag(behaald, hoogste):
    diplomas = [Diploma(soort, niveau, date(2026, 7, dag)) for soort, niveau, dag in behaald]
    assert hoogste_diploma(diplomas, date(2026, 7, 4)) == hoogste
