"""Toegangssleutels: maken, één keer tonen, wisselen, intrekken, en niemand anders die erbij kan."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.fouten import Geweigerd
from accounts.models import Toegangssleutel
from accounts.services.sleutels import MEESTE_ACTIEF, gebruik_sleutel, maak_sleutel, trek_sleutel_in
from tests.cast import maak_lid
from tests.factories import OrganisatieFactory
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent

LIJST, NIEUW = "/beheer/sleutels/", "/beheer/sleutels/nieuw/"
GOED = {"label": "Leerlingadministratie", "dagen": "180"}


def alle() -> list[Toegangssleutel]:
    return list(Toegangssleutel.objects.unscoped("test").order_by("pk"))


def maak(organisatie, label="Proef", dagen=90):
    return maak_sleutel(organisatie, "rod", label, dagen=dagen)


# --- de dienst ------------------------------------------------------------------------------------------------------
def test_een_geheim_heeft_256_willekeurige_bits_en_staat_alleen_als_afdruk_in_de_database(wereld):
    sleutel, geheim = maak(wereld.school)
    begin, _, rest = geheim.partition(".")
    assert (begin, re.fullmatch(r"[A-Za-z0-9_-]{43}", rest) is not None) == (sleutel.begin, True)
    assert rest not in str(Toegangssleutel.objects.unscoped("test").values_list())


def test_een_sleutel_geldt_tot_en_niet_op_haar_einde(wereld):
    sleutel, geheim = maak(wereld.school, dagen=90)
    net_niet, wel = sleutel.verloopt_op - timedelta(microseconds=1), sleutel.verloopt_op
    uitkomsten = []
    for moment in (net_niet, wel):
        with clock.op(moment):
            uitkomsten.append(gebruik_sleutel(geheim, "rod") is not None)
    assert uitkomsten == [True, False]


def test_twee_sleutels_werken_naast_elkaar_en_de_oude_stopt_bij_intrekken(wereld):
    (oud, geheim_oud), (_, geheim_nieuw) = maak(wereld.school), maak(wereld.school)
    voor = [gebruik_sleutel(geheim, "rod") is not None for geheim in (geheim_oud, geheim_nieuw)]
    trek_sleutel_in(oud)
    na = [gebruik_sleutel(geheim, "rod") is not None for geheim in (geheim_oud, geheim_nieuw)]
    assert (voor, na) == ([True, True], [False, True])


def test_een_derde_actieve_sleutel_kan_niet(wereld):
    for _ in range(MEESTE_ACTIEF):
        maak(wereld.school)
    with pytest.raises(Geweigerd, match="Er zijn al twee sleutels actief"):
        maak(wereld.school)


@pytest.mark.parametrize("weg", ["ingetrokken_op", "verloopt_op"])
def test_een_sleutel_die_niet_meer_geldt_maakt_plaats(wereld, weg):
    for _ in range(MEESTE_ACTIEF):
        sleutel, _ = maak(wereld.school)
    Toegangssleutel.objects.unscoped("test").filter(pk=sleutel.pk).update(**{weg: clock.nu()})
    maak(wereld.school)
    assert len(alle()) == MEESTE_ACTIEF + 1


@pytest.mark.django_db(transaction=True)
def test_vier_tegelijk_geven_hoogstens_twee_actieve_sleutels():
    school, start = OrganisatieFactory(code="00ZV"), Barrier(4)

    def een(_: int) -> bool:
        start.wait()
        try:
            maak(school)
        except Geweigerd:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(een, range(4))) == [False, False, True, True]


@pytest.mark.parametrize("soort", ["gemeente", "rmc_regio", "loket", "uitvoerende_instantie"])
def test_alleen_een_instelling_levert_inschrijvingen(db, soort):
    with pytest.raises(Geweigerd, match="Alleen een onderwijsinstelling"):
        maak(OrganisatieFactory(soort=soort, code="X"))


@pytest.mark.parametrize("dagen", [0, -1, 367])
def test_een_sleutel_geldt_hoogstens_een_jaar(wereld, dagen):
    with pytest.raises(Geweigerd):
        maak(wereld.school, dagen=dagen)


def test_een_sleutel_voor_een_ander_doel_past_niet(wereld):
    _, geheim = maak(wereld.school)
    assert gebruik_sleutel(geheim, "iets_anders") is None


def test_maken_en_intrekken_staan_een_keer_in_het_logboek(wereld):
    sleutel, _ = maak_sleutel(wereld.school, "rod", "Proef", dagen=90, door=wereld.beheerder)
    for _ in range(2):
        trek_sleutel_in(sleutel, door=wereld.beheerder)
    regels = AuditEvent.objects.order_by("pk").values_list("actie", "gebruiker_id", "organisatie_id", "object_id")
    wie = (wereld.beheerder.pk, wereld.school.pk, str(sleutel.pk))
    assert list(regels) == [("accounts:sleutel:gemaakt", *wie), ("accounts:sleutel:ingetrokken", *wie)]


# --- de pagina's ----------------------------------------------------------------------------------------------------
def test_de_sleutel_staat_precies_een_keer_op_een_pagina(ingelogd, beheerder):
    client = ingelogd(beheerder)
    pagina = client.post(NIEUW, GOED)
    geheim = pagina.context["geheim"]
    daarna = [client.get(pad).content.decode() for pad in (LIJST, NIEUW)]
    assert (pagina.content.decode().count(geheim), [geheim in tekst for tekst in daarna]) == (1, [False, False])
    assert gebruik_sleutel(geheim, "rod").organisatie == beheerder.organisatie


def test_de_lijst_noemt_naam_begin_en_laatste_gebruik(ingelogd, beheerder):
    sleutel, geheim = maak(beheerder.organisatie, "Systeem <b>")
    voor = ingelogd(beheerder).get(LIJST).content.decode()
    gebruik_sleutel(geheim, "rod")
    na = ingelogd(beheerder).get(LIJST).content.decode()
    assert [deel in voor for deel in (sleutel.begin, "Systeem &lt;b&gt;", "nog niet")] == [True, True, True]
    assert "nog niet" not in na


def test_intrekken_zet_de_sleutel_bij_niet_meer_geldig(ingelogd, beheerder):
    sleutel, geheim = maak(beheerder.organisatie)
    antwoord = ingelogd(beheerder).post(f"{LIJST}{sleutel.pk}/intrekken/", follow=True)
    assert [rij.pk for rij in antwoord.context["oud"]] == [sleutel.pk]
    assert ("is ingetrokken" in antwoord.content.decode(), gebruik_sleutel(geheim, "rod")) == (True, None)


def test_de_sleutel_van_een_ander_is_niet_te_zien_en_niet_in_te_trekken(ingelogd, beheerder, vreemde_beheerder):
    sleutel, _ = maak(vreemde_beheerder.organisatie)
    client = ingelogd(beheerder)
    assert (sleutel.begin in client.get(LIJST).content.decode(), len(alle())) == (False, 1)
    assert client.post(f"{LIJST}{sleutel.pk}/intrekken/").status_code == 404
    assert alle()[0].ingetrokken_op is None


def test_een_melder_van_dezelfde_school_ziet_geen_sleutels(melder):
    maak(melder.organisatie)
    assert list(Toegangssleutel.objects.visible_to(melder)) == []


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"label": "", "dagen": "90"}, "Geef de sleutel een naam."),
        ({"label": "A"}, "Kies hoe lang de sleutel geldig is."),
        ({"label": "A", "dagen": "36500"}, "Kies een van de genoemde termijnen."),
        ({"label": "A" * 61, "dagen": "90"}, "60"),
    ],
)
def test_een_fout_in_het_formulier_maakt_geen_sleutel(ingelogd, beheerder, velden, fout):
    pagina = ingelogd(beheerder).post(NIEUW, velden).content.decode()
    assert (fout in pagina, alle()) == (True, [])


def test_de_derde_sleutel_geeft_een_zin_bij_het_formulier(ingelogd, beheerder):
    client = ingelogd(beheerder)
    for _ in range(3):
        pagina = client.post(NIEUW, GOED)
    assert ("Er zijn al twee sleutels actief" in pagina.content.decode(), len(alle())) == (True, 2)


def test_de_beheerder_van_een_gemeente_leest_dat_hij_geen_sleutel_nodig_heeft(ingelogd, wereld):
    lid = maak_lid("beheer", wereld.gemeente, "beheerder")
    client = ingelogd(lid)
    assert "uw organisatie heeft er geen nodig" in client.get(LIJST).content.decode()
    assert ("Alleen een onderwijsinstelling" in client.post(NIEUW, GOED).content.decode(), alle()) == (True, [])
