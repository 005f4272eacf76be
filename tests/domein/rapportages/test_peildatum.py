"""De maand van een rapportage: t1, t2, K en de woorden die in de bestanden staan."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportages.domein.peildatum import Maand, laatst_gesloten, verloopt_op
from verzuimloket.kalender import AMSTERDAM

MAANDEN = st.builds(Maand, st.integers(1950, 2900), st.integers(1, 12))

# M, t1, K (dag), woord van nieuwkomers, t1 van de A14
TABEL = [
    ("2022-10", date(2021, 10, 1), date(2022, 10, 1), "202209", None),
    ("2022-11", date(2022, 10, 1), date(2022, 11, 5), "202210", date(2021, 10, 1)),
    ("2022-12", date(2022, 10, 1), date(2022, 12, 3), "202211", date(2021, 10, 1)),
    ("2023-01", date(2022, 10, 1), date(2023, 1, 7), "202212", date(2021, 10, 1)),
    ("2023-02", date(2022, 10, 1), date(2023, 2, 4), "202301", None),
    ("2026-11", date(2026, 10, 1), date(2026, 11, 7), "202610", date(2025, 10, 1)),
    ("2026-02", date(2025, 10, 1), date(2026, 2, 7), "202601", None),
]


@pytest.mark.parametrize(("tekst", "t1", "k", "woord", "vorige_t1"), TABEL)
def test_een_maand_kent_haar_peildata(tekst, t1, k, woord, vorige_t1):
    maand = Maand.lees(tekst)
    assert (maand.t1, maand.sluitmoment.date(), maand.rijwoord, maand.vorige_t1) == (t1, k, woord, vorige_t1)


@pytest.mark.parametrize(
    "tekst", ["", "2026", "2026-1", "2026-13", "2026-00", "26-11", "2026-11-01", "1899-12", "3000-01", "२०२६-११"]
)
def test_een_onleesbare_maand_wordt_geweigerd(tekst):
    with pytest.raises(ValueError, match=r"2026-11"):
        Maand.lees(tekst)


@given(MAANDEN)
def test_het_sluitmoment_is_middernacht_op_een_zaterdag_binnen_de_eerste_week(maand):
    k = maand.sluitmoment
    assert (k.weekday(), k.hour, k.minute, (k.date() - maand.t2).days <= 6) == (5, 0, 0, True)


@given(MAANDEN)
def test_t1_ligt_strikt_voor_t2_en_nooit_meer_dan_een_jaar_terug(maand):
    assert timedelta(days=30) < maand.t2 - maand.t1 <= timedelta(days=366)


@given(MAANDEN)
def test_lezen_is_het_omgekeerde_van_schrijven(maand):
    assert Maand.lees(str(maand)) == maand


@pytest.mark.parametrize(
    ("nu", "maand"),
    [
        (datetime(2026, 11, 6, 23, 59, 59, tzinfo=AMSTERDAM), "2026-10"),
        (datetime(2026, 11, 7, 0, 0, tzinfo=AMSTERDAM), "2026-11"),
        (datetime(2026, 12, 1, 0, 0, tzinfo=AMSTERDAM), "2026-11"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=AMSTERDAM), "2026-12"),
    ],
)
def test_een_maand_is_gesloten_vanaf_haar_sluitmoment(nu, maand):
    assert laatst_gesloten(nu) == Maand.lees(maand)


@pytest.mark.parametrize(
    ("gebouwd", "verloopt"),
    [
        (date(2026, 11, 7), date(2027, 2, 7)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2023, 11, 30), date(2024, 2, 29)),
    ],
)
def test_een_rapportage_verloopt_drie_maanden_na_de_dag_van_bouwen(gebouwd, verloopt):
    assert verloopt_op(gebouwd) == verloopt
