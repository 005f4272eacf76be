"""De signalen zuiver: elke regel als tabel, en wat voor elke combinatie geldt."""

from datetime import date, datetime, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.signaal import (
    REGELS,
    ZINNEN,
    Feiten,
    Periode,
    Signaal,
    dag_na_teldatum,
    overlap,
    samengevat,
    signalen,
)
from bron.models import Oordeel
from verzuimloket.clock import AMSTERDAM

NU = datetime(2026, 11, 2, tzinfo=AMSTERDAM)
DAG = date(2026, 9, 1)
ALLE = list(chain.from_iterable(combinations(Signaal, n) for n in range(1, 6)))


def periode(brin: str = "00ZV", van: int = 0, tot: int = 10, sector: str = "VO", vorm: str = "J") -> Periode:
    """`van` en `tot` zijn dagen na 1 september; `vorm` is J of N voor bekostigd, X voor een examen."""
    return Periode(brin, DAG + timedelta(van), DAG + timedelta(tot), sector, vorm in "JX", vorm == "X")


@pytest.mark.parametrize(
    ("ander", "verwacht"),
    [
        (periode("27GZ", 9, 20), True),
        (periode("27GZ", 10, 20), False),
        (periode("27GZ", -5, 1), True),
        (periode("27GZ", -5, 0), False),
        (periode("00ZV"), False),
        (periode("27GZ", vorm="N"), False),
        (periode("27GZ", vorm="X"), False),
    ],
)
def test_een_overlap_is_een_gedeelde_dag_bij_een_andere_instelling(ander, verwacht):
    feiten = Feiten(NU, eigen=(periode(),), ander=(ander,))
    assert (overlap(feiten), Signaal.OVERLAP in signalen(feiten)) == (verwacht, verwacht)


@pytest.mark.parametrize(
    ("feiten", "verwacht"),
    [
        (Feiten(NU), ()),
        (Feiten(NU, eigen=(periode(),), lijst_t2=DAG + timedelta(9)), ("INSCHRIJF",)),
        (Feiten(NU, eigen=(periode(),), lijst_t2=DAG + timedelta(10)), ()),
        (Feiten(NU, eigen=(periode(tot=31, vorm="N"),)), ()),
        (Feiten(NU, eigen=(periode(tot=32, vorm="N"),)), ("NIETBEKOST",)),
        (Feiten(NU, eigen=(periode(tot=32, vorm="N", sector="HO"),)), ()),
        (Feiten(NU, eigen=(periode(sector="MBO"),), uitschrijving=DAG), ("GEENREDEN",)),
        (Feiten(NU, eigen=(periode(sector="MBO"),), uitschrijving=DAG, reden="01"), ()),
        (Feiten(NU, eigen=(periode(sector="MBO"),), uitschrijving=date(2010, 7, 31)), ()),
        (Feiten(NU, eigen=(periode(sector="MBO"), periode(sector="VAVO")), uitschrijving=DAG), ()),
        (Feiten(NU, nummer_sinds=NU - timedelta(weeks=8)), ()),
        (Feiten(NU, nummer_sinds=NU - timedelta(weeks=8, seconds=1)), ("OWNOUD",)),
    ],
)
def test_elke_regel_op_haar_grens(feiten, verwacht):
    assert signalen(feiten) == verwacht


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [("2026-10-01", "2025-10-02"), ("2026-10-02", "2026-10-02"), ("2026-01-01", "2025-10-02")],
)
def test_de_teldatum_is_de_laatste_een_oktober_voor_de_ontvangst(dag, verwacht):
    assert dag_na_teldatum(datetime.fromisoformat(dag).replace(tzinfo=AMSTERDAM)) == date.fromisoformat(verwacht)


@pytest.mark.parametrize("gekozen", ALLE, ids="+".join)
def test_elke_combinatie_past_in_een_oordeel_en_noemt_elke_code_en_zin(gekozen):
    code, melding = samengevat(reversed(gekozen))
    assert (code, len(melding) <= Oordeel._meta.get_field("melding").max_length) == (gekozen[0], True)
    assert [signaal for signaal in Signaal if ZINNEN[signaal] in melding] == list(gekozen)
    assert [signaal for signaal in Signaal if f"Ook {signaal}:" in melding] == list(gekozen[1:])


def test_elk_signaal_heeft_een_regel_een_zin_en_een_code_die_past():
    langste = Oordeel._meta.get_field("code").max_length
    assert (list(REGELS), list(ZINNEN), max(map(len, Signaal)) <= langste) == (list(Signaal), list(Signaal), True)


perioden = st.builds(
    periode,
    brin=st.sampled_from(["00ZV", "27GZ"]),
    van=st.integers(0, 40),
    tot=st.integers(41, 60),
    vorm=st.sampled_from("JNX"),
)


@settings(derandomize=True, max_examples=100)
@given(st.lists(perioden, max_size=3), st.lists(perioden, max_size=3))
def test_een_overlap_is_wederkerig(mijn, zijn):
    heen, terug = Feiten(NU, eigen=tuple(mijn), ander=tuple(zijn)), Feiten(NU, eigen=tuple(zijn), ander=tuple(mijn))
    assert overlap(heen) == overlap(terug)
