"""De vakanties en feestdagen die meegeleverd zijn."""

from datetime import date
from itertools import pairwise

import holidays
import pytest

from verzuimloket.kalender import Regio, dagen
from verzuimloket.vakanties import feestdagen, feestdagen_tussen, vakanties


@pytest.mark.parametrize("regio", Regio)
def test_vakanties_overlappen_elkaar_niet(regio):
    reeks = vakanties(regio)
    assert all(eerder.eind < later.begin for eerder, later in pairwise(reeks))


@pytest.mark.parametrize("regio", Regio)
def test_het_bestand_is_gelijk_aan_het_pakket(regio):
    pakket = holidays.country_holidays("NL", subdiv=regio.title(), years=2026, categories=("school",))
    eigen = {dag for vakantie in vakanties(regio) for dag in dagen(vakantie.begin, vakantie.eind) if dag.year == 2026}
    assert eigen == set(pakket)


def test_de_zomervakantie_is_gespreid_over_de_regios():
    begin = {
        regio: next(v.begin for v in vakanties(regio) if v.naam == "Zomervakantie" and v.begin.year == 2026)
        for regio in Regio
    }
    assert begin == {
        Regio.NOORD: date(2026, 7, 4),
        Regio.MIDDEN: date(2026, 7, 18),
        Regio.ZUID: date(2026, 7, 11),
    }


def test_koningsdag_en_paasmaandag_zijn_feestdagen():
    assert {date(2026, 4, 27), date(2026, 4, 6)} <= feestdagen(2026)


def test_feestdagen_over_de_jaargrens():
    assert {date(2026, 12, 25), date(2027, 1, 1)} <= set(feestdagen_tussen(date(2026, 12, 1), date(2027, 1, 5)))
