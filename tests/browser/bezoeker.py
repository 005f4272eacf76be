"""Een bezoeker in een echte browser: inloggen en de weg door het portaal. Ook het script met schermbeelden gebruikt hem."""

import time
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager

from django_otp.oath import TOTP
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from demo.wereld import TOTP_GEHEIM, WACHTWOORD

BREED, SMAL = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SPEELRUIMTE = 10  # seconden tussen een code typen en haar laten controleren, ook op een trage machine
ARGUMENTEN = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def browser_van(playwright: Playwright, pad: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=pad, args=ARGUMENTEN)
    try:
        yield browser
    finally:
        browser.close()


class Codes:
    """Eenmalige codes werken één keer: per account wordt steeds de volgende stap van dertig seconden gebruikt."""

    def __init__(self) -> None:
        self.gebruikt: dict[str, int] = {}

    def voor(self, gebruikersnaam: str) -> str:
        """Een code binnen de toegestane afwijking (een stap vroeger of later); wacht alleen als die op zijn."""
        nu = time.time()
        # de vorige stap alleen als hij ook straks, bij het controleren, nog binnen de afwijking valt
        stap = max(int(nu + SPEELRUIMTE) // 30 - 1, self.gebruikt.get(gebruikersnaam, 0) + 1)
        if stap > int(nu) // 30 + 1:
            time.sleep((stap - 1) * 30 - nu + 0.5)  # de klok van TOTP is de echte
        self.gebruikt[gebruikersnaam] = stap
        totp = TOTP(b32decode(TOTP_GEHEIM))
        totp.time = stap * 30 + 1
        return f"{totp.token():06d}"


class Bezoeker:
    def __init__(self, context: BrowserContext, basis: str, codes: Codes) -> None:
        self.page: Page = context.new_page()
        self.basis, self.codes = basis, codes

    def naar(self, pad: str) -> Page:
        self.page.goto(self.basis + pad)
        return self.page

    def verstuur(self, knop: str) -> None:
        """Druk op de knop en wacht tot de volgende pagina er is."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=knop, exact=True).click()

    def log_in(self, gebruikersnaam: str) -> None:
        self.naar("/inloggen/")
        self.page.fill("[name=gebruikersnaam]", gebruikersnaam)
        self.page.fill("[name=wachtwoord]", WACHTWOORD)
        self.verstuur("Verder")
        self.page.fill("[name=token]", self.codes.voor(gebruikersnaam))
        self.verstuur("Inloggen")

    def meld(self, pgn: str, *, begin: str, reden: str = "Komt na de pauze niet terug", soort: str = "V3") -> int:
        """De hele weg van opvoeren; geeft het meldingsnummer."""
        self.naar("/meldingen/nieuw/")
        self.page.fill("[name=pgn]", pgn)
        self.verstuur("Verder")
        self.page.select_option("[name=soort]", soort)
        self.page.fill("[name=reden]", reden)
        self.page.fill("[name=begin]", begin)
        self.page.select_option("[name=locatie]", index=1)
        self.page.select_option("[name=melder]", index=1)
        self.verstuur("Controleren")
        self.verstuur("Melding versturen")
        return int(self.page.locator("main strong.vl-nummer").inner_text())
