"""Beperken van de verwerking: gevraagd met een reden, met een tweede persoon, en pas voorbij na melden en instemmen."""

from datetime import timedelta

import pytest

from accounts.domein.beperking import GRONDEN, Grond
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Beperking, Voorstel
from accounts.queries.beperkingen import beperkte_nummers, is_beperkt
from accounts.services.beperkingen import vergeet_nummers, vraag_beperking, vraag_opheffing
from accounts.services.voorstellen import stem_in, trek_in, wijs_af
from tests.cast import maak_lid
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.zaken import meld
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.clock import nu, vandaag
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
LIJST = "/beheer/betrokkenen/beperkingen/"
REDEN = "Brief 2026-114 van de betrokkene"
GOED = {"pgn": pgn(0), "grond": "juistheid", "reden": REDEN}


@pytest.fixture
def tweede(functioneel):
    return maak_lid("functioneel2", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)


@pytest.fixture
def leerling(wereld, school_van):
    return school_van(wereld)


@pytest.fixture
def gevraagd(functioneel, leerling):
    return vraag_beperking(functioneel, functioneel.organisatie, leerling.pgn, Grond.JUISTHEID, REDEN)


@pytest.fixture
def geldend(gevraagd, tweede):
    stem_in(gevraagd.voorstel, door=tweede)
    return alle().get()


def alle():
    return Beperking.objects.unscoped("test")


def hef_op(beperking, door, tweede):
    stem_in(vraag_opheffing(door, beperking, reden="Het adres is aangepast", gemeld_op=vandaag()), door=tweede)
    return alle().get(pk=beperking.pk)


# --- instellen ------------------------------------------------------------------------------------------------------
def test_een_beperking_gaat_pas_in_als_een_tweede_persoon_instemt(ingelogd, functioneel, tweede, leerling):
    ingelogd(functioneel).post(LIJST, GOED | {"pgn": leerling.pgn})
    standen = [alle().get().stand, is_beperkt(leerling.pgn)]
    stem_in(alle().get().voorstel, door=tweede)
    assert [*standen, alle().get().stand, is_beperkt(leerling.pgn)] == ["open", False, "geldt", True]


FOUTEN = {
    "geen nummer": ({"pgn": ""}, "Vul het persoonsgebonden nummer in."),
    "geen grond": ({"grond": ""}, "Kies waarom."),
    "korte reden": ({"reden": "brief"}, "Gebruik minstens 10 tekens"),
    "nummer in de reden": ({"reden": f"Brief over {pgn(0)}"}, "Haal het persoonsgebonden nummer weg"),
}


@pytest.mark.parametrize("naam", FOUTEN)
def test_wat_niet_klopt_wordt_bij_het_veld_gezegd(ingelogd, functioneel, naam):
    velden, zin = FOUTEN[naam]
    antwoord = ingelogd(functioneel).post(LIJST, GOED | velden)
    assert (zin in antwoord.content.decode(), alle().count()) == (True, 0)


def test_op_een_persoon_rust_er_hoogstens_een(ingelogd, functioneel, geldend):
    antwoord = ingelogd(functioneel).post(LIJST, GOED | {"pgn": geldend.pgn})
    assert ("Op deze persoon rust al een beperking." in antwoord.content.decode(), alle().count()) == (True, 1)


def test_twee_die_tegelijk_gevraagd_zijn_gaan_niet_allebei_in(functioneel, tweede, gevraagd):
    nog_een = vraag_beperking(functioneel, functioneel.organisatie, gevraagd.pgn, Grond.BEZWAAR, REDEN)
    stem_in(gevraagd.voorstel, door=tweede)
    with pytest.raises(Geweigerd, match="rust al een"):
        stem_in(nog_een.voorstel, door=tweede)


def test_zonder_verse_code_is_er_geen_beperking(ingelogd, functioneel):
    client = ingelogd(functioneel)
    with clock.op(nu() + timedelta(minutes=6)):
        antwoord = client.post(LIJST, GOED)
    assert ("Eenmalige code" in antwoord.content.decode(), alle().count()) == (True, 0)


def test_het_nummer_staat_alleen_in_de_beperking(ingelogd, functioneel, geldend):
    client = ingelogd(functioneel)
    overal = [*Voorstel.objects.unscoped("test").values(), *AuditEvent.objects.values(), *Bericht.objects.values()]
    gezien = [client.get(pad).content.decode() for pad in (LIJST, f"{LIJST}{geldend.nummer}/")]
    assert [deel for deel in (*overal, *gezien) if geldend.pgn in str(deel)] == []


def test_ook_onder_een_vorig_nummer_geldt_de_beperking(functioneel, tweede, tmp_path):
    oud, nieuw = "101222331", pgn(7)
    lever(tmp_path, persoon(oud, gemeente=""), *inschrijving(oud))
    lever(tmp_path, f"WPG;{oud};{nieuw}", op=nu() - timedelta(days=1))
    stem_in(vraag_beperking(functioneel, functioneel.organisatie, oud, Grond.BEZWAAR, REDEN).voorstel, door=tweede)
    assert (is_beperkt(nieuw), is_beperkt(pgn(8)), beperkte_nummers()) == (True, False, {oud, nieuw})


# --- opheffen -------------------------------------------------------------------------------------------------------
def test_opheffen_vraagt_dat_de_betrokkene_het_weet_en_een_tweede_persoon(ingelogd, functioneel, tweede, geldend):
    pgn_was, client = geldend.pgn, ingelogd(functioneel)
    client.post(f"{LIJST}{geldend.nummer}/", {"reden": "Het adres is aangepast", "gemeld_op": f"{vandaag():%d-%m-%Y}"})
    wacht = alle().get()
    standen = [wacht.stand, wacht.opheffing_wacht, is_beperkt(pgn_was)]
    stem_in(wacht.opheffing, door=tweede)
    assert [*standen, alle().get().stand, is_beperkt(pgn_was)] == ["geldt", True, True, "opgeheven", False]


