"""De maandrapportages in een echte browser: zonder script, in hoog contrast, en de grafiek op een smal scherm."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.browser.bezoeker import SMAL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LEZER = "rapport.00zv"


def stijl(page, selector: str, eigenschap: str) -> str:
    return page.locator(selector).first.evaluate("(deel, naam) => getComputedStyle(deel)[naam]", eigenschap)


def test_zonder_script_werken_filteren_zoeken_en_sorteren_samen(bezoeker):
    wie = bezoeker(LEZER, java_script_enabled=False)
    page = wie.naar("/rapportages/2026-11/A04/")
    page.select_option("[name=reden]", "GEEN INSCHRIJVING")
    wie.verstuur("Toepassen")
    page.fill("[name=zoek]", "dekker")
    wie.verstuur("Zoeken")
    page.get_by_role("link", name="Leerling", exact=True).click()
    stand = {"per": "50", "reden": "GEEN INSCHRIJVING", "zoek": "1", "sorteer": "-naam"}
    assert dict(parse_qsl(urlsplit(page.url).query)) == stand
    namen = page.locator("tbody th").all_inner_texts()
    assert ({naam.split(",")[0] for naam in namen}, len(namen)) == ({"Dekker"}, 9)


def test_de_twee_reeksen_zijn_in_hoog_contrast_te_onderscheiden(bezoeker):
    page = bezoeker(LEZER, forced_colors="active").naar("/rapportages/2026-10/")
    vulling = [stijl(page, f".vl-grafiek .vl-reeks--{reeks}", "fill") for reeks in (1, 2)]
    legenda = [stijl(page, f".vl-legenda .vl-reeks--{reeks}", "fill") for reeks in (1, 2)]
    assert (vulling[0] != vulling[1], vulling) == (True, legenda)


def test_een_filterchip_heeft_in_hoog_contrast_een_rand(bezoeker):
    page = bezoeker(LEZER, forced_colors="active").naar("/rapportages/2026-11/A04/?reden=EXAMENDEELNEMER")
    assert (stijl(page, ".vl-chip", "borderTopStyle"), stijl(page, ".vl-chip", "borderTopWidth")) == ("solid", "1px")


def test_de_grafiek_schuift_op_een_smal_scherm_in_haar_eigen_vak(bezoeker):
    page = bezoeker(LEZER, viewport=SMAL).naar("/rapportages/2026-10/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".vl-grafiek").evaluate("vak => vak.scrollWidth > vak.clientWidth")
