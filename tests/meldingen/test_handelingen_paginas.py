"""De formulieren bij één melding: slechte invoer, verouderd, van een ander; en wat getypt is blijft staan."""

import pytest
from django.test import Client

from meldingen.domein.workflow import Status
from meldingen.gegevens import Terugmelding
from meldingen.models import Gebeurtenis, Locatie
from meldingen.services import meld_terug, stuur_door, vul_aan
from tests.leveringen import inschrijving, lever, persoon
from tests.meldingen.hulp import fouten_van, getypt_in, stand, tekst_van, ververst

pytestmark = pytest.mark.django_db
VEROUDERD = "Deze melding is intussen gewijzigd door Naam van {wie} ({bij}) op 24-11-2026 om 10:00: {wat}. Wat u typte, staat er nog. Controleer het en verstuur opnieuw."
TERUG = {
    "status": "G", "reden_afsluiting": "1", "toelichting_afsluiting": "2", "contact_naam": "Bo Behandelaar",
    "contact_functie": "", "contact_telefoon": "", "contact_email": "bo@gemeente.example",
}  # fmt: skip
SCHOOL = {"intrekken": {"reden": "Verkeerde leerling 🙂"}, "aanvullen": {"tekst": "Er was een gesprek.\nEn nog een."}}
INSTANTIE = {"terugmelden": TERUG, "doorsturen": {"reden": "Verblijft elders."}, "heropenen": {"reden": "Weer weg."}}


@pytest.fixture
def school(wereld, ingelogd, melding):
    return ingelogd(wereld.melder)


@pytest.fixture
def gemeente(wereld, ingelogd, melding):
    return ingelogd(wereld.behandelaar)


def invoer(wereld, stap, **anders):
    velden = dict((SCHOOL | INSTANTIE)[stap])
    if stap == "doorsturen":
        velden["naar"] = str(wereld.instantie.pk)
    return {**velden, "versie": "1", **anders}


