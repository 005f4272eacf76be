"""Een C-levering aanvragen in een echte browser: de worker maakt haar, de pagina ziet het, en het bestand komt aan."""

import pytest

from tests.browser.portaal import wacht_op

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
KOP = "MUTATIESOORT;MUTATIEDATUM;PGN;"
KLAAR = "Het bestand is klaar."


def vraag_aan(bezoeker) -> None:
    bezoeker.naar("/leveringen/")
    bezoeker.page.get_by_role("link", name="C-levering aanvragen").click()
    bezoeker.verstuur("Aanvragen")


def wacht_op_het_bestand(page) -> None:
    page.locator("#voortgang").get_by_text(KLAAR).wait_for(timeout=20_000)


def haal_op(page) -> tuple[str, str]:
    """De naam en de eerste regel van wat de browser binnenkrijgt."""
    with page.expect_download() as bezig:
        page.get_by_role("link", name="CSV ophalen").click()
    return bezig.value.suggested_filename, bezig.value.path().read_text(encoding="utf-8").splitlines()[0]


def test_met_script_ververst_de_voortgang_zichzelf_tot_het_bestand_er_is(bezoeker):
    wie = bezoeker("rmc.06")
    vraag_aan(wie)
    adres = wie.page.url
    wacht_op_het_bestand(wie.page)
    assert wie.page.locator("#voortgang-melding").inner_text() == KLAAR  # voor wie het scherm hoort
    naam, eerste_regel = haal_op(wie.page)
    assert (wie.page.url, naam, eerste_regel[: len(KOP)]) == (adres, "20261124CR0006.csv", KOP)
    assert wie.page.locator("[hx-trigger]").count() == 0  # en daarna vraagt zij niet verder


def test_zonder_script_werkt_aanvragen_verversen_en_ophalen(bezoeker, portaal):
    wie = bezoeker("rmc.leeg", java_script_enabled=False)
    vraag_aan(wie)

    def klaar() -> bool:
        if wie.page.locator("#voortgang").get_by_text(KLAAR).count():
            return True
        wie.page.get_by_role("link", name="Ververs de stand").click()
        return False

    assert wacht_op(klaar, waarop="het bestand")
    assert haal_op(wie.page)[0] == "20261124CR0001.csv"


def test_de_mail_over_het_bestand_noemt_niemand(bezoeker, portaal):
    wie = bezoeker("rmc.06")
    vraag_aan(wie)
    wacht_op_het_bestand(wie.page)
    mails = wacht_op(
        lambda: [m for m in portaal.post() if m["Subject"] == "Uw C-levering staat klaar"], waarop="de mail"
    )
    assert mails[-1].get_content().splitlines()[2] == "De C-levering van 24-11-2026 die u aanvroeg, staat voor u klaar."
