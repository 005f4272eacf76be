"""De pagina's van de routering: bekijken, bevestigen met een verse code, en wat er mis kan gaan."""

import re
from datetime import date

import pytest

from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.models import Melding, Routering
from meldingen.services import zet_routering
from meldingen.services.routeringbeheer import voeg_regel_toe, voer_wissels_uit
from tests.meldingen.test_tegelijk import zes_keer

pytestmark = pytest.mark.django_db


@pytest.fixture
def loket(functioneel, ingelogd):
    return ingelogd(functioneel)


@pytest.fixture
def velden(wereld):
    return {"groepen": "leerplichtig", "instantie": str(wereld.instantie.pk), "van": "24-11-2026", "tot": ""}


def adres(wereld):
    return f"/beheer/routering/{wereld.gemeente.pk}/nieuw/"


def bekijk(loket, wereld, velden):
    """De pagina na bekijken, en wat er verborgen bij meegaat."""
    pagina = loket.post(adres(wereld), velden | {"stap": "bekijk"}).content.decode()
    [bekeken] = re.findall(r'name="bekeken" value="([^"]*)"', pagina)
    return pagina, bekeken.replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">")


def test_bekijken_zegt_hoeveel_er_overgaan_en_legt_niets_vast(wereld, loket, melding, velden):
    pagina, _ = bekijk(loket, wereld, velden)
    assert (
        "van Gemeente 0363 naar Uitvoerende instantie UI21. <strong>1 melding gaat over</strong>, 0 blijven" in pagina
    )
    assert Routering.objects.count() == 0


def test_vastleggen_na_bekijken_legt_vast_en_laat_de_melding_volgen(wereld, loket, melding, velden):
    _, bekeken = bekijk(loket, wereld, velden)
    antwoord = loket.post(adres(wereld), velden | {"stap": "vast", "bekeken": bekeken}, follow=True)
    assert "De regel is vastgelegd. Er ging 1 melding over." in antwoord.content.decode()
    assert Melding.objects.unscoped("proef").get().instantie == wereld.instantie


def test_wie_na_het_bekijken_iets_wijzigt_krijgt_eerst_het_nieuwe_gevolg(wereld, loket, melding, velden):
    _, bekeken = bekijk(loket, wereld, velden)
    anders = velden | {"van": "1-12-2026", "stap": "vast", "bekeken": bekeken}
    assert "U wijzigde iets na het bekijken." in loket.post(adres(wereld), anders).content.decode()
    assert Routering.objects.count() == 0


def test_zonder_verse_code_gebeurt_er_niets_en_blijft_alles_staan(wereld, loket, velden, klok):
    _, bekeken = bekijk(loket, wereld, velden)
    klok.move_to("2026-11-24T10:06:00+01:00", tick=False)
    pagina = loket.post(adres(wereld), velden | {"stap": "vast", "bekeken": bekeken}).content.decode()
    assert "Vul de code van uw app of token in" in pagina
    assert ('value="24-11-2026"' in pagina, Routering.objects.count()) == (True, 0)


def test_een_overlap_staat_bij_de_begindatum(wereld, loket, velden):
    zet_routering(
        gebied=wereld.gemeente, groep=Leeftijdsgroep.LEERPLICHTIG, instantie=wereld.instantie, vanaf=date(2026, 1, 1)
    )
    pagina = loket.post(adres(wereld), velden | {"stap": "bekijk"}).content.decode()
    assert re.search(r'id="id_van_error"[^>]*>.{0,80}Voor de groep leerplichtig geldt al een regel', pagina, re.DOTALL)


def test_een_lopende_regel_eindigt_na_bekijken(wereld, loket, melding, velden, functioneel):
    voeg_regel_toe(
        wereld.gemeente, [Leeftijdsgroep.LEERPLICHTIG], wereld.instantie, date(2026, 11, 24), None, door=functioneel
    )
    pad = f"/beheer/routering/regel/{Routering.objects.get().pk}/"
    pagina = loket.post(pad, {"laatste_dag": "30-11-2026", "stap": "bekijk"}).content.decode()
    assert "van Uitvoerende instantie UI21 naar Gemeente 0363. <strong>1 melding gaat over" in pagina
    loket.post(pad, {"laatste_dag": "30-11-2026", "stap": "vast", "bekeken": "2026-11-30"})
    assert Routering.objects.get().geldig_tot == date(2026, 11, 30)


def test_een_regel_voor_later_is_in_te_trekken(wereld, loket, functioneel):
    voeg_regel_toe(wereld.gemeente, [Leeftijdsgroep.RMC], wereld.instantie, date(2026, 12, 1), None, door=functioneel)
    loket.post(f"/beheer/routering/regel/{Routering.objects.get().pk}/")
    assert Routering.objects.count() == 0


@pytest.mark.parametrize(("zoek", "gevonden"), [("0363", True), ("gemeente 03", True), ("Urk", False)])
def test_zoeken_gaat_op_naam_en_code(wereld, loket, zoek, gevonden):
    wereld.gemeente, wereld.regio  # noqa: B018 - ontstaan pas als ernaar gevraagd wordt
    assert ("Gemeente 0363" in loket.get("/beheer/routering/", {"zoek": zoek}).content.decode()) is gevonden


def test_een_school_heeft_geen_routering(wereld, loket):
    assert loket.get(f"/beheer/routering/{wereld.school.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_zes_keer_tegelijk_wisselen_gebeurt_een_keer(wereld, functioneel, melding, klok):
    voeg_regel_toe(
        wereld.gemeente, [Leeftijdsgroep.LEERPLICHTIG], wereld.instantie, date(2026, 11, 25), None, door=functioneel
    )
    klok.move_to("2026-11-25T00:01:00+01:00", tick=False)
    aantallen: list[int] = []
    zes_keer(lambda _: aantallen.append(voer_wissels_uit()))
    assert (sorted(aantallen), Melding.objects.unscoped("proef").get().versie) == ([0, 0, 0, 0, 0, 1], 2)
