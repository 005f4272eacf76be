"""De kalenderregels als tabellen, en als wetten die voor elke datum van 2000 tot 2100 gelden."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verzuimloket import kalender
from verzuimloket.kalender import Regio, Vakantie

DATUMS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MAANDEN = [(jaar, maand) for jaar in range(2000, 2101) for maand in range(1, 13)]
UTC = ZoneInfo("UTC")
HERFST = Vakantie("Herfstvakantie", Regio.NOORD, date(2026, 10, 10), date(2026, 10, 18))
KERST = Vakantie("Kerstvakantie", Regio.NOORD, date(2026, 12, 19), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("dag", "begin"),
    [
        (date(2026, 7, 31), date(2025, 8, 1)),
        (date(2026, 8, 1), date(2026, 8, 1)),
        (date(2026, 12, 31), date(2026, 8, 1)),
        (date(2027, 1, 1), date(2026, 8, 1)),
    ],
)
def test_het_schooljaar_begint_op_1_augustus(dag, begin):
    assert kalender.schooljaar(dag) == begin


@given(DATUMS)
def test_elke_dag_ligt_binnen_zijn_eigen_schooljaar(dag):
    begin, eind = kalender.schooljaar_grenzen(dag)
    assert begin <= dag <= eind
    assert kalender.schooljaar(eind + timedelta(days=1)) > begin


def test_een_schooljaar_heet_naar_zijn_twee_jaren():
    assert kalender.schooljaar_label(date(2026, 3, 1)) == "2025-2026"


@pytest.mark.parametrize(
    ("meetdag", "begindag", "naam"),
    [
        (date(2026, 11, 1), date(2026, 10, 1), "2026-2027"),
        (date(2026, 10, 1), date(2025, 10, 1), "2025-2026"),
        (date(2026, 9, 1), date(2025, 10, 1), "2025-2026"),
        (date(2027, 1, 1), date(2026, 10, 1), "2026-2027"),
    ],
)
def test_t1_is_de_laatste_1_oktober_strikt_voor_t2(meetdag, begindag, naam):
    assert (kalender.t1(meetdag), kalender.convenantjaar(meetdag)) == (begindag, naam)


@pytest.mark.parametrize("jaar_maand", MAANDEN[::7])
def test_tussen_t1_en_t2_ligt_hoogstens_een_jaar(jaar_maand):
    meetdag = kalender.t2(*jaar_maand)
    assert kalender.t1(meetdag) < meetdag <= kalender.kalendermaanden_erbij(kalender.t1(meetdag), 12)


@pytest.mark.parametrize(
    ("jaar", "maand", "zaterdag"),
    [(2026, 8, 1), (2026, 11, 7), (2026, 2, 7), (2010, 11, 6), (2025, 6, 7), (2024, 9, 7)],
)
def test_het_eerste_volledige_weekend_begint_op_de_eerste_zaterdag(jaar, maand, zaterdag):
    assert kalender.eerste_volledige_weekend(jaar, maand) == date(jaar, maand, zaterdag)


def test_van_2000_tot_2100_ligt_het_weekend_geheel_in_de_eerste_acht_dagen():
    zaterdagen = [kalender.eerste_volledige_weekend(*jaar_maand) for jaar_maand in MAANDEN]
    assert {(dag.weekday(), dag.day <= 7, (dag + kalender.DAG).month == dag.month) for dag in zaterdagen} == {
        (5, True, True)
    }


@pytest.mark.parametrize(
    ("jaar", "maand", "utc"),
    [
        (2026, 8, datetime(2026, 7, 31, 22, tzinfo=UTC)),  # in UTC is het dan nog juli
        (2026, 11, datetime(2026, 11, 6, 23, tzinfo=UTC)),
        (2026, 4, datetime(2026, 4, 3, 22, tzinfo=UTC)),
    ],
)
def test_het_sluitmoment_is_middernacht_in_nederland(jaar, maand, utc):
    assert kalender.sluitmoment(jaar, maand) == utc


def test_van_2000_tot_2100_verspringt_de_klok_niet_in_het_sluitweekend():
    momenten = [kalender.sluitmoment(*jaar_maand) for jaar_maand in MAANDEN]
    assert [m for m in momenten if m.utcoffset() != (m + timedelta(days=2)).utcoffset()] == []


@given(DATUMS)
def test_middernacht_bestaat_elke_dag_precies_een_keer(dag):
    moment = kalender.begin_van_dag(dag)
    assert moment.astimezone(UTC).astimezone(kalender.AMSTERDAM).replace(tzinfo=None) == moment.replace(tzinfo=None)
    assert moment.utcoffset() == moment.replace(fold=1).utcoffset()


@pytest.mark.parametrize(
    ("dag", "aantal", "uitkomst"),
    [
        (date(2026, 3, 31), 3, date(2026, 6, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_kalendermaanden_klemmen_op_de_laatste_dag(dag, aantal, uitkomst):
    assert kalender.kalendermaanden_erbij(dag, aantal) == uitkomst


@given(DATUMS, st.integers(-600, 600))
def test_kalendermaanden_schuiven_precies_zoveel_maanden(dag, aantal):
    uitkomst = kalender.kalendermaanden_erbij(dag, aantal)
    assert (uitkomst.year - dag.year) * 12 + uitkomst.month - dag.month == aantal
    assert uitkomst.day <= dag.day


@pytest.mark.parametrize("aantal", [-12 * 2026, 12 * 8000])
def test_buiten_de_kalender_is_geen_datum(aantal):
    with pytest.raises(ValueError, match="buiten de kalender"):
        kalender.kalendermaanden_erbij(date(2026, 1, 1), aantal)


@pytest.mark.parametrize(
    ("geboren", "dag", "jaren"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2010, 10, 1), date(2026, 9, 30), 15),
        (date(2010, 10, 1), date(2026, 10, 1), 16),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_leeftijd_is_in_volle_jaren(geboren, dag, jaren):
    assert kalender.leeftijd(geboren, dag) == jaren


@given(DATUMS, st.integers(0, 90))
def test_op_de_verjaardag_is_de_leeftijd_bereikt_en_de_dag_ervoor_niet(geboren, jaren):
    dag = kalender.verjaardag(geboren, jaren)
    assert kalender.leeftijd(geboren, dag) == jaren
    assert jaren == 0 or kalender.leeftijd(geboren, dag - kalender.DAG) == jaren - 1


def test_leeftijd_voor_de_geboorte_bestaat_niet():
    with pytest.raises(ValueError, match="vóór de geboortedatum"):
        kalender.leeftijd(date(2010, 1, 2), date(2010, 1, 1))


@pytest.mark.parametrize(
    ("begin", "eind", "aantal"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), 5),
        (date(2026, 11, 28), date(2026, 11, 29), 0),
        (date(2026, 11, 24), date(2026, 11, 23), 0),
        (date(2026, 12, 21), date(2026, 12, 27), 4),
    ],
)
def test_werkdagen_zijn_zonder_weekend_en_feestdag(begin, eind, aantal):
    assert kalender.werkdagen(begin, eind, {date(2026, 12, 25)}) == aantal


@given(DATUMS, st.integers(0, 60))
def test_werkdagen_erbij_telt_terug_met_werkdagen(dag, aantal):
    later = kalender.werkdagen_erbij(dag, aantal)
    assert kalender.werkdagen(dag + kalender.DAG, later) == aantal


def test_een_vakantieweek_is_geen_schoolweek():
    weken = kalender.schoolweken(date(2026, 10, 5), date(2026, 10, 25), [HERFST])
    assert weken == [date(2026, 10, 5), date(2026, 10, 19)]


def test_een_week_met_alleen_feestdagen_is_geen_schoolweek():
    feestdagen = set(kalender.dagen(date(2026, 11, 2), date(2026, 11, 6)))
    assert kalender.schoolweken(date(2026, 11, 2), date(2026, 11, 8), [], feestdagen) == []


@pytest.mark.parametrize(
    ("begin", "laatste"),
    [
        (date(2026, 11, 2), date(2026, 11, 29)),
        (date(2026, 9, 21), date(2026, 10, 25)),  # de herfstvakantie telt niet mee
        (date(2026, 12, 7), date(2027, 1, 17)),  # twee kerstweken tellen niet mee
        (date(2026, 10, 7), date(2026, 11, 3)),  # midden in de week: elke zeven dagen hebben nog een schooldag
    ],
)
def test_vier_schoolweken_lopen_over_een_vakantie_heen(begin, laatste):
    assert kalender.venster_van_schoolweken(begin, 4, [HERFST, KERST]) == laatste


def test_een_vakantie_zonder_einde_geeft_geen_venster():
    eeuwig = Vakantie("Altijd", Regio.ZUID, date(2020, 1, 1), date(2040, 1, 1))
    with pytest.raises(ValueError, match="niet genoeg schoolweken"):
        kalender.venster_van_schoolweken(date(2026, 1, 1), 1, [eeuwig])


@given(DATUMS, st.integers(1, 10))
def test_zonder_vakanties_duren_schoolweken_zeven_dagen(begin, aantal):
    assert kalender.venster_van_schoolweken(begin, aantal, []) == begin + timedelta(days=7 * aantal - 1)
