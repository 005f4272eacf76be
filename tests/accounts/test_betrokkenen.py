"""Wat hebben wij van deze persoon: gevraagd met een reden, met een tweede persoon, en veertien dagen op te halen."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from pypdf import PdfReader

from accounts.domein.rechten import Rol
from accounts.models import Inzageverzoek, Voorstel
from accounts.services.betrokkenen import BESCHIKBAAR, vergeet_nummers, vraag_inzage
from accounts.services.voorstellen import stem_in, trek_in, wijs_af
from meldingen.services import bekijk, plaats_notitie
from tests.cast import maak_lid
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.zaken import meld
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.clock import nu, vandaag
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
REDEN = "Brief 2026-114 van de betrokkene"


@pytest.fixture
def tweede(functioneel):
    return maak_lid("functioneel2", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)


@pytest.fixture
def leerling(wereld, school_van):
    return school_van(wereld)


@pytest.fixture
def verzoek(functioneel, leerling):
    return vraag_inzage(functioneel, functioneel.organisatie, leerling.pgn, REDEN)


@pytest.fixture
def toegestaan(verzoek, tweede):
    stem_in(verzoek.voorstel, door=tweede)
    verzoek.refresh_from_db()
    return verzoek


def adres(verzoek, vorm=""):
    return f"/beheer/betrokkenen/{verzoek.nummer}/" + (f"{vorm}/" if vorm else "")


def overzicht(client, verzoek):
    """Per groep de rijen, uit het json-bestand."""
    gelezen = json.loads(client.get(adres(verzoek, "json")).content)
    return {groep["titel"]: groep["rijen"] for groep in gelezen["groepen"]}


# --- vragen ---------------------------------------------------------------------------------------------------------
def test_een_verzoek_wacht_op_een_tweede_persoon(ingelogd, functioneel, tweede, leerling):
    client = ingelogd(functioneel)
    gedaan = client.post("/beheer/betrokkenen/", {"pgn": leerling.pgn, "reden": REDEN})
    verzoek = Inzageverzoek.objects.unscoped("test").get()
    assert (gedaan.status_code, gedaan.url, verzoek.stand) == (302, adres(verzoek), "open")
    assert [client.get(adres(verzoek, vorm)).status_code for vorm in ("pdf", "json")] == [404, 404]


FOUTEN = {
    "geen nummer": ({"pgn": "", "reden": REDEN}, "Vul het persoonsgebonden nummer in."),
    "te kort": ({"pgn": "12345678", "reden": REDEN}, "precies 9 cijfers"),
    "elfproef": ({"pgn": "123456789", "reden": REDEN}, "Dit is geen bestaand nummer."),
    "geen reden": ({"pgn": pgn(0), "reden": ""}, "Leg uit waarom u dit vraagt."),
    "korte reden": ({"pgn": pgn(0), "reden": "brief"}, "Gebruik minstens 10 tekens"),
    "nummer in de reden": ({"pgn": pgn(0), "reden": f"Brief over {pgn(0)}"}, "Haal het persoonsgebonden nummer weg"),
}


@pytest.mark.parametrize("naam", FOUTEN)
def test_wat_niet_klopt_wordt_bij_het_veld_gezegd(ingelogd, functioneel, naam):
    velden, zin = FOUTEN[naam]
    antwoord = ingelogd(functioneel).post("/beheer/betrokkenen/", velden)
    assert (zin in antwoord.content.decode(), Inzageverzoek.objects.unscoped("test").count()) == (True, 0)


def test_zonder_verse_code_is_er_geen_verzoek(ingelogd, functioneel, leerling):
    client = ingelogd(functioneel)
    with clock.op(nu() + timedelta(minutes=6)):
        antwoord = client.post("/beheer/betrokkenen/", {"pgn": leerling.pgn, "reden": REDEN})
    assert ("Eenmalige code" in antwoord.content.decode(), Inzageverzoek.objects.unscoped("test").count()) == (True, 0)


def test_het_nummer_staat_alleen_in_het_verzoek(toegestaan, leerling):
    overal = [*Voorstel.objects.unscoped("test").values(), *AuditEvent.objects.values(), *Bericht.objects.values()]
    assert [rij for rij in overal if leerling.pgn in str(rij)] == []


# --- de tweede persoon ----------------------------------------------------------------------------------------------
def test_de_tweede_persoon_ziet_de_reden_en_niet_het_nummer(ingelogd, verzoek, tweede, leerling):
    inhoud = ingelogd(tweede).get(f"/beheer/voorstellen/{verzoek.voorstel_id}/").content.decode()
    assert (REDEN in inhoud, leerling.pgn in inhoud) == (True, False)


def test_na_instemmen_haalt_alleen_de_vrager_het_op(ingelogd, toegestaan, functioneel, tweede):
    codes = [ingelogd(wie).get(adres(toegestaan, "json")).status_code for wie in (functioneel, tweede)]
    assert codes == [200, 404]


def test_de_vrager_krijgt_een_mail_zonder_persoonsgegeven(toegestaan, functioneel):
    [bericht] = Bericht.objects.filter(sjabloon="beheer/inzage")
    assert (bericht.ontvanger, bericht.context) == (functioneel.email, {"nummer": toegestaan.nummer})


@pytest.mark.parametrize("einde", ["afgewezen", "ingetrokken"])
def test_zonder_instemming_is_er_geen_overzicht(ingelogd, verzoek, functioneel, tweede, einde):
    besluit = {"afgewezen": (wijs_af, tweede), "ingetrokken": (trek_in, functioneel)}[einde]
    besluit[0](verzoek.voorstel, door=besluit[1])
    client = ingelogd(functioneel)
    assert client.get(adres(verzoek, "json")).status_code == 404
    assert einde.capitalize() in client.get(adres(verzoek)).content.decode()


# --- het overzicht --------------------------------------------------------------------------------------------------
def test_het_overzicht_noemt_wat_elke_kamer_heeft(ingelogd, toegestaan, functioneel, wereld, leerling):
    melding = meld(wereld.melder, wereld, leerling)
    plaats_notitie(wereld.behandelaar, melding.nummer, "Gebeld met ouder", intern=True)
    groepen = overzicht(ingelogd(functioneel), toegestaan)
    assert [rij["Achternaam"] for rij in groepen["Persoon in het register"]] == [leerling.achternaam]
    assert [rij["School"] for rij in groepen["Inschrijvingen"]] == [wereld.brin]
    assert [rij["Melding"] for rij in groepen["Verzuimmeldingen"]] == [str(melding.nummer)]
    assert [rij["Tekst"] for rij in groepen["Notities"]] == ["Gebeld met ouder"]


def test_het_overzicht_noemt_niemand_anders(ingelogd, toegestaan, functioneel, school_van, andere_wereld):
    ander = school_van(andere_wereld, achternaam="Vreemdeling")
    meld(andere_wereld.melder, andere_wereld, ander)
    inhoud = ingelogd(functioneel).get(adres(toegestaan, "json")).content.decode()
    assert ("Vreemdeling" in inhoud, ander.pgn in inhoud) == (False, False)


def test_het_overzicht_zegt_wie_de_gegevens_zag_zonder_naam(ingelogd, toegestaan, functioneel, wereld, leerling):
    melding = meld(wereld.melder, wereld, leerling)
    bekijk(wereld.behandelaar, melding)
    gezien = overzicht(ingelogd(functioneel), toegestaan)["Wie uw gegevens zag"]
    assert {(rij["Organisatie"], rij["Rol"]) for rij in gezien} >= {(wereld.gemeente.naam, "Behandelaar")}
    assert wereld.behandelaar.naam not in str(gezien)


def test_beide_nummers_van_een_persoon_horen_bij_hem(ingelogd, functioneel, tweede, tmp_path, wereld):
    oud, nieuw = "101222331", pgn(7)
    lever(tmp_path, persoon(oud, gemeente=""), *inschrijving(oud))
    lever(tmp_path, f"WPG;{oud};{nieuw}", op=nu() - timedelta(days=1))
    verzoek = vraag_inzage(functioneel, functioneel.organisatie, nieuw, REDEN)
    stem_in(verzoek.voorstel, door=tweede)
    groepen = overzicht(ingelogd(functioneel), verzoek)
    assert [rij["Nummer"] for rij in groepen["Inschrijvingen"]] == [oud]


def test_elk_veld_heeft_een_uitleg_en_elk_leeg_onderwerp_staat_er_ook(ingelogd, toegestaan, functioneel):
    groepen = json.loads(ingelogd(functioneel).get(adres(toegestaan, "json")).content)["groepen"]
    zonder = [veld for groep in groepen for veld in groep["velden"] if not veld["uitleg"].endswith(".")]
    assert (zonder, len(groepen)) == ([], 7 + 5 + 3 + 5)


def test_de_pdf_is_getagd_en_blijft_nergens(ingelogd, toegestaan, functioneel):
    antwoord = ingelogd(functioneel).get(adres(toegestaan, "pdf"))
    assert (antwoord.headers["Content-Type"], antwoord.headers["Cache-Control"]) == ("application/pdf", "no-store")
    pdf = PdfReader(BytesIO(antwoord.content))
    assert (pdf.root_object["/Lang"], pdf.root_object["/MarkInfo"]["/Marked"]) == ("nl", True)


def test_de_pdf_zegt_hetzelfde_als_de_json(ingelogd, toegestaan, functioneel, wereld, leerling):
    melding = meld(wereld.melder, wereld, leerling)
    pdf = PdfReader(BytesIO(ingelogd(functioneel).get(adres(toegestaan, "pdf")).content))
    tekst = " ".join(" ".join(blad.extract_text() for blad in pdf.pages).split())
    for deel in (
        leerling.achternaam,
        f"Melding {melding.nummer}",
        "Uw gegevens in het Verzuimloket",
        wereld.school.naam,
    ):
        assert deel in tekst


def test_elke_keer_ophalen_staat_in_het_logboek(ingelogd, toegestaan, functioneel, leerling):
    client = ingelogd(functioneel)
    client.get(adres(toegestaan, "json"))
    client.get(adres(toegestaan, "pdf"))
    regels = AuditEvent.objects.filter(actie="accounts:betrokkene:ingezien").order_by("pk")
    assert [(regel.onderwerp, regel.details) for regel in regels] == [
        (onderwerp_van(leerling.pgn), {"vorm": vorm}) for vorm in ("json", "pdf")
    ]


def beschrijvingen():
    bronnen = [import_string(pad.replace("verzamel", "BESCHRIJVINGEN")) for pad in settings.INZAGEBRONNEN]
    return [(model, beschrijving) for bron in bronnen for model, beschrijving in bron.items()]


@pytest.mark.parametrize(("model", "beschrijving"), beschrijvingen(), ids=lambda ding: getattr(ding, "__name__", ""))
def test_elk_veld_van_een_model_staat_in_het_overzicht_of_heeft_een_reden(model, beschrijving):
    velden = {veld.name for veld in model._meta.concrete_fields}
    assert {naam.removesuffix("_id") for naam in beschrijving.modelvelden()} == velden


# --- en dan voorbij -------------------------------------------------------------------------------------------------
def test_na_veertien_dagen_is_het_overzicht_er_niet_meer(ingelogd, toegestaan, functioneel):
    client = ingelogd(functioneel)
    with clock.op(toegestaan.verloopt_op):
        assert Inzageverzoek.objects.unscoped("test").get().stand == "voorbij"
    Inzageverzoek.objects.unscoped("test").update(verloopt_op=nu())
    assert client.get(adres(toegestaan, "json")).status_code == 404


@pytest.mark.parametrize(("dagen", "leeg"), [(14, 0), (15, 1)])
def test_het_nummer_verdwijnt_als_het_overzicht_voorbij_is(toegestaan, dagen, leeg):
    dag = vandaag() + timedelta(days=dagen)
    assert (BESCHIKBAAR.days, vergeet_nummers(dag, proef=True), vergeet_nummers(dag), vergeet_nummers(dag)) == (
        14, leeg, leeg, 0,
    )  # fmt: skip
    assert Inzageverzoek.objects.unscoped("test").filter(pgn="").count() == leeg


def test_een_afgewezen_verzoek_verliest_zijn_nummer_meteen(verzoek, tweede):
    wijs_af(verzoek.voorstel, door=tweede)
    assert vergeet_nummers(vandaag()) == 1
