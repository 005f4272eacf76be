"""Inloggen in twee stappen, tegen raden, herhalen en meelezen."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from accounts.domein.rechten import Rol
from accounts.hashers import LoketArgon2
from accounts.models import Gebruiker, Token
from accounts.services.gebruikers import zet_actief
from accounts.services.tokens import maak_herstelcodes
from tests.accounts.hulp import code, geef_code, geef_wachtwoord, log_in
from tests.cast import maak_lid
from tests.factories import GebruikerFactory
from verzuimloket.audit.models import AuditEvent


def test_met_wachtwoord_en_code_bent_u_binnen(client, melder):
    assert log_in(client, melder.username).url == "/"
    assert client.get("/").status_code == 200


def test_hoofdletters_in_de_gebruikersnaam_maken_niet_uit(client, melder):
    assert geef_wachtwoord(client, "Melder.00ZV").url == "/inloggen/token/"


@pytest.mark.parametrize("pad", ["/", "/mijn/", "/inloggen/organisatie/"])
def test_half_ingelogd_ziet_u_niets(client, melder, pad):
    geef_wachtwoord(client, melder.username)
    assert client.get(pad).url == f"/inloggen/?volgende={pad.replace('/', '%2F')}"


def test_zonder_wachtwoord_is_er_geen_codepagina(client, db):
    assert client.get("/inloggen/token/").url == "/inloggen/"


def test_half_inloggen_geeft_een_nieuwe_sessiesleutel(client, melder):
    client.get("/inloggen/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "door-een-ander-gekozen-sleutel"
    geef_wachtwoord(client, melder.username)
    half = client.cookies[settings.SESSION_COOKIE_NAME].value
    geef_code(client, code())
    assert len({"door-een-ander-gekozen-sleutel", half, client.cookies[settings.SESSION_COOKIE_NAME].value}) == 3


POGINGEN = {
    "onbekend": ("niemand", "x" * 12),
    "verkeerd": ("melder.00zv", "x" * 12),
    "afgesloten": ("oud.00zv", None),
    "zonder wachtwoord": ("leeg", "x" * 12),
}


@pytest.fixture
def pogingen(melder, wereld, monkeypatch):
    """Per soort poging: (status, pagina zonder sleutels en naam, aantal keren rekenen)."""
    zet_actief(maak_lid("oud", wereld.school, Rol.MELDER), False)
    GebruikerFactory(username="leeg", password="!onbruikbaar")
    teller = []
    for naam in ("encode", "verify"):
        echt = getattr(LoketArgon2, naam)
        monkeypatch.setattr(
            LoketArgon2, naam, lambda self, *a, echt=echt, **k: (teller.append(1), echt(self, *a, **k))[1]
        )
    uitkomsten = {}
    for soort, (gebruikersnaam, wachtwoord) in POGINGEN.items():
        client = Client()
        client.get("/inloggen/")
        teller.clear()
        antwoord = geef_wachtwoord(client, gebruikersnaam, *([wachtwoord] if wachtwoord else []))
        tekst = antwoord.content.decode().replace(gebruikersnaam, "NAAM")
        sleutel = antwoord.context["csrf_token"] if antwoord.context else ""
        uitkomsten[soort] = (antwoord.status_code, tekst.replace(str(sleutel), ""), len(teller))
    return uitkomsten


@pytest.mark.parametrize("soort", ["verkeerd", "afgesloten", "zonder wachtwoord"])
def test_een_onbekende_gebruiker_krijgt_hetzelfde_antwoord_en_evenveel_rekenwerk(pogingen, soort):
    assert pogingen[soort] == pogingen["onbekend"]


def test_elke_poging_rekent_precies_een_keer(pogingen):
    assert {rekenwerk for _, _, rekenwerk in pogingen.values()} == {1}


def test_na_vijf_fouten_is_het_account_dicht_ook_met_het_goede_wachtwoord(client, melder):
    statussen = [geef_wachtwoord(client, melder.username, "fout-wachtwoord").status_code for _ in range(5)]
    assert (statussen[:4], geef_wachtwoord(client, melder.username).status_code) == ([200] * 4, 429)


def test_een_dicht_account_sluit_een_collega_op_hetzelfde_adres_niet_uit(client, melder, lezer):
    for _ in range(6):
        geef_wachtwoord(client, melder.username, "fout-wachtwoord")
    assert geef_wachtwoord(client, lezer.username).url == "/inloggen/token/"


def test_een_naam_die_niet_bestaat_gaat_net_zo_dicht(client, db):
    statussen = [geef_wachtwoord(client, "niemand", "fout-wachtwoord").status_code for _ in range(6)]
    assert statussen == [200] * 4 + [429] * 2


def test_een_gebruikte_code_werkt_niet_nog_eens(client, melder):
    ander, token = Client(), code()  # één code: tussen twee keer vragen kan een nieuwe ontstaan
    for bezoeker in (client, ander):
        geef_wachtwoord(bezoeker, melder.username)
    assert (geef_code(client, token).status_code, geef_code(ander, token).status_code) == (302, 200)


def test_een_herstelcode_werkt_een_keer(client, melder):
    herstelcode = maak_herstelcodes(melder)[0]
    geef_wachtwoord(client, melder.username)
    eerste, ander = geef_code(client, herstelcode.upper()), Client()
    geef_wachtwoord(ander, melder.username)
    assert (eerste.status_code, geef_code(ander, herstelcode).status_code) == (302, 200)


def test_de_herstelcode_van_een_ander_werkt_niet(client, melder, lezer):
    maak_herstelcodes(melder)
    geef_wachtwoord(client, melder.username)
    assert geef_code(client, maak_herstelcodes(lezer)[0]).status_code == 200


def test_herstelcodes_staan_niet_leesbaar_in_de_database(melder):
    codes = maak_herstelcodes(melder)
    opgeslagen = set(melder.staticdevice_set.get().token_set.values_list("token", flat=True))
    assert (len(opgeslagen), opgeslagen & {c.replace("-", "") for c in codes}) == (10, set())


def test_na_vijf_verkeerde_codes_moet_het_wachtwoord_opnieuw(client, melder):
    geef_wachtwoord(client, melder.username)
    antwoorden = [geef_code(client, "000000").status_code for _ in range(5)]
    assert antwoorden == [200, 200, 200, 200, 302]


def test_na_een_verkeerde_code_moet_u_even_wachten(client, melder):
    geef_wachtwoord(client, melder.username)
    Token.objects.update(throttling_failure_count=6)
    Token.objects.get().throttle_increment()
    assert "Wacht" in geef_code(client, code()).content.decode()


def test_een_onbevestigd_token_opent_niets(client, melder):
    Token.objects.update(confirmed=False)
    assert log_in(client, melder.username).status_code == 200


def test_wie_intussen_is_afgesloten_komt_niet_voorbij_de_code(client, melder):
    geef_wachtwoord(client, melder.username)
    zet_actief(melder, False)
    assert geef_code(client, code()).url == "/inloggen/"


@pytest.mark.parametrize(
    "volgende",
    ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "/uitloggen/", ""],
)
def test_na_het_inloggen_gaat_u_nooit_naar_buiten(client, melder, volgende):
    assert log_in(client, melder.username, volgende=volgende).url == "/"


def test_na_het_inloggen_gaat_u_naar_de_gevraagde_pagina(client, melder):
    assert log_in(client, melder.username, volgende="/mijn/").url == "/mijn/"


def test_de_pagina_die_u_vroeg_staat_zonder_zoekterm_in_het_adres(client, db):
    assert client.get("/mijn/?zoek=Jansen").url == "/inloggen/?volgende=%2Fmijn%2F"


def test_een_script_krijgt_een_401_met_het_adres_van_inloggen(client, db):
    antwoord = client.get("/mijn/", headers={"HX-Request": "true"})
    assert (antwoord.status_code, antwoord["HX-Redirect"]) == (401, "/inloggen/?volgende=%2Fmijn%2F")


def test_de_sessiecookie_is_niet_leesbaar_voor_scripts_of_andere_sites(client, melder):
    log_in(client, melder.username)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


def test_uitloggen_kan_alleen_met_een_knop(client, melder):
    assert client.get("/uitloggen/").status_code == 405


def test_uitloggen_beeindigt_de_sessie_en_wist_de_browser(client, melder):
    log_in(client, melder.username)
    sleutel = client.cookies[settings.SESSION_COOKIE_NAME].value
    antwoord = client.post("/uitloggen/")
    assert antwoord["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not client.session.exists(sleutel)


def test_elke_stap_staat_in_het_logboek(client, melder):
    geef_wachtwoord(client, melder.username, "fout-wachtwoord")
    geef_wachtwoord(client, melder.username)
    geef_code(client, "000000")
    Token.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    geef_code(client, code())
    client.post("/uitloggen/")
    acties = AuditEvent.objects.order_by("pk").values_list("actie", flat=True)
    assert [a.removeprefix("accounts:sessie:") for a in acties] == [
        "mislukt", "code_geweigerd", "ingelogd", "organisatie_gekozen", "uitgelogd",
    ]  # fmt: skip


def test_een_wachtwoord_kost_64_mb_en_drie_rondes():
    assert get_hasher().encode("x" * 12, "zoutzoutzout").split("$")[1:4] == ["argon2id", "v=19", "m=65536,t=3,p=1"]


def test_een_gebruiker_zonder_wachtwoord_komt_niet_binnen(client, db):
    GebruikerFactory(username="leeg", password="!onbruikbaar")
    assert geef_wachtwoord(client, "leeg").status_code == 200


def test_de_database_kent_alleen_kleine_letters(melder):
    assert Gebruiker.objects.get_by_natural_key("MELDER.00ZV").pk == melder.pk
