"""Eigenschappen van een wijziging van de routering die voor elke combinatie gelden."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from meldingen.domein.overdracht import Lot, Regel, lot, wisseldagen
from meldingen.domein.workflow import GESLOTEN, LOPEND, Status

rustig = settings(max_examples=150, derandomize=True, deadline=None)
dagen = st.dates(date(2026, 1, 1), date(2026, 3, 1))
statussen, plekken = st.sampled_from(list(Status)), st.integers(1, 3)


@st.composite
def regels(draw: st.DrawFn) -> Regel:
    van = draw(dagen)
    tot = draw(st.none() | st.integers(0, 40).map(lambda n: van + timedelta(days=n)))
    return Regel(draw(st.integers(1, 2)), draw(st.sampled_from(["rmc", "leerplichtig"])), 5, "X", van, tot)


@rustig
@given(regels(), regels())
def test_overlap_is_een_dag_waarop_beide_gelden(een, ander):
    zelfde = (een.gebied, een.groep) == (ander.gebied, ander.groep)
    periode = [date(2026, 1, 1) + timedelta(days=n) for n in range(120)]
    assert een.overlapt(ander) == (zelfde and any(een.geldt(dag) and ander.geldt(dag) for dag in periode))


@rustig
@given(regels(), regels())
def test_overlap_maakt_niet_uit_van_welke_kant(een, ander):
    assert een.overlapt(ander) == ander.overlapt(een)


@rustig
@given(st.lists(regels(), max_size=4), dagen)
def test_tussen_twee_wisseldagen_verandert_er_niets(alle, dag):
    vorige = dag - timedelta(days=1)
    anders = {r for r in alle if r.geldt(dag)} != {r for r in alle if r.geldt(vorige)}
    assert not anders or dag in wisseldagen(alle, dag)


@rustig
@given(statussen, plekken, plekken, plekken, st.booleans())
def test_een_melding_gaat_alleen_over_van_de_oude_naar_een_andere_instantie(status, ligt_bij, oud, nieuw, werkt):
    gaat = lot(status, ligt_bij=ligt_bij, oud=oud, nieuw=nieuw, oud_werkt=werkt) is Lot.GAAT_OVER
    assert not gaat or (status in LOPEND and status not in GESLOTEN and ligt_bij == oud != nieuw)


@rustig
@given(statussen, plekken, plekken, plekken, st.booleans())
def test_wie_al_overging_gaat_niet_nog_eens(status, ligt_bij, oud, nieuw, werkt):
    if lot(status, ligt_bij=ligt_bij, oud=oud, nieuw=nieuw, oud_werkt=werkt) is Lot.GAAT_OVER:
        assert lot(status, ligt_bij=nieuw, oud=oud, nieuw=nieuw, oud_werkt=werkt) is Lot.ZELFDE
