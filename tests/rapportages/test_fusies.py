"""Na een fusie tellen de rapportages vanaf t2 bij de opvolger; wat ervoor gebouwd is, blijft."""

from datetime import date

import pytest

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.models import Maandrapportage, Telling, VerzuimRij
from rapportages.queries.startset_lezen import uitsnede
from tests.factories import OrganisatieFactory
from tests.rapportages.maanden import LEERLINGEN, NOVEMBER, OKTOBER, bouw, nummer, richt_in, rijen
from tests.zaken import meld, school_van, soorten  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def gaat_op(van, naar, dag=date(2026, 11, 1)):
    Organisatie.objects.filter(pk=van.pk).update(opvolger=naar, opgegaan_op=dag)


@pytest.fixture
def register(tmp_path, wereld, andere_wereld):
    richt_in(tmp_path, wereld, andere_wereld)


@pytest.fixture
def nieuw(db):
    """Een nieuwe gemeente in een andere regio."""
    return OrganisatieFactory(soort=Soort.GEMEENTE, code="1999", rmc_nummer="30")


def telling(maand, ontvanger, code):
    tellingen = Telling.objects.unscoped("proef").filter(
        rapportage__maand=maand.t2, ontvanger=ontvanger, code=code.value
    )
    return sum(tellingen.values_list("aantal", flat=True))


def startset(maand, ontvanger):
    """De startset zoals de pagina haar leest."""
    rapportage = Maandrapportage.objects.get(maand=maand.t2)
    gelezen = uitsnede(rapportage, Ontvanger.lees(ontvanger), ("niveau",), {}, None, "naam", per=100, begin=0)
    return [(rij.brin, rij.gemeentecode, rij.rmc_nummer) for rij in gelezen.rijen]


def ontvangers(maand, code=Code.A04):
    return {(rij.brin, rij.gemeentecode, rij.rmc_nummer) for rij in rijen(maand, code)}


def test_de_maand_van_de_dag_is_van_de_opvolger_en_de_maand_ervoor_van_de_oude(register, wereld, andere_wereld):
    gaat_op(wereld.school, andere_wereld.school)
    bouw()
    assert {rij.brin for rij in rijen(OKTOBER)} == {"00ZV", "27GZ"}
    assert {rij.brin for rij in rijen(NOVEMBER)} == {"27GZ"}


def test_een_gemeente_telt_bij_haar_opvolger_en_diens_regio(register, wereld, nieuw):
    gaat_op(wereld.gemeente, nieuw)
    bouw()
    assert ontvangers(NOVEMBER) == {("00ZV", "1999", "30"), ("27GZ", "0518", "28")}
    assert [telling(NOVEMBER, wie, Code.A04) for wie in ("G0363", "G1999", "R0021", "R0030")] == [0, 3, 0, 3]


def test_wie_van_de_lijst_af_gaat_staat_bij_de_opvolger(register, wereld, andere_wereld):
    gaat_op(wereld.school, andere_wereld.school, date(2026, 10, 1))
    bouw()
    assert [(rij.brin, rij.persoon) for rij in rijen(OKTOBER, Code.A02)] == [
        ("27GZ", nummer(wereld, 1)), ("27GZ", nummer(andere_wereld, 1))
    ]  # fmt: skip


@pytest.mark.parametrize(("wie", "erbij"), [("school", "I27GZ"), ("gemeente", "G0518")])
def test_de_startset_van_de_opvolger_is_die_van_beide(register, wereld, andere_wereld, wie, erbij):
    gaat_op(getattr(wereld, wie), getattr(andere_wereld, wie))
    bouw()
    assert len(startset(NOVEMBER, erbij)) == telling(NOVEMBER, erbij, Code.A05) == 2 * (LEERLINGEN - 2)
    assert startset(NOVEMBER, f"{erbij[0]}{getattr(wereld, wie).code}") == []


def test_de_startset_noemt_de_opvolger(register, wereld, nieuw):
    gaat_op(wereld.gemeente, nieuw)
    bouw()
    assert set(startset(NOVEMBER, "G1999")) == {("00ZV", "1999", "30")} == set(startset(NOVEMBER, "R0030"))


def test_een_fusie_na_t2_verandert_niets(register, wereld, andere_wereld):
    gaat_op(wereld.school, andere_wereld.school, date(2026, 11, 2))
    bouw()
    assert {rij.brin for rij in rijen(NOVEMBER)} == {"00ZV", "27GZ"}


def test_twee_fusies_achter_elkaar_komen_bij_de_laatste_uit(register, wereld, andere_wereld, nieuw):
    gaat_op(wereld.gemeente, andere_wereld.gemeente, date(2026, 10, 1))
    gaat_op(andere_wereld.gemeente, nieuw, date(2026, 11, 1))
    bouw()
    assert {rij.gemeentecode for rij in rijen(OKTOBER)} == {"0518"}
    assert {rij.gemeentecode for rij in rijen(NOVEMBER)} == {"1999"}


def test_de_meldingen_van_r01_staan_bij_de_opvolger(wereld, andere_wereld, nieuw, school_van, time_machine, tmp_path):  # noqa: F811
    time_machine.move_to("2026-10-20T10:00:00+02:00", tick=False)
    meld(wereld.melder, wereld, school_van(wereld), begin=date(2026, 10, 19))
    gaat_op(wereld.school, andere_wereld.school)
    gaat_op(wereld.gemeente, nieuw)
    bouw(NOVEMBER)
    assert list(VerzuimRij.objects.unscoped("proef").values_list("brin", "gemeentecode", "rmc_nummer")) == [
        ("27GZ", "1999", "30")
    ]
