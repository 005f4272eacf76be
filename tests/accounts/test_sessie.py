"""De sessie: rusttijd, absolute grens, bewaarde formulieren en wisselen van organisatie."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.domein.rechten import Rol
from accounts.models import Concept
from accounts.services.concepten import bewaar_concept, haal_concept, ruim_concepten_op, verwijder_concept
from tests.accounts.hulp import log_in
from tests.factories import ToewijzingFactory
from tests.tellen import aantal_queries
from verzuimloket.clock import nu

pytestmark = pytest.mark.urls("tests.accounts.proefroutes")
VERLOPEN = "/inloggen/?volgende=%2Fformulier%2F&verlopen=1"


@pytest.fixture
def klok():
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False) as reiziger:
        yield reiziger


def test_binnen_de_rusttijd_blijft_u_ingelogd(klok, ingelogd, melder):
    client = ingelogd(melder)
    klok.shift(timedelta(minutes=30))
    assert client.get("/formulier/").status_code == 200


def test_na_de_rusttijd_moet_u_opnieuw_inloggen(klok, ingelogd, melder):
    client = ingelogd(melder)
    klok.shift(timedelta(minutes=30, seconds=1))
    assert client.get("/formulier/").url == VERLOPEN
    assert Session.objects.count() == 0


def test_wie_bezig_blijft_wordt_niet_uitgelogd(klok, ingelogd, melder):
    client = ingelogd(melder)
    for _ in range(4):
        klok.shift(timedelta(minutes=25))
        assert client.get("/formulier/").status_code == 200


def test_na_tien_uur_is_het_voorbij_ook_voor_wie_bezig_blijft(klok, ingelogd, melder):
    client = ingelogd(melder)
    for _ in range(25):
        klok.shift(timedelta(minutes=24))
        client.get("/formulier/")
    klok.shift(timedelta(seconds=1))
    assert client.get("/formulier/").url == VERLOPEN


def test_activiteit_wordt_hoogstens_eens_per_minuut_opgeschreven(klok, ingelogd, melder):
    client = ingelogd(melder)
    klok.shift(timedelta(seconds=59))
    with aantal_queries(3):
        client.get("/formulier/")


def test_verlengen_begint_de_rusttijd_opnieuw(klok, ingelogd, melder):
    client = ingelogd(melder)
    klok.shift(timedelta(minutes=29))
    assert client.post("/sessie/verlengen/").json() == {"rust": 1800}
    klok.shift(timedelta(minutes=29))
    assert client.get("/formulier/").status_code == 200


def test_verlengen_gaat_niet_voorbij_de_absolute_grens(klok, ingelogd, melder):
    client = ingelogd(melder)
    for _ in range(24):
        klok.shift(timedelta(minutes=24))
        rust = client.post("/sessie/verlengen/").json()["rust"]
    assert rust == 24 * 60


def test_een_concept_opslaan_houdt_de_sessie_niet_in_leven(klok, ingelogd, melder):
    client = ingelogd(melder)
    klok.shift(timedelta(minutes=29))
    assert client.post("/sessie/concept/", {"pad": "/formulier/", "reden": "ziek"}).status_code == 204
    klok.shift(timedelta(minutes=2))
    assert client.get("/formulier/").url == VERLOPEN


def verlopen_formulier(klok, ingelogd, wie, **velden):
    """Een client die na de rusttijd een ingevuld formulier verstuurde."""
    client = ingelogd(wie)
    klok.shift(timedelta(minutes=31))
    assert client.post("/formulier/", velden).url == VERLOPEN
    return client


def test_een_te_laat_verstuurd_formulier_komt_na_het_inloggen_terug(klok, ingelogd, melder):
    client = verlopen_formulier(klok, ingelogd, melder, reden="drie dagen weg", wachtwoord="x", csrfmiddlewaretoken="y")
    log_in(client, melder.username, volgende="/formulier/")
    assert client.get("/formulier/").content == b"drie dagen weg"
    assert Concept.objects.unscoped("test").get().gegevens == {"reden": ["drie dagen weg"]}


def test_het_teruggezette_formulier_zegt_dat_het_teruggezet_is(klok, ingelogd, melder):
    client = verlopen_formulier(klok, ingelogd, melder, reden="weg")
    log_in(client, melder.username, volgende="/formulier/")
    client.get("/formulier/")
    assert "Uw ingevulde gegevens zijn teruggezet." in client.get("/").content.decode()


def test_na_versturen_is_het_bewaarde_formulier_weg(klok, ingelogd, melder):
    client = verlopen_formulier(klok, ingelogd, melder, reden="weg")
    log_in(client, melder.username, volgende="/formulier/")
    client.post("/formulier/", {"reden": "nu wel"})
    assert (Concept.objects.unscoped("test").count(), client.get("/formulier/").content) == (0, b"leeg")


def test_een_collega_krijgt_het_bewaarde_formulier_niet(klok, ingelogd, melder, wereld):
    client = verlopen_formulier(klok, ingelogd, melder, reden="weg")
    collega = ToewijzingFactory(organisatie=wereld.school).gebruiker
    log_in(client, collega.username, volgende="/formulier/")
    assert client.get("/formulier/").content == b"leeg"


def test_zonder_geldige_sleutel_wordt_een_verlopen_formulier_niet_bewaard(klok, ingelogd, melder):
    client = ingelogd(melder, client=Client(enforce_csrf_checks=True))
    klok.shift(timedelta(minutes=31))
    assert client.post("/formulier/", {"reden": "vervalst"}).status_code == 403
    assert Concept.objects.unscoped("test").count() == 0


@pytest.mark.parametrize("pad", ["/hulp/", "/dossier/1/", "/bestaat-niet/", ""])
def test_alleen_een_pagina_met_concept_wordt_bewaard(ingelogd, melder, pad):
    assert ingelogd(melder).post("/sessie/concept/", {"pad": pad, "reden": "x"}).status_code == 400


def test_een_te_groot_concept_wordt_geweigerd(ingelogd, melder):
    antwoord = ingelogd(melder).post("/sessie/concept/", {"pad": "/formulier/", "reden": "x" * 1_000_001})
    assert antwoord.status_code == 413


def test_een_concept_met_sleutel_is_terug_te_halen_en_bij_te_werken(melder):
    concept = bewaar_concept(melder, "opvoeren", {"stap": 1})
    bewaar_concept(melder, "opvoeren", {"stap": 2}, concept_id=concept.pk)
    assert haal_concept(melder, "opvoeren", concept_id=concept.pk).gegevens == {"stap": 2}


def test_het_concept_van_een_ander_is_niet_te_lezen_of_te_wissen(melder, vreemde_melder):
    concept = bewaar_concept(melder, "opvoeren", {})
    verwijder_concept(vreemde_melder, "opvoeren", concept_id=concept.pk)
    assert haal_concept(vreemde_melder, "opvoeren", concept_id=concept.pk) is None
    assert haal_concept(melder, "opvoeren", concept_id=concept.pk) == concept


def test_het_concept_van_een_ander_is_niet_te_overschrijven(melder, vreemde_melder):
    concept = bewaar_concept(melder, "opvoeren", {})
    with pytest.raises(PermissionError):
        bewaar_concept(vreemde_melder, "opvoeren", {"kwaad": 1}, concept_id=concept.pk)


def test_een_concept_van_een_week_oud_wordt_opgeruimd(melder):
    concept = bewaar_concept(melder, "opvoeren", {})
    Concept.objects.unscoped("test").update(bijgewerkt_op=nu() - timedelta(days=7, seconds=1))
    assert haal_concept(melder, "opvoeren", concept_id=concept.pk) is None
    assert ruim_concepten_op() == 1


@pytest.fixture
def dubbel(melder, andere_wereld):
    """Een melder die ook bij een andere school rapportages leest."""
    ToewijzingFactory(gebruiker=melder, organisatie=andere_wereld.school, rol=Rol.RAPPORTAGES)
    return melder


def test_wie_bij_twee_organisaties_werkt_kiest_er_een(client, dubbel, wereld):
    assert log_in(client, dubbel.username, volgende="/formulier/").url == "/inloggen/organisatie/"
    assert client.post("/inloggen/organisatie/", {"organisatie": wereld.school.pk}).url == "/formulier/"
    assert client.get("/formulier/").status_code == 200


def test_zonder_keuze_gaat_er_niets_open(client, dubbel):
    log_in(client, dubbel.username)
    assert client.get("/formulier/").url == "/inloggen/organisatie/?volgende=%2Fformulier%2F"


def test_rollen_gelden_alleen_bij_de_gekozen_organisatie(ingelogd, dubbel, andere_wereld):
    assert ingelogd(dubbel, organisatie=andere_wereld.school).get("/formulier/").status_code == 403


def test_een_organisatie_van_een_ander_kan_niet_gekozen_worden(ingelogd, dubbel, wereld):
    antwoord = ingelogd(dubbel).post("/inloggen/organisatie/", {"organisatie": wereld.gemeente.pk})
    assert (antwoord.status_code, "Kies een van de genoemde" in antwoord.content.decode()) == (200, True)


def test_wie_nergens_een_rol_heeft_leest_wat_te_doen(client, melder):
    melder.toewijzingen.unscoped("test").update(tot="2021-01-01")
    log_in(client, melder.username)
    assert "Vraag de beheerder" in client.get("/inloggen/organisatie/").content.decode()
