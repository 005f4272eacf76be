"""De pagina's van de fusies: bekijken, voorstellen met een verse code, en annuleren."""

import html
import re
from datetime import date

import pytest

from accounts.domein.rechten import Rol
from accounts.models import Fusie, Voorstel
from accounts.services.fusies import stel_fusie_voor
from accounts.services.voorstellen import stem_in
from tests.cast import maak_lid

pytestmark = pytest.mark.django_db
PAD = "/beheer/fusies/nieuw/"
VELDEN = {"van": "00zv", "naar": "27GZ", "datum": "1-1-2027", "reden": "Besluit 2026-12"}


@pytest.fixture(autouse=True)
def klok(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)
    return time_machine


@pytest.fixture
def loket(functioneel, ingelogd, wereld, andere_wereld):
    wereld.school, andere_wereld.school, wereld.gemeente  # noqa: B018 - ontstaan pas als ernaar gevraagd wordt
    return ingelogd(functioneel)


def bekijk(loket):
    pagina = loket.post(PAD, VELDEN | {"stap": "bekijk"}).content.decode()
    [bekeken] = re.findall(r'name="bekeken" value="([^"]*)"', pagina)
    return pagina, html.unescape(bekeken)


def test_bekijken_zegt_wat_er_meegaat_en_vraagt_nog_niets(loket):
    pagina, _ = bekijk(loket)
    assert "Open meldingen" in pagina
    assert (Voorstel.objects.unscoped("proef").count(), Fusie.objects.count()) == (0, 0)


def test_na_bekijken_ligt_er_een_voorstel_met_alleen_nummers_en_labels(loket, wereld, andere_wereld):
    _, bekeken = bekijk(loket)
    loket.post(PAD, VELDEN | {"stap": "voor", "bekeken": bekeken})
    assert Voorstel.objects.unscoped("proef").get().gegevens == {
        "van": wereld.school.pk, "naar": andere_wereld.school.pk, "datum": "2027-01-01",
        "labels": "BRIN 00ZV in BRIN 27GZ",
    }  # fmt: skip


def test_wie_na_het_bekijken_iets_wijzigt_ziet_het_eerst_opnieuw(loket):
    _, bekeken = bekijk(loket)
    pagina = loket.post(PAD, VELDEN | {"datum": "1-2-2027", "stap": "voor", "bekeken": bekeken}).content.decode()
    assert "U wijzigde iets na het bekijken." in pagina
    assert Voorstel.objects.unscoped("proef").count() == 0


def test_zonder_verse_code_gebeurt_er_niets_en_blijft_alles_staan(loket, klok):
    _, bekeken = bekijk(loket)
    klok.move_to("2026-11-24T10:06:00+01:00", tick=False)
    pagina = loket.post(PAD, VELDEN | {"stap": "voor", "bekeken": bekeken}).content.decode()
    assert ("Vul de code van uw app of token in" in pagina, 'value="00zv"' in pagina) == (True, True)
    assert Voorstel.objects.unscoped("proef").count() == 0


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"van": "99XX"}, "Er is geen actieve instelling of gemeente met deze code."),
        ({"naar": "0363"}, "Een gemeente gaat op in een gemeente, een instelling in een instelling."),
        ({"datum": "24-11-2026"}, "Kies een dag na vandaag."),
        ({"datum": "31-2-2027"}, "Vul een bestaande dag in"),
        ({"reden": ""}, "Vul de reden in."),
    ],
    ids=["onbekend", "andere soort", "vandaag", "geen dag", "zonder reden"],
)
def test_wat_niet_kan_staat_er_in_een_zin_bij(loket, anders, zin):
    assert zin in loket.post(PAD, VELDEN | anders | {"stap": "bekijk"}).content.decode()


def test_annuleren_kan_op_de_pagina_van_de_fusie(loket, functioneel, wereld, andere_wereld):
    tweede = maak_lid("tweede", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)
    bij = functioneel.organisatie
    voorstel = stel_fusie_voor(
        wereld.school, andere_wereld.school, date(2027, 1, 1), door=functioneel, bij=bij, reden="Besluit"
    )
    stem_in(voorstel, door=tweede)
    fusie = Fusie.objects.get()
    loket.post(f"/beheer/fusies/{fusie.pk}/")
    fusie.refresh_from_db()
    assert fusie.stand == "geannuleerd"
