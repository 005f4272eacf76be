"""De start: een verkeerde instelling stopt het portaal met een zin die de variabele noemt, en de demo blijft demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from accounts.models import Token
from accounts.services.tokens import zet_totp
from demo.wereld import ACCOUNTS, TOTP_GEHEIM, WACHTWOORD, totp_sleutel
from tests.factories import GebruikerFactory
from verzuimloket import env

PRODUCTIE = {
    "SECRET_KEY": "eigen-geheim-" + "x7Kq" * 12,
    "AUDIT_SLEUTEL": "eigen-geheim-" + "p3Wz" * 12,
    "TOKEN_SLEUTEL": "eigen-geheim-" + "t5Rm" * 12,
    "DATABASE_URL": "postgresql://verzuimloket@127.0.0.1:1/verzuimloket",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "BASIS_URL": "https://verzuimloket.example",
    "ALLOWED_HOSTS": "verzuimloket.example",
}
GEEN_PRODUCTIE = ("VERZUIMLOKET_TEST", "VERZUIMLOKET_EMBEDDED", "VERZUIMLOKET_DEMO", "VERZUIMLOKET_NU")
DEMOGEHEIM = "alleen-voor-demo-en-test"
WSGI = "import verzuimloket.wsgi"


def in_productie(opdracht: str, **anders: str) -> "subprocess.CompletedProcess[str]":
    """Een eigen proces met de instellingen van productie; `anders` gaat erboven."""
    schoon = {naam: waarde for naam, waarde in os.environ.items() if naam not in GEEN_PRODUCTIE}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", opdracht],
        env=schoon | PRODUCTIE | anders,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def laatste_regel(uitkomst: "subprocess.CompletedProcess[str]") -> str:
    return uitkomst.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("naam", ["SECRET_KEY", "AUDIT_SLEUTEL", "TOKEN_SLEUTEL"])
def test_productie_start_niet_met_een_geheim_van_de_demo(naam):
    uitkomst = in_productie(WSGI, **{naam: DEMOGEHEIM})
    assert uitkomst.returncode == 1
    assert f"{naam} is het geheim van de demo" in laatste_regel(uitkomst)


def test_productie_start_niet_met_een_demogeheim_uit_een_bestand(tmp_path):
    bestand = tmp_path / "geheim"
    bestand.write_text(f"{DEMOGEHEIM}\n", encoding="utf-8")
    uitkomst = in_productie(WSGI, SECRET_KEY_FILE=str(bestand))
    assert "SECRET_KEY is het geheim van de demo" in laatste_regel(uitkomst)


def test_productie_start_ook_als_de_database_er_nog_niet_is():
    assert in_productie(WSGI).returncode == 0


WEB_WORKER_BEAT = {
    "web": WSGI,
    "worker": "from verzuimloket import celery_app as a; a.worker_main(['worker', '--pool', 'solo'])",
    "beat": "import os; from verzuimloket import celery_app as a; a.start(['beat', '--schedule', os.environ['BEATBESTAND'], '--pidfile', ''])",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("proces", WEB_WORKER_BEAT)
def test_geen_enkel_proces_start_met_een_token_van_de_demo_in_de_database(proces, adres, tmp_path):
    GebruikerFactory()  # met het token dat ook de demo heeft
    uitkomst = in_productie(WEB_WORKER_BEAT[proces], BEATBESTAND=str(tmp_path / "beat"), **adres)
    assert uitkomst.returncode == 1
    assert "verzuimloket.E010: In de database staan accounts" in laatste_regel(uitkomst)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("wachtwoord", "status"), [(WACHTWOORD, 1), ("een-eigen-lang-wachtwoord", 0)])
def test_een_demoaccount_telt_alleen_met_het_wachtwoord_van_de_demo(wachtwoord, status, adres):
    account = GebruikerFactory(username=ACCOUNTS[-1].gebruikersnaam, token=False)
    account.set_password(wachtwoord)
    account.save()
    assert in_productie(WSGI, **adres).returncode == status


@pytest.mark.django_db(transaction=True)
def test_de_systeemcontrole_op_de_database_meldt_e010(adres):
    GebruikerFactory()
    opdracht = "import sys; sys.argv = ['manage.py', 'check', '--database', 'default']; import manage; manage.main()"
    uitkomst = in_productie(opdracht, **adres)
    assert (uitkomst.returncode, uitkomst.stderr.count("(verzuimloket.E010)")) == (1, 1)


@pytest.mark.django_db
def test_de_demo_gebruikt_het_geheim_dat_de_controle_zoekt():
    gebruiker = GebruikerFactory(token=False)
    zet_totp(gebruiker, TOTP_GEHEIM)
    assert Token.objects.get().sleutel.hex() == totp_sleutel()


@pytest.mark.parametrize("waarde", ["misschien", "2", "waar", "ja nee"])
def test_een_onbekend_ja_of_nee_is_een_fout(waarde, monkeypatch):
    monkeypatch.setenv("PROEF_AAN", waarde)
    with pytest.raises(ImproperlyConfigured, match=r"^PROEF_AAN moet 1 of 0 zijn"):
        env.env_bool("PROEF_AAN")


@pytest.mark.parametrize(
    ("waarde", "gelezen"), [("1", True), (" JA ", True), ("On", True), ("0", False), ("nee", False), ("", False)]
)
def test_ja_en_nee_mogen_op_meer_manieren(waarde, gelezen, monkeypatch):
    monkeypatch.setenv("PROEF_AAN", waarde)
    assert env.env_bool("PROEF_AAN") is gelezen


@pytest.mark.parametrize(
    ("waarde", "zin"), [("tien", "moet een geheel getal zijn, niet 'tien'"), ("-1", "moet minstens 0 zijn, niet -1")]
)
def test_een_getal_dat_niet_kan_is_een_fout(waarde, zin, monkeypatch):
    monkeypatch.setenv("PROEF_AANTAL", waarde)
    with pytest.raises(ImproperlyConfigured, match=f"^PROEF_AANTAL {zin}"):
        env.env_int("PROEF_AANTAL", 5)


@pytest.mark.parametrize("naam", ["SECRET_KEY", "AUDIT_SLEUTEL", "TOKEN_SLEUTEL"])
def test_zonder_geheim_start_productie_niet(naam):
    assert f"{naam} (of {naam}_FILE) ontbreekt" in laatste_regel(in_productie(WSGI, **{naam: " "}))


BESTANDEN = {
    "leeg": (b" \n", "noemt een leeg bestand"),
    "geen UTF-8": (b"\xff\xfe\x00g", "noemt een bestand dat geen tekst in UTF-8 is"),
    "weg": (None, "kan niet gelezen worden: No such file or directory"),
}


@pytest.mark.parametrize(("inhoud", "zin"), BESTANDEN.values(), ids=list(BESTANDEN))
def test_een_onbruikbaar_geheimbestand_noemt_de_variabele(inhoud, zin, tmp_path, monkeypatch):
    bestand = tmp_path / "geheim"
    if inhoud is not None:
        bestand.write_bytes(inhoud)
    monkeypatch.setenv("PROEF_FILE", str(bestand))
    with pytest.raises(ImproperlyConfigured, match=f"^PROEF_FILE {zin}"):
        env.env_secret("PROEF", "standaard")


def test_een_geheimbestand_dat_een_map_is_noemt_de_variabele(tmp_path, monkeypatch):
    monkeypatch.setenv("PROEF_FILE", str(tmp_path))
    with pytest.raises(ImproperlyConfigured, match=r"^PROEF_FILE kan niet gelezen worden: Is a directory"):
        env.env_secret("PROEF")


def test_een_geheimbestand_gaat_boven_de_variabele_zelf(tmp_path, monkeypatch):
    Path(tmp_path / "geheim").write_text("uit het bestand\n", encoding="utf-8")
    monkeypatch.setenv("PROEF_FILE", str(tmp_path / "geheim"))
    monkeypatch.setenv("PROEF", "uit de omgeving")
    assert env.env_secret("PROEF") == "uit het bestand"


@pytest.mark.parametrize(
    "url", ["smtp://host:abc", "smtp://host:99999", "smtp://[::1", "host:25", "http://host", "smtp://"]
)
def test_een_onbruikbaar_mailadres_noemt_de_variabele_en_niet_de_waarde(url, monkeypatch):
    monkeypatch.setenv("PROEF_URL", url)
    with pytest.raises(ImproperlyConfigured, match=r"^PROEF_URL ") as fout:
        env.env_email("PROEF_URL", "smtp://localhost")
    assert "abc" not in str(fout.value)


@pytest.mark.parametrize(
    ("omgeving", "zin"),
    [
        ({"VERZUIMLOKET_NU": "gisteren"}, "VERZUIMLOKET_NU moet een moment zijn"),
        ({"VERZUIMLOKET_NU": "2026-11-24", "VERZUIMLOKET_NU_ANKER": "straks"}, "VERZUIMLOKET_NU_ANKER moet een moment"),
        ({"VERZUIMLOKET_NU": "2026-11-24", "VERZUIMLOKET_NU_ANKER": "inf"}, "VERZUIMLOKET_NU_ANKER moet een moment"),
        ({"VERZUIMLOKET_NU": "2026-11-24", "VERZUIMLOKET_DEMO": "0"}, "VERZUIMLOKET_NU mag alleen in demo"),
    ],
)
def test_een_klok_die_niet_kan_noemt_de_variabele(omgeving, zin):
    uitkomst = in_productie("from django.conf import settings; settings.DEBUG", **{"VERZUIMLOKET_DEMO": "1"} | omgeving)
    assert zin in laatste_regel(uitkomst)
