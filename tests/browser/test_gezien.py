"""Wat axe niet ziet en een mens wel: elk gebrek dat eens met het oog gevonden is, heeft hier zijn test."""

import pytest
from playwright.sync_api import Page

from tests.browser.bezoeker import SMAL
from tests.browser.paginas import druk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KLEINER_DAN_24 = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
  .filter((doel) => doel.checkVisibility() && !doel.closest('p, .nl-skip-link, dialog'))
  .map((doel) => [doel.closest('.vl-optie') || doel, doel.outerHTML.slice(0, 80)])
  .map(([doel, html]) => [doel.getBoundingClientRect(), html])
  .filter(([vak]) => vak.width < 24 || vak.height < 24)
  .map(([vak, html]) => `${Math.round(vak.width)}x${Math.round(vak.height)} ${html}`)"""


def stijl(page: Page, selector: str, eigenschap: str) -> str:
    return page.locator(selector).first.evaluate("(deel, naam) => getComputedStyle(deel)[naam]", eigenschap)


@pytest.fixture
def contrast(bezoeker):
    """De lijst van de melder in de hoge-contraststand van het besturingssysteem."""
    bezoek = bezoeker("melder.00zv", forced_colors="active")
    return bezoek.naar("/meldingen/?status=R")


def test_een_aangevinkt_vakje_ziet_er_in_hoog_contrast_anders_uit_dan_een_leeg_vakje(contrast):
    leeg, vol = (contrast.locator(f"input[name=status][value={code}]") for code in "BR")
    assert (vol.is_checked(), leeg.is_checked()) == (True, False)
    assert vol.screenshot() != leeg.screenshot()
    assert stijl(contrast, "input[name=status]", "appearance") == "auto"


def test_de_huidige_pagina_is_in_hoog_contrast_onderstreept(contrast):
    huidig, ander = ".vl-menu__link[aria-current]", ".vl-menu__link:not([aria-current])"
    assert stijl(contrast, huidig, "textDecorationLine") == "underline"
    assert stijl(contrast, huidig, "borderBottomColor") != stijl(contrast, ander, "borderBottomColor")


def test_de_ongelezen_stip_is_in_hoog_contrast_te_zien(bezoeker):
    page = bezoeker("behandelaar.0059", forced_colors="active").naar("/meldingen/?ongelezen=on")
    achtergrond = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert stijl(page, ".vl-stip", "backgroundColor") not in {achtergrond, "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("selector", ["[name=begin]", "[name=reden]", "[name=soort]", "[name=alle_lessen_gemist]"])
def test_de_focus_is_in_elk_soort_veld_te_zien(bezoeker, feiten, selector):
    page = bezoeker("melder.00zv").naar(f"/meldingen/nieuw/{feiten['sleutel']}/")
    page.locator(selector).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator(selector).first.evaluate("veld => veld === document.activeElement")
    assert (stijl(page, ":focus", "outlineStyle"), stijl(page, ":focus", "outlineWidth")) == ("solid", "3px")


def test_een_keuzelijst_heeft_een_pijl(bezoeker):
    page = bezoeker("melder.00zv").naar("/meldingen/")
    assert "pijl.svg" in stijl(page, "select", "backgroundImage")


def test_een_lijst_past_op_een_scherm_van_320_pixels(bezoeker):
    page = bezoeker("melder.00zv", viewport=SMAL).naar("/meldingen/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_een_tabel_als_kaarten_houdt_voor_schermlezers_haar_rollen(bezoeker):
    page = bezoeker("melder.00zv", viewport=SMAL).naar("/meldingen/?per=25")
    tabel = page.get_by_role("table", name="Meldingen")
    telling = [tabel.get_by_role(rol).count() for rol in ("row", "columnheader", "rowheader", "cell")]
    assert telling == [26, 6, 25, 25 * 5]


def test_elke_cel_van_een_kaart_noemt_haar_kolom(bezoeker):
    page = bezoeker("melder.00zv", viewport=SMAL).naar("/meldingen/?per=25")
    zonder = page.locator("tbody :is(td, th):not([data-label])")
    assert zonder.count() == 0


def test_een_meldingsnummer_staat_op_een_regel(bezoeker, feiten):
    page = bezoeker("melder.00zv", viewport=SMAL).naar(f"/meldingen/{feiten['open']}/")
    assert page.locator("h1 .vl-nummer").inner_text() == str(feiten["open"])
    assert stijl(page, "h1 .vl-nummer", "whiteSpace") == "nowrap"


def test_een_groot_meldingsnummer_heeft_geen_punten(bezoeker):
    page = bezoeker("melder.00zv").naar("/meldingen/?per=25")
    assert page.locator("th[scope=row] a").first.inner_text() == "1234567"


@pytest.mark.parametrize("pad", ["/", "/meldingen/", "/meldingen/nieuw/{sleutel}/", "/meldingen/{open}/", "/mijn/"])
@pytest.mark.parametrize("breedte", [1280, 320])
def test_wat_u_kunt_aanwijzen_is_minstens_24_pixels_groot(bezoeker, feiten, pad, breedte):
    page = bezoeker("melder.00zv", viewport={"width": breedte, "height": 800}).naar(pad.format(**feiten))
    assert page.evaluate(KLEINER_DAN_24) == []


@pytest.mark.parametrize(
    ("pad", "knop"),
    [("/meldingen/nieuw/", "Verder"), ("/meldingen/{open}/intrekken/", "Melding intrekken"), ("/meldingen/{open}/wijzigen/", "Wijziging versturen")],
)  # fmt: skip
def test_na_een_fout_staat_de_focus_op_het_overzicht_en_begint_de_titel_met_fout(bezoeker, feiten, pad, knop):
    page = bezoeker("melder.00zv").naar(pad.format(**feiten))
    page.locator("main form.vl-form").locator("input:not([type=hidden]), textarea").first.fill("")
    druk(knop)(page)
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.id") == "foutoverzicht"


def test_een_regel_van_het_foutoverzicht_brengt_u_bij_het_veld(bezoeker):
    page = bezoeker("melder.00zv").naar("/meldingen/nieuw/")
    druk("Verder")(page)
    page.locator("#foutoverzicht a").first.click()
    assert page.evaluate("document.activeElement.name") == "pgn"


@pytest.mark.parametrize(
    ("wie", "pad"), [("melder.00zv", "/meldingen/?sorteer=begin"), ("beheerder.00zv", "/locaties/"), ("beheerder.00zv", "/melders/"), (None, "/demo/postbus/")]
)  # fmt: skip
def test_elke_tabel_heeft_een_onderschrift_en_koppen_met_een_richting(bezoeker, wie, pad):
    page = bezoeker(wie).naar(pad)
    assert page.locator("table").count() == page.locator("table > caption").count() == 1
    assert page.locator("thead th:not([scope=col])").count() == page.locator("tbody th:not([scope=row])").count() == 0


@pytest.mark.parametrize(("sorteer", "richting"), [("begin", "ascending"), ("-begin", "descending")])
def test_de_gesorteerde_kolom_zegt_het_ook_aan_een_schermlezer(bezoeker, sorteer, richting):
    page = bezoeker("melder.00zv").naar(f"/meldingen/?sorteer={sorteer}")
    gesorteerd = page.locator("th[aria-sort]")
    assert [gesorteerd.inner_text().split()[0], gesorteerd.get_attribute("aria-sort")] == ["Begin", richting]


def test_een_woord_in_de_lijst_wordt_niet_middenin_afgebroken(bezoeker):
    page = bezoeker("melder.00zv").naar("/meldingen/")
    assert stijl(page, "td[data-label=Locatie]", "overflowWrap") == "break-word"
