"""/api/rod/: de sleutel, de koppen, het antwoord en wat er in het logboek komt; met echte verzoeken."""

import gzip
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.handlers.wsgi import LimitedStream
from django.db import connection, transaction
from django.test import Client

from accounts.management.commands.urls import routes
from accounts.models import Toegangssleutel
from accounts.services.sleutels import maak_sleutel, trek_sleutel_in
from bron.models import Levering, RodBericht
from bron.services import lees_in
from bron.services.inlezen import SLOT
from tests.bron.hulp import AN, BEN, aantallen, leg, levering, per
from tests.bron.rod import envelop, inschrijving, nummer, verwijdering
from tests.factories import OrganisatieFactory
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.db.bereik import JOBS, Bereik, gezet
from verzuimloket.log import SchoneFormatter

pytestmark = pytest.mark.django_db
PAD = "/api/rod/"


@pytest.fixture
def school(tmp_path):
    # als de rol van de taken: in de transactie van de test ruimt het bericht de tussenopslag van deze levering op
    with gezet(Bereik(JOBS)):
        lees_in(leg(tmp_path, levering(per(AN), per(BEN))))
    return OrganisatieFactory(code="00ZV")


@pytest.fixture
def sleutel(school):
    return maak_sleutel(school, "rod", "Proef", dagen=90)


def stuur(bericht: bytes, geheim: str, *, soort: str = "text/xml; charset=utf-8", **koppen: str):
    alle = {"Authorization": f"Bearer {geheim}", **koppen}
    return Client().generic("POST", PAD, bericht, content_type=soort, headers=alle)


def code(antwoord) -> str:
    tekst = antwoord.content.decode()
    assert antwoord["Content-Type"] == "text/xml; charset=utf-8"
    return tekst.partition("<rod:code>")[2].partition("<")[0]


def test_een_goed_bericht_geeft_het_antwoord_en_een_inschrijving(sleutel):
    antwoord = stuur(inschrijving(AN), sleutel[1])
    assert (antwoord.status_code, "<rod:oordeel>goedgekeurd</rod:oordeel>" in antwoord.content.decode()) == (200, True)
    assert (antwoord["Content-Type"], antwoord["Cache-Control"]) == ("text/xml; charset=utf-8", "no-store")
    assert aantallen()["periodeversie"] == 1


def test_de_leverancier_is_de_organisatie_van_de_sleutel_en_niet_wat_het_bericht_zegt(sleutel):
    stuur(inschrijving(AN).replace(b"e>00ZV</b:verz", b"e>27GZ</b:verz"), sleutel[1])
    assert RodBericht.objects.get().leverancier == "00ZV"


def test_het_brin_van_een_ander_is_afgekeurd(sleutel):
    antwoord = stuur(inschrijving(AN, brin="27GZ", bericht=nummer(2)), sleutel[1])
    assert (antwoord.status_code, code(antwoord), aantallen().get("periodeversie")) == (200, "BRIN", None)


def test_een_verwijdering_van_een_ander_brin_is_afgekeurd(school, sleutel):
    andere = OrganisatieFactory(code="27GZ")
    stuur(inschrijving(AN), sleutel[1])
    antwoord = stuur(verwijdering(AN, bericht=nummer(2)), maak_sleutel(andere, "rod", "Ander", dagen=90)[1])
    assert (code(antwoord), aantallen().get("intrekking")) == ("BRIN", None)


# --- de sleutel -----------------------------------------------------------------------------------------------------
KOPPEN = {
    "zonder": "",
    "leeg": "Bearer ",
    "Basic": "Basic {geheim}",
    "alleen het geheim": "{geheim}",
    "ander geheim": "Bearer {begin}.{ander}",
    "alleen het begin": "Bearer {begin}",
    "onbekend begin": "Bearer rod_00000000.{ander}",
    "met iets erachter": "Bearer {geheim}x",
    "hoofdletters": "Bearer {hoog}",
    "lang": "Bearer " + "a" * 4000,
    "vreemd teken": "Bearer é",
}


