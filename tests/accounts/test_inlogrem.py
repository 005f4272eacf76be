"""Raden bij inloggen, codes en activeren: per account en per adres, zonder een school met één adres buiten te sluiten."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.domein.inlogrem import ADRES_ACCOUNTS
from accounts.hashers import LoketArgon2
from accounts.models import Aanmeldpoging
from accounts.services import inlogrem
from tests.accounts.hulp import code, geef_code, geef_wachtwoord, log_in
from tests.factories import WACHTWOORD
from verzuimloket.clock import echt_nu

FOUT = "fout-wachtwoord"
SCHOOL = "192.0.2.10"


@pytest.fixture(autouse=True)
def klok(monkeypatch):
    with time_machine.travel("2026-11-24T09:00:10+01:00", tick=False) as reiziger:
        yield reiziger


def vanaf(adres: str = SCHOOL) -> Client:
    return Client(REMOTE_ADDR=adres)


def raad(aantal: int, adres: str = SCHOOL) -> None:
    """Iemand probeerde vanaf dit adres bij zoveel verschillende namen, echt of niet."""
    waar = inlogrem._adres(type("Verzoek", (), {"META": {"REMOTE_ADDR": adres}})())
    Aanmeldpoging.objects.bulk_create(
        Aanmeldpoging(doel="inloggen", account=f"raden {nummer}", adres=waar, moment=echt_nu())
        for nummer in range(aantal)
    )


def rekenwerk(monkeypatch) -> list[int]:
    teller: list[int] = []
    for naam in ("encode", "verify"):
        echt = getattr(LoketArgon2, naam)
        monkeypatch.setattr(
            LoketArgon2, naam, lambda self, *a, echt=echt, **k: (teller.append(1), echt(self, *a, **k))[1]
        )
    return teller


# --- per account ---------------------------------------------------------------------------------------------------------
def test_de_tweede_keer_duurt_wachten_een_half_uur(klok, melder):
    for _ in range(5):
        geef_wachtwoord(vanaf(), melder.username, FOUT)
    klok.shift(timedelta(minutes=16))
    antwoorden = [geef_wachtwoord(vanaf(), melder.username, FOUT) for _ in range(5)]
    assert [(a.status_code, a.headers.get("Retry-After")) for a in antwoorden] == [(200, None)] * 4 + [(429, "1800")]


def test_doorproberen_maakt_het_wachten_niet_langer(klok, melder):
    for _ in range(5):
        geef_wachtwoord(vanaf(), melder.username, FOUT)
    klok.shift(timedelta(minutes=14))
    assert [geef_wachtwoord(vanaf(), melder.username, FOUT).headers["Retry-After"] for _ in range(6)] == ["60"] * 6
    klok.shift(timedelta(minutes=2))
    assert geef_wachtwoord(vanaf(), melder.username).url == "/inloggen/token/"


def test_wie_moet_wachten_leest_hoe_lang_en_houdt_zijn_gebruikersnaam(melder):
    for _ in range(5):
        antwoord = geef_wachtwoord(vanaf(), melder.username, FOUT)
    pagina = antwoord.content.decode()
    assert "Probeer het over 15 minuten opnieuw." in pagina
    assert (f'value="{melder.username}"' in pagina, FOUT in pagina) == (True, False)


def test_tien_verkeerde_codes_sluiten_ook_wie_steeds_opnieuw_zijn_wachtwoord_geeft(melder):
    for _ in range(2):
        bezoeker = vanaf()
        geef_wachtwoord(bezoeker, melder.username)
        for _ in range(5):
            geef_code(bezoeker, "000000")
    bezoeker = vanaf()
    geef_wachtwoord(bezoeker, melder.username)
    antwoord = geef_code(bezoeker, code())
    assert (antwoord.status_code, antwoord.headers["Retry-After"]) == (429, "900")


def test_verkeerde_codes_sluiten_niemand_van_het_wachtwoord_af(melder):
    for _ in range(10):
        Aanmeldpoging.objects.create(doel="code", account=inlogrem._account(melder.username), adres="elders")
    assert geef_wachtwoord(vanaf(), melder.username).url == "/inloggen/token/"


# --- per adres -----------------------------------------------------------------------------------------------------------
def test_vanaf_een_adres_waar_bij_veel_accounts_geraden_wordt_komt_een_onbekende_niet_binnen(melder):
    raad(ADRES_ACCOUNTS)
    antwoord = geef_wachtwoord(vanaf(), melder.username)
    assert (antwoord.status_code, antwoord.headers["Retry-After"]) == (429, "3600")
    assert "Vanaf uw netwerk" in antwoord.content.decode()


def test_een_minder_dan_de_grens_houdt_niemand_tegen(melder):
    raad(ADRES_ACCOUNTS - 1)
    assert geef_wachtwoord(vanaf(), melder.username).url == "/inloggen/token/"


def test_wie_op_school_eerder_inlogde_merkt_niets_van_het_raden(klok, melder):
    log_in(vanaf(), melder.username)
    klok.shift(timedelta(minutes=1))
    raad(ADRES_ACCOUNTS * 2)
    assert log_in(vanaf(), melder.username).url == "/"


def test_een_ander_adres_merkt_niets_van_het_raden(melder):
    raad(ADRES_ACCOUNTS * 2)
    assert geef_wachtwoord(vanaf("192.0.2.99"), melder.username).url == "/inloggen/token/"


def test_een_heel_team_dat_zich_een_keer_vergist_en_dan_inlogt_sluit_niemand_af(klok, melder, lezer):
    raad(ADRES_ACCOUNTS - 1)
    geef_wachtwoord(vanaf(), lezer.username, FOUT)  # de dertigste die zich vergist
    assert geef_wachtwoord(vanaf(), melder.username).status_code == 429
    Aanmeldpoging.objects.filter(account="raden 0").update(account=inlogrem._account("collega"))
    inlogrem.tel_gelukt(type("Verzoek", (), {"META": {"REMOTE_ADDR": SCHOOL}})(), "collega")
    assert geef_wachtwoord(vanaf(), melder.username).url == "/inloggen/token/"


def test_wie_elders_inlogt_wist_niet_wat_er_op_een_ander_adres_geraden_is(melder):
    raad(ADRES_ACCOUNTS)
    Aanmeldpoging.objects.filter(account="raden 0").update(account=inlogrem._account("collega"))
    inlogrem.tel_gelukt(type("Verzoek", (), {"META": {"REMOTE_ADDR": "192.0.2.7"}})(), "collega")
    assert geef_wachtwoord(vanaf(), melder.username).status_code == 429


def test_een_uur_later_is_het_adres_weer_open(klok, melder):
    raad(ADRES_ACCOUNTS)
    klok.shift(timedelta(hours=1))
    assert geef_wachtwoord(vanaf(), melder.username).url == "/inloggen/token/"


def test_van_ipv6_telt_het_netwerk(melder):
    raad(ADRES_ACCOUNTS, "2001:db8:1:2::1")
    assert geef_wachtwoord(vanaf("2001:db8:1:2:abcd::9"), melder.username).status_code == 429
    assert geef_wachtwoord(vanaf("2001:db8:1:3::1"), melder.username).url == "/inloggen/token/"


@pytest.mark.parametrize(("aantal", "status"), [(0, 429), (1, 302)])
def test_een_verzonnen_doorgestuurd_adres_helpt_niet(settings, melder, aantal, status):
    settings.PROXY_AANTAL = aantal
    raad(ADRES_ACCOUNTS)
    velden = {"gebruikersnaam": melder.username, "wachtwoord": WACHTWOORD}
    antwoord = vanaf().post("/inloggen/", velden, headers={"X-Forwarded-For": "198.51.100.7"})
    assert antwoord.status_code == status


def test_ook_activeren_en_codes_gaan_dicht_op_zo_een_adres(melder):
    bezoeker = vanaf()
    geef_wachtwoord(bezoeker, melder.username)
    raad(ADRES_ACCOUNTS)
    velden = {"gebruikersnaam": "nina", "wachtwoord": FOUT}
    assert (geef_code(bezoeker, code()).status_code, vanaf().post("/activeren/", velden).status_code) == (429, 429)


# --- niets verraden, niets bewaren ------------------------------------------------------------------------------------
@pytest.mark.parametrize("naam", ["melder.00zv", "lezer.00zv", "niemand"])
def test_op_een_adres_dat_dicht_is_krijgt_iedereen_hetzelfde_antwoord(klok, monkeypatch, melder, lezer, naam):
    """De melder is er bekend, de lezer niet, en niemand bestaat niet: zelfde antwoord, evenveel rekenwerk."""
    log_in(vanaf(), melder.username)
    raad(ADRES_ACCOUNTS)
    teller = rekenwerk(monkeypatch)
    antwoord = geef_wachtwoord(vanaf(), naam, FOUT)
    pagina = antwoord.content.decode()
    assert (antwoord.status_code, antwoord.headers["Retry-After"], len(teller)) == (429, "3600", 1)
    assert (inlogrem.Wacht(timedelta(hours=1), adres=True).uitleg in pagina, "klopt niet" in pagina) == (True, False)


def test_de_rem_bewaart_geen_naam_en_geen_adres(melder):
    geef_wachtwoord(vanaf(), melder.username, FOUT)
    bewaard = str(Aanmeldpoging.objects.values().get())
    assert [deel for deel in (melder.username, SCHOOL, FOUT) if deel in bewaard] == []


def test_een_wachtende_poging_telt_niet_mee(melder):
    for _ in range(9):
        geef_wachtwoord(vanaf(), melder.username, FOUT)
    assert Aanmeldpoging.objects.count() == 5
