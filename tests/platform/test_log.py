"""De log: geen PGN, naam of gebruikersnaam, ook niet als een aanvraag of taak mislukt."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection
from django.test import Client

from tests.factories import GebruikerFactory
from verzuimloket.log import SchoneFormatter

PGN = "999900006"
GEBRUIKERSNAAM = "piet.pietersen"
NAAM = "Piet Pietersen"  # een regel broncode staat wel in de log: daarin mag de naam niet letterlijk staan


@pytest.fixture
def log() -> Iterator[list[str]]:
    """Wat er in de log van het portaal zou staan, geschreven door de ingestelde formatter."""
    regels: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(logging.getLogger("django").handlers[0].formatter)
    handler.emit = lambda record: regels.append(handler.format(record))  # type: ignore[method-assign]
    for naam in ("django", None):
        logging.getLogger(naam).addHandler(handler)
    yield regels
    for naam in ("django", None):
        logging.getLogger(naam).removeHandler(handler)


def fout(werk: Any) -> str:
    try:
        werk()
    except Exception:
        record = logging.LogRecord("proef", logging.ERROR, "", 0, "Mislukt", (), sys.exc_info())
        return SchoneFormatter("%(message)s").format(record)
    raise AssertionError("dit hoort te mislukken")


def test_het_portaal_logt_met_de_schone_formatter():
    assert settings.LOGGING["formatters"]["regel"]["()"] == "verzuimloket.log.SchoneFormatter"
    assert isinstance(logging.getLogger("django").handlers[0].formatter, SchoneFormatter)


@pytest.mark.django_db
@pytest.mark.parametrize("pad", [f"/{PGN}/", f"/leerling_{PGN}", "/9999.00.006/x/"])
def test_een_pgn_in_een_adres_dat_niet_bestaat_staat_als_sterren_in_de_log(pad, log):
    Client().get(pad)
    regel = next(regel for regel in log if "Not Found" in regel)
    assert regel.split("Not Found: ")[1] == pad.replace(PGN, "*********").replace("9999.00.006", "*********")


def test_negen_cijfers_die_geen_pgn_zijn_blijven_leesbaar():
    record = logging.LogRecord("proef", logging.INFO, "", 0, "Taak %s klaar", ("123456789",), None)
    assert SchoneFormatter("%(message)s").format(record) == "Taak 123456789 klaar"


@pytest.mark.django_db
def test_een_botsing_in_de_database_noemt_de_regel_en_niet_de_waarde():
    GebruikerFactory(username=GEBRUIKERSNAAM, token=False)
    tekst = fout(lambda: GebruikerFactory(username=GEBRUIKERSNAAM, token=False))
    assert "psycopg2.errors.UniqueViolation (23505 accounts_gebruiker_" in tekst
    assert (GEBRUIKERSNAAM in tekst, "DETAIL" in tekst) == (False, False)


@pytest.mark.django_db
def test_een_waarde_die_de_database_niet_begrijpt_staat_niet_in_de_log():
    tekst = fout(lambda: connection.cursor().execute("SELECT %s::integer", [NAAM]))
    assert ("22P02" in tekst, NAAM in tekst) == (True, False)


def test_een_fout_met_een_ingetypte_waarde_houdt_alleen_haar_plaats_en_soort():
    tekst = fout(lambda: int(NAAM))
    assert ("test_log.py" in tekst, tekst.splitlines()[-1]) == (True, "builtins.ValueError")
    assert NAAM not in tekst


def test_een_fout_in_de_code_blijft_helemaal_leesbaar():
    assert fout(lambda: "".bestaat_niet).endswith(
        "builtins.AttributeError: 'str' object has no attribute 'bestaat_niet'"
    )


def test_een_regel_met_details_van_de_database_wordt_afgekapt():
    zin = IntegrityError("dubbel\nDETAIL:  Key (naam)=(Piet\nPietersen) already exists.")
    record = logging.LogRecord("proef", logging.ERROR, "", 0, "Mislukt: %s", (zin,), None)
    assert SchoneFormatter("%(message)s").format(record) == "Mislukt: dubbel"


def test_de_worker_schrijft_een_mislukte_taak_met_dezelfde_formatter():
    proef = """
import django; django.setup()
from verzuimloket import celery_app as app
@app.task
def mislukt(): raise ValueError("Piet Pietersen 999900006")
app.log.setup(loglevel="INFO", redirect_stdouts=False)
mislukt.apply()
from celery.app.trace import build_tracer
build_tracer(mislukt.name, mislukt, app=app)("een-nummer", (), {}, {"id": "een-nummer"})
"""
    uitkomst = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", proef], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert "raised unexpected: ValueError" in uitkomst.stderr
    assert ("Pietersen" in uitkomst.stderr, PGN in uitkomst.stderr) == (False, False)