TABEL = [
    ("intrekken", {"reden": " "}, "reden", "Vul de reden in."),
    ("intrekken", {"reden": "a" * 501}, "reden", "Gebruik hoogstens 500 tekens; dit zijn er 501."),
    ("aanvullen", {"tekst": ""}, "tekst", "Schrijf de aanvulling op."),
    ("aanvullen", {"tekst": "a" * 2001}, "tekst", "Gebruik hoogstens 2000 tekens; dit zijn er 2001."),
    ("terugmelden", {"status": ""}, "status", "Kies de nieuwe status."),
    ("terugmelden", {"status": "I"}, "status", "Kies een status uit de lijst."),
    ("terugmelden", {"status": "D"}, "status", "Kies een status uit de lijst."),
    ("terugmelden", {"reden_afsluiting": ""}, "reden_afsluiting", "Kies de reden van afsluiten."),
    ("terugmelden", {"reden_afsluiting": "8"}, "reden_afsluiting", "Kies een reden uit de lijst."),
    ("terugmelden", {"toelichting_afsluiting": ""}, "toelichting_afsluiting", "Kies de toelichting bij het afsluiten."),
    ("terugmelden", {"toelichting_afsluiting": "4"}, "toelichting_afsluiting", "Kies een toelichting uit de lijst."),
    ("terugmelden", {"contact_naam": ""}, "contact_naam", "Vul de naam van de contactpersoon in."),
    ("terugmelden", {"contact_telefoon": "bel"}, "contact_telefoon", "Vul een telefoonnummer in, bijvoorbeeld 070 123 45 67."),
    ("terugmelden", {"contact_email": "bo"}, "contact_email", "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."),
    ("doorsturen", {"naar": ""}, "naar", "Kies de instantie."),
    ("doorsturen", {"naar": "999999999999"}, "naar", "Kies een instantie uit de lijst."),
    ("doorsturen", {"reden": ""}, "reden", "Vul de reden in."),
    ("heropenen", {"reden": ""}, "reden", "Vul de reden in."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("stap", "anders", "veld", "zin"), TABEL, ids=[f"{t[0]}-{t[2]}-{n}" for n, t in enumerate(TABEL)]
)
def test_een_fout_staat_bij_haar_veld_en_de_rest_blijft_staan(
    wereld, melding, school, gemeente, stap, anders, veld, zin
):
    velden = invoer(wereld, stap, **anders)
    voor = stand()
    antwoord = (school if stap in SCHOOL else gemeente).post(f"/meldingen/{melding.nummer}/{stap}/", velden)
    assert (antwoord.status_code, fouten_van(antwoord)) == (200, {veld: zin})
    assert stand() == voor
    getypt = getypt_in(antwoord)
    assert {naam: getypt.get(naam) for naam, w in velden.items() if w and naam not in anders} == {
        naam: [w] for naam, w in velden.items() if w and naam not in anders
    }


@pytest.mark.parametrize("stap", ["intrekken", "aanvullen", "terugmelden", "doorsturen", "heropenen"])
def test_een_verouderd_formulier_noemt_wie_en_wat_en_houdt_de_tekst(wereld, melding, school, gemeente, stap):
    velden = invoer(wereld, stap)
    vul_aan(wereld.melder, melding.nummer, 1, "Intussen.")
    voor = stand()
    antwoord = (school if stap in SCHOOL else gemeente).post(f"/meldingen/{melding.nummer}/{stap}/", velden)
    zin = VEROUDERD.format(wie="melder.00zv", bij="Instelling 00ZV", wat="aanvulling van de school")
    assert (fouten_van(antwoord), stand()) == ({"formulier": zin}, voor)
    getypt = getypt_in(antwoord)
    assert [getypt[naam] for naam, w in velden.items() if w and naam != "versie"] == [
        [w] for n, w in velden.items() if w and n != "versie"
    ]
    assert getypt["versie"] == ["2"]


def test_na_de_waarschuwing_lukt_nog_eens_versturen(wereld, melding, gemeente):
    vul_aan(wereld.melder, melding.nummer, 1, "Intussen.")
    adres = f"/meldingen/{melding.nummer}/terugmelden/"
    nieuw = getypt_in(gemeente.post(adres, invoer(wereld, "terugmelden")))
    assert gemeente.post(adres, nieuw).status_code == 302
    assert ververst(melding).status == "G"


def test_ook_met_een_andere_fout_erbij_zegt_een_verouderd_formulier_wie_het_was(wereld, melding, gemeente):
    """Een ander sloot de melding: de gekozen status bestaat dan niet meer in de lijst."""
    slot = Terugmelding(Status.AFGESLOTEN, "An", reden_afsluiting=1, toelichting_afsluiting=1)
    meld_terug(wereld.behandelaar, melding.nummer, 1, slot)
    antwoord = gemeente.post(
        f"/meldingen/{melding.nummer}/terugmelden/", invoer(wereld, "terugmelden", contact_naam="")
    )
    wat = "Status, Reden van afsluiten, Toelichting"
    assert fouten_van(antwoord) == {
        "contact_naam": "Vul de naam van de contactpersoon in.",
        "formulier": VEROUDERD.format(wie="behandelaar.0363", bij="Gemeente 0363", wat=wat),
    }
    assert getypt_in(antwoord)["status"] == ["G"]


@pytest.mark.parametrize("versie", ["", "abc", "-1", "1e0", "9" * 5000, "٢"])
@pytest.mark.parametrize("stap", ["wijzigen", "intrekken"])
def test_een_rare_versie_verandert_niets(wereld, melding, school, stap, versie):
    velden = getypt_in(school.get(f"/meldingen/{melding.nummer}/{stap}/")) | {"reden": "Anders", "versie": versie}
    voor = stand()
    antwoord = school.post(f"/meldingen/{melding.nummer}/{stap}/", velden)
    assert antwoord.status_code == 200
    assert 'id="foutoverzicht"' in antwoord.content.decode()
    assert stand() == voor


# --- wijzigen --------------------------------------------------------------------------------------------------------


@pytest.fixture
def open_formulier(school, melding):
    velden = getypt_in(school.get(f"/meldingen/{melding.nummer}/wijzigen/"))
    return {naam: waarden for naam, waarden in velden.items() if naam != "csrfmiddlewaretoken"}


def test_wijzigen_toont_de_melding_en_bewaart_alleen_het_verschil(school, melding, open_formulier):
    antwoord = school.post(f"/meldingen/{melding.nummer}/wijzigen/", open_formulier | {"reden": "Is bij zijn oma"})
    assert antwoord.status_code == 302
    regel = Gebeurtenis.objects.unscoped("proef").get(soort="gewijzigd")
    assert regel.wijzigingen == [["Vermoedelijke reden", "Komt na de pauze niet terug", "Is bij zijn oma"]]


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [({"begin": "31-7-2025"}, "begin", "De leerling staat pas sinds 1-8-2025 bij uw school ingeschreven. Vul een dag op of na die datum in."),
     ({"begin": "31-2-2026"}, "begin", "Vul een bestaande dag in, bijvoorbeeld 3-11-2026."),
     ({"soort": "V4"}, "soort", "‘16 uur of meer in 4 weken, 18 en ouder’ past niet bij deze leerling: die is op de eerste verzuimdag leerplichtig. Kies een andere soort."),
     ({"actie_gewenst": "nee"}, "toelichting_actie_gewenst", "Leg uit waarom u geen actie wilt.")],
)  # fmt: skip
def test_een_fout_bij_wijzigen_staat_bij_haar_veld(school, melding, open_formulier, anders, veld, zin):
    voor = stand()
    antwoord = school.post(f"/meldingen/{melding.nummer}/wijzigen/", open_formulier | anders)
    assert (fouten_van(antwoord), stand()) == ({veld: zin}, voor)
    assert getypt_in(antwoord)[next(iter(anders))] == list(anders.values())


