"""De tweede factor: versleuteld bewaard, elke code één keer, de eigen app, en wissen met vier ogen."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django_otp.oath import hotp, totp
from django_otp.plugins.otp_static.models import StaticDevice

from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Token
from accounts.services.tokens import (
    MEESTE_APPS,
    begin_koppelen,
    bevestig_koppelen,
    controleer_token,
    maak_herstelcodes,
    verwijder_app,
)
from accounts.services.voorstellen import stel_voor, stem_in
from tests.cast import maak_lid
from tests.factories import GebruikerFactory
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht
from verzuimloket.versleuteling import Onleesbaar, herversleutel, ontsleutel, versleutel

GEHEIM = b"12345678901234567890"  # RFC 4226, bijlage D
MOMENT = "2026-11-24T10:00:10+01:00"


@pytest.fixture
def klok():
    with time_machine.travel(MOMENT, tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def gebruiker(db):
    return GebruikerFactory(token=False)


def token(gebruiker, **velden) -> Token:
    nieuw = Token.met_geheim(GEHEIM, user=gebruiker, name="Proef", **velden)
    nieuw.save()
    return nieuw


def code(stap: int = 0, **velden) -> str:
    cijfers = velden.get("digits", 6)
    return f"{totp(GEHEIM, drift=stap, **velden):0{cijfers}d}"


def klopt(gebruiker, invoer) -> bool:
    return controleer_token(gebruiker, invoer).token is not None


# --- bewaren --------------------------------------------------------------------------------------------------------
def test_een_geheim_staat_niet_leesbaar_in_de_database(gebruiker):
    token(gebruiker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_token t")
        [(rij,)] = cursor.fetchall()
    assert (GEHEIM.hex() in rij, GEHEIM.decode() in rij) == (False, False)


def test_twee_keer_hetzelfde_geheim_geeft_twee_teksten_en_een_afdruk(gebruiker):
    een, ander = token(gebruiker), token(gebruiker)
    assert (een.geheim == ander.geheim, een.afdruk == ander.afdruk) == (False, True)


def test_een_veranderde_tekst_is_onleesbaar():
    tekst = versleutel(GEHEIM)
    with pytest.raises(Onleesbaar):
        ontsleutel(tekst[:-6] + ("AAAA==" if tekst[-6:] != "AAAA==" else "BBBB=="))


def test_een_nieuwe_sleutel_leest_wat_met_de_oude_geschreven_is_tot_alles_herschreven_is(gebruiker):
    rij = token(gebruiker)
    with override_settings(TOKEN_SLEUTEL="nieuw,alleen-voor-demo-en-test"):
        call_command("tokens_herversleutelen")
    with override_settings(TOKEN_SLEUTEL="nieuw"):
        rij.refresh_from_db()
        assert rij.sleutel == GEHEIM
    with pytest.raises(Onleesbaar):
        herversleutel(rij.geheim)


# --- codes ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("stap", "goed"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_een_code_geldt_een_stap_eerder_of_later(klok, gebruiker, stap, goed):
    token(gebruiker)
    assert klopt(gebruiker, code(stap)) is goed


def test_dezelfde_code_werkt_geen_tweede_keer_en_een_eerdere_ook_niet(klok, gebruiker):
    token(gebruiker)
    eerste, vorige = klopt(gebruiker, code()), code(-1)
    with time_machine.travel(time.time() + 3600, tick=False):  # de rem van django-otp is dan voorbij
        pass
    Token.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert (eerste, klopt(gebruiker, code()), klopt(gebruiker, vorige)) == (True, False, False)


def test_een_klok_die_steeds_verder_afwijkt_blijft_werken(klok, gebruiker):
    token(gebruiker)
    uitkomsten = []
    for afwijking in range(1, 6):
        klok.shift(timedelta(days=7))
        uitkomsten.append(klopt(gebruiker, code(afwijking)))
    assert uitkomsten == [True] * 5


@pytest.mark.parametrize("invoer", ["", "abc", "12345", "1234567", "１２３４５６", "-12345", "1e5", "0x1234"])
def test_iets_anders_dan_zes_cijfers_is_geen_code(klok, gebruiker, invoer):
    token(gebruiker)
    assert klopt(gebruiker, invoer) is False


def test_een_token_met_acht_cijfers_en_een_minuut(klok, gebruiker):
    token(gebruiker, cijfers=8, stap=60)
    assert klopt(gebruiker, code(digits=8, step=60))


def test_een_token_op_teller_loopt_vooruit_en_nooit_terug(gebruiker):
    token(gebruiker, soort="hotp")
    pogingen = []
    for plaats in (0, 0, 5, 3, 17):
        Token.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
        pogingen.append(klopt(gebruiker, f"{hotp(GEHEIM, plaats):06d}"))
    assert pogingen == [True, False, True, False, False]


def test_na_fouten_moet_wie_raadt_steeds_langer_wachten(klok, gebruiker):
    token(gebruiker)
    wachten = []
    for _ in range(4):
        wachten.append(controleer_token(gebruiker, "000000").wacht)
        klok.shift(timedelta(seconds=wachten[-1]))
    assert wachten == [2, 3, 5, 9]


@pytest.mark.django_db(transaction=True)
def test_dezelfde_code_van_een_token_op_teller_werkt_bij_vier_tegelijk_een_keer():
    gebruiker, start = GebruikerFactory(token=False), Barrier(4)
    token(gebruiker, soort="hotp")

    def poging(_: int) -> bool:
        start.wait()
        try:
            return klopt(gebruiker, f"{hotp(GEHEIM, 0):06d}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(poging, range(4))) == [False, False, False, True]


# --- de eigen app ---------------------------------------------------------------------------------------------------
def test_een_app_werkt_pas_na_een_code_uit_die_app(klok, gebruiker):
    nieuw = begin_koppelen(gebruiker)
    goed = f"{totp(nieuw.sleutel):06d}"
    voor = klopt(gebruiker, goed)
    uitslag = bevestig_koppelen(nieuw, goed, "Werktelefoon", door=gebruiker)
    assert (voor, uitslag.token.name, uitslag.token.confirmed) == (False, "Werktelefoon", True)


def test_opnieuw_beginnen_laat_het_eerdere_geheim_vervallen(gebruiker):
    eerste = begin_koppelen(gebruiker)
    begin_koppelen(gebruiker)
    assert Token.objects.filter(pk=eerste.pk).exists() is False


def test_meer_dan_drie_apps_kan_niet(gebruiker):
    for _ in range(MEESTE_APPS):
        token(gebruiker)
    with pytest.raises(Geweigerd, match="al 3 apps"):
        begin_koppelen(gebruiker)


def test_de_laatste_tweede_factor_kan_niet_weg(gebruiker):
    with pytest.raises(Geweigerd, match="laatste token"):
        verwijder_app(token(gebruiker), door=gebruiker)


def test_wie_een_app_koppelt_krijgt_daar_bericht_van(klok, gebruiker):
    nieuw = begin_koppelen(gebruiker)
    bevestig_koppelen(nieuw, f"{totp(nieuw.sleutel):06d}", "App", door=gebruiker)
    assert list(Bericht.objects.values_list("sjabloon", "ontvanger", "context")) == [
        ("beheer/tweede_factor", gebruiker.email, {})
    ]


def test_koppelen_op_het_scherm(klok, wereld, ingelogd):
    client = ingelogd(wereld.melder)
    adres = client.post("/mijn/tokens/").url
    pagina = client.get(adres)
    nieuw = Token.objects.get(confirmed=False)
    assert ("<svg" in pagina.content.decode(), pagina.headers["Cache-Control"]) == (True, "no-store")
    client.post(adres, {"naam": "Telefoon", "code": f"{totp(nieuw.sleutel):06d}"})
    assert (client.get(adres).status_code, Token.objects.filter(user=wereld.melder, confirmed=True).count()) == (404, 2)


def test_het_geheim_van_een_ander_is_er_niet(wereld, ingelogd):
    begonnen = begin_koppelen(wereld.lezer)
    assert ingelogd(wereld.melder).get(f"/mijn/tokens/{begonnen.pk}/koppelen/").status_code == 404


def test_na_een_kwartier_is_het_geheim_niet_meer_te_zien(wereld, ingelogd):
    with time_machine.travel(MOMENT, tick=False) as klok:
        client = ingelogd(wereld.melder)
        adres = client.post("/mijn/tokens/").url
        klok.shift(timedelta(minutes=15))
        assert client.get(adres).status_code == 404


def test_het_geheim_staat_niet_in_log_logboek_of_mail(klok, wereld, ingelogd, caplog):
    client = ingelogd(wereld.melder)
    adres = client.post("/mijn/tokens/").url
    geheim = re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(adres).content.decode())[1]
    elders = caplog.text + str(list(AuditEvent.objects.values())) + str(list(Bericht.objects.values()))
    assert (geheim in elders, geheim.replace(" ", "") in elders) == (False, False)


# --- wissen ---------------------------------------------------------------------------------------------------------
def test_wissen_met_vier_ogen_beeindigt_elke_factor_en_elke_sessie(wereld, ingelogd):
    client, tweede = ingelogd(wereld.melder), maak_lid("tweede", wereld.school, Rol.BEHEERDER)
    maak_herstelcodes(wereld.melder)
    voorstel = stel_voor("tweede_factor", door=tweede, organisatie=wereld.school, over=wereld.melder, reden="Kwijt")
    voor = client.get("/meldingen/").status_code
    stem_in(voorstel, door=wereld.beheerder)
    over = (Token.objects.filter(user=wereld.melder).count(), StaticDevice.objects.filter(user=wereld.melder).count())
    assert (voor, over, client.get("/meldingen/").status_code) == (200, (0, 0), 302)


def test_wissen_op_het_scherm_doet_een_voorstel_en_verandert_nog_niets(wereld, ingelogd):
    adres = f"/beheer/gebruikers/{wereld.melder.pk}/tweede-factor/"
    antwoord = ingelogd(wereld.beheerder).post(adres, {"reden": "Telefoon kwijt, gezien aan de balie"})
    assert (antwoord.status_code, Token.objects.filter(user=wereld.melder, confirmed=True).count()) == (302, 1)
