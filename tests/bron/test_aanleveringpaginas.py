"""De pagina's van aanleveringen: wat er per stand staat, het verversen, en de stand voor machines."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.sessie import GEZIEN
from bron.models import Inlezing, Levering
from tests.bron.hulp import AN, isg, leg, levering, per
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
SCHERM, OPDRACHT = Inlezing.Herkomst.SCHERM, Inlezing.Herkomst.OPDRACHT


@pytest.fixture
def client(ingelogd, functioneel):
    return ingelogd(functioneel)


def rij(stand: str = "wacht", **anders) -> Inlezing:
    waarden = {"bestandsnaam": "a.csv", "leverancier": "PROEF", "herkomst": SCHERM, "omvang": 2_000_000}
    return Inlezing.objects.create(stand=stand, **(waarden | anders))


def maak_dood() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bron_inlezing SET bijgewerkt_op = clock_timestamp() - interval '1 hour'")


def tekst(antwoord) -> str:
    """De tekst van <main>, zonder opmaak."""
    [main] = re.findall(r"<main.*?</main>", antwoord.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def pad(inlezing: Inlezing, deel: str = "") -> str:
    return f"/beheer/aanleveringen/{inlezing.pk}/{deel}"


def knoppen(antwoord) -> list[str]:
    [main] = re.findall(r"<main.*?</main>", antwoord.content.decode(), re.DOTALL)
    return re.findall(r"<button[^>]*>(.*?)</button>", main)


def test_onder_het_lezen_staat_hoeveel_er_gelezen_is_en_hoe_lang_het_nog_duurt(client):
    begin = clock.nu() - timedelta(minutes=2)
    bezig = rij("bezig", fase="lezen", bytes=500_000, regels=12_345, begonnen_op=begin)
    antwoord = client.get(pad(bezig))
    assert "25%: 500,0 kB van 2,0 MB, 12.345 regels gelezen, nog ongeveer 6 minuten lezen." in tekst(antwoord)
    assert re.search(r'<progress [^>]*max="100" value="25"', antwoord.content.decode())


def test_een_stap_zonder_maat_heeft_een_balk_zonder_waarde(client):
    antwoord = client.get(pad(rij("bezig", fase="samenvoegen", bytes=2_000_000, regels=99)))
    assert "Stand: Bezig Samenvoegen 99 regels gelezen." in tekst(antwoord)
    assert re.search(r"<progress (?![^>]*value)[^>]*>", antwoord.content.decode())


def test_wie_gestopt_is_wordt_niet_bezig_genoemd(client):
    gestopt = rij("bezig", fase="lezen")
    maak_dood()
    assert "Stand: Gestopt" in tekst(client.get(pad(gestopt)))
    assert "Gestopt" in tekst(client.get("/beheer/aanleveringen/"))


@pytest.mark.parametrize(
    ("stand", "anders", "verwacht"),
    [
        ("wacht", {}, ["Aanlevering intrekken"]),
        ("wacht", {"herkomst": OPDRACHT}, []),
        ("bezig", {}, []),
        ("geweigerd", {}, []),
        ("mislukt", {"opslag": "0" * 32}, ["Opnieuw proberen"]),
        ("mislukt", {}, []),
        ("ingetrokken", {}, []),
    ],
)
def test_er_staat_alleen_een_knop_bij_wat_kan(client, stand, anders, verwacht):
    assert knoppen(client.get(pad(rij(stand, **anders)))) == verwacht


def test_de_reden_van_een_weigering_staat_erbij_zonder_opmaak_van_buiten(client):
    pagina = client.get(pad(rij("geweigerd", melding="Regel <b>1</b> & 2"))).content.decode()
    assert "Regel &lt;b&gt;1&lt;/b&gt; &amp; 2" in pagina


def test_een_verwerkte_levering_staat_met_haar_aantallen_op_de_pagina(client, tmp_path):
    call_command("bron_inlezen", str(leg(tmp_path, levering(per(AN), *isg(AN), "XYZ;1"))))
    klaar = Inlezing.objects.get()
    zin = "De levering is ingelezen: 3 van 4 records verwerkt, 1 afgekeurd."
    assert zin in tekst(client.get(pad(klaar)))


@pytest.mark.parametrize(("gedacht", "ververst"), [("bezig", None), ("wacht", "true")])
def test_het_fragment_vraagt_om_een_hele_pagina_als_de_stand_veranderde(client, gedacht, ververst):
    antwoord = client.get(pad(rij("bezig", fase="lezen"), f"voortgang/?stand={gedacht}&fase=lezen"))
    assert antwoord.headers.get("HX-Refresh") == ververst


@pytest.mark.parametrize(("vorige", "gemeld"), [("lezen", 1), ("samenvoegen", 0)])
def test_een_schermlezer_hoort_alleen_een_nieuwe_fase(client, vorige, gemeld):
    antwoord = client.get(pad(rij("bezig", fase="samenvoegen"), f"voortgang/?stand=bezig&fase={vorige}"))
    assert antwoord.content.decode().count("hx-swap-oob") == gemeld


@pytest.mark.parametrize(("stand", "keer"), [("wacht", 1), ("bezig", 1), ("klaar", 0), ("mislukt", 0)])
def test_wat_klaar_is_ververst_zichzelf_niet_meer(client, stand, keer):
    deel = Levering.objects.create(
        leverancier="PROEF", volgnummer=1, aangemaakt=clock.nu(), ontvangen_op=clock.nu(), verwerkt_op=clock.nu(),
        aangeboden=1, verwerkt=1, afgekeurd=0,
    )  # fmt: skip
    antwoord = client.get(pad(rij(stand, levering=deel), "voortgang/"))
    assert antwoord.content.decode().count('hx-trigger="every 2s"') == keer


@pytest.mark.parametrize(("deel", "telt"), [("", True), ("voortgang/", False), ("stand.json", False)])
def test_meekijken_houdt_een_sessie_niet_in_leven(client, deel, telt):
    bezig = rij("bezig")
    sessie = client.session
    sessie[GEZIEN] = oud = int(clock.nu().timestamp()) - 600
    sessie.save()
    client.get(pad(bezig, deel))
    assert (client.session[GEZIEN] > oud) == telt


def test_een_machine_leest_dezelfde_stand(client):
    bezig = rij("bezig", fase="lezen", bytes=500_000, regels=7)
    assert client.get(pad(bezig, "stand.json")).json() == {
        "bestand": "a.csv", "stand": "bezig", "gestopt": False, "fase": "lezen", "bytes": 500_000, "omvang": 2_000_000,
        "regels": 7, "melding": "", "levering": None,
    }  # fmt: skip


def namen(antwoord) -> list[str]:
    return [gevonden.bestandsnaam for gevonden in antwoord.context["pagina"].object_list]


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", ["c.csv", "b.csv", "a.csv"]),
        ("?leverancier=ANDER", ["c.csv", "b.csv"]),
        ("?stand=geweigerd", ["b.csv"]),
        ("?leverancier=PROEF&stand=geweigerd", []),
        ("?leverancier=bestaat-niet&stand=gek&per=9&pagina=x", ["c.csv", "b.csv", "a.csv"]),
    ],
)
def test_de_lijst_filtert_op_wat_in_het_adres_staat(client, vraag, verwacht):
    rijen = [("a", "PROEF", "wacht"), ("b", "ANDER", "geweigerd"), ("c", "ANDER", "wacht")]
    for nummer, (naam, wie, stand) in enumerate(rijen):
        rij(stand, bestandsnaam=f"{naam}.csv", leverancier=wie, aangeboden_op=clock.nu() + timedelta(minutes=nummer))
    assert namen(client.get(f"/beheer/aanleveringen/{vraag}")) == verwacht


def test_bladeren_houdt_de_filters_vast(client):
    for _ in range(26):
        rij()
    pagina = client.get("/beheer/aanleveringen/?stand=wacht&per=25").content.decode()
    assert 'href="?stand=wacht&amp;per=25&amp;pagina=2"' in pagina


@pytest.mark.parametrize(
    ("deel", "stand", "anders", "zin"),
    [
        ("intrekken/", "bezig", {}, "Deze aanlevering wacht niet meer en kan niet ingetrokken worden."),
        ("opnieuw/", "geweigerd", {}, "Deze aanlevering kan niet opnieuw. Bied het bestand nog eens aan."),
        ("intrekken/", "wacht", {}, "De aanlevering is ingetrokken en het bestand is verwijderd."),
        ("opnieuw/", "mislukt", {"opslag": "0" * 32}, "Het bestand staat weer in de rij."),
    ],
)
def test_een_knop_zegt_wat_er_gebeurde(client, opslagmap, deel, stand, anders, zin):
    assert zin in tekst(client.post(pad(rij(stand, **anders), deel), follow=True))


def test_kijken_staat_niet_in_het_logboek_want_er_is_geen_leerling_te_zien(client):
    bezig = rij("bezig")
    for deel in ("", "voortgang/", "stand.json"):
        client.get(pad(bezig, deel))
    assert AuditEvent.objects.filter(actie__startswith="bron:").count() == 0
