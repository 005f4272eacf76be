"""Startpagina, menu, eigen account en de klassieke wedloop om één code."""

import pytest
from django_otp.plugins.otp_static.models import StaticToken

from accounts.fouten import Geweigerd
from accounts.menu import Tegel, menu_voor, tegels_voor
from accounts.models import Gebruiker, Toewijzing
from accounts.services.gebruikers import maak_gebruiker
from accounts.services.tokens import maak_herstelcodes
from tests.accounts.hulp import code, tegelijk
from tests.cast import Wereld
from verzuimloket.audit.models import AuditEvent


def test_de_startpagina_toont_wat_de_kamers_melden(ingelogd, melder, settings):
    settings.STARTPAGINA_TEGELS = ["tests.accounts.test_paginas.proeftegels"]
    pagina = ingelogd(melder).get("/").content.decode()
    assert "Nieuw voor 00ZV" in pagina


def proeftegels(gebruiker):
    return [Tegel(f"Nieuw voor {gebruiker.scope.code}", 3, "/mijn/")]


def test_zonder_kamers_is_er_geen_werk(melder, settings):
    settings.STARTPAGINA_TEGELS = []
    assert tegels_voor(melder) == []


def test_een_gebruiker_zonder_scope_heeft_geen_menu(db):
    assert menu_voor(Gebruiker(), "/") == []


def test_de_uitgelogde_bezoeker_gaat_naar_inloggen(client, db):
    assert client.get("/").url == "/inloggen/?volgende=%2F"


@pytest.mark.parametrize("pad", ["/inloggen/", "/sessie-verlopen/"])
def test_een_openbare_pagina_opent_zonder_inloggen(client, db, pad):
    assert client.get(pad).status_code == 200


def test_mijn_account_noemt_rollen_en_herstelcodes(ingelogd, melder):
    maak_herstelcodes(melder)
    pagina = ingelogd(melder).get("/mijn/").content.decode()
    assert ("Melder" in pagina, "10" in pagina) == (True, True)


def test_nieuwe_herstelcodes_staan_er_maar_een_keer(ingelogd, melder):
    client = ingelogd(melder)
    codes = client.post("/mijn/herstelcodes/").context["codes"]
    assert (len(set(codes)), codes[0] in client.get("/mijn/").content.decode()) == (10, False)


def test_nieuwe_herstelcodes_vervangen_de_vorige(melder):
    maak_herstelcodes(melder)
    oud = set(StaticToken.objects.values_list("token", flat=True))
    maak_herstelcodes(melder)
    assert oud & set(StaticToken.objects.values_list("token", flat=True)) == set()


def test_een_dubbele_gebruikersnaam_wordt_geweigerd(melder):
    with pytest.raises(Geweigerd):
        maak_gebruiker("MELDER.00zv", "Nog een")


def test_een_nieuwe_gebruiker_staat_in_het_logboek(melder):
    nieuw = maak_gebruiker("Nieuw.00zv", "Nieuw", door=melder)
    regel = AuditEvent.objects.get()
    assert (regel.actie, regel.gebruiker_id, regel.object_id) == (
        "accounts:gebruiker:aangemaakt", melder.pk, str(nieuw.pk),
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_twee_gelijktijdige_pogingen_met_een_code_laten_er_een_binnen():
    melder = Wereld("00ZV", "0363", "21").melder
    assert tegelijk(melder.username, code()) == [200, 302]


def test_de_fabriek_loopt_niet_om_de_deur_heen(melder):
    assert [t.rol for t in Toewijzing.objects.visible_to(melder)] == ["melder"]
