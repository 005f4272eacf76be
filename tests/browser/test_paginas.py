"""Elke pagina in elke stand: toegankelijk, passend op een telefoon, en zonder een woord van de browser."""

import pytest

from accounts.management.commands.urls import routes
from tests.browser.bezoek import Bevinding, Toezicht, axe, bekijk
from tests.browser.paginas import GEEN_PAGINA, PAGINAS, Rij
from tests.browser.portaal import wacht_op

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
_gezien: dict[Rij, Bevinding] = {}


@pytest.fixture
def bevinding(request, bezoeker, portaal, feiten) -> Bevinding:
    """Elke rij wordt één keer bezocht; elke test kijkt naar een ander deel van wat daar te zien was."""
    rij: Rij = request.param
    if rij not in _gezien:
        mail = wacht_op(lambda: sorted((portaal.map / "post").glob("*.eml")), waarop="de eerste mail")[0].stem
        bezoek = bezoeker(rij.wie)
        toezicht = Toezicht(bezoek.page, portaal.basis)
        page = bezoek.naar(rij.pad.format(**feiten, mail=mail))
        if rij.doe:
            rij.doe(page)
        _gezien[rij] = bekijk(page, toezicht)
    return _gezien[rij]


elke_pagina = pytest.mark.parametrize("bevinding", PAGINAS, ids=str, indirect=True)


def test_elke_route_die_een_pagina_toont_staat_in_de_tabel():
    tonend = {route["naam"] for route in routes() if "GET" in (route["methoden"] or ["GET"])}
    assert tonend - set(GEEN_PAGINA) == {rij.route for rij in PAGINAS} - {""}


@elke_pagina
@pytest.mark.parametrize("breedte", [1280, 320])
def test_axe_vindt_op_geen_enkele_pagina_een_overtreding(bevinding, breedte):
    assert bevinding.axe[breedte] == []


def test_axe_vindt_een_fout_die_er_met_opzet_in_gezet_is(bezoeker):
    page = bezoeker().naar("/hulp/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input><img src=x>')")
    assert sorted(regel.split(":")[0] for regel in axe(page)) == ["image-alt", "label"]


@elke_pagina
def test_geen_enkele_pagina_is_breder_dan_een_smal_scherm(bevinding):
    assert bevinding.uitloop == []


@elke_pagina
def test_de_browser_klaagt_op_geen_enkele_pagina(bevinding):
    assert bevinding.browser == []


@elke_pagina
def test_geen_enkele_pagina_vraagt_iets_buiten_het_eigen_adres(bevinding):
    assert bevinding.naar_buiten == []


@pytest.mark.parametrize(
    ("bevinding", "status"), [(rij, rij.status) for rij in PAGINAS], ids=str, indirect=["bevinding"]
)
def test_elke_pagina_is_in_de_stand_van_de_tabel(bevinding, status):
    assert bevinding.status == status
