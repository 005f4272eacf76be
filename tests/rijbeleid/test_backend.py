"""Het backend: rol en feiten gaan met de vraag mee, gelden niet langer dan zij, en kloppen na elke wending."""

import io

import pytest
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext

from tests.rijbeleid.verbinding import antwoord, verbinding
from verzuimloket.db.bereik import JOBS, WEB, Bereik, als_web, begrens, buiten_bereik, gezet, nu, stroom

WIE = "SELECT current_user, coalesce(current_setting('loket.bereik', true), '')"
FEITEN = {"organisatie": 7}


@pytest.fixture
def bij(db):
    with verbinding() as nieuw:
        yield nieuw


@pytest.fixture
def als_eigenaar(bij):
    """Wat een verbinding zonder bereik antwoordt."""
    return antwoord(bij, WIE)


@pytest.fixture
def in_transactie(bij):
    bij.set_autocommit(False)
    yield bij
    bij.rollback()


def test_buiten_een_transactie_geldt_het_bereik_voor_elke_vraag_apart(bij, als_eigenaar):
    with als_web(FEITEN):
        assert [antwoord(bij, WIE), antwoord(bij, WIE)] == [[(WEB, '{"organisatie": 7}')]] * 2
    assert antwoord(bij, WIE) == als_eigenaar


def test_in_een_transactie_blijft_het_bereik_gelden(in_transactie):
    with als_web(FEITEN):
        assert [antwoord(in_transactie, WIE) for _ in range(2)] == [[(WEB, '{"organisatie": 7}')]] * 2


def test_na_de_transactie_is_er_niets_van_over(bij, als_eigenaar):
    bij.set_autocommit(False)
    with als_web(FEITEN):
        antwoord(bij, WIE)
        bij.commit()
    bij.set_autocommit(True)
    assert antwoord(bij, WIE) == als_eigenaar


def test_een_ander_bereik_in_dezelfde_transactie_geldt_meteen(in_transactie):
    with als_web(FEITEN):
        eerst = antwoord(in_transactie, WIE)
        begrens({"organisatie": 8})
        assert [eerst, antwoord(in_transactie, WIE)] == [[(WEB, '{"organisatie": 7}')], [(WEB, '{"organisatie": 8}')]]


def test_buiten_bereik_is_even_de_rol_van_de_taken_en_daarna_weer_het_web(in_transactie):
    with als_web(FEITEN):
        with buiten_bereik("proef"):
            binnen = antwoord(in_transactie, WIE)[0][0]
        assert (binnen, antwoord(in_transactie, WIE)[0][0]) == (JOBS, WEB)


def test_wie_het_bereik_verliet_na_een_savepoint_is_na_teruggaan_weer_zichzelf(in_transactie, als_eigenaar):
    with als_web(FEITEN):
        antwoord(in_transactie, WIE)
    punt = in_transactie.savepoint()
    antwoord(in_transactie, WIE)
    in_transactie.savepoint_rollback(punt)
    assert antwoord(in_transactie, WIE)[0][0] == als_eigenaar[0][0]


def test_een_fout_in_buiten_bereik_laat_de_deur_niet_open(in_transactie):
    with als_web(FEITEN):
        antwoord(in_transactie, WIE)
        punt = in_transactie.savepoint()
        with pytest.raises(DatabaseError), buiten_bereik("proef"), in_transactie.wrap_database_errors:
            antwoord(in_transactie, "SELECT 1 / 0")
        in_transactie.savepoint_rollback(punt)
        assert antwoord(in_transactie, WIE) == [(WEB, '{"organisatie": 7}')]


def test_terug_naar_een_savepoint_van_voor_het_bereik_zet_het_opnieuw(in_transactie):
    antwoord(in_transactie, WIE)
    punt = in_transactie.savepoint()
    with als_web(FEITEN):
        antwoord(in_transactie, WIE)
        in_transactie.savepoint_rollback(punt)
        assert antwoord(in_transactie, WIE) == [(WEB, '{"organisatie": 7}')]


