"""De eigen lijst vergelijken zonder script: aanbieden, lezen, bladeren en vernieuwen zonder nog eens te versturen."""

import pytest

from tests.browser.paginas import EIGEN_LIJST, VERGELIJKEN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def uitkomst(bezoeker):
    page = bezoeker("rapport.00zv", java_script_enabled=False).naar(VERGELIJKEN)
    page.set_input_files("[name=bestand]", {"name": "x.csv", "mimeType": "text/csv", "buffer": EIGEN_LIJST.encode()})
    with page.expect_navigation():
        page.get_by_role("button", name="Vergelijken").click()
    return page


def test_zonder_script_staat_de_uitkomst_er_met_haar_aantallen(uitkomst):
    keuzes = uitkomst.locator("[name=uitkomst] option").all_text_contents()
    assert keuzes == ["Alles (232)", "Alleen bij u (10)", "Alleen bij ons (52)", "In beide (20)", "Niet leesbaar (150)"]


def test_vernieuwen_verstuurt_de_lijst_niet_nog_eens(uitkomst):
    adres = uitkomst.url
    uitkomst.reload()
    assert (uitkomst.url, uitkomst.locator("tbody tr").count()) == (adres, 50)


def test_bladeren_gaat_zonder_script_verder_in_dezelfde_uitkomst(uitkomst):
    with uitkomst.expect_navigation():
        uitkomst.get_by_role("link", name="Volgende").click()
    assert uitkomst.locator("tbody th").first.inner_text() == "Fransen, Ayoub"