def test_wijzigen_met_een_oude_versie_houdt_de_tekst(wereld, school, melding, open_formulier):
    vul_aan(wereld.melder, melding.nummer, 1, "Intussen.")
    voor = stand()
    antwoord = school.post(f"/meldingen/{melding.nummer}/wijzigen/", open_formulier | {"reden": "Mijn lange uitleg"})
    zin = VEROUDERD.format(wie="melder.00zv", bij="Instelling 00ZV", wat="aanvulling van de school")
    assert (fouten_van(antwoord), stand()) == ({"formulier": zin}, voor)
    assert (getypt_in(antwoord)["reden"], getypt_in(antwoord)["versie"]) == (["Mijn lange uitleg"], ["2"])


def test_een_locatie_van_een_andere_school_is_ook_bij_wijzigen_niet_te_kiezen(
    school, melding, open_formulier, andere_wereld
):
    vreemd = Locatie.objects.unscoped("proef").create(school=andere_wereld.school, naam="Vreemd")
    antwoord = school.post(f"/meldingen/{melding.nummer}/wijzigen/", open_formulier | {"locatie": str(vreemd.pk)})
    assert fouten_van(antwoord) == {"locatie": "Kies een locatie uit de lijst."}


def test_wijzigen_kan_ook_als_de_leerling_intussen_van_school_is(school, melding, open_formulier, tmp_path):
    lever(tmp_path, persoon(melding.pgn), *inschrijving(melding.pgn, tot="2026-11-20"))
    antwoord = school.post(f"/meldingen/{melding.nummer}/wijzigen/", open_formulier | {"eind": "20-11-2026"})
    assert antwoord.status_code == 302


# --- van een ander, of niet bestaand -----------------------------------------------------------------------------------

PADEN = [
    "",
    "wijzigen/",
    "intrekken/",
    "aanvullen/",
    "pdf/",
    "bevestiging/",
    "terugmelden/",
    "heropenen/",
    "doorsturen/",
]


@pytest.mark.parametrize("nummer", ["vreemd", "0", "999999999", "99999999999999999999999999"])
def test_een_vreemd_of_niet_bestaand_nummer_is_overal_404(school, gemeente, vreemde_melding, nummer):
    nummer = str(vreemde_melding.nummer) if nummer == "vreemd" else nummer
    kanten = {pad: gemeente if pad in {"terugmelden/", "heropenen/", "doorsturen/"} else school for pad in PADEN}
    assert {pad: wie.get(f"/meldingen/{nummer}/{pad}").status_code for pad, wie in kanten.items()} == dict.fromkeys(
        PADEN, 404
    )


