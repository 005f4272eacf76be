"""Elke route, elke methode, iedereen uit de cast: het antwoord is wat in de tabel staat."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts import sessie
from accounts.management.commands.urls import routes
from tests.house.rechten_per_adres import KOLOMMEN, TABEL, VELDEN, Rij
from tests.house.toneel import ONBEKEND, Toneel, toneel, verzuimvelden  # noqa: F401 - fixture
from verzuimloket.clock import nu

DICHT = ("in", "org", "403", "404")
ROUTES = {route["naam"]: route for route in routes()}


def adres(rij: Rij, zaken: dict[str, Any]) -> str:
    plaatshouders = ROUTES[rij.route]["plaatshouders"]
    voorwerp = zaken.get(rij.voorwerp)
    waarden = {naam: ONBEKEND[naam] if voorwerp is None else voorwerp.pk for naam in plaatshouders}
    return reverse(rij.route, kwargs=waarden)


def bezoeker(kolom: str, wereld: Any, toneel: Toneel, ingelogd: Any) -> Client:  # noqa: F811
    gebruiker = toneel.speler(kolom, wereld)
    if gebruiker is None or kolom == "half":
        client = Client()
        if gebruiker:
            opslag = SessionStore()
            opslag.update({sessie.HALF_WIE: gebruiker.pk, sessie.HALF_SINDS: int(nu().timestamp())})
            opslag.create()
            client.cookies[settings.SESSION_COOKIE_NAME] = opslag.session_key
    else:
        client = ingelogd(gebruiker)
    client.raise_request_exception = False
    return client


def antwoord_op(rij: Rij, client: Client, zaken: dict[str, Any], toneel: Toneel) -> Any:  # noqa: F811
    if rij.methode == "PUT":
        return client.put(adres(rij, zaken))
    inhoud = velden(rij, zaken, toneel) if rij.methode == "POST" else None
    return getattr(client, rij.methode.lower())(adres(rij, zaken), inhoud)


def velden(rij: Rij, zaken: dict[str, Any], toneel: Toneel) -> dict[str, Any]:  # noqa: F811
    invulling = {"pgn": zaken["pgn"], "derde": str(toneel.derde.pk)}
    eigen = {naam: waarde.format(**invulling) for naam, waarde in VELDEN.get(rij.route, {}).items()}
    basis = verzuimvelden(zaken["hoofdlocatie"].pk) if eigen.pop("verzuim", None) else {}
    return {**basis, **eigen}


def uitkomst(antwoord: Any) -> str:
    """`in` is naar het inloggen, `org` naar het kiezen van een organisatie; anders de status."""
    doel = antwoord.headers.get("Location", "")
    if doel.startswith("/inloggen/?volgende="):
        return "in"
    return "org" if doel.startswith("/inloggen/organisatie/?volgende=") else str(antwoord.status_code)


@pytest.fixture
def postbus(settings, tmp_path):
    """De demo staat aan, met één ontvangen bericht; alleen voor de rijen met het voorwerp `demo`."""
    (tmp_path / "post").mkdir()
    kop = "To: mees@school.example\nSubject: Proef\nDate: Tue, 24 Nov 2026 10:00:00 +0100\n\nTekst\n"
    (tmp_path / "post" / "eerste.eml").write_text(kop, encoding="utf-8")
    settings.DEMO_MAP = tmp_path
    return settings


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rij", "omgekeerd"),
    [pytest.param(rij, om, id=f"{rij}{'-omgekeerd' * om}") for rij in TABEL for om in {False, rij.vreemd}],
)
def test_iedereen_krijgt_wat_in_de_tabel_staat(rij, omgekeerd, toneel, ingelogd, postbus):  # noqa: F811
    postbus.DEMO = rij.voorwerp == "demo"
    hier, daar = reversed(toneel.werelden) if omgekeerd else toneel.werelden
    zaken = toneel.zaken[(daar if rij.vreemd else hier).brin]
    gekregen = {}
    for kolom in KOLOMMEN:
        with transaction.atomic():
            client = bezoeker(kolom, hier, toneel, ingelogd)
            gekregen[kolom] = uitkomst(antwoord_op(rij, client, zaken, toneel))
            transaction.set_rollback(True)
    assert gekregen == rij.verwacht


def test_elke_route_staat_in_de_tabel_en_elke_rij_heeft_een_route():
    assert {rij.route for rij in TABEL} == set(ROUTES)


def test_elke_route_heeft_een_naam():
    assert [route["pad"] for route in routes() if route["naam"].endswith(":") or not route["naam"]] == []


@pytest.mark.parametrize("naam", sorted(ROUTES))
def test_elke_methode_van_een_route_staat_in_de_tabel(naam):
    bekend = {rij.methode for rij in TABEL if rij.route == naam and set(rij.verwacht.values()) - {"405", *DICHT}}
    assert bekend == set(ROUTES[naam]["methoden"]) - {"HEAD"}


@pytest.mark.parametrize("naam", sorted(ROUTES))
def test_bij_elke_route_staat_een_methode_die_niet_mag(naam):
    fout = {rij.methode for rij in TABEL if rij.route == naam and "405" in rij.verwacht.values()}
    assert (fout - set(ROUTES[naam]["methoden"]) == fout, fout != set()) == (True, True)


MET_VOORWERP = [
    (naam, methode)
    for naam, route in sorted(ROUTES.items())
    for methode in route["methoden"]
    if route["plaatshouders"] and methode != "HEAD"
]


@pytest.mark.parametrize(("naam", "methode"), MET_VOORWERP)
def test_bij_elk_voorwerp_staan_ook_een_vreemd_en_een_onbekend_voorwerp_met_hetzelfde_antwoord(naam, methode):
    rijen = [rij for rij in TABEL if (rij.route, rij.methode) == (naam, methode)]
    geheim = [rij.verwacht for rij in rijen if rij.vreemd or rij.voorwerp == "onbekend"]
    vreemden = {rij.voorwerp for rij in rijen if rij.vreemd} or {"demo"}  # de postbus kent geen eigenaar
    assert vreemden <= {rij.voorwerp for rij in rijen if not rij.vreemd}
    assert geheim == [geheim[0]] * len(geheim)


@pytest.mark.parametrize(("naam", "methode"), MET_VOORWERP)
def test_een_vreemd_voorwerp_wordt_nooit_getoond(naam, methode):
    uitkomsten = {
        waarde
        for rij in TABEL
        if (rij.route, rij.methode) == (naam, methode) and (rij.vreemd or rij.voorwerp == "onbekend")
        for waarde in rij.verwacht.values()
    }
    assert uitkomsten <= set(DICHT)