@pytest.mark.parametrize("kop", KOPPEN.values(), ids=KOPPEN)
def test_zonder_geldige_sleutel_is_er_401_en_gebeurt_er_niets(sleutel, kop):
    waarde = kop.format(geheim=sleutel[1], begin=sleutel[0].begin, ander="A" * 43, hoog=sleutel[1].upper())
    antwoord = Client().post(PAD, inschrijving(AN), content_type="text/xml", headers={"Authorization": waarde})
    assert (antwoord.status_code, code(antwoord), antwoord["WWW-Authenticate"]) == (
        401, "SLEUTEL", 'Bearer realm="verzuimloket"',
    )  # fmt: skip
    assert RodBericht.objects.count() == 0


def ingetrokken(sleutel: Toegangssleutel) -> None:
    trek_sleutel_in(sleutel)


def verlopen(sleutel: Toegangssleutel) -> None:
    Toegangssleutel.objects.unscoped("test").filter(pk=sleutel.pk).update(verloopt_op=clock.nu())


def gesloten(sleutel: Toegangssleutel) -> None:
    sleutel.organisatie.actief = False
    sleutel.organisatie.save()


@pytest.mark.parametrize("wat", [ingetrokken, verlopen, gesloten])
def test_een_sleutel_die_niet_meer_geldt_opent_niets(sleutel, wat):
    wat(sleutel[0])
    assert stuur(inschrijving(AN), sleutel[1]).status_code == 401


def test_een_sessie_opent_de_koppeling_niet(school, beheerder, ingelogd):
    antwoord = ingelogd(beheerder).post(PAD, inschrijving(AN), content_type="text/xml")
    assert antwoord.status_code == 401


def test_een_sleutel_opent_geen_pagina(sleutel):
    antwoord = Client().get("/beheer/sleutels/", headers={"Authorization": f"Bearer {sleutel[1]}"})
    assert antwoord.url.startswith("/inloggen/")


def test_de_koppeling_heeft_geen_csrf_nodig_en_zet_geen_cookie(sleutel):
    streng = Client(enforce_csrf_checks=True)
    kop = {"Authorization": f"Bearer {sleutel[1]}", "Origin": "https://elders.example"}
    antwoord = streng.post(PAD, inschrijving(AN), content_type="text/xml", headers=kop)
    assert (antwoord.status_code, dict(streng.cookies)) == (200, {})


# --- de koppen ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("soort", "koppen", "uitkomst"),
    [
        ("application/xml", {}, (200, "")),
        ('text/xml; charset="UTF-8"', {}, (200, "")),
        ("application/json", {}, (415, "INHOUDSTYPE")),
        ("application/soap+xml", {}, (415, "INHOUDSTYPE")),
        ("application/x-www-form-urlencoded", {}, (415, "INHOUDSTYPE")),
        ("multipart/form-data; boundary=x", {}, (415, "INHOUDSTYPE")),
        ("", {}, (415, "INHOUDSTYPE")),
        ("text/xml; charset=iso-8859-1", {}, (415, "TEKENSET")),
        ("text/xml; charset=utf-16", {}, (415, "TEKENSET")),
        ("text/xml; charset=bestaat-niet", {}, (415, "TEKENSET")),
        ("text/xml", {"Content-Encoding": "gzip"}, (415, "GECOMPRIMEERD")),
        ("text/xml", {"Content-Encoding": "identity"}, (200, "")),
    ],
)
def test_de_koppen_zeggen_wat_het_loket_leest(sleutel, soort, koppen, uitkomst):
    antwoord = stuur(inschrijving(AN), sleutel[1], soort=soort, **koppen)
    assert (antwoord.status_code, code(antwoord)) == uitkomst


