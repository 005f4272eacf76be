"""Wat de pagina's van de fusies nodig hebben: een die gepland is, een die klaar is, en een voorstel."""

from datetime import date

from playwright.sync_api import Page

from accounts.domein.rechten import Rol, Soort
from accounts.models import Fusie, Gebruiker, Organisatie
from accounts.services.fusies import stel_fusie_voor
from accounts.services.gebruikers import maak_gebruiker
from accounts.services.rollen import ken_rol_toe
from demo.wereld import WACHTWOORD
from verzuimloket.clock import nu


def laad_fusies(beheer: Gebruiker) -> dict[str, int]:
    """Met een tweede functioneel beheerder, die instemde."""
    loket = Organisatie.objects.get(soort=Soort.LOKET)
    tweede = maak_gebruiker(
        "functioneel.twee", "F. Twee", email="functioneel.twee@verzuimloket.example", wachtwoord=WACHTWOORD
    )
    ken_rol_toe(tweede, Rol.FUNCTIONEEL_BEHEER, loket, vanaf=date(2026, 1, 1))
    een, twee, drie, vier = Organisatie.objects.filter(soort=Soort.INSTELLING).order_by("-code")[:4]
    met = {"gevraagd_door": beheer, "ingestemd_door": tweede, "bij": loket, "reden": "Besluit 2026-12"}
    gepland = Fusie.objects.create(van=een, naar=vier, datum=date(2030, 1, 1), **met)
    klaar = Fusie.objects.create(
        van=twee, naar=vier, datum=date(2026, 8, 1), uitgevoerd_op=nu(), **met,
        aantallen={"meldingen": 1200, "locaties": 3, "melders": 4, "rollen van gebruikers": 12},
    )  # fmt: skip
    voorstel = stel_fusie_voor(drie, vier, date(2030, 1, 1), door=beheer, bij=loket, reden="Besluit 2026-13")
    return {"fusie": gepland.pk, "fusie_klaar": klaar.pk, "voorstel_fusie": voorstel.pk}


def bekijk_fusie(page: Page) -> None:
    """Alles ingevuld en bekeken: wat er meegaat staat boven het formulier."""
    for veld, waarde in {"van": "0014", "naar": "0059", "datum": "1-1-2030", "reden": "Besluit 2026-14"}.items():
        page.fill(f"[name={veld}]", waarde)
    with page.expect_navigation():
        page.get_by_role("button", name="Bekijk wat dit betekent", exact=True).click()
