"""Eén bezoek aan een pagina, en alles wat daar te zien was: axe op twee breedtes, uitloop, meldingen van de browser."""

from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.bezoeker import BREED, SMAL

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
REGELS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
OVERTREDING = (
    "document.addEventListener('securitypolicyviolation', (e) => console.error('CSP: ' + e.violatedDirective))"
)
# wat rechts buiten het scherm valt, de inhoud van een eigen schuifgebied niet
UITLOOP = """() => {
  const breedte = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= breedte) return [];
  return [...document.body.querySelectorAll('*')]
    .filter((deel) => deel.getBoundingClientRect().right > breedte + 1 && !deel.closest('.utrecht-table-container'))
    .map((deel) => deel.tagName.toLowerCase() + '.' + deel.className).slice(0, 5).concat('pagina breder dan het scherm');
}"""


@dataclass
class Bevinding:
    status: int = 0
    titel: str = ""
    axe: dict[int, list[str]] = field(default_factory=dict)
    uitloop: list[str] = field(default_factory=list)
    browser: list[str] = field(default_factory=list)
    naar_buiten: list[str] = field(default_factory=list)


class Toezicht:
    """Luistert mee met een pagina: fouten van de browser, en verzoeken die het eigen adres verlaten."""

    def __init__(self, page: Page, basis: str) -> None:
        self.fouten: list[str] = []
        self.naar_buiten: list[str] = []
        self.basis = basis
        self.status = 0
        page.add_init_script(OVERTREDING)
        page.on("console", self._console)
        page.on("pageerror", lambda fout: self.fouten.append(str(fout)))
        page.on("request", self._verzoek)
        page.on("response", lambda r: setattr(self, "status", r.status) if r.request.is_navigation_request() else None)

    def _console(self, bericht: ConsoleMessage) -> None:
        van_de_pagina_zelf = bericht.text.startswith("Failed to load resource") and "/static/" not in str(
            bericht.location
        )
        if bericht.type in {"error", "warning"} and not van_de_pagina_zelf:  # een foutpagina heeft zelf een foutstatus
            self.fouten.append(bericht.text)

    def _verzoek(self, verzoek: Request) -> None:
        if not verzoek.url.startswith((self.basis + "/", "data:")):
            self.naar_buiten.append(verzoek.url)


def axe(page: Page) -> list[str]:
    """De overtredingen op de pagina zoals zij nu is, als leesbare regels."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    uitslag: list[dict[str, Any]] = page.evaluate("regels => axe.run(document, regels)", REGELS)["violations"]
    return [f"{fout['id']}: {knoop['html'][:120]}" for fout in uitslag for knoop in fout["nodes"]]


def bekijk(page: Page, toezicht: Toezicht) -> Bevinding:
    """Kijk naar de pagina zoals zij nu is, breed en smal."""
    bevinding = Bevinding(toezicht.status, page.title())
    bevinding.axe[BREED["width"]] = axe(page)
    page.set_viewport_size(SMAL)
    bevinding.axe[SMAL["width"]] = axe(page)
    bevinding.uitloop = page.evaluate(UITLOOP)
    bevinding.browser, bevinding.naar_buiten = toezicht.fouten, toezicht.naar_buiten
    return bevinding
