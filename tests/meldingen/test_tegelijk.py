"""Tegelijk op echte verbindingen met PostgreSQL: één melding, één winnaar, en het aantal vragen bij versturen."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from meldingen.fouten import Verouderd
from meldingen.models import Gebeurtenis, Melding
from meldingen.services import wijzig
from tests.meldingen.hulp import getypt_in, ververst
from tests.tellen import aantal_queries
from tests.zaken import verzuim
from verzuimloket.outbox.models import Bericht


def zes_keer(doe: Callable[[int], None]) -> None:
    """Voer zes keer tegelijk uit, elk op een eigen verbinding."""
    klaar = threading.Barrier(6)

    def loop(nummer: int) -> None:
        try:
            klaar.wait()
            doe(nummer)
        finally:
            connections.close_all()

    draden = [threading.Thread(target=loop, args=(nummer,)) for nummer in range(6)]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]


@pytest.fixture
def controle(wereld, leerling, ingelogd):
    """Een ingevuld formulier dat klaarstaat om verstuurd te worden."""
    school = ingelogd(wereld.melder)
    adres = school.post("/meldingen/nieuw/", {"pgn": leerling.pgn})["Location"]
    velden = {naam: w for naam, w in getypt_in(school.get(adres)).items() if naam != "csrfmiddlewaretoken"}
    locatie = str(verzuim(wereld).locatie)
    velden |= {"soort": "V3", "reden": "Komt niet", "begin": "2-11-2026", "locatie": locatie, "naam_melder": "Mees",
               "email_melder": "mees@school.example"}  # fmt: skip
    return school, school.post(adres, velden)["Location"]


@pytest.mark.django_db(transaction=True)
def test_zes_keer_tegelijk_op_versturen_klikken_geeft_een_melding_en_zes_bevestigingen(controle):
    school, adres = controle
    gegaan: list[str] = []

    def klik(_: int) -> None:
        client = Client(raise_request_exception=False)
        client.cookies = school.cookies.copy()
        gegaan.append(client.post(adres)["Location"])

    zes_keer(klik)
    melding = Melding.objects.unscoped("proef").get()
    assert gegaan == [f"/meldingen/{melding.nummer}/bevestiging/"] * 6
    assert (Gebeurtenis.objects.unscoped("proef").count(), Bericht.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_zes_keer_tegelijk_wijzigen_heeft_een_winnaar_en_vijf_die_het_horen(wereld, melding):
    gebruiker, uitslagen = wereld.melder, []
    inhoud = [verzuim(wereld, reden=f"Reden {nummer}") for nummer in range(6)]

    def doe(nummer: int) -> None:
        try:
            wijzig(gebruiker, melding.nummer, 1, inhoud[nummer])
            uitslagen.append(f"Reden {nummer}")
        except Verouderd:
            uitslagen.append("verouderd")

    zes_keer(doe)
    assert sorted(uitslagen) == sorted([ververst(melding).reden, *["verouderd"] * 5])
    assert ververst(melding).versie == 2


@pytest.mark.django_db
def test_versturen_kost_hoogstens_25_vragen(controle):
    school, adres = controle
    with aantal_queries(22):
        school.post(adres)
