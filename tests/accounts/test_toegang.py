"""Elke pagina: ingelogd, tweede factor, het recht, en rechten die meteen veranderen."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from accounts.access import openbaar, requires
from accounts.domein.rechten import Handeling, Rol
from accounts.fouten import Geweigerd
from accounts.models import Organisatie, Token
from accounts.services.gebruikers import zet_actief
from accounts.services.rollen import ken_rol_toe, trek_rol_in
from accounts.services.tokens import zet_totp
from tests.factories import TOTP_GEHEIM
from tests.tellen import aantal_queries
from verzuimloket.audit.models import AuditEvent

pytestmark = pytest.mark.urls("tests.accounts.proefroutes")


def test_een_pagina_zonder_kenmerk_gaat_niet_open(client, db):
    with pytest.raises(ImproperlyConfigured, match="vergeten"):
        client.get("/vergeten/")


def test_een_pagina_zonder_kenmerk_is_buiten_de_tests_verboden(ingelogd, melder, settings):
    settings.TEST = False
    assert ingelogd(melder).get("/vergeten/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("pad", ["/openbaar/", "/hulp/", "/privacy/", "/toegankelijkheid/"])
def test_een_openbare_pagina_vraagt_niets_aan_de_database(client, pad):
    with aantal_queries(0):
        assert client.get(pad).status_code == 200


@pytest.mark.parametrize(
    ("rol", "status"),
    [("melder", 200), ("lezer", 403), ("beheerder", 403), ("behandelaar", 403), ("rmc", 403), ("functioneel", 403)],
)
def test_alleen_wie_mag_opvoeren_ziet_het_formulier(request, ingelogd, rol, status):
    assert ingelogd(request.getfixturevalue(rol)).get("/formulier/").status_code == status


@pytest.mark.parametrize(("rol", "status"), [("behandelaar", 200), ("melder", 403), ("beheerder", 403)])
def test_een_handeling_op_een_zichtbaar_object_vraagt_haar_eigen_recht(request, ingelogd, rol, status):
    assert ingelogd(request.getfixturevalue(rol)).get("/dossier/1/").status_code == status


def test_een_verkeerde_methode_is_405(ingelogd, behandelaar):
    assert ingelogd(behandelaar).post("/dossier/1/").status_code == 405


@pytest.mark.parametrize(("nummer", "reden"), [(1, "recht_ontbreekt"), (404, "onbekend_of_van_een_ander")])
def test_een_weigering_in_de_pagina_blijft_in_het_logboek(ingelogd, melder, nummer, reden):
    ingelogd(melder).get(f"/dossier/{nummer}/")
    regel = AuditEvent.objects.get(resultaat="geweigerd")
    assert (regel.gebruiker_id, regel.details, regel.object_id) == (melder.pk, {"reden": reden}, str(nummer))


def test_een_weigering_aan_de_deur_staat_in_het_logboek(ingelogd, behandelaar):
    ingelogd(behandelaar).get("/formulier/")
    assert AuditEvent.objects.get().details == {"reden": "recht_ontbreekt"}


def test_een_verzonnen_pgn_in_het_adres_komt_niet_in_het_logboek(ingelogd, melder):
    ingelogd(melder).get("/dossier/999990019/")
    assert AuditEvent.objects.get().object_id == "*********"


def test_sessie_gebruiker_en_rechten_kosten_drie_queries(ingelogd, melder):
    client = ingelogd(melder)
    with aantal_queries(3):
        client.get("/formulier/")


def test_een_ingetrokken_rol_werkt_bij_het_volgende_verzoek(ingelogd, melder):
    client = ingelogd(melder)
    eerst = client.get("/formulier/").status_code
    trek_rol_in(melder.toewijzingen_nu[0])
    assert (eerst, client.get("/formulier/").status_code) == (200, 302)


def test_een_nieuwe_rol_werkt_bij_het_volgende_verzoek(ingelogd, lezer, wereld):
    client = ingelogd(lezer)
    ken_rol_toe(lezer, Rol.MELDER, wereld.school)
    assert client.get("/formulier/").status_code == 200


def test_wie_wordt_afgesloten_is_meteen_uitgelogd(ingelogd, melder):
    client = ingelogd(melder)
    zet_actief(melder, False)
    assert client.get("/formulier/").url == "/inloggen/?volgende=%2Fformulier%2F"


def test_een_gesloten_organisatie_geeft_geen_toegang(ingelogd, melder):
    Organisatie.objects.filter(pk=melder.organisatie.pk).update(actief=False)
    assert ingelogd(melder).get("/formulier/").url == "/inloggen/organisatie/?volgende=%2Fformulier%2F"


def test_een_geblokkeerd_token_beeindigt_de_sessie(ingelogd, melder):
    client = ingelogd(melder)
    Token.objects.update(confirmed=False)
    assert client.get("/formulier/").status_code == 302


def test_een_nieuw_token_beeindigt_de_sessie_van_het_oude(ingelogd, melder):
    client = ingelogd(melder)
    zet_totp(melder, TOTP_GEHEIM)
    assert client.get("/formulier/").status_code == 302


def test_een_nieuw_wachtwoord_beeindigt_de_sessie(ingelogd, melder):
    client = ingelogd(melder)
    type(melder).objects.filter(pk=melder.pk).update(password="anders")
    assert client.get("/formulier/").status_code == 302


def test_het_token_van_een_ander_telt_niet(ingelogd, melder, lezer):
    client = ingelogd(melder)
    Token.objects.filter(user=melder).update(user=lezer)
    assert client.get("/formulier/").status_code == 302


@pytest.mark.parametrize(
    ("rol", "soort"), [(Rol.MELDER, "gemeente"), (Rol.FUNCTIONEEL_BEHEER, "school"), (Rol.BEHANDELAAR, "regio")]
)
def test_een_rol_kan_niet_bij_een_organisatie_waar_hij_niet_bestaat(melder, wereld, rol, soort):
    with pytest.raises(Geweigerd, match="bestaat niet bij"):
        ken_rol_toe(melder, rol, getattr(wereld, soort))


def test_alleen_een_lezer_kan_worden_beperkt(melder, wereld):
    with pytest.raises(Geweigerd, match="Alleen een lezer"):
        ken_rol_toe(melder, Rol.RAPPORTAGES, wereld.school, locatie_ids=[1])


def test_een_view_heeft_precies_een_kenmerk():
    with pytest.raises(TypeError, match="al een kenmerk"):
        openbaar(requires(Handeling.START)(lambda request: None))


def test_requires_zonder_handeling_is_een_fout():
    with pytest.raises(TypeError, match="minstens"):
        requires()


def test_het_commando_urls_noemt_recht_methoden_en_plaatshouders():
    uit = StringIO()
    call_command("urls", "--json", stdout=uit)
    routes = {route["pad"]: route for route in json.loads(uit.getvalue())}
    assert routes["/dossier/<int:nummer>/"] == {
        "pad": "/dossier/<int:nummer>/",
        "naam": "dossier",
        "methoden": ["GET", "HEAD"],
        "openbaar": False,
        "zonder_organisatie": False,
        "sleutel": "",
        "recht": ["raadplegen"],
        "plaatshouders": ["nummer"],
    }
    assert (routes["/hulp/"]["openbaar"], routes["/vergeten/"]["openbaar"]) == (True, None)
