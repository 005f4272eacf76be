"""Eigenschappen van de leeftijdsgroep die voor elke geboortedag gelden; de grenzen zelf staan op de bladzijde."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from meldingen.domein.leeftijd import (
    Leeftijdsgroep,
    begin_leerplicht,
    einde_leerplicht,
    leeftijdsgroep,
    rmc_grens,
)
from verzuimloket.kalender import leeftijd

EEN_DAG = timedelta(days=1)
geboren = st.dates(date(1985, 1, 1), date(2022, 12, 31))
dagen = st.dates(date(2009, 8, 1), date(2030, 12, 31))
VOLGORDE = [None, Leeftijdsgroep.LEERPLICHTIG, Leeftijdsgroep.KWALIFICATIEPLICHTIG, Leeftijdsgroep.RMC]
rustig = settings(max_examples=150, derandomize=True, deadline=None)


@rustig
@given(geboren)
def test_de_leerplicht_begint_op_de_eerste_van_een_maand_na_de_vijfde_verjaardag(geboortedag):
    begin = begin_leerplicht(geboortedag)
    assert begin.day == 1
    assert leeftijd(geboortedag, begin) == 5
    assert leeftijd(geboortedag, begin - timedelta(days=32)) == 4


@rustig
@given(geboren)
def test_de_leerplicht_eindigt_op_31_juli_van_het_schooljaar_waarin_de_leerling_16_wordt(geboortedag):
    einde = einde_leerplicht(geboortedag)
    assert (einde.month, einde.day) == (7, 31)
    assert leeftijd(geboortedag, einde) == 16
    assert leeftijd(geboortedag, date(einde.year - 1, 7, 31)) == 15


@rustig
@given(geboren, dagen)
def test_de_groepen_sluiten_op_elkaar_aan_zonder_terug_te_gaan(geboortedag, dag):
    vandaag, morgen = (
        leeftijdsgroep(geboortedag, elk, startkwalificatie=False) for elk in (dag, dag + EEN_DAG)
    )  # fmt: skip
    if vandaag is not None and morgen is not None:
        assert VOLGORDE.index(morgen) - VOLGORDE.index(vandaag) in (0, 1)


@rustig
@given(geboren, dagen)
def test_een_startkwalificatie_laat_alleen_de_leerplicht_over(geboortedag, dag):
    met, zonder = (leeftijdsgroep(geboortedag, dag, startkwalificatie=elk) for elk in (True, False))
    assert met == (zonder if zonder is Leeftijdsgroep.LEERPLICHTIG else None)


@rustig
@given(geboren, dagen)
def test_zonder_diploma_is_er_een_groep_tussen_begin_leerplicht_en_de_grens_van_die_dag(geboortedag, dag):
    verwacht = dag >= begin_leerplicht(geboortedag) and leeftijd(geboortedag, max(dag, geboortedag)) < rmc_grens(dag)
    assert (leeftijdsgroep(geboortedag, dag, startkwalificatie=False) is not None) == verwacht
