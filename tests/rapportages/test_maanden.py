"""De kleine wereld van tests/rapportages/maanden.py is wat haar tabel zegt: andere tests bouwen erop."""

import pytest

from rapportages.domein.codes import Code
from tests.rapportages.maanden import NOVEMBER, OKTOBER, SEPTEMBER, bouw, nummer, richt_in, rijen

pytestmark = pytest.mark.django_db


@pytest.fixture
def maanden(tmp_path, wereld, andere_wereld):
    richt_in(tmp_path, wereld, andere_wereld)
    return bouw()


@pytest.mark.parametrize(
    ("maand", "code", "leerlingen"),
    [
        (SEPTEMBER, Code.A04, [0, 1]),
        (OKTOBER, Code.A04, [0, 2]),
        (OKTOBER, Code.A02, [1]),
        (NOVEMBER, Code.A04, [3, 4, 5]),
        (NOVEMBER, Code.A02, []),
        (NOVEMBER, Code.A14, [0, 2, 3, 4, 5]),
    ],
)
def test_elke_leerling_staat_op_de_lijst_van_de_tabel(maanden, wereld, maand, code, leerlingen):
    eigen = [rij.persoon for rij in rijen(maand, code) if rij.brin == wereld.brin]
    assert eigen == [nummer(wereld, leerling) for leerling in leerlingen]


def test_de_drie_van_november_hebben_elk_hun_eigen_reden(maanden, wereld):
    redenen = [rij.reden for rij in rijen(NOVEMBER) if rij.brin == wereld.brin]
    assert redenen == ["GEEN INSCHRIJVING", "NIET BEKOSTIGD", "EXAMENDEELNEMER"]
