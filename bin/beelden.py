"""De schermbeelden van de handleiding: `.venv/bin/python bin/beelden.py [MAP]`, standaard docs/beelden/.

Start de demowereld op eigen servers met een vaste klok, loopt langs de pagina's en bewaart wat er te zien is. Nodig na
een wijziging die men ziet. CHROMIUM wijst een andere browser aan.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

BASIS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASIS))
os.environ |= {
    "VERZUIMLOKET_DEMO": "1",
    "DATABASE_URL": "postgresql://ongebruikt/",
    "REDIS_URL": "redis://ongebruikt/0",
}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verzuimloket.settings")

import django  # noqa: E402 - pas na het pad

django.setup()

from PIL import Image  # noqa: E402 - pas na het pad
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from demo.leerlingen import alle_leerlingen  # noqa: E402
from tests.accounts.bladen import blad, gebruiker  # noqa: E402
from tests.browser.bezoeker import BREED, Bezoeker, Codes, browser_van  # noqa: E402
from tests.browser.paginas import druk, vul_verzuim  # noqa: E402
from tests.browser.portaal import NU, Portaal, database, portaal  # noqa: E402
from verzuimloket.embedded import start_of_gebruik, stop  # noqa: E402

HOOGST = 1100  # pixels; wat eronder staat, voegt niets toe
Weg = Callable[[Page], None]


@dataclass(frozen=True)
class Beeld:
    naam: str
    wie: str | None
    pad: str
    weg: Weg | None = None


def eerste_rij(page: Page) -> None:
    page.locator("th[scope=row] a").first.click()


def volste_levering(page: Page) -> None:
    """De weeklevering met de meeste regels."""
    rijen = page.locator("tbody tr").filter(has=page.get_by_role("link", name="Lezen"))
    aantallen = [int(tekst) for tekst in rijen.locator("td.vl-getal").all_inner_texts()]
    rijen.nth(aantallen.index(max(aantallen))).get_by_role("link", name="Lezen").click()


def eigen_lijst(page: Page) -> None:
    """Biedt een lijst aan: de leerlingen van de bladzijde, zonder de eerste drie en met één die er niet op staat."""
    nummers = page.locator("tbody th .vl-nummer").all_inner_texts()
    page.goto(page.url.removesuffix("A04/") + "vergelijken/")
    inhoud = "\n".join(["PGN", *nummers[3:], alle_leerlingen(datetime.fromisoformat(NU).date())[0].pgn, "onbekend"])
    page.set_input_files("[name=bestand]", {"name": "lijst.csv", "mimeType": "text/csv", "buffer": inhoud.encode()})
    druk("Vergelijken")(page)


def naar_formulier(pgn: str) -> Weg:
    def weg(page: Page) -> None:
        page.fill("[name=pgn]", pgn)
        druk("Verder")(page)

    return weg


def naar_controle(pgn: str) -> Weg:
    def weg(page: Page) -> None:
        naar_formulier(pgn)(page)
        vul_verzuim(page)
        druk("Controleren")(page)

    return weg


def klap_uit(page: Page) -> None:
    page.locator("main details.vl-uitklap summary").click()


def wie_keek(pgn: str) -> Weg:
    def weg(page: Page) -> None:
        page.fill("[name=pgn]", pgn)
        page.get_by_label("Verzoek om inzage").check()
        page.fill("[name=toelichting]", "Brief van 20 november")
        druk("Opzoeken")(page)

    return weg


def naar_terugmelden(page: Page) -> None:
    eerste_rij(page)
    page.get_by_role("link", name="Terugmelden", exact=True).click()


def inlogcode(page: Page) -> None:
    page.fill("[name=gebruikersnaam]", "functioneel")
    page.fill("[name=wachtwoord]", "Demo-verzuim-2026!")
    druk("Verder")(page)


def inzage_gevraagd(page: Page) -> None:
    """Vraagt een overzicht en gaat terug: het verzoek wacht op een tweede persoon."""
    page.fill("[name=pgn]", _proefleerling())
    page.fill("[name=reden]", "Brief 2026-114 van de betrokkene")
    if page.locator("[name=bevestiging]").count() == 0:  # anders vraagt het formulier eerst een verse code
        druk("Overzicht vragen")(page)
        page.goto(page.url.rstrip("/").rsplit("/", 1)[0] + "/")


def van_lezer(page: Page) -> None:
    """Van de rollen naar wat de lezer leest."""
    eerste_rij(page)
    page.get_by_role("link", name="Wat hij leest wijzigen").first.click()


def blad_met_gebruikers(page: Page) -> None:
    """Een goede rij, een met een fout en een dubbele."""
    rijen = [gebruiker(1), gebruiker(2, "Directeur"), gebruiker(1)]
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("[name=bestand]", {"name": "gebruikers.xlsx", "mimeType": xlsx, "buffer": blad(*rijen)})
    druk("Bekijken")(page)


def zet_in_voorraad(page: Page) -> None:
    """Bekijkt een bestand met een nieuw token en een met een fout."""
    csv = f"serienummer;soort;geheim\nNL-100;totp;{'ab' * 20}\nNL-101;sms;x\n"
    page.set_input_files("[name=bestand]", {"name": "tokens.csv", "mimeType": "text/csv", "buffer": csv.encode()})
    druk("Bekijken")(page)


def beelden(pgn: str) -> tuple[Beeld, ...]:
    return (
        Beeld("inloggen", None, "/inloggen/"),
        Beeld("inlogcode", None, "/inloggen/", inlogcode),
        Beeld("start", "melder.00zv", "/"),
        Beeld("opvoeren-nummer", "melder.00zv", "/meldingen/nieuw/"),
        Beeld("opvoeren-formulier", "melder.00zv", "/meldingen/nieuw/", naar_formulier(pgn)),
        Beeld("opvoeren-controle", "melder.00zv", "/meldingen/nieuw/", naar_controle(pgn)),
        Beeld("raadplegen", "melder.00zv", "/meldingen/"),
        Beeld("melding", "melder.00zv", "/meldingen/?status=B", eerste_rij),
        Beeld("lezer-lijst", "lezer.00zv", "/meldingen/"),
        Beeld("locaties", "beheerder.00zv", "/locaties/"),
        Beeld("melders", "beheerder.00zv", "/melders/"),
        Beeld("behandelaar-lijst", "behandelaar.0059", "/meldingen/?status=R&status=B"),
        Beeld("terugmelden", "behandelaar.0059", "/meldingen/?status=R", naar_terugmelden),
        Beeld("rmc-lijst", "rmc.06", "/meldingen/"),
        Beeld("mijn", "beheerder.00zv", "/mijn/"),
        Beeld("mijn-sessies", "beheerder.00zv", "/mijn/sessies/"),
        Beeld("mijn-mails", "rapport.00zv", "/mijn/mails/"),
        Beeld("logboek", "beheerder.00zv", "/beheer/audit/"),
        Beeld("logboek-leerling", "functioneel", "/beheer/audit/leerling/", wie_keek(pgn)),
        Beeld("leesgedrag", "beheerder.00zv", "/beheer/audit/leesgedrag/", klap_uit),
        Beeld("leveringen", "rmc.06", "/leveringen/"),
        Beeld("weeklevering", "rmc.06", "/leveringen/", volste_levering),
        Beeld("c-levering", "rmc.06", "/leveringen/c/nieuw/"),
        Beeld("rapportages", "rapport.00zv", "/rapportages/"),
        Beeld("rapportage-maand", "rapport.00zv", "/rapportages/2026-11/"),
        Beeld("rapportage-lijst", "rapport.00zv", "/rapportages/2026-11/A04/"),
        Beeld("rapportage-leerling", "rapport.00zv", "/rapportages/2026-11/A04/", eerste_rij),
        Beeld("rapportage-vergelijken", "rapport.00zv", "/rapportages/2026-11/vergelijken/"),
        Beeld("rapportage-vergeleken", "rapport.00zv", "/rapportages/2026-11/A04/", eigen_lijst),
        Beeld("r08", "rapport.00zv", "/rapportages/r08/"),
        Beeld("r08-week", "rapport.00zv", "/rapportages/r08/2026-11-23/"),
        Beeld("rapportages-bouw", "functioneel", "/beheer/rapportages/"),
        Beeld("gebruikers", "beheerder.00zv", "/beheer/gebruikers/"),
        Beeld("gebruikers-inlezen", "beheerder.00zv", "/beheer/gebruikers/inlezen/", blad_met_gebruikers),
        Beeld("rollen", "beheerder.00zv", "/beheer/rollen/"),
        Beeld("rollen-lezer", "beheerder.00zv", "/beheer/rollen/?rol=lezer", van_lezer),
        Beeld("hercontrole", "beheerder.00zv", "/beheer/hercontrole/"),
        Beeld("tokens-inlezen", "beheerder.00zv", "/beheer/tokens/inlezen/", zet_in_voorraad),
        Beeld("eigen-organisatie", "beheerder.00zv", "/beheer/organisatie/"),
        Beeld("organisaties", "functioneel", "/beheer/organisaties/?zoek=westland"),
        Beeld("routering", "functioneel", "/beheer/routering/"),
        Beeld("fusie", "functioneel", "/beheer/fusies/nieuw/"),
        Beeld("betrokkenen", "functioneel", "/beheer/betrokkenen/", inzage_gevraagd),
    )


def _proefleerling() -> str:
    """Het nummer van een leerling van 00ZV zonder melding: die staan vooraan, zoals `demo_pgns` weet."""
    leerlingen = alle_leerlingen(datetime.fromisoformat(NU).date())
    return next(leerling.pgn for leerling in leerlingen if leerling.school.brin == "00ZV")


def bewaar(page: Page, doel: Path) -> None:
    """1280 breed, hoogstens HOOGST hoog, in 128 kleuren: klein genoeg voor de opslag van de broncode."""
    hoogte = min(HOOGST, page.evaluate("document.documentElement.scrollHeight"))
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=str(doel), clip={"x": 0, "y": 0, "width": BREED["width"], "height": hoogte}, full_page=True)
    with Image.open(doel) as beeld:
        beeld.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(doel, optimize=True)


def maak(browser: Browser, draaiend: Portaal, map_: Path) -> None:
    codes, bezoekers = Codes(), dict[str | None, Bezoeker]()
    for beeld in beelden(_proefleerling()):
        if beeld.wie not in bezoekers:
            bezoekers[beeld.wie] = Bezoeker(browser.new_context(viewport=BREED, locale="nl-NL"), draaiend.basis, codes)
            if beeld.wie:
                bezoekers[beeld.wie].log_in(beeld.wie)
        page = bezoekers[beeld.wie].naar(beeld.pad)
        if beeld.weg:
            beeld.weg(page)
        page.wait_for_load_state()
        bewaar(page, map_ / f"{beeld.naam}.png")
        print(f"{beeld.naam}.png")


def main() -> int:
    map_ = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else BASIS / "docs" / "beelden"
    map_.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Er is geen Chromium. Installeer het, of wijs het aan met CHROMIUM.")
    with tempfile.TemporaryDirectory() as tijdelijk:
        werk = Path(tijdelijk)
        adressen = start_of_gebruik(werk, snel=True)
        try:
            with (
                database(adressen.database_url, "beelden") as url,
                portaal(werk, url, adressen.redis_url, laden=["manage.py", "laad_demo"], worker=False) as draaiend,
                sync_playwright() as playwright,
                browser_van(playwright, chromium) as browser,
            ):
                maak(browser, draaiend, map_)
        finally:
            stop(werk)
    return 0


if __name__ == "__main__":
    sys.exit(main())
