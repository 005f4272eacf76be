"""Twee manieren om een pagina te bedienen: met de muis, of alleen met Tab, Enter, pijlen en typen."""

from typing import Protocol

from playwright.sync_api import Locator

from tests.browser.bezoeker import Bezoeker

MEESTE_TABS = 150
# een rand van minstens 2 px om het element zelf, of bij een knop in een schuifgebied om zijn omhulling
ZICHTBAAR = """() => {
  const deel = document.activeElement;
  if (deel === document.body) return true;
  const stijl = getComputedStyle(deel);
  return stijl.outlineStyle !== 'none' && parseFloat(stijl.outlineWidth) >= 2;
}"""
WAAR = "() => document.activeElement.outerHTML.slice(0, 100)"


class Hand(Protocol):
    bezoeker: Bezoeker

    def vul(self, naam: str, waarde: str) -> None: ...
    def kies(self, naam: str, waarde: str) -> None: ...
    def kies_nummer(self, naam: str, nummer: int) -> None: ...
    def kies_rondje(self, naam: str, waarde: str) -> None: ...
    def druk(self, knop: str) -> None: ...
    def volg(self, link: str) -> None: ...


class Muis:
    def __init__(self, bezoeker: Bezoeker, zonder_focus: list[str]) -> None:
        self.bezoeker, self.page = bezoeker, bezoeker.page

    def vul(self, naam: str, waarde: str) -> None:
        self.page.fill(f"[name={naam}]", waarde)

    def kies(self, naam: str, waarde: str) -> None:
        self.page.select_option(f"[name={naam}]", waarde)

    def kies_nummer(self, naam: str, nummer: int) -> None:
        self.page.select_option(f"[name={naam}]", index=nummer)

    def kies_rondje(self, naam: str, waarde: str) -> None:
        self.page.check(f"[name={naam}][value={waarde}]")

    def druk(self, knop: str) -> None:
        self.bezoeker.verstuur(knop)

    def volg(self, link: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()


class Toetsenbord:
    """Raakt de muis niet aan; `zonder_focus` verzamelt de plekken waar de focus niet te zien was."""

    def __init__(self, bezoeker: Bezoeker, zonder_focus: list[str]) -> None:
        self.bezoeker, self.page, self.zonder_focus = bezoeker, bezoeker.page, zonder_focus

    def _naar(self, doel: Locator) -> None:
        element = doel.element_handle()
        for _ in range(MEESTE_TABS):
            self.page.keyboard.press("Tab")
            if not self.page.evaluate(ZICHTBAAR):
                self.zonder_focus.append(self.page.evaluate(WAAR))
            if element.evaluate("deel => deel === document.activeElement"):
                return
        raise AssertionError(f"Met Tab niet te bereiken: {doel}")

    def vul(self, naam: str, waarde: str) -> None:
        self._naar(self.page.locator(f"[name={naam}]"))
        self.page.keyboard.type(waarde)

    def kies(self, naam: str, waarde: str) -> None:
        veld = self.page.locator(f"[name={naam}]")
        self._naar(veld)
        for _ in range(veld.locator("option").count()):
            if veld.input_value() == waarde:
                return
            self.page.keyboard.press("ArrowDown")
        assert veld.input_value() == waarde

    def kies_nummer(self, naam: str, nummer: int) -> None:
        self._naar(self.page.locator(f"[name={naam}]"))
        for _ in range(nummer):
            self.page.keyboard.press("ArrowDown")

    def kies_rondje(self, naam: str, waarde: str) -> None:
        doel = self.page.locator(f"[name={naam}][value={waarde}]")
        self._naar(self.page.locator(f"[name={naam}]").first)
        self.page.keyboard.press("Space")
        while not doel.is_checked():
            self.page.keyboard.press("ArrowDown")

    def druk(self, knop: str) -> None:
        self._naar(self.page.get_by_role("button", name=knop, exact=True))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def volg(self, link: str) -> None:
        self._naar(self.page.get_by_role("link", name=link).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
