"""De time-out: eerst een waarschuwing, en wat iemand typte is na het inloggen terug. Ook zonder JavaScript.

De klok van de browser wordt verzet; op de server verschuift het moment waarop de sessie het laatst gezien is.
"""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from accounts import sessie
from tests.browser.bezoeker import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
GETYPT = "Is sinds maandag niet gezien"


@pytest.fixture
def formulier(bezoeker, portaal, feiten):
    """`formulier("sessie")` staat op het formulier van een melding, met een reden getypt; de klok van de browser staat stil."""

    def open_formulier(reis, **opties):
        bezoek = bezoeker(f"melder.{reis}", **opties)
        if opties.get("java_script_enabled", True):
            bezoek.page.clock.install()
        bezoek.naar("/meldingen/nieuw/")
        bezoek.page.fill("[name=pgn]", feiten["pgn"][reis])
        bezoek.verstuur("Verder")
        bezoek.page.fill("[name=reden]", GETYPT)
        return bezoek

    return open_formulier


@pytest.fixture
def laat_verlopen(portaal):
    """Doe alsof deze bezoeker al 31 minuten niets deed."""

    def doe(bezoek):
        [sleutel] = [koek["value"] for koek in bezoek.page.context.cookies() if koek["name"] == "sessie"]
        opslag = SessionStore()
        [(inhoud,)] = portaal.sql("SELECT session_data FROM django_session WHERE session_key = %s", sleutel)
        gegevens = opslag.decode(inhoud)
        gegevens[sessie.GEZIEN] -= 31 * 60
        portaal.sql(
            "UPDATE django_session SET session_data = %s WHERE session_key = %s", opslag.encode(gegevens), sleutel
        )

    return doe


def opnieuw_inloggen(bezoek, gebruikersnaam):
    bezoek.page.fill("[name=gebruikersnaam]", gebruikersnaam)
    bezoek.page.fill("[name=wachtwoord]", WACHTWOORD)
    bezoek.verstuur("Verder")
    bezoek.page.fill("[name=token]", bezoek.codes.voor(gebruikersnaam))
    bezoek.verstuur("Inloggen")


def test_twee_minuten_voor_het_einde_vraagt_een_venster_of_u_doorgaat(formulier):
    page = formulier("uitstel").page
    venster = page.get_by_role("dialog", name="U wordt bijna uitgelogd")
    page.clock.fast_forward("27:55")
    assert not venster.is_visible()
    page.clock.fast_forward("00:10")
    venster.wait_for()
    assert page.evaluate("document.activeElement.innerText") == "Ik wil doorgaan"


def test_doorgaan_sluit_het_venster_en_laat_de_sessie_weer_een_half_uur_leven(formulier, laat_verlopen):
    bezoek = formulier("uitstel")
    venster = bezoek.page.get_by_role("dialog", name="U wordt bijna uitgelogd")
    bezoek.page.clock.fast_forward("28:30")
    venster.get_by_role("button", name="Ik wil doorgaan").click()
    venster.wait_for(state="hidden")
    bezoek.page.clock.fast_forward("27:00")
    assert not venster.is_visible()
    assert bezoek.page.input_value("[name=reden]") == GETYPT


def test_na_het_verlopen_is_wat_u_typte_na_het_inloggen_terug(formulier, laat_verlopen):
    bezoek = formulier("sessie")
    with bezoek.page.expect_response("**/sessie/concept/"):
        bezoek.page.clock.fast_forward("28:30")
    laat_verlopen(bezoek)
    bezoek.page.clock.fast_forward("02:00")
    bezoek.page.get_by_role("main").get_by_role("link", name="Inloggen").click()
    opnieuw_inloggen(bezoek, "melder.sessie")
    assert bezoek.page.input_value("[name=reden]") == GETYPT
    assert bezoek.page.get_by_role("main").get_by_text("Uw ingevulde gegevens zijn teruggezet.").first.is_visible()


def test_ook_zonder_javascript_is_wat_u_typte_na_het_inloggen_terug(formulier, laat_verlopen):
    bezoek = formulier("papier", java_script_enabled=False)
    laat_verlopen(bezoek)
    bezoek.verstuur("Controleren")
    opnieuw_inloggen(bezoek, "melder.papier")
    assert bezoek.page.input_value("[name=reden]") == GETYPT
