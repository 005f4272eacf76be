"""De aantallen achter elke keuze van een filter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rapportages.domein.facetten import Facetten

VELDEN = ("reden", "niveau")
RIJEN = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=20)


def facetten(rijen) -> Facetten:
    return Facetten.uit(VELDEN, ((*rij, 1) for rij in rijen))


def test_een_keuze_telt_de_andere_keuzes_mee_en_zichzelf_niet():
    gevonden = facetten([("a", "x"), ("a", "y"), ("b", "x")])
    assert gevonden.opties("reden", {"reden": "a", "niveau": "y"}) == {"a": 1, "b": 0}


@settings(derandomize=True, max_examples=100)
@given(rijen=RIJEN, reden=st.sampled_from("abc"))
def test_het_aantal_bij_een_keuze_is_wat_een_teller_per_rij_vindt(rijen, reden):
    assert facetten(rijen).aantal({"reden": reden}) == sum(rij[0] == reden for rij in rijen)


@settings(derandomize=True, max_examples=100)
@given(rijen=RIJEN)
def test_de_keuzes_van_een_veld_tellen_op_tot_alles(rijen):
    assert sum(facetten(rijen).opties("niveau", {}).values()) == len(rijen)
