"""Hardwaretokens van een organisatie: van inlezen tot verloren."""

import pytest
import time_machine
from django_otp.oath import hotp, totp

from accounts.domein.zaad import Zaad
from accounts.fouten import Geweigerd
from accounts.models import Hardwaretoken, Token
from accounts.services import apparaten as dienst
from accounts.services.tokens import controleer_token
from tests.factories import GebruikerFactory, ToewijzingFactory
from verzuimloket.audit.models import AuditEvent

GEHEIM = b"12345678901234567890"
LIJST = "/beheer/tokens/"


def zaad(nummer: str = "A-1", geheim: bytes = GEHEIM, **velden) -> Zaad:
    return Zaad(nummer, velden.pop("soort", "hotp"), geheim, **velden)


@pytest.fixture
def apparaat(wereld) -> Hardwaretoken:
    dienst.lees_in([zaad()], wereld.school, door=wereld.beheerder)
    return Hardwaretoken.objects.unscoped("test").get()


@pytest.fixture
def zonder(wereld):
    """Een lezer van de school zonder tweede factor."""
    gebruiker = GebruikerFactory(token=False, username="nieuw.00zv")
    ToewijzingFactory(gebruiker=gebruiker, organisatie=wereld.school, rol="lezer")
    return gebruiker


def stand(apparaat) -> str:
    return Hardwaretoken.objects.unscoped("test").get(pk=apparaat.pk).stand


def klopt(gebruiker, plaats: int = 0) -> bool:
    Token.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    return controleer_token(gebruiker, f"{hotp(GEHEIM, plaats):06d}").token is not None


# --- inlezen --------------------------------------------------------------------------------------------------------
def test_ingelezen_tokens_liggen_in_voorraad_en_werken_voor_niemand(apparaat):
    assert (apparaat.stand, apparaat.gebruiker, apparaat.token.confirmed) == ("voorraad", None, False)


def test_een_serienummer_dat_er_al_is_houdt_alles_tegen(wereld, apparaat):
    with pytest.raises(Geweigerd, match=r"zijn er al: A-1\."):
        dienst.lees_in([zaad("B-2", b"x" * 20), zaad("A-1", b"y" * 20)], wereld.school, door=wereld.beheerder)
    assert Token.objects.filter(van_apparaat=True).count() == 1


def test_een_geheim_dat_bij_een_ander_in_gebruik_is_wordt_geweigerd_zonder_te_zeggen_waar(andere_wereld, apparaat):
    with pytest.raises(Geweigerd, match="al in gebruik") as fout:
        dienst.lees_in([zaad("Z-9")], andere_wereld.school, door=andere_wereld.beheerder)
    assert "00ZV" not in str(fout.value)


def test_het_inlezen_staat_in_het_logboek_zonder_nummer_of_geheim(apparaat):
    [regel] = AuditEvent.objects.filter(actie="accounts:apparaat:ingelezen")
    assert regel.details == {"aantal": 1}


# --- van hand tot hand ----------------------------------------------------------------------------------------------
def test_een_uitgegeven_token_werkt_voor_wie_het_kreeg(wereld, apparaat, zonder):
    dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
    assert (stand(apparaat), klopt(zonder)) == ("uitgegeven", True)


def test_niemand_geeft_zichzelf_een_token(wereld, apparaat):
    with pytest.raises(Geweigerd, match="uzelf geen token"):
        dienst.geef_uit(apparaat, wereld.beheerder, door=wereld.beheerder)


def test_een_token_is_van_een_gebruiker_tegelijk(wereld, apparaat, zonder):
    dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
    with pytest.raises(Geweigerd, match="niet in voorraad"):
        dienst.geef_uit(apparaat, wereld.melder, door=wereld.beheerder)


@pytest.mark.parametrize(
    ("handeling", "nieuw", "daarna"),
    [("blokkeer", "geblokkeerd", "deblokkeer"), ("neem_terug", "voorraad", None), ("meld_verloren", "verloren", None)],
)
def test_na_blokkeren_terugnemen_of_verliezen_werkt_een_token_niet_meer(
    wereld, apparaat, zonder, handeling, nieuw, daarna
):
    dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
    getattr(dienst, handeling)(apparaat, door=wereld.beheerder)
    assert (stand(apparaat), klopt(zonder)) == (nieuw, False)
    if daarna:
        getattr(dienst, daarna)(apparaat, door=wereld.beheerder)
        assert (stand(apparaat), klopt(zonder)) == ("uitgegeven", True)