def test_een_gecomprimeerd_bericht_zonder_kop_is_ook_geweigerd(sleutel):
    antwoord = stuur(gzip.compress(inschrijving(AN)), sleutel[1])
    assert (antwoord.status_code, code(antwoord)) == (415, "GECOMPRIMEERD")


def test_een_te_groot_bericht_komt_nooit_in_het_geheugen(sleutel, monkeypatch):
    gelezen = []
    echt = LimitedStream.read
    monkeypatch.setattr(LimitedStream, "read", lambda self, *aantal: gelezen.append(aantal) or echt(self, *aantal))
    antwoord = stuur(inschrijving(AN) + b" " * 10_000_000, sleutel[1])
    assert (antwoord.status_code, code(antwoord), set(gelezen)) == (413, "GROOTTE", {(65536,)})  # weggegooid
    stuur(inschrijving(AN), sleutel[1])
    assert gelezen[-1] == (1024 * 1024 + 1,)


@pytest.mark.parametrize("methode", ["get", "put", "delete", "patch", "head"])
def test_alleen_post(sleutel, methode):
    antwoord = getattr(Client(), methode)(PAD, headers={"Authorization": f"Bearer {sleutel[1]}"})
    assert (antwoord.status_code, antwoord["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("bericht", "koppen", "begin"),
    [
        (envelop(inschrijving(AN)), {}, "<soap:Envelope"),
        (inschrijving(AN), {}, "<rod:antwoord"),
        (envelop(b"<x/>"), {}, "<soap:Envelope"),
        (b"<x/>", {}, "<rod:fout"),
        (b"<x", {"SOAPAction": '""'}, "<soap:Envelope"),
        (inschrijving(AN, sinds="x"), {"SOAPAction": '""'}, "<soap:Envelope"),
    ],
)
def test_het_antwoord_heeft_de_vorm_van_de_vraag(sleutel, bericht, koppen, begin):
    assert stuur(bericht, sleutel[1], **koppen).content.decode().splitlines()[1].startswith(begin)


def test_een_eigen_fout_geeft_een_document_zonder_inhoud_en_laat_niets_achter(sleutel, monkeypatch, caplog):
    def stuk(*_, **__):
        raise ValueError(AN)

    monkeypatch.setattr("bron.services.rod.antwoord", stuk)
    antwoord = stuur(inschrijving(AN), sleutel[1])
    regel = SchoneFormatter("%(message)s").format(caplog.records[0])
    assert (antwoord.status_code, code(antwoord), AN in antwoord.content.decode() + regel) == (500, "STORING", False)
    assert (RodBericht.objects.count(), "ValueError" in regel) == (0, True)


def test_urls_noemt_de_sleutel_die_nodig_is():
    [route] = [route for route in routes() if route["naam"] == "bron:rod"]
    assert (route["sleutel"], route["openbaar"], route["methoden"]) == ("rod", False, ["POST"])


# --- wat er blijft staan --------------------------------------------------------------------------------------------
def regels() -> list[tuple[str, int | None, str]]:
    return list(
        AuditEvent.objects.exclude(actie__startswith="bron:levering").order_by("pk")
        .values_list("actie", "organisatie_id", "resultaat")[1:]
    )  # fmt: skip


def test_elk_gebruik_staat_in_het_logboek_ook_als_het_bericht_geweigerd_is(school, sleutel):
    stuur(b"<x/>", sleutel[1])
    assert regels() == [
        ("accounts:sleutel:gebruikt", school.pk, "ok"), ("bron:bericht:geweigerd", None, "geweigerd"),
    ]  # fmt: skip


def test_een_poging_zonder_sleutel_staat_in_het_logboek(sleutel):
    stuur(inschrijving(AN), "fout")
    assert regels() == [("accounts:sleutel:geweigerd", None, "geweigerd")]


def test_het_laatste_gebruik_wordt_hoogstens_een_keer_per_uur_opgeschreven(sleutel):
    begin = clock.nu()
    momenten = []
    for minuten in (0, 59, 60):
        with clock.op(begin + timedelta(minutes=minuten)):
            stuur(inschrijving(AN, bericht=nummer(minuten + 1)), sleutel[1])
        momenten.append(Toegangssleutel.objects.unscoped("test").get().laatst_gebruikt_op - begin)
    assert momenten == [timedelta(0), timedelta(0), timedelta(hours=1)]


@pytest.mark.parametrize(
    "bericht",
    [
        inschrijving(AN),
        inschrijving(BEN, tot="2020-01-01"),
        inschrijving("999900007"),
        inschrijving(AN, sinds="x"),
        f"<x>{AN}</y>".encode(),
        f"<n{AN}/>".encode(),
        inschrijving(AN).replace(b"<b:brin>", f"<n{AN}/><b:brin {AN[:1]}x='{AN}'>".encode()),
        inschrijving(AN).replace(b"<b:brin>", f"<n{AN}/><b:brin x='{AN}'>".encode()),
    ],
)
def test_een_nummer_van_een_leerling_staat_nooit_in_een_log_een_antwoord_of_het_logboek(sleutel, bericht, caplog):
    caplog.set_level(logging.DEBUG)
    antwoord = stuur(bericht, sleutel[1]).content.decode()
    logboek = str(list(AuditEvent.objects.values_list()))
    assert [plek for plek in (antwoord, caplog.text, logboek) if AN in plek or BEN in plek or "999900007" in plek] == []


def test_het_geheim_staat_nergens(sleutel, caplog):
    caplog.set_level(logging.DEBUG)
    stuur(inschrijving(AN), sleutel[1])
    geheim = sleutel[1].partition(".")[2]
    rijen = str([*Toegangssleutel.objects.unscoped("test").values_list(), *AuditEvent.objects.values_list()])
    assert (geheim in rijen, geheim in caplog.text) == (False, False)


# --- tegelijk, op de echte database ---------------------------------------------------------------------------------
def samen(berichten: list[bytes], geheim: str) -> list:
    start = Barrier(len(berichten))

    def een(bericht: bytes):
        start.wait()
        try:
            return stuur(bericht, geheim)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(berichten)) as pool:
        return list(pool.map(een, berichten))


