"""Leveringen na een fusie van gemeenten: de opvolger krijgt ze, en een fusie is geen verhuizing."""

from datetime import date

import pytest

from accounts.models import Organisatie
from bron.queries.weeklevering import c_stand, gemeenten_van
from tests.bron.week import AN, MAANDAG, bekend, deze_week, mutaties
from tests.leveringen import lever, persoon

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fusie(wereld, andere_wereld, maandagochtend):
    """0363 ging deze week op in 0518."""
    wereld.gemeente, wereld.regio, andere_wereld.regio  # noqa: B018 - ontstaan pas als ernaar gevraagd wordt
    Organisatie.objects.filter(pk=wereld.gemeente.pk).update(
        opvolger=andere_wereld.gemeente, opgegaan_op=date(2026, 11, 18)
    )


@pytest.mark.parametrize(
    ("nu", "verwacht"),
    [
        ([persoon(AN, gemeente="0518")], []),
        ([persoon(AN, straat="Ander")], [("binnen de gemeente verhuisd", "2026-11-18")]),
        ([persoon(AN, gemeente="0518", straat="Ander")], [("binnen de gemeente verhuisd", "2026-11-18")]),
    ],
    ids=["alleen de code", "verhuisd", "code en adres"],
)
def test_een_andere_code_door_de_fusie_is_geen_verhuizing(tmp_path, nu, verwacht):
    bekend(tmp_path, persoon(AN))
    deze_week(tmp_path, *nu)
    assert (mutaties("0518"), mutaties("0363")) == (verwacht, [])


def test_de_c_levering_van_de_opvolger_heeft_ook_wie_nog_onder_de_oude_code_staat(tmp_path, andere_wereld):
    lever(tmp_path, persoon(AN))
    assert [rij.pgn for rij in c_stand(andere_wereld.gemeente, MAANDAG)] == [AN]


@pytest.mark.parametrize(("wie", "gemeenten"), [("regio", set()), ("gemeente", {"0363"})])
def test_de_oude_regio_krijgt_de_gemeente_niet_meer(wereld, wie, gemeenten):
    assert gemeenten_van(getattr(wereld, wie)) == gemeenten


def test_de_regio_van_de_opvolger_krijgt_beide_codes(andere_wereld):
    assert gemeenten_van(andere_wereld.regio) == {"0363", "0518"}