def test_wie_het_bereik_verlaat_is_in_dezelfde_transactie_weer_zichzelf(in_transactie, als_eigenaar):
    with als_web(FEITEN):
        antwoord(in_transactie, WIE)
    assert antwoord(in_transactie, WIE)[0][0] == als_eigenaar[0][0]


def test_feiten_met_leestekens_komen_heel_over(bij):
    feiten = {"leerlingen": ["100%s", "O'Neill\\", "é"]}
    with als_web(feiten):
        [(gelezen,)] = antwoord(bij, "SELECT current_setting('loket.bereik')::jsonb -> 'leerlingen' ->> %s", [1])
    assert gelezen == "O'Neill\\"


def test_wie_vragen_telt_ziet_alleen_de_vraag(bij):
    with CaptureQueriesContext(bij) as gevangen, als_web(FEITEN):
        antwoord(bij, "SELECT %s", [5])
    assert [vraag["sql"] for vraag in gevangen] == ["SELECT 5"]


def test_een_cursor_op_de_server_is_buiten_een_transactie_een_gewone(bij):
    with als_web(FEITEN), bij.chunked_cursor() as cursor:
        cursor.execute(WIE)
        assert (cursor.name, cursor.fetchmany(2)) == (None, [(WEB, '{"organisatie": 7}')])


def test_een_cursor_met_een_naam_buiten_een_transactie_wordt_geweigerd(bij):
    bij.ensure_connection()
    with als_web(FEITEN), pytest.raises(RuntimeError, match="transactie"):
        bij.create_cursor("proef")


def test_copy_buiten_een_transactie_wordt_geweigerd(bij):
    with als_web(FEITEN), bij.cursor() as cursor, pytest.raises(RuntimeError, match="transactie"):
        cursor.cursor.copy_expert("COPY (SELECT 1) TO STDOUT", io.StringIO())


def test_een_cursor_op_de_server_leest_in_het_bereik(in_transactie):
    with als_web(FEITEN), in_transactie.chunked_cursor() as cursor:
        cursor.execute(WIE)
        assert cursor.fetchall() == [(WEB, '{"organisatie": 7}')]


def test_copy_en_veel_tegelijk_zetten_eerst_het_bereik(in_transactie):
    with als_web(FEITEN), in_transactie.cursor() as cursor:
        cursor.cursor.copy_expert("COPY (SELECT current_user) TO STDOUT", uit := io.StringIO())
        cursor.executemany("SELECT %s", [[1], [2]])
    assert uit.getvalue().strip() == WEB


def test_twee_bezoekers_op_een_verbinding_zien_elkaar_niet(bij, als_eigenaar):
    """Zo deelt een pgbouncer per transactie: dezelfde verbinding met de server, om beurten voor een ander."""
    with verbinding() as ander:
        ander.connection, ander.autocommit = bij.connection, True
        gezien = []
        for organisatie, wie in ((1, bij), (2, ander), (3, bij)):
            with als_web({"organisatie": organisatie}):
                gezien.append(antwoord(wie, WIE)[0][1])
            gezien.append(antwoord(ander, WIE) == als_eigenaar)
        ander.connection = None
    assert gezien == ['{"organisatie": 1}', True, '{"organisatie": 2}', True, '{"organisatie": 3}', True]


def test_een_stroom_houdt_het_bereik_van_zijn_verzoek():
    def stukken():
        yield nu()
        yield nu()

    bereik = Bereik(WEB, "{}")
    buiten = []
    gezien = [(stuk, buiten.append(nu()))[0] for stuk in stroom(stukken(), bereik)]
    assert (gezien, buiten) == ([bereik, bereik], [None, None])


def test_een_afgebroken_stroom_ruimt_op_in_zijn_bereik():
    gesloten = []

    def stukken():
        try:
            yield 1
        finally:
            gesloten.append(nu())

    bezig = stroom(stukken(), Bereik(WEB))
    next(bezig)
    bezig.close()
    assert gesloten == [Bereik(WEB)]


@pytest.mark.django_db
def test_een_taak_zonder_bereik_verandert_niet():
    with gezet(None), buiten_bereik("proef"), transaction.atomic():
        assert nu() is None