def test_een_sessie_met_een_geblokkeerd_token_is_meteen_voorbij(wereld, apparaat, ingelogd, zonder):
    dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
    zonder.organisatie = wereld.school
    client = ingelogd(zonder)
    voor = client.get("/").status_code
    dienst.blokkeer(apparaat, door=wereld.beheerder)
    assert (voor, client.get("/").status_code) == (200, 302)


def test_een_verloren_token_komt_nooit_terug(wereld, apparaat):
    dienst.meld_verloren(apparaat, door=wereld.beheerder)
    for doe in (dienst.neem_terug, dienst.deblokkeer, dienst.blokkeer):
        with pytest.raises(Geweigerd, match="verloren"):
            doe(apparaat, door=wereld.beheerder)


def test_een_gebruikte_code_werkt_ook_na_terugnemen_en_opnieuw_uitgeven_niet(wereld, apparaat, zonder):
    dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
    klopt(zonder)
    dienst.neem_terug(apparaat, door=wereld.beheerder)
    dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
    assert [klopt(zonder), klopt(zonder, 1)] == [False, True]


# --- gelijkzetten ---------------------------------------------------------------------------------------------------
def test_een_teller_die_ver_vooruit_is_loopt_na_twee_codes_weer_gelijk(wereld, apparaat, zonder):
    dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
    codes = [f"{hotp(GEHEIM, plaats):06d}" for plaats in (500, 501)]
    voor = klopt(zonder, 499)
    Token.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    uitslag = dienst.zet_gelijk(apparaat, *codes, door=wereld.beheerder)
    assert (voor, uitslag.token is not None, klopt(zonder, 501), klopt(zonder, 502)) == (False, True, False, True)


def test_een_klok_die_een_kwartier_achterloopt_loopt_na_twee_codes_weer_gelijk(wereld, zonder):
    with time_machine.travel("2026-11-24T10:00:10+01:00", tick=False):
        dienst.lees_in([zaad(soort="totp")], wereld.school, door=wereld.beheerder)
        apparaat = Hardwaretoken.objects.unscoped("test").get()
        dienst.geef_uit(apparaat, zonder, door=wereld.beheerder)
        codes = [f"{totp(GEHEIM, drift=stap):06d}" for stap in (-30, -29)]
        dienst.zet_gelijk(apparaat, *codes, door=wereld.beheerder)
        assert controleer_token(zonder, f"{totp(GEHEIM, drift=-28):06d}").token is not None


@pytest.mark.parametrize("codes", [(500, 502), (501, 500), (1500, 1501)])
def test_codes_die_niet_na_elkaar_komen_of_te_ver_zijn_zetten_niets_gelijk(wereld, apparaat, codes):
    uitslag = dienst.zet_gelijk(apparaat, *(f"{hotp(GEHEIM, n):06d}" for n in codes), door=wereld.beheerder)
    assert (uitslag.token, uitslag.wacht > 0) == (None, True)


# --- de pagina's ----------------------------------------------------------------------------------------------------
def test_uitgeven_en_terugnemen_op_het_scherm(wereld, apparaat, ingelogd, zonder):
    client = ingelogd(wereld.beheerder)
    client.post(f"{LIJST}{apparaat.pk}/uitgeven/", {"gebruiker": zonder.pk})
    na_uitgeven = stand(apparaat)
    client.post(f"{LIJST}{apparaat.pk}/stand/", {"handeling": "terug"})
    assert (na_uitgeven, stand(apparaat)) == ("uitgegeven", "voorraad")


def test_een_gebruiker_van_een_ander_is_geen_keuze(wereld, andere_wereld, apparaat, ingelogd):
    antwoord = ingelogd(wereld.beheerder).post(
        f"{LIJST}{apparaat.pk}/uitgeven/", {"gebruiker": andere_wereld.melder.pk}
    )
    assert antwoord.context["form"].errors == {"gebruiker": ["Kies een van de genoemde gebruikers."]}


def test_het_filter_laat_alleen_de_gekozen_stand(wereld, apparaat, ingelogd):
    client = ingelogd(wereld.beheerder)
    aantallen = [
        client.get(f"{LIJST}?stand={waarde}").context["pagina"].paginator.count for waarde in ("voorraad", "verloren")
    ]
    assert aantallen == [1, 0]


def test_geen_pagina_toont_een_geheim(wereld, apparaat, ingelogd):
    client = ingelogd(wereld.beheerder)
    paden = [LIJST, *(f"{LIJST}{apparaat.pk}/{wat}/" for wat in ("uitgeven", "stand", "gelijkzetten"))]
    inhoud = "".join(client.get(pad).content.decode() for pad in paden)
    assert (GEHEIM.hex() in inhoud, apparaat.token.geheim in inhoud) == (False, False)
