"""De lijst van een code: wie erop staat, sorteren, filteren, zoeken, bladeren, en wat er in het logboek komt."""

import re

import pytest

from rapportages.domein.codes import Code
from tests.rapportages.maanden import LEERLINGEN, NOVEMBER, OKTOBER, SEPTEMBER, nummer

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld(gebouwd):
    return gebouwd.wereld


@pytest.fixture
def school(gebouwd, ingelogd):
    """Een lezer van school 00ZV; er is een vreemde wereld met dezelfde lijsten, die nooit mag meekomen."""
    return ingelogd(gebouwd.lezers["school"])


def pad(maand=NOVEMBER, code=Code.A04) -> str:
    return f"/rapportages/{maand}/{code}/"


def personen(antwoord) -> list[str]:
    """De nummers op de bladzijde, op volgorde."""
    return re.findall(r'<span class="vl-stil vl-nummer">(\d{9})</span>', antwoord.content.decode())


def plekken(antwoord, wereld) -> list[int]:
    """De leerlingen op de bladzijde als hun plek in de wereld; een vreemde valt op als ValueError."""
    eigen = [nummer(wereld, leerling) for leerling in range(LEERLINGEN)]
    return [eigen.index(persoon) for persoon in personen(antwoord)]


@pytest.mark.parametrize(
    ("maand", "code", "leerlingen"),
    [
        (SEPTEMBER, Code.A01, [0, 1]),
        (OKTOBER, Code.A01, [2]),
        (OKTOBER, Code.A02, [1]),
        (OKTOBER, Code.A04, [0, 2]),
        (NOVEMBER, Code.A01, [3, 4, 5]),
        (NOVEMBER, Code.A02, []),
        (NOVEMBER, Code.A04, [3, 4, 5]),
        (NOVEMBER, Code.A05, [1, 3, 4, 5, 6, 7]),
        (NOVEMBER, Code.A14, [0, 2, 3, 4, 5]),
    ],
)
@pytest.mark.parametrize("waar", ["school", "gemeente", "regio"])
def test_een_lijst_toont_precies_de_eigen_leerlingen(gebouwd, wereld, ingelogd, maand, code, leerlingen, waar):
    antwoord = ingelogd(gebouwd.lezers[waar]).get(pad(maand, code))
    assert (antwoord.status_code, sorted(plekken(antwoord, wereld))) == (200, leerlingen)
