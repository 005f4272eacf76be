"""`leerling_van_school`: een school vindt een leerling alleen via een inschrijving bij haar eigen BRIN, op die dag."""

from datetime import date, datetime

import pytest

from bron.models import Opleiding
from bron.queries import leerling_van_school
from bron.services import lees_in
from tests.bron.hulp import AN, BEN, OWN, dip, isg, leg, levering, per
from verzuimloket import clock
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
DAG = date(2026, 9, 1)
MOMENT = datetime(2026, 9, 1, 9, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def _klok():
    with clock.op(MOMENT):
        yield


@pytest.fixture
def lever(tmp_path):
    """Lees een volgende levering in, standaard een maand voor de dag van opzoeken."""
    nummers = iter(range(1, 100))

    def _lever(*regels, op=datetime(2026, 8, 1, tzinfo=AMSTERDAM)):
        lees_in(leg(tmp_path, levering(*regels, nummer=next(nummers))), ontvangen_op=op)

    return _lever


def gevonden(pgn=AN, brin="00ZV", dag=DAG):
    beeld = leerling_van_school(pgn=pgn, brin=brin, dag=dag)
    return beeld and (beeld.pgn, beeld.volgnummer)


def test_een_school_vindt_haar_eigen_leerling_met_alles_wat_zij_nodig_heeft(lever):
    Opleiding.objects.create(code="0011", naam="Brugklas", soort="elementcode")
    lever(f"PER;{AN};2009-05-05;V;Zeeman;van der;Noor;Dijk;1;a;bis;1011AB;Ons Dorp;;;", *isg(AN))
    beeld = leerling_van_school(pgn=AN, brin="00ZV", dag=DAG)
    assert (beeld.naam, beeld.volledig_adres) == ("Noor van der Zeeman", "Dijk 1a-bis, 1011AB Ons Dorp")
    assert (beeld.opleiding, beeld.geslacht_woord) == ("VO leerjaar 2, Brugklas", "vrouw")
    assert beeld.stand_van == datetime(2026, 8, 1, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(("pgn", "brin"), [(AN, "27GZ"), (BEN, "00ZV"), ("", "00ZV"), (AN, "")])
def test_een_andere_school_of_een_ander_nummer_vindt_niets(lever, pgn, brin):
    lever(per(AN), *isg(AN), per(BEN), *isg(BEN, brin="27GZ"))
    assert gevonden(pgn, brin) is None


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2025, 7, 31), None),
        (date(2025, 8, 1), (AN, "1")),
        (date(2026, 7, 31), (AN, "1")),
        (date(2026, 8, 1), None),
    ],
)
def test_de_inschrijving_moet_op_die_dag_gelden(lever, dag, verwacht):
    lever(per(AN), *isg(AN, tot="2026-07-31"))
    assert gevonden(dag=dag) == verwacht


def test_van_twee_inschrijvingen_telt_de_laatst_begonnen(lever):
    lever(per(AN), *isg(AN, volgnummer="1"), *isg(AN, "2026-02-01", volgnummer="2"))
    assert gevonden() == (AN, "2")


@pytest.mark.parametrize("gezocht", [AN, OWN])
def test_na_een_nummerwijziging_vinden_beide_nummers_het_bsn(lever, gezocht):
    lever(per(OWN), *isg(OWN), f"WPG;{OWN};{AN}")
    assert gevonden(gezocht) == (AN, "1")


def test_voor_een_nummerwijziging_bekend_is_vindt_alleen_het_oude_nummer(lever):
    lever(per(OWN), *isg(OWN))
    lever(f"WPG;{OWN};{AN}", op=datetime(2026, 9, 2, tzinfo=AMSTERDAM))
    assert (gevonden(OWN), gevonden(AN)) == ((OWN, "1"), None)


def test_een_ingetrokken_inschrijving_wordt_niet_meer_gevonden(lever):
    lever(per(AN), *isg(AN))
    lever(f"VIS;00ZV;{AN};1", op=datetime(2026, 8, 2, tzinfo=AMSTERDAM))
    assert gevonden() is None


def test_een_gecorrigeerde_uitschrijving_telt(lever):
    lever(per(AN), *isg(AN))
    lever(*isg(AN, tot="2026-08-31"), op=datetime(2026, 8, 2, tzinfo=AMSTERDAM))
    assert gevonden() is None


def test_een_correctie_die_nog_komt_telt_nog_niet(lever):
    lever(per(AN), *isg(AN))
    lever(*isg(AN, tot="2026-08-31"), op=datetime(2026, 9, 2, tzinfo=AMSTERDAM))
    assert gevonden() == (AN, "1")


@pytest.mark.parametrize("einde", [";2026-08-15;", ";;2026-08-15"], ids=["overleden", "vertrokken"])
def test_overlijden_of_vertrek_beeindigt_een_inschrijving_niet(lever, einde):
    lever(f"PER;{AN};2009-05-05;V;Zeeman;;Noor;;;;;;;{einde}", *isg(AN))
    assert gevonden() == (AN, "1")


def test_het_nieuwste_adres_telt(lever):
    lever(per(AN, "Oud"), *isg(AN))
    lever(per(AN, "Nieuw"), op=datetime(2026, 8, 2, tzinfo=AMSTERDAM))
    assert leerling_van_school(pgn=AN, brin="00ZV", dag=DAG).achternaam == "Nieuw"


@pytest.mark.parametrize(
    ("diploma", "verwacht"),
    [
        ([], False),
        ([dip(AN, "VMBO")], False),
        ([dip(AN, dag="2026-09-01")], True),
        ([dip(AN, dag="2026-09-02")], False),
        ([dip(AN), f"VDI;00ZV;{AN};HAVO;;2026-07-01"], False),
    ],
)
def test_de_startkwalificatie_geldt_op_de_dag_van_opzoeken(lever, diploma, verwacht):
    lever(per(AN), *isg(AN), *diploma)
    assert leerling_van_school(pgn=AN, brin="00ZV", dag=DAG).startkwalificatie is verwacht
