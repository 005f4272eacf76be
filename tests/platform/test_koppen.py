"""De koppen: niets blijft in een cache, niets van buiten draait mee, en met https zijn cookies en HSTS streng."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
VAST = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# een gewone pagina, een adres dat niet bestaat, een stijlblad dat niet bestaat, een weigering van de poort
PADEN = ["/inloggen/", "/bestaat-niet/", "/static/bestaat-niet.css", "/inloggen/?a=%00", "/gezondheid/"]


@pytest.mark.parametrize("pad", PADEN)
def test_elk_antwoord_draagt_de_strenge_koppen(pad):
    antwoord = Client().get(pad)
    assert {kop: antwoord.headers.get(kop) for kop in VAST} == VAST


@pytest.mark.parametrize("pad", PADEN)
def test_het_beleid_voor_inhoud_laat_alleen_het_eigen_adres_toe(pad):
    assert set(Client().get(pad)["Content-Security-Policy"].split("; ")) == CSP


def test_een_pagina_van_een_melder_blijft_nergens_staan(ingelogd, wereld):
    assert ingelogd(wereld.melder).get("/")["Cache-Control"] == "no-store"


def test_uitloggen_ruimt_op_wat_de_browser_bewaarde(ingelogd, wereld):
    antwoord = ingelogd(wereld.melder).post("/uitloggen/")
    assert antwoord["Clear-Site-Data"] == '"cache", "cookies", "storage"'


PROEF = """
import json, django; django.setup()
from django.conf import settings as s
from django.test import Client
def hsts():
    a = Client().get('/gezondheid/', secure=True, headers={'host': 'localhost'})
    return a.headers.get('Strict-Transport-Security')
print(json.dumps({
    'cookies': [s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME],
    'veilig': [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY],
    'gebied': [s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_PATH, s.CSRF_COOKIE_DOMAIN],
    'hsts': hsts(),
    'door': Client().get('/inloggen/', headers={'host': 'localhost'}).headers.get('Location'),
}))
"""


def met_basis_url(url: str, adres: dict[str, str]) -> dict[str, object]:
    uit = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROEF],
        env=os.environ | adres | {"BASIS_URL": url, "REDIS_URL": settings.REDIS_URL},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(uit.stdout)


@pytest.mark.django_db(transaction=True)
def test_met_https_zijn_de_cookies_van_deze_host_en_komt_niemand_meer_over_http(adres):
    assert met_basis_url("https://localhost", adres) == {
        "cookies": ["__Host-sessie", "__Host-csrf"],
        "veilig": [True, True, True, True],
        "gebied": ["/", None, "/", None],  # anders weigert de browser een cookie op __Host-
        "hsts": "max-age=31536000; includeSubDomains; preload",
        "door": "https://localhost/inloggen/",
    }


@pytest.mark.django_db(transaction=True)
def test_zonder_https_werkt_het_portaal_ook_op_localhost(adres):
    uit = met_basis_url("http://localhost:8000", adres)
    assert (uit["cookies"], uit["veilig"], uit["hsts"], uit["door"]) == (
        ["sessie", "csrf"],
        [False, False, True, True],
        None,
        None,
    )
