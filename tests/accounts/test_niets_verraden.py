"""Of een account bestaat, is niet te merken: niet aan tekst, status, rekenwerk of het aantal vragen aan de database.

Geen klok: het rekenwerk aan wachtwoorden en de vragen aan de database zijn wat de tijd bepaalt, en die zijn te tellen.
"""

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts import sessie
from accounts.domein.rechten import Rol
from accounts.hashers import LoketArgon2
from accounts.models import Activatie, Token
from accounts.services.aanmelden import meld_aan
from accounts.services.activeren import maak_koppelbrief, maak_wachtwoordbrief
from accounts.services.gebruikers import zet_actief
from accounts.services.tokens import Tokenuitslag
from tests.accounts.hulp import code, geef_code, geef_wachtwoord
from tests.cast import maak_lid
from tests.factories import GebruikerFactory
from tests.tellen import TRANSACTIE
from verzuimloket.clock import nu

LANG = "x" * 24
VRAAG = re.compile(r'(\w+)(?:.*?(?:FROM|INTO)|) "?(\w*)', re.S)


@pytest.fixture
def mensen(wereld, db):
    """Iemand die werkt, iemand die is afgesloten, iemand zonder wachtwoord, en iemand met twee brieven."""
    zet_actief(maak_lid("oud", wereld.school, Rol.MELDER), False)
    GebruikerFactory(username="leeg", password=make_password(None))
    nina = meld_aan("nina.00zv", "Nina", "nina@school.example", [Rol.MELDER], tot=None, door=wereld.beheerder)
    verlopen = meld_aan("vera.00zv", "Vera", "vera@school.example", [Rol.MELDER], tot=None, door=wereld.beheerder)
    for wie in (nina, verlopen):
        maak_wachtwoordbrief(wie, wereld.school, door=wereld.beheerder)
        maak_koppelbrief(wie, wereld.school, door=wereld.beheerder)
    Activatie.objects.unscoped("proef").filter(gebruiker=verlopen).update(verloopt_op=nu())
    return wereld.melder


def meting(monkeypatch, pad: str, naam: str) -> tuple[int, str, int, list[tuple[str, ...]]]:
    """Status, tekst zonder naam en sleutels, keren rekenen, en elke vraag: wat, en aan welke tabel."""
    teller: list[int] = []
    with monkeypatch.context() as m:
        for soort in ("encode", "verify"):
            echt = getattr(LoketArgon2, soort)
            m.setattr(LoketArgon2, soort, lambda self, *a, e=echt, **k: (teller.append(1), e(self, *a, **k))[1])
        client = Client()
        client.get(pad)
        teller.clear()
        with CaptureQueriesContext(connection) as gevangen:
            antwoord = client.post(pad, {"gebruikersnaam": naam, "wachtwoord": LANG})
    tekst = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", antwoord.content.decode()).replace(naam, "NAAM")
    vragen = [VRAAG.match(v["sql"]).groups() for v in gevangen if not v["sql"].startswith(TRANSACTIE)]  # type: ignore[union-attr]
    return antwoord.status_code, tekst, len(teller), vragen


@pytest.mark.parametrize("naam", ["melder.00zv", "oud.00zv", "leeg", "nina.00zv"])
def test_inloggen_verraadt_niet_of_een_account_bestaat(monkeypatch, mensen, naam):
    assert meting(monkeypatch, "/inloggen/", naam) == meting(monkeypatch, "/inloggen/", "niemand")


@pytest.mark.parametrize("naam", ["melder.00zv", "oud.00zv", "leeg", "nina.00zv", "vera.00zv"])
def test_activeren_verraadt_niet_of_een_account_of_brief_bestaat(monkeypatch, mensen, naam):
    assert meting(monkeypatch, "/activeren/", naam) == meting(monkeypatch, "/activeren/", "niemand")


@pytest.mark.parametrize("pad", ["/inloggen/", "/activeren/"])
def test_ook_wie_moet_wachten_leert_niets(monkeypatch, mensen, pad):
    uit = {}
    for naam in ("nina.00zv", "niemand"):
        for _ in range(5):
            meting(monkeypatch, pad, naam)
        uit[naam] = meting(monkeypatch, pad, naam)
    assert uit["nina.00zv"][0] == 429
    assert uit["nina.00zv"] == uit["niemand"]


@pytest.mark.parametrize("tokens", ["gekoppeld", "geen"])
def test_de_codepagina_zegt_niet_welke_tweede_factor_iemand_heeft(client, melder, tokens):
    if tokens == "geen":
        Token.objects.all().delete()
    geef_wachtwoord(client, melder.username)
    antwoord = geef_code(client, "000000")
    assert (antwoord.status_code, str(antwoord.context["form"].errors["token"][0])) == (
        200, "Deze code klopt niet of is al gebruikt. Wacht op een nieuwe code en probeer het opnieuw.",
    )  # fmt: skip


def test_activeren_begint_met_een_nieuwe_sessiesleutel_en_houdt_haar_niet(wereld, mensen):
    nina = Activatie.objects.unscoped("proef").get(gebruiker__username="nina.00zv").gebruiker
    brief = maak_wachtwoordbrief(nina, wereld.school, door=wereld.beheerder)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "door-een-ander-gekozen-sleutel"
    client.post("/activeren/", {"gebruikersnaam": nina.username, "wachtwoord": brief})
    sleutel = client.cookies[settings.SESSION_COOKIE_NAME].value
    dief = Client()
    dief.cookies[settings.SESSION_COOKIE_NAME] = "door-een-ander-gekozen-sleutel"
    assert (len(sleutel), dief.get("/activeren/bewijs/").url) == (32, "/activeren/")


def test_een_code_van_bij_het_inloggen_bevestigt_daarna_niets(client, melder):
    """Gebruikt is gebruikt, ook op een andere pagina en binnen dezelfde halve minuut."""
    token = code()
    geef_wachtwoord(client, melder.username)
    geef_code(client, token)
    verzoek = RequestFactory().post("/")
    verzoek.user, verzoek.session = melder, client.session
    assert sessie.bevestig(verzoek, token) == Tokenuitslag(None, wacht=1).uitleg
