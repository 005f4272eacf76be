"""De foutpagina's die een bezoeker hopelijk nooit ziet: dezelfde bytes als het portaal geeft, bekeken als elke pagina."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from tests.browser.bezoek import Toezicht, bekijk
from verzuimloket.pagina import even_weg, foutpagina, ongeldig, serverfout

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def na(fout: Exception) -> HttpResponse:
    """Wat handler500 antwoordt als een view deze fout werpt."""
    try:
        raise fout
    except Exception:
        return serverfout(RequestFactory().get("/"))


PAGINAS = {
    400: lambda: ongeldig(RequestFactory().get("/")),
    413: lambda: foutpagina(
        413, "Dit is te groot", "Er is niets verwerkt.", ingevuld=[("reden", "Komt na de pauze niet terug")]
    ),
    500: lambda: na(ValueError("stuk")),
    503: lambda: na(OperationalError("weg")),
}


@pytest.fixture
def bevinding(request, bezoeker, portaal):
    antwoord = PAGINAS[request.param]()
    page = bezoeker().page
    toezicht = Toezicht(page, portaal.basis)
    page.route(
        portaal.basis + "/storing/",
        lambda route: route.fulfill(
            status=antwoord.status_code, body=antwoord.content.decode(), content_type="text/html; charset=utf-8"
        ),
    )
    page.goto(portaal.basis + "/storing/")
    return bekijk(page, toezicht)


@pytest.mark.parametrize("bevinding", sorted(PAGINAS), indirect=True)
def test_een_zeldzame_foutpagina_is_toegankelijk_en_past_op_een_telefoon(bevinding):
    assert (bevinding.axe, bevinding.uitloop, bevinding.naar_buiten) == ({1280: [], 320: []}, [], [])


@pytest.mark.parametrize(("bevinding", "status"), [(s, s) for s in sorted(PAGINAS)], indirect=["bevinding"])
def test_een_zeldzame_foutpagina_heeft_haar_eigen_status_en_geen_fout_in_de_browser(bevinding, status):
    assert (bevinding.status, bevinding.browser) == (status, [])


def test_bij_een_storing_van_de_database_hoort_het_advies_het_opnieuw_te_proberen():
    assert na(OperationalError("weg")).content == even_weg().content
