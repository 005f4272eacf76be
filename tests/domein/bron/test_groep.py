"""Een ISG met haar ISP's: samen goed of samen afgekeurd, en wie welke code krijgt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.groep import Lid, oordeel_groep
from bron.domein.levering import Code, Fout

IN, UIT = "2024-08-01", "2025-07-31"
DAGEN = st.sampled_from(["2024-07-31", IN, "2024-10-01", "2025-02-01", UIT, "2025-08-01"])
EIGEN = st.sampled_from([None, None, None, Fout(Code.CODE, "x")])


def codes(*begin: str, uit: str = UIT, isg: Fout | None = None) -> list[str]:
    """De codes van de ISG en van elke ISP; `!` voor een begindag: de ISP heeft zelf al een fout."""
    leden = [Lid(dag.strip("!"), Fout(Code.VELD, "x") if dag.startswith("!") else None) for dag in begin]
    return [fout.code.value if fout else "goed" for fout in oordeel_groep(IN, uit, isg, leden)]


@pytest.mark.parametrize(
    ("begin", "verwacht"),
    [
        ([IN], ["goed", "goed"]),
        ([IN, UIT], ["goed", "goed", "goed"]),
        (["2025-01-01", IN], ["goed", "goed", "goed"]),
        ([], ["PERIODE"]),
        (["2024-08-02"], ["GROEP", "PERIODE"]),
        (["2025-01-01", "2024-08-02"], ["GROEP", "GROEP", "PERIODE"]),
        ([IN, IN], ["GROEP", "GROEP", "PERIODE"]),
        ([IN, "2025-08-01"], ["GROEP", "GROEP", "PERIODE"]),
        ([IN, "2024-07-31"], ["GROEP", "GROEP", "PERIODE"]),
        ([f"!{IN}", "2025-01-01"], ["GROEP", "VELD", "GROEP"]),
        ([f"!{IN}", "2025-08-01"], ["GROEP", "VELD", "PERIODE"]),
    ],
)
def test_de_tabel_met_groepen_klopt(begin, verwacht):
    assert codes(*begin) == verwacht


def test_zonder_uitschrijving_is_er_geen_laatste_dag():
    assert codes(IN, "2099-12-31", uit="") == ["goed", "goed", "goed"]


def test_de_fout_van_de_isg_maakt_de_perioden_onschuldig_slachtoffer():
    assert codes(IN, "2025-08-01", isg=Fout(Code.BRIN, "x")) == ["BRIN", "GROEP", "GROEP"]


def test_een_afgekeurde_isg_zonder_perioden_houdt_haar_eigen_code():
    assert codes(isg=Fout(Code.BRIN, "x")) == ["BRIN"]


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.tuples(DAGEN, EIGEN), min_size=1, max_size=4))
def test_een_groep_is_helemaal_goed_of_helemaal_afgekeurd(leden):
    fouten = oordeel_groep(IN, UIT, None, [Lid(*lid) for lid in leden])
    assert len({fout is None for fout in fouten}) == 1


@settings(derandomize=True, max_examples=200)
@given(st.lists(DAGEN, min_size=1, max_size=4).flatmap(lambda d: st.tuples(st.just(d), st.permutations(d))))
def test_de_volgorde_binnen_een_groep_maakt_niet_uit(paar):
    eerst, anders = ([fout is None for fout in oordeel_groep(IN, UIT, None, [Lid(d) for d in r])] for r in paar)
    assert eerst == anders
