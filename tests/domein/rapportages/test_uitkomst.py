"""Twee lijsten naast elkaar: elke leerling komt in precies één deel, en bladeren mist niemand."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rapportages.domein.uitkomst import Deel, Plek, Plekken, leg_naast

ONZE = {"a": 1, "b": 2, "c": 3}
_NUMMERS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def test_elke_leerling_komt_in_een_deel():
    uitkomst = leg_naast(["x", "b", "d"], ONZE, {})
    assert (uitkomst.alleen_u, uitkomst.alleen_ons, uitkomst.in_beide) == (("d", "x"), (1, 3), (2,))


def test_een_oud_nummer_is_dezelfde_leerling():
    uitkomst = leg_naast(["oud"], ONZE, {"oud": "c"})
    assert (uitkomst.alleen_u, uitkomst.in_beide, uitkomst.samengevallen) == ((), (3,), 0)


def test_het_oude_en_het_nieuwe_nummer_zijn_samen_een_leerling():
    uitkomst = leg_naast(["oud", "c"], ONZE, {"oud": "c"})
    assert (uitkomst.alleen_u, uitkomst.in_beide, uitkomst.samengevallen) == ((), (3,), 1)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(eigen=_NUMMERS, van_ons=_NUMMERS)
def test_samen_zijn_de_delen_beide_lijsten(eigen, van_ons):
    onze = {nummer: plek for plek, nummer in enumerate(van_ons)}
    uitkomst = leg_naast(eigen, onze, {})
    assert set(uitkomst.alleen_u) == set(eigen) - set(van_ons)
    assert {van_ons[rij] for rij in uitkomst.alleen_ons} == set(van_ons) - set(eigen)
    assert {van_ons[rij] for rij in uitkomst.in_beide} == set(eigen) & set(van_ons)


_DELEN = st.fixed_dictionaries({deel: st.lists(st.integers(0, 9), max_size=7) for deel in Deel})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(delen=_DELEN, begin=st.integers(0, 30), aantal=st.integers(0, 30), gekozen=st.none() | st.sampled_from(Deel))
def test_een_bladzijde_is_hetzelfde_stuk_van_de_hele_lijst(delen, begin, aantal, gekozen):
    plekken = Plekken(delen, gekozen)
    alles = [Plek(deel, wie) for deel in Deel if gekozen in (None, deel) for wie in delen[deel]]
    assert (list(plekken), len(plekken)) == (alles, len(alles))
    assert plekken[begin : begin + aantal] == alles[begin : begin + aantal]
