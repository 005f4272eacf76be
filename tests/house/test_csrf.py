"""Elke route die iets kan veranderen, neemt alleen een formulier van onze eigen pagina aan."""

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client

from accounts.management.commands.urls import routes
from tests.house.toneel import adres

# alleen met een eigen sleutel in de kop, die een andere site niet kan meesturen
MET_SLEUTEL = {"bron:rod"}
# kijkt eerst wie het is, want het bestand mag niet eerst in het geheugen (tests/bron/test_aanbieden.py)
PAS_NA_INLOGGEN = {"bron:aanlevering_nieuw"}
MET_POST = sorted(route["naam"] for route in routes() if "POST" in route["methoden"])
pytestmark = pytest.mark.django_db


def verstuur(route: str, *, met_sleutel: bool) -> int:
    """De status van een POST door wie niet is ingelogd, met of zonder geldige sleutel van het formulier."""
    client, geheim = Client(enforce_csrf_checks=True), _get_new_csrf_string()
    client.cookies[settings.CSRF_COOKIE_NAME] = geheim
    velden = {"csrfmiddlewaretoken": _mask_cipher_secret(geheim)} if met_sleutel else {}
    return client.post(adres(route, None), velden).status_code


@pytest.mark.parametrize("route", [r for r in MET_POST if r not in MET_SLEUTEL | PAS_NA_INLOGGEN])
def test_een_formulier_van_een_andere_site_wordt_geweigerd(route):
    assert (verstuur(route, met_sleutel=False), verstuur(route, met_sleutel=True) == 403) == (403, False)


@pytest.mark.parametrize("route", sorted(PAS_NA_INLOGGEN))
def test_ook_na_het_inloggen_wordt_het_formulier_van_een_andere_site_geweigerd(ingelogd, functioneel, route):
    client = ingelogd(functioneel, client=Client(enforce_csrf_checks=True))
    antwoord = client.post(adres(route, None))
    assert (antwoord.status_code, [sjabloon.name for sjabloon in antwoord.templates][:1]) == (403, ["403_csrf.html"])


def test_alleen_een_koppeling_met_een_eigen_sleutel_vraagt_geen_sleutel_van_een_formulier():
    zonder = {route for route in MET_POST if verstuur(route, met_sleutel=False) != 403}
    assert zonder == MET_SLEUTEL | PAS_NA_INLOGGEN
