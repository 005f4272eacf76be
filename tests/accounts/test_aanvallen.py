"""Wat een aanvaller bij het inloggen probeert: raden in hoofdletters, tegelijk, te laat, of met een oude halve sessie."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import Aanmeldpoging
from accounts.services.tokens import maak_herstelcodes
from tests.accounts.hulp import code, geef_code, geef_wachtwoord, log_in, tegelijk
from tests.cast import Wereld
from verzuimloket.audit.models import AuditEvent

FOUT = "fout-wachtwoord"


@pytest.fixture
def klok():
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as reiziger:
        yield reiziger


def test_andere_hoofdletters_zijn_geen_nieuwe_kans(client, melder):
    namen = ["melder.00zv", "MELDER.00ZV", "Melder.00zv", "melder.00ZV", " melder.00zv "]
    assert [geef_wachtwoord(client, naam, FOUT).status_code for naam in namen] == [200] * 4 + [429]


def test_een_andere_browser_of_een_ander_adres_is_geen_nieuwe_kans(melder):
    velden = {"gebruikersnaam": melder.username, "wachtwoord": FOUT}
    statussen = [
        Client(HTTP_USER_AGENT=f"browser {n}", REMOTE_ADDR=f"192.0.2.{n}").post("/inloggen/", velden).status_code
        for n in range(1, 6)
    ]
    assert statussen == [200] * 4 + [429]


def test_na_een_kwartier_mag_u_weer(klok, client, melder):
    for _ in range(5):
        geef_wachtwoord(client, melder.username, FOUT)
    klok.shift(timedelta(minutes=15, seconds=1))
    assert geef_wachtwoord(client, melder.username).url == "/inloggen/token/"


def test_binnen_het_kwartier_blijft_het_dicht(klok, client, melder):
    for _ in range(5):
        geef_wachtwoord(client, melder.username, FOUT)
    klok.shift(timedelta(minutes=14))
    assert geef_wachtwoord(client, melder.username).status_code == 429


def test_het_goede_wachtwoord_zonder_code_wist_de_teller_niet(client, melder):
    for _ in range(4):
        geef_wachtwoord(client, melder.username, FOUT)
    geef_wachtwoord(client, melder.username)
    assert geef_wachtwoord(client, melder.username, FOUT).status_code == 429


def test_wie_helemaal_binnen_is_begint_weer_bij_nul(client, melder):
    for _ in range(4):
        geef_wachtwoord(client, melder.username, FOUT)
    log_in(client, melder.username)
    assert Aanmeldpoging.objects.filter(gelukt=False).count() == 0


def test_een_ander_wachtwoord_maakt_een_halve_sessie_ongeldig(client, melder):
    geef_wachtwoord(client, melder.username)
    melder.set_password("Een-ander-wachtwoord-2026!")
    melder.save()
    assert geef_code(client, code()).url == "/inloggen/"


def test_na_tien_minuten_moet_het_wachtwoord_opnieuw(klok, client, melder):
    geef_wachtwoord(client, melder.username)
    klok.shift(timedelta(minutes=10, seconds=1))
    assert geef_code(client, code()).url == "/inloggen/"


def test_de_halve_sessie_bestaat_na_het_inloggen_niet_meer(client, melder):
    geef_wachtwoord(client, melder.username)
    half = client.cookies[settings.SESSION_COOKIE_NAME].value
    geef_code(client, code())
    assert not Session.objects.filter(session_key=half).exists()


def test_de_sessiesleutel_van_voor_het_inloggen_opent_daarna_niets(client, melder):
    geef_wachtwoord(client, melder.username)
    dief = Client()
    dief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    geef_code(client, code())
    assert dief.get("/mijn/").url == "/inloggen/?volgende=%2Fmijn%2F"


def test_na_het_uitloggen_is_een_gekopieerde_cookie_niets_waard(client, melder):
    log_in(client, melder.username)
    dief = Client()
    dief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/uitloggen/")
    assert dief.get("/mijn/").url == "/inloggen/?volgende=%2Fmijn%2F"


@pytest.mark.parametrize("pad", ["/inloggen/", "/inloggen/token/", "/uitloggen/", "/mijn/herstelcodes/"])
def test_een_andere_site_kan_het_formulier_niet_versturen(ingelogd, melder, pad):
    client = ingelogd(melder, client=Client(enforce_csrf_checks=True))
    assert client.post(pad, {"gebruikersnaam": melder.username}).status_code == 403


def test_een_onbekende_naam_komt_niet_in_het_logboek(client, db):
    geef_wachtwoord(client, "mijn-geheime-wachtwoord", FOUT)
    regel = AuditEvent.objects.get()
    assert (regel.actie, regel.gebruiker_id, regel.object_id, regel.details) == (
        "accounts:sessie:mislukt", None, "", {"reden": "wachtwoord_onjuist"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "volgende", ["///kwaad.example", "/\t/kwaad.example", "http:///kwaad.example", "//kwaad.example/%2f..", "kwaad"]
)
def test_een_vermomd_adres_buiten_het_portaal_wordt_de_startpagina(client, melder, volgende):
    assert log_in(client, melder.username, volgende=volgende).url == "/"


@pytest.mark.parametrize("volgende", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example"])
def test_ook_na_het_kiezen_van_een_organisatie_gaat_u_niet_naar_buiten(ingelogd, melder, volgende):
    client = ingelogd(melder)
    antwoord = client.post(f"/inloggen/organisatie/?volgende={volgende}", {"organisatie": melder.organisatie.pk})
    assert antwoord.url == "/"


@pytest.mark.django_db(transaction=True)
def test_twee_gelijktijdige_pogingen_met_een_herstelcode_laten_er_een_binnen():
    melder = Wereld("00ZV", "0363", "21").melder
    assert tegelijk(melder.username, maak_herstelcodes(melder)[0]) == [200, 302]
    assert melder.staticdevice_set.get().token_set.count() == 9