FOUT_OPHEFFEN = {
    "niet gemeld": ({"gemeld_op": ""}, "Vul in wanneer de betrokkene hoorde"),
    "nog niet gemeld": ({"gemeld_op": f"{vandaag() + timedelta(days=2):%d-%m-%Y}"}, "Deze dag moet nog komen."),
    "te vroeg gemeld": ({"gemeld_op": "1-1-2020"}, "Deze dag ligt voor het begin van de beperking."),
    "geen reden": ({"reden": ""}, "Leg uit waarom de beperking mag eindigen."),
}


@pytest.mark.parametrize("naam", FOUT_OPHEFFEN)
def test_zonder_melden_of_reden_eindigt_zij_niet(ingelogd, functioneel, geldend, naam):
    velden, zin = FOUT_OPHEFFEN[naam]
    goed = {"reden": "Het adres is aangepast", "gemeld_op": f"{vandaag():%d-%m-%Y}"}
    antwoord = ingelogd(functioneel).post(f"{LIJST}{geldend.nummer}/", goed | velden)
    assert (zin in antwoord.content.decode(), alle().get().opheffing) == (True, None)


def test_opheffen_vraagt_men_een_keer_en_na_afwijzen_nog_eens(functioneel, tweede, geldend):
    vraag = {"reden": "Het adres is aangepast", "gemeld_op": vandaag()}
    voorstel = vraag_opheffing(functioneel, geldend, **vraag)
    with pytest.raises(Geweigerd, match="al gevraagd"):
        vraag_opheffing(functioneel, geldend, **vraag)
    wijs_af(voorstel, door=tweede)
    assert (vraag_opheffing(functioneel, geldend, **vraag).pk != voorstel.pk, alle().get().stand) == (True, "geldt")


def test_een_collega_kan_opheffen_wat_een_ander_vroeg(functioneel, tweede, geldend):
    klaar = hef_op(geldend, tweede, functioneel)
    assert (klaar.stand, klaar.pgn) == ("opgeheven", "")


@pytest.mark.parametrize("besluit", [wijs_af, trek_in])
def test_wat_niet_inging_verliest_zijn_nummer(functioneel, tweede, gevraagd, besluit):
    besluit(gevraagd.voorstel, door=tweede if besluit is wijs_af else functioneel)
    assert (vergeet_nummers(vandaag(), proef=True), vergeet_nummers(vandaag()), alle().get().pgn) == (1, 1, "")


def test_wat_geldt_of_nog_kan_ingaan_houdt_zijn_nummer(functioneel, geldend):
    vraag_beperking(functioneel, functioneel.organisatie, pgn(9), Grond.BEZWAAR, REDEN)
    assert vergeet_nummers(vandaag()) == 0
    assert vergeet_nummers(vandaag() + timedelta(days=15)) == 1  # het voorstel is verlopen
    assert set(alle().values_list("pgn", flat=True)) == {geldend.pgn, ""}


# --- wat men ziet ---------------------------------------------------------------------------------------------------
MERK = "Op deze gegevens rust een beperking"


@pytest.mark.parametrize("wie", ["melder", "behandelaar"])
def test_bij_een_melding_staat_het_merk_zolang_de_beperking_geldt(ingelogd, wereld, leerling, functioneel, tweede, wie):
    melding = meld(wereld.melder, wereld, leerling)
    client, adres = ingelogd(getattr(wereld, wie)), f"/meldingen/{melding.nummer}/"
    gezien = [MERK in client.get(adres).content.decode()]
    gevraagd = vraag_beperking(functioneel, functioneel.organisatie, leerling.pgn, Grond.JUISTHEID, REDEN)
    stem_in(gevraagd.voorstel, door=tweede)
    gezien.append(MERK in client.get(adres).content.decode())
    hef_op(alle().get(), functioneel, tweede)
    assert [*gezien, MERK in client.get(adres).content.decode()] == [False, True, False]


def test_behandelen_gaat_door(ingelogd, wereld, leerling, geldend):
    melding = meld(wereld.melder, wereld, leerling)
    velden = {"versie": "1", "status": "B", "contact_naam": "Bo"}
    antwoord = ingelogd(wereld.behandelaar).post(f"/meldingen/{melding.nummer}/terugmelden/", velden)
    melding.refresh_from_db()
    assert (antwoord.status_code, melding.status) == (302, "B")


def test_elke_stap_staat_bij_de_persoon_in_het_logboek(functioneel, tweede, geldend):
    onderwerp = onderwerp_van(geldend.pgn)
    hef_op(geldend, functioneel, tweede)
    acties = AuditEvent.objects.filter(onderwerp=onderwerp, object_type="beperking").order_by("pk")
    assert [regel.actie.split(":")[2] for regel in acties] == [
        "gevraagd", "ingegaan", "opheffing_gevraagd", "opgeheven",
    ]  # fmt: skip


def test_wie_het_vroeg_krijgt_twee_mails_zonder_persoonsgegeven(functioneel, tweede, geldend):
    hef_op(geldend, functioneel, tweede)
    berichten = Bericht.objects.filter(sjabloon="beheer/beperking").order_by("pk")
    assert [(b.ontvanger, b.context) for b in berichten] == [
        (functioneel.email, {"nummer": geldend.nummer, "opgeheven": opgeheven}) for opgeheven in (False, True)
    ]


def test_elke_grond_van_de_wet_is_te_kiezen():
    assert set(GRONDEN) == set(Grond)
