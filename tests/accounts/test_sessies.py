"""De lijst van eigen sessies, en sessies beëindigen: meteen, en alleen die van uzelf."""

import pytest
from django.test import Client

from accounts.domein.apparaat import ONBEKEND, apparaat_van
from accounts.models import Sessie
from accounts.services.sessies import beeindig_sessie, beeindig_sessies
from tests.accounts.hulp import log_in
from verzuimloket.audit.models import AuditEvent

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "verwacht"),
    [
        (CHROME, "Chrome op Windows"),
        (f"{CHROME} Edg/141.0.0.0", "Edge op Windows"),
        (f"{CHROME} OPR/120.0.0.0", "Opera op Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox op Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15", "Safari op een Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) CriOS/141.0 Safari/604.1", "Chrome op een iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; K) Chrome/141.0.0.0 Mobile Safari/537.36", "Chrome op een Android-apparaat"),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/141.0.0.0 Safari/537.36", "Chrome op een Chromebook"),
        ("Mozilla/5.0 (Windows NT 10.0)", "Windows"),
        ("", ONBEKEND),
        ("<script>alert(1)</script>" * 40, ONBEKEND),
    ],
)
def test_een_apparaat_krijgt_een_grove_naam(user_agent, verwacht):
    assert apparaat_van(user_agent) == verwacht


def test_inloggen_schrijft_de_sessie_in_met_haar_apparaat(melder):
    client = Client(headers={"User-Agent": CHROME})
    log_in(client, melder.username)
    [sessie] = Sessie.objects.all()
    assert (sessie.sessie_id, sessie.gebruiker_id, sessie.apparaat) == (
        client.session.session_key, melder.pk, "Chrome op Windows"
    )  # fmt: skip


def test_wie_alleen_het_wachtwoord_gaf_staat_niet_in_de_lijst(client, melder):
    client.post("/inloggen/", {"gebruikersnaam": melder.username, "wachtwoord": "Proef-wachtwoord-2026!"})
    assert (client.session.get("half_wie"), Sessie.objects.count()) == (melder.pk, 0)


def test_uitloggen_haalt_de_sessie_uit_de_lijst(ingelogd, melder):
    ingelogd(melder).post("/uitloggen/")
    assert Sessie.objects.count() == 0


def test_een_beeindigde_sessie_is_bij_haar_volgende_verzoek_niet_ingelogd(ingelogd, melder):
    hier, elders = ingelogd(melder), ingelogd(melder)
    assert beeindig_sessies(melder, behalve=hier.session.session_key) == 1
    assert [client.get("/mijn/").status_code for client in (hier, elders)] == [200, 302]


def test_zonder_uitzondering_eindigen_alle_sessies(ingelogd, melder):
    clients = [ingelogd(melder), ingelogd(melder)]
    assert beeindig_sessies(melder) == 2
    assert [client.get("/mijn/").status_code for client in clients] == [302, 302]


def test_de_sessies_van_een_ander_lopen_door(ingelogd, melder, lezer):
    ander = ingelogd(lezer)
    ingelogd(melder)
    beeindig_sessies(melder)
    assert ander.get("/mijn/").status_code == 200


def test_een_sessie_van_een_ander_is_niet_te_beeindigen(ingelogd, melder, lezer):
    ingelogd(lezer)
    assert beeindig_sessie(melder, Sessie.objects.get(gebruiker_id=lezer.pk).pk) is False
    assert Sessie.objects.count() == 1


def test_beeindigen_staat_in_het_logboek_met_wie_het_deed(ingelogd, melder, beheerder):
    ingelogd(melder)
    beeindig_sessies(melder, door=beheerder)
    regel = AuditEvent.objects.get(actie="accounts:sessie:beeindigd")
    assert (regel.gebruiker_id, regel.object_id, regel.details) == (beheerder.pk, str(melder.pk), {"aantal": 1})


def test_zonder_sessies_komt_er_niets_in_het_logboek(melder):
    assert beeindig_sessies(melder) == 0
    assert AuditEvent.objects.count() == 0
