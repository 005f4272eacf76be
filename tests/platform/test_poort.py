"""De poort: wat niet te verwerken is, krijgt een Nederlandse pagina en een regel in het logboek; nooit een 500."""

import pytest
from django.test import Client, RequestFactory

from verzuimloket.audit.models import AuditEvent
from verzuimloket.gate import LANGSTE_QUERY

pytestmark = pytest.mark.django_db
PAD = "/inloggen/"
FORMULIER = "application/x-www-form-urlencoded"
GEVALLEN = {
    "NUL in een veld": (400, "teken_in_veld", {"data": b"gebruikersnaam=a%00b"}),
    "U+FFFF in een veld": (400, "teken_in_veld", {"data": b"gebruikersnaam=a%EF%BF%BFb"}),
    "U+FFFE in een veldnaam": (400, "teken_in_veldnaam", {"data": b"a%EF%BF%BE=b"}),
    "NUL in de query": (400, "teken_in_adres", {"method": "GET", "QUERY_STRING": "volgende=%00"}),
    "NUL in het pad": (400, "teken_in_adres", {"method": "GET", "PATH_INFO": "/inloggen/\x00"}),
    "utf-16": (400, "tekenset", {"data": b"a=b", "content_type": f"{FORMULIER}; charset=utf-16"}),
    "een tekenset die niet bestaat": (400, "tekenset", {"data": b"a=b", "content_type": f"{FORMULIER}; charset=klets"}),
    "multipart zonder grens": (400, "indeling", {"data": b"a=b", "content_type": "multipart/form-data"}),
    "te veel velden": (400, "indeling", {"data": b"a=&" * 20_001}),
    "een te lange query": (400, "adres_te_lang", {"method": "GET", "QUERY_STRING": "a=" + "b" * LANGSTE_QUERY}),
    "13 MB": (413, "te_groot", {"data": b"a=" + b"b" * (13 * 1024 * 1024)}),
    "TRACE": (405, "methode", {"method": "TRACE"}),
    "een onbekende methode": (405, "methode", {"method": "KLETS"}),
}


def vraag(client: Client, method: str = "POST", data: bytes = b"", content_type: str = FORMULIER, **meta):
    return client.generic(method, PAD, data, content_type, **meta)


@pytest.mark.parametrize(("status", "reden", "aanvraag"), GEVALLEN.values(), ids=list(GEVALLEN))
def test_een_aanvraag_die_niet_te_verwerken_is_wordt_met_een_nederlandse_pagina_geweigerd(status, reden, aanvraag):
    antwoord = vraag(Client(), **aanvraag)
    assert antwoord.status_code == status
    assert antwoord["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="nl"' in antwoord.content.decode()


@pytest.mark.parametrize(("status", "reden", "aanvraag"), GEVALLEN.values(), ids=list(GEVALLEN))
def test_elke_weigering_staat_met_haar_reden_in_het_logboek(status, reden, aanvraag):
    vraag(Client(), **aanvraag)
    regels = AuditEvent.objects.values_list("actie", "resultaat", "details", "ip")
    assert list(regels) == [("accounts:aanvraag:geweigerd", "geweigerd", {"reden": reden}, "127.0.0.1")]


def test_een_los_surrogaat_in_utf_8_wordt_geen_500():
    antwoord = vraag(Client(), data=b"gebruikersnaam=%ED%A0%80&wachtwoord=x")
    assert antwoord.status_code in {200, 400}


@pytest.mark.parametrize("tekst", ["👩🏽‍🏫 goed", "مرحبا", "שלום", "Nguyễn Ş", "regel 1\r\nregel 2\ttab"])
def test_emoji_en_tekst_van_rechts_naar_links_komen_gewoon_binnen(tekst):
    antwoord = Client().post(PAD, {"gebruikersnaam": tekst, "wachtwoord": "x"})
    assert antwoord.status_code == 200
    assert not AuditEvent.objects.filter(actie="accounts:aanvraag:geweigerd").exists()


@pytest.mark.django_db(transaction=True)
def test_een_kapot_inhoudstype_geeft_ook_bij_de_echte_ingang_een_400():
    from verzuimloket.wsgi import application

    status = []
    omgeving = RequestFactory()._base_environ(
        REQUEST_METHOD="POST", PATH_INFO=PAD, CONTENT_TYPE="multipart/form-data; boundary*=klets''%ff"
    )
    b"".join(application(omgeving, lambda regel, koppen: status.append(regel)))
    assert (status, AuditEvent.objects.get().details) == (["400 Bad Request"], {"reden": "tekenset"})


def test_een_geweigerd_formulier_geeft_de_tekst_terug_maar_nooit_het_wachtwoord():
    pagina = vraag(Client(), data=b"toelichting=mijn+verhaal%00&wachtwoord=zeer-geheim").content.decode()
    assert ("mijn verhaal" in pagina, "zeer-geheim" in pagina) == (True, False)