@pytest.mark.parametrize("stap", ["terugmelden", "doorsturen", "heropenen"])
def test_een_eerdere_instantie_mag_er_niets_meer_mee(wereld, andere_wereld, melding, gemeente, stap):
    stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Bij u.")
    voor = stand()
    antwoord = gemeente.post(f"/meldingen/{melding.nummer}/{stap}/", invoer(wereld, stap, versie="2"))
    assert antwoord.status_code == 403
    assert stand()[:5] == voor[:5]


@pytest.mark.parametrize("stap", ["intrekken", "aanvullen", "wijzigen", "notitie"])
def test_zonder_sleutel_van_de_pagina_gebeurt_er_niets(wereld, ingelogd, melding, stap):
    streng = ingelogd(wereld.melder, client=Client(enforce_csrf_checks=True))
    voor = stand()
    antwoord = streng.post(f"/meldingen/{melding.nummer}/{stap}/", {"versie": "1", "reden": "x", "tekst": "x"})
    assert (antwoord.status_code, stand()) == (403, voor)


def test_een_notitie_zonder_tekst_of_lezers_krijgt_een_zin_en_houdt_de_keuze(school, melding):
    antwoord = school.post(f"/meldingen/{melding.nummer}/notitie/", {"tekst": "a" * 2001, "zichtbaar": "iedereen"})
    assert fouten_van(antwoord) == {
        "tekst": "Gebruik hoogstens 2000 tekens; dit zijn er 2001.", "zichtbaar": "Kies wie haar mag lezen."
    }  # fmt: skip
    assert getypt_in(antwoord)["tekst"] == ["a" * 2001]
    assert "Leerling" in tekst_van(antwoord)


# --- locaties en melders -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pad", "velden", "fouten"),
    [("locaties", {"naam": "", "adres": "Dam 1"}, {"naam": "Vul de naam van de locatie in."}),
     ("locaties", {"naam": "Hoofdlocatie", "adres": "Dam 1"}, {"naam": "Er is al een locatie met deze naam."}),
     ("locaties", {"naam": "a" * 101, "adres": "Dam 1"}, {"naam": "Gebruik hoogstens 100 tekens; dit zijn er 101."}),
     ("melders", {"naam": "Bo", "email": "bo"}, {"email": "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."}),
     ("melders", {"naam": "Bo", "email": ""}, {"email": "Vul het e-mailadres van de melder in."}),
     ("melders", {"naam": "", "email": "bo@x.example"}, {"naam": "Vul de naam van de melder in."})],
)  # fmt: skip
def test_een_fout_bij_beheer_staat_bij_haar_veld_en_de_rest_blijft(wereld, ingelogd, melding, pad, velden, fouten):
    beheer = ingelogd(wereld.beheerder)
    voor = stand()
    antwoord = beheer.post(f"/{pad}/nieuw/", velden)
    assert (fouten_van(antwoord), stand()) == (fouten, voor)
    assert {naam: getypt_in(antwoord).get(naam, [""]) for naam in velden} == {naam: [w] for naam, w in velden.items()}


@pytest.mark.parametrize("deel", ["", "archief/"])
@pytest.mark.parametrize("pk", ["vreemd", "0", "99999999999999999999"])
def test_een_locatie_van_een_ander_is_404(wereld, andere_wereld, ingelogd, melding, deel, pk):
    vreemd = Locatie.objects.unscoped("proef").create(school=andere_wereld.school, naam="Vreemd")
    adres = f"/locaties/{vreemd.pk if pk == 'vreemd' else pk}/{deel}"
    assert ingelogd(wereld.beheerder).post(adres, {"naam": "Van mij"}).status_code == 404
    assert Locatie.objects.unscoped("proef").get(pk=vreemd.pk).naam == "Vreemd"
