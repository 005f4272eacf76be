"""De maten van een staafdiagram."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verzuimloket.grafiek import BREEDTE, HOOGTE, STAPPEN, schaal, staafdiagram


@pytest.mark.parametrize(("hoogste", "top"), [(0, 4), (4, 4), (5, 8), (9, 20), (41, 80), (201, 400), (12345, 20000)])
def test_de_bovenste_lijn_is_een_rond_getal(hoogste, top):
    assert schaal(hoogste) == top


@settings(derandomize=True, max_examples=100)
@given(waarden=st.lists(st.integers(0, 100_000), min_size=1, max_size=12))
def test_elke_staaf_staat_op_de_nullijn_binnen_het_vlak_en_naar_verhouding(waarden):
    namen = [str(nummer) for nummer in range(len(waarden))]
    diagram = staafdiagram(namen, [("uit", waarden), ("terug", waarden)])
    top = diagram.lijnen[-1][1]
    assert all(staaf.y + staaf.hoogte == pytest.approx(HOOGTE) for staaf in diagram.staven)
    assert all(staaf.x >= 0 and staaf.x + staaf.breedte <= BREEDTE for staaf in diagram.staven)
    assert [staaf.hoogte for staaf in diagram.staven] == pytest.approx([HOOGTE * w / top for w in [*waarden, *waarden]])


def test_een_maand_zonder_lijst_heeft_geen_staaf():
    diagram = staafdiagram(["nov", "dec"], [("uitschrijvingen", [3, None])])
    assert [staaf.titel for staaf in diagram.staven] == ["nov: 3 uitschrijvingen"]
    assert ([waarde for _, waarde in diagram.lijnen], len(diagram.labels)) == (list(range(STAPPEN + 1)), 2)
