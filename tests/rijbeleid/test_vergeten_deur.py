"""De mutatie: `visible_to` laat alles door. Zonder tweede lijn lekt dat; met haar niets, voor niemand, nergens."""

import re

import pytest

from accounts.scope import ScopedQuerySet
from tests.house.rechten_per_adres import KOLOMMEN, TABEL
from tests.house.test_rechten_per_adres import antwoord_op, antwoorden
from tests.house.toneel import nummers
from verzuimloket.db import bereik

pytestmark = pytest.mark.django_db
LEZEN = [rij for rij in TABEL if rij.methode == "GET"]
VREEMD = [rij for rij in LEZEN if rij.vreemd]
EIGEN = [rij for rij in LEZEN if not rij.vreemd]


@pytest.fixture
def deur_open(monkeypatch):
    """Elke view die om zijn eigen rijen vraagt, krijgt alle rijen."""
    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda self, user: self._door("open"))


@pytest.mark.parametrize("omgekeerd", [False, True], ids=["heen", "terug"])
@pytest.mark.parametrize("rij", VREEMD, ids=str)
def test_een_vreemd_voorwerp_blijft_dicht_als_de_deur_openstaat(rij, omgekeerd, toneel, ingelogd, deur_open, postbus):
    assert antwoorden(rij, omgekeerd, toneel, ingelogd) == rij.verwacht


def vreemde_sporen(toneel):
    """Wat alleen in de vreemde wereld voorkomt: nummers van leerlingen, en adressen van meldingen, locaties en melders."""
    zaken = toneel.zaken[toneel.werelden[1].brin]
    soorten = {
        "melding": ("gemeente", "zijlocatie", "regio", "gesloten"),
        "locatie": ("locatie",),
        "melder": ("melder",),
    }
    paden = {"melding": "/meldingen/{}/", "locatie": "/locaties/{}/", "melder": "/melders/{}/"}
    adressen = [paden[soort].format(zaken[naam].pk) for soort, namen in soorten.items() for naam in namen]
    return [*nummers(toneel.werelden[1]), *adressen, f"/leveringen/c/{zaken['c_levering'].pk}/"]


def gelekt(rij, toneel, ingelogd):
    """Welke sporen iemand van de eigen wereld op deze pagina vond, per kolom."""
    hier = toneel.werelden[0]
    sporen = re.compile("|".join(map(re.escape, vreemde_sporen(toneel))).encode())
    uit = {}
    for kolom in KOLOMMEN:
        client = toneel.bezoeker(kolom, hier, ingelogd)
        antwoord = antwoord_op(rij, client, toneel.zaken[hier.brin], toneel)
        inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
        if gevonden := sorted(set(sporen.findall(inhoud))):
            uit[kolom] = gevonden
    return uit


# functioneel beheer volgt alle leveringen: de oordelen van beide werelden horen bij dat werk
ALLES_VAN_BEIDE = {"bron:levering", "bron:terugkoppeling"}


@pytest.mark.parametrize("rij", [r for r in EIGEN if r.route not in ALLES_VAN_BEIDE], ids=str)
def test_geen_pagina_noemt_iets_van_de_vreemde_wereld_als_de_deur_openstaat(rij, toneel, ingelogd, deur_open, postbus):
    assert gelekt(rij, toneel, ingelogd) == {}


@pytest.mark.parametrize("route", ["meldingen:locaties", "meldingen:melders"])
def test_zonder_de_tweede_lijn_zou_een_open_deur_lekken(route, toneel, ingelogd, deur_open, monkeypatch):
    monkeypatch.setattr(bereik, "Bereik", lambda *_, **__: None)
    rij = next(rij for rij in EIGEN if rij.route == route)
    assert gelekt(rij, toneel, ingelogd) != {}
