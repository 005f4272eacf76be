"""De zuivere regels van de mutaties: wat er altijd geldt, en de gevallen met een datum die iets betekent."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.mutatie import Inschrijving, MutatieSoort, Resultaat, Stand, mutaties

VORIGE, DAG, WEEK = date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 18)
GEWOON = Stand(date(2011, 3, 14), "0363", ("Dijk", "1"), WEEK)
UITGAAND = {MutatieSoort.OVERLEDEN, MutatieSoort.DRIEENTWINTIG_JAAR}

DAGEN = st.sampled_from([None, VORIGE, WEEK, DAG, date(2026, 11, 24)])
INSCHRIJVINGEN = st.builds(
    Inschrijving, st.sampled_from(["00ZV", "27GZ"]), st.just("1"), st.just(date(2026, 8, 1)), DAGEN,
    st.tuples(st.integers(0, 2)), st.just(WEEK), st.just(WEEK),
)  # fmt: skip
RESULTATEN = st.builds(
    Resultaat, st.just("00ZV"), st.sampled_from(["MBO", "VMBO"]), st.just(""), st.sampled_from("124"),
    st.sampled_from([VORIGE, WEEK, DAG]), st.just(WEEK),
)  # fmt: skip
STANDEN = st.builds(
    Stand, st.sampled_from([date(2011, 3, 14), date(2022, 11, 20), date(2003, 11, 20), date(1990, 1, 1)]),
    st.sampled_from(["0363", "0518", ""]), st.tuples(st.sampled_from(["Dijk", "Laan"])), st.just(WEEK), DAGEN, DAGEN,
    st.lists(INSCHRIJVINGEN, max_size=2, unique_by=lambda i: i.sleutel).map(tuple),
    st.lists(RESULTATEN, max_size=2, unique_by=lambda r: r.sleutel).map(tuple), st.just(WEEK),
)  # fmt: skip
vaak = settings(derandomize=True, max_examples=200)


@vaak
@given(stand=STANDEN)
def test_wie_op_dezelfde_dag_hetzelfde_is_geeft_geen_regel(stand):
    if not stand.startkwalificaties(DAG):
        assert mutaties(stand, stand, DAG, DAG) == []


@vaak
@given(voor=st.none() | STANDEN, nu=STANDEN)
def test_alleen_de_oude_en_de_nieuwe_gemeente_krijgen_een_regel(voor, nu):
    mogelijk = {nu.gemeente(DAG), voor.gemeente(VORIGE) if voor else ""} - {""}
    assert {regel.gemeente for regel in mutaties(voor, nu, VORIGE, DAG)} <= mogelijk


@vaak
@given(voor=st.none() | STANDEN, nu=STANDEN)
def test_wie_er_niet_bij_hoorde_en_niet_bij_hoort_geeft_geen_regel(voor, nu):
    if not nu.lid(DAG) and (voor is None or not voor.lid(VORIGE)):
        assert mutaties(voor, nu, VORIGE, DAG) == []


@vaak
@given(voor=STANDEN, nu=STANDEN)
def test_wie_eruit_gaat_krijgt_daarna_geen_andere_regel_meer(voor, nu):
    soorten = [regel.soort for regel in mutaties(voor, nu, VORIGE, DAG)]
    assert UITGAAND.isdisjoint(soorten) or len(soorten) == 1


@vaak
@given(voor=st.none() | STANDEN, nu=STANDEN)
def test_de_regels_staan_op_volgorde_van_soort_en_geen_twee_zijn_gelijk(voor, nu):
    regels = mutaties(voor, nu, VORIGE, DAG)
    plaatsen = [list(MutatieSoort).index(regel.soort) for regel in regels]
    assert (plaatsen, len(set(regels))) == (sorted(plaatsen), len(regels))


@pytest.mark.parametrize(
    ("voor", "nu", "verwacht"),
    [
        ({}, {"overleden_op": DAG, "gemeentecode": "0518"}, [("0363", "leerling overleden", DAG)]),
        ({}, {"geboortedatum": date(2003, 11, 20), "gemeentecode": "0518"}, [("0363", "23 jaar geworden", date(2026, 11, 20))]),
        ({}, {"gemeentecode": ""}, [("0363", "verhuisd naar andere gemeente", WEEK)]),
        ({"gemeentecode": ""}, {}, [("0363", "verhuisd naar andere gemeente", WEEK)]),
        ({"geboortedatum": date(1990, 1, 1)}, {}, []),
        ({}, {"geboortedatum": date(2025, 1, 1)}, []),
        ({"overleden_op": VORIGE}, {}, []),
    ],
)  # fmt: skip
def test_uitgang_en_binnenkomst(voor, nu, verwacht):
    regels = mutaties(replace(GEWOON, **voor), replace(GEWOON, **nu), VORIGE, DAG)
    assert [(r.gemeente, r.soort.value, r.datum) for r in regels] == verwacht


def test_wie_door_een_correctie_binnenkomt_is_voor_de_ontvanger_helemaal_nieuw():
    bekend = Inschrijving("00ZV", "1", date(2026, 8, 1), None, (1,), WEEK)
    nu = replace(GEWOON, inschrijvingen=(bekend,))
    [regel] = mutaties(replace(nu, overleden_op=VORIGE), nu, VORIGE, DAG)
    assert (regel.soort, regel.datum) == (MutatieSoort.INSCHRIJVING_TOEGEVOEGD, date(2026, 8, 1))