@pytest.mark.django_db(transaction=True)
def test_hetzelfde_bericht_twee_keer_tegelijk_is_een_levering_en_twee_keer_hetzelfde_antwoord(sleutel):
    antwoorden = samen([inschrijving(AN)] * 2, sleutel[1])
    assert ([een.status_code for een in antwoorden], antwoorden[0].content) == ([200, 200], antwoorden[1].content)
    assert (Levering.objects.filter(leverancier="00ZV").count(), aantallen()["periodeversie"]) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_verschillende_berichten_tegelijk_krijgen_elk_een_eigen_volgnummer(sleutel):
    antwoorden = samen([inschrijving(AN, volgnummer=str(n), bericht=nummer(n)) for n in range(1, 5)], sleutel[1])
    nummers = Levering.objects.filter(leverancier="00ZV").order_by("volgnummer").values_list("volgnummer", "ontbreekt")
    assert ([een.status_code for een in antwoorden], list(nummers)) == ([200] * 4, [(n, 0) for n in range(1, 5)])


@pytest.mark.django_db(transaction=True)
def test_een_bezette_inlezer_geeft_503_en_het_bericht_kan_opnieuw(sleutel):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        with ThreadPoolExecutor(1) as pool:
            bezet = pool.submit(_met_kort_geduld, sleutel[1]).result(timeout=60)
    assert (bezet.status_code, code(bezet), bezet["Retry-After"]) == (503, "BEZET", "30")
    assert stuur(inschrijving(AN), sleutel[1]).status_code == 200


def _met_kort_geduld(geheim: str):
    """Een eigen verbinding die niet tien seconden maar kort op het slot wacht."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        return stuur(inschrijving(AN), geheim)
    finally:
        connection.close()
