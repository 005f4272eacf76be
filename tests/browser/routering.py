"""Wat de pagina's van de routering nodig hebben: een regel die geldt en een die nog moet beginnen."""

from datetime import date, timedelta

from playwright.sync_api import Page

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.models import Routering
from meldingen.services import zet_routering
from verzuimloket import clock


def laad_routering() -> dict[str, int]:
    """Een gemeente met meldingen, en een andere met regels."""
    met, regels = (Organisatie.objects.get(soort=Soort.GEMEENTE, code=code) for code in ("0059", "0014"))
    nu = zet_routering(gebied=regels, groep=Leeftijdsgroep.LEERPLICHTIG, instantie=met, vanaf=date(2026, 1, 1))
    straks = zet_routering(
        gebied=regels, groep=Leeftijdsgroep.RMC, instantie=met, vanaf=clock.vandaag() + timedelta(days=30)
    )
    Routering.objects.create(
        gebied=regels,
        groep=Leeftijdsgroep.RMC,
        instantie=met,
        geldig_van=date(2025, 1, 1),
        geldig_tot=date(2025, 12, 31),
    )
    return {"gebied": met.pk, "gebied_regels": regels.pk, "regel": nu.pk, "regel_straks": straks.pk}


def bekijk_regel(page: Page) -> None:
    """Alles ingevuld en bekeken: het gevolg staat boven het formulier."""
    page.get_by_label("Leerplichtig", exact=True).check()
    page.select_option("[name=instantie]", index=2)
    page.fill("[name=van]", "1-1-2030")
    with page.expect_navigation():
        page.get_by_role("button", name="Bekijk wat dit betekent", exact=True).click()
