"""Slechte invoer bij opvoeren: een zin bij het veld, niets bewaard, en wat getypt is staat er nog."""

from datetime import date, timedelta

import pytest
from django.test import Client

from bron.domein.pgn import rest
from meldingen.models import Locatie, Melder, Melding
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.meldingen.hulp import fouten_van, getypt_in, stand, tekst_van

pytestmark = pytest.mark.django_db
VANDAAG = date(2026, 11, 24)
TIEN_MB = "Noor is er niet. " * (10 * 1024 * 1024 // 17)


@pytest.fixture
def school(wereld, leerling, ingelogd):
    return ingelogd(wereld.melder)


@pytest.fixture
def pagina(school, leerling):
    """Het adres van het formulier, na het nummer."""
    return school.post("/meldingen/nieuw/", {"pgn": leerling.pgn})["Location"]


@pytest.fixture
def ingevuld(leerling):
    return {
        "soort": "V3", "reden": "Komt na de pauze niet terug", "begin": "2-11-2026", "eind": "",
        "alle_lessen_gemist": "nee", "toelichting": "", "ondernomen_actie": "Gebeld met thuis.", "actie_gewenst": "ja",
        "toelichting_actie_gewenst": "", "locatie": str(Locatie.objects.unscoped("proef").get().pk), "melder": "",
        "naam_melder": "Mees Melder", "functie_melder": "", "telefoon_melder": "", "email_melder": "mees@school.example",
        "telefoon_ouder": "", "leerlingnummer": "", "afwijkend_adres-postcode": "", "dagen-0-datum": "",
    }  # fmt: skip


# --- stap 1: het nummer ---------------------------------------------------------------------------------------------

ONBEKEND = "Bij uw school staat vandaag geen leerling met dit nummer ingeschreven."
PGNS = [
    ("", "Vul het persoonsgebonden nummer van de leerling in."),
    ("12345678", "Een persoonsgebonden nummer heeft precies 9 cijfers."),
    ("9999000061", "Een persoonsgebonden nummer heeft precies 9 cijfers."),
    ("١٢٣٤٥٦٧٨٩", "Een persoonsgebonden nummer heeft precies 9 cijfers."),
    ("negen cijf", "Een persoonsgebonden nummer heeft precies 9 cijfers."),
    ("000000000", "Dit is geen bestaand nummer."),
    ("999900007", "Dit is geen bestaand nummer."),
    (pgn(77), ONBEKEND),
    ("5" * 100_000, "Een persoonsgebonden nummer heeft precies 9 cijfers."),
    ("🙂", "Een persoonsgebonden nummer heeft precies 9 cijfers."),
]


@pytest.mark.parametrize(("getypt", "zin"), PGNS, ids=[g[:12] or "leeg" for g, _ in PGNS])
def test_een_verkeerd_nummer_krijgt_een_zin_bij_het_veld_en_blijft_staan(school, getypt, zin):
    antwoord = school.post("/meldingen/nieuw/", {"pgn": getypt})
    assert antwoord.status_code == 200
    assert fouten_van(antwoord)["pgn"].startswith(zin)
    assert getypt_in(antwoord).get("pgn", [""]) == [getypt]


def test_een_leerling_van_een_andere_school_en_een_onbekend_nummer_geven_hetzelfde_antwoord(
    school, andere_wereld, school_van
):
    vreemd = school_van(andere_wereld)
    fouten = [fouten_van(school.post("/meldingen/nieuw/", {"pgn": nummer})) for nummer in (vreemd.pgn, pgn(77))]
    assert fouten[0] == fouten[1]
    assert fouten[0]["pgn"].startswith(ONBEKEND)


def test_een_uitgeschreven_leerling_is_vandaag_niet_te_melden(school, tmp_path):
    lever(tmp_path, persoon(pgn(9)), *inschrijving(pgn(9), tot="2026-11-23"))
    assert fouten_van(school.post("/meldingen/nieuw/", {"pgn": pgn(9)}))["pgn"].startswith(ONBEKEND)


def test_een_onderwijsnummer_mag_ook(school, tmp_path):
    nummer = next(f"10{n:07d}" for n in range(1, 99) if rest(f"10{n:07d}") == 5)
    lever(tmp_path, persoon(nummer), *inschrijving(nummer))
    antwoord = school.post("/meldingen/nieuw/", {"pgn": nummer})
    assert antwoord.status_code == 302
    assert nummer not in antwoord["Location"]


def test_een_nummer_met_punten_en_spaties_wordt_gelezen(school, leerling):
    p = leerling.pgn
    assert school.post("/meldingen/nieuw/", {"pgn": f" {p[:4]}.{p[4:6]} {p[6:]} "}).status_code == 302


# --- stap 2: het formulier ------------------------------------------------------------------------------------------

BESTAANDE_DAG = "Vul een bestaande dag in, bijvoorbeeld 3-11-2026."
TABEL = [
    ("soort leeg", {"soort": ""}, "soort", "Kies de vermoedelijke soort verzuim."),
    ("soort bestaat niet", {"soort": "ZZ"}, "soort", "Kies een soort verzuim uit de lijst."),
    ("soort van voor 2009", {"soort": "V1"}, "soort", "Kies een soort verzuim uit de lijst."),
    ("soort past niet bij leeftijd", {"soort": "V4"}, "soort", "‘16 uur of meer in 4 weken, 18 en ouder’ past niet bij deze leerling"),
    ("reden leeg", {"reden": "  "}, "reden", "Vul de vermoedelijke reden in."),
    ("reden te lang", {"reden": "a" * 201}, "reden", "Gebruik hoogstens 200 tekens; dit zijn er 201."),
    ("reden van 10 MB", {"reden": TIEN_MB}, "reden", f"Gebruik hoogstens 200 tekens; dit zijn er {len(TIEN_MB.strip())}."),
    ("toelichting te lang", {"toelichting": "🙂" * 101}, "toelichting", "Gebruik hoogstens 100 tekens; dit zijn er 101."),
    ("actie te lang", {"ondernomen_actie": "b" * 2001}, "ondernomen_actie", "Gebruik hoogstens 2000 tekens; dit zijn er 2001."),
    ("begin leeg", {"begin": ""}, "begin", "Vul in wanneer het verzuim begon."),
    ("begin 31-2", {"begin": "31-2-2026"}, "begin", BESTAANDE_DAG),
    ("begin 29-2 in gewoon jaar", {"begin": "29-2-2026"}, "begin", BESTAANDE_DAG),
    ("begin jaar 0001", {"begin": "1-1-0001"}, "begin", BESTAANDE_DAG),
    ("begin jaar 9999", {"begin": "31-12-9999"}, "begin", BESTAANDE_DAG),
    ("begin met Arabische cijfers", {"begin": "٢-١١-٢٠٢٦"}, "begin", BESTAANDE_DAG),
    ("begin morgen", {"begin": "25-11-2026"}, "begin", "De begindatum ligt in de toekomst."),
    ("begin voor inschrijving", {"begin": "31-7-2025"}, "begin", "De leerling staat pas sinds 1-8-2025 bij uw school ingeschreven."),
    ("eind voor begin", {"eind": "1-11-2026"}, "eind", "De einddatum ligt voor de begindatum. Vul een datum op of na 2-11-2026 in."),
    ("eind morgen", {"eind": "25-11-2026"}, "eind", "De einddatum ligt in de toekomst."),
    ("eind 31-4", {"eind": "31-4-2026"}, "eind", BESTAANDE_DAG),
    ("alle lessen raar", {"alle_lessen_gemist": "misschien"}, "alle_lessen_gemist", "Kies ja of nee."),
    ("actie leeg", {"actie_gewenst": ""}, "actie_gewenst", "Kies of u actie wilt."),
    ("geen actie zonder uitleg", {"actie_gewenst": "nee"}, "toelichting_actie_gewenst", "Leg uit waarom u geen actie wilt."),
    ("locatie leeg", {"locatie": ""}, "locatie", "Kies de locatie."),
    ("locatie bestaat niet", {"locatie": "999999999999999999999"}, "locatie", "Kies een locatie uit de lijst."),
    ("locatie is tekst", {"locatie": "1 OR 1=1"}, "locatie", "Kies een locatie uit de lijst."),
    ("melder bestaat niet", {"melder": "-1"}, "melder", "Kies een melder uit de lijst."),
    ("geen melder", {"naam_melder": ""}, "naam_melder", "Vul de naam van de melder in, of kies een melder uit de lijst."),
    ("geen e-mail", {"email_melder": ""}, "email_melder", "Vul het e-mailadres van de melder in, of kies een melder uit de lijst."),
    ("e-mail raar", {"email_melder": "mees"}, "email_melder", "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."),
    ("e-mail met kopregel", {"email_melder": "a@b.nl\nBcc: c@d.nl"}, "email_melder", "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."),
    ("telefoon raar", {"telefoon_ouder": "bel maar"}, "telefoon_ouder", "Vul een telefoonnummer in, bijvoorbeeld 070 123 45 67."),
    ("leerlingnummer te lang", {"leerlingnummer": "1" * 21}, "leerlingnummer", "Gebruik hoogstens 20 tekens; dit zijn er 21."),
    ("postcode raar", {"afwijkend_adres-postcode": "12 AB"}, "afwijkend_adres-postcode", "Vul een postcode in als 1234 AB."),
    ("postcode onbekend", {"afwijkend_adres-postcode": "9999ZZ", "afwijkend_adres-straat": "Dam", "afwijkend_adres-plaats": "X"},
     "afwijkend_adres-postcode", "Deze postcode kennen wij niet."),
    ("adres zonder postcode", {"afwijkend_adres-straat": "Dam", "afwijkend_adres-plaats": "X"}, "afwijkend_adres-postcode", "Vul de postcode in"),
    ("adres zonder straat", {"afwijkend_adres-postcode": "1012AB", "afwijkend_adres-plaats": "X"}, "afwijkend_adres-straat", "Vul de straat in, of omschrijf de plek."),
    ("adres zonder plaats", {"afwijkend_adres-postcode": "1012AB", "afwijkend_adres-straat": "Dam"}, "afwijkend_adres-plaats", "Vul de plaats in."),
    ("huisletter te lang", {"afwijkend_adres-huisletter": "AB"}, "afwijkend_adres-huisletter", "Gebruik hoogstens 1 tekens; dit zijn er 2."),
    ("dag 31-2", {"dagen-0-datum": "31-2-2026", "dagen-0-hele_dag": "on"}, "dagen-0-datum", BESTAANDE_DAG),
    ("dag voor begin", {"dagen-0-datum": "1-11-2026", "dagen-0-hele_dag": "on"}, "dagen-0-datum", "Deze dag valt buiten het verzuim."),
    ("dag na eind", {"eind": "3-11-2026", "dagen-0-datum": "4-11-2026", "dagen-0-hele_dag": "on"}, "dagen-0-datum", "Deze dag valt buiten het verzuim."),
    ("dag zonder uren", {"dagen-0-datum": "3-11-2026"}, "dagen-0-hele_dag", "Kies ‘hele dag’ of de lesuren van deze dag."),
    ("uren zonder dag", {"dagen-0-lesuren": ["3"]}, "dagen-0-datum", "Vul de datum van deze dag in."),
    ("lesuur 13", {"dagen-0-datum": "3-11-2026", "dagen-0-lesuren": ["13"]}, "dagen-0-lesuren", "Kies lesuren van 1 tot en met 12."),
    ("dag dubbel", {"dagen-0-datum": "3-11-2026", "dagen-0-hele_dag": "on", "dagen-7-datum": "3-11-2026", "dagen-7-hele_dag": "on"},
     "dagen-7-datum", "Deze dag staat er al."),
]  # fmt: skip


@pytest.mark.parametrize(("anders", "veld", "zin"), [rij[1:] for rij in TABEL], ids=[rij[0] for rij in TABEL])
def test_een_fout_staat_bij_haar_veld_en_alles_wat_getypt_is_blijft_staan(school, pagina, ingevuld, anders, veld, zin):
    voor = stand()
    antwoord = school.post(pagina, ingevuld | anders)
    assert antwoord.status_code == 200
    assert fouten_van(antwoord)[veld].startswith(zin)
    assert stand() == voor
    getypt = getypt_in(antwoord)
    kwijt = {
        n: w
        for n, w in (ingevuld | anders).items()
        if w and _niet_terug(getypt.get(n), w) and n not in NIET_TE_KIEZEN.get(veld, ())
    }
    assert kwijt == {}


# een keuze die niet in de lijst staat, kan een lijst niet laten zien; een vinkje dat niet bestaat ook niet
NIET_TE_KIEZEN = {"soort": ("soort",), "locatie": ("locatie",), "melder": ("melder",), "alle_lessen_gemist": ("alle_lessen_gemist",),
                  "dagen-0-lesuren": ("dagen-0-lesuren",)}  # fmt: skip


def _niet_terug(gevonden, getypt):
    return gevonden != (getypt if isinstance(getypt, list) else [getypt])


@pytest.mark.parametrize(("model", "veld"), [(Locatie, "locatie"), (Melder, "melder")])
def test_een_nummer_van_een_andere_school_bestaat_hier_niet(school, pagina, ingevuld, andere_wereld, model, veld):
    extra = {"email": "v@x.example"} if model is Melder else {}
    vreemd = model.objects.unscoped("proef").create(school=andere_wereld.school, naam="Vreemd", **extra)
    antwoord = school.post(pagina, ingevuld | {veld: str(vreemd.pk)})
    assert fouten_van(antwoord) == {veld: f"Kies een {veld} uit de lijst."}
    assert "Vreemd" not in tekst_van(antwoord)


def test_emoji_en_tekst_van_rechts_naar_links_zijn_gewoon(school, pagina, ingevuld):
    reden = "משפחה 🙂 \u202eآخر\u202c"
    controle = school.post(pagina, ingevuld | {"reden": reden}, follow=True)
    school.post(controle.request["PATH_INFO"])
    assert Melding.objects.unscoped("proef").get().reden == reden


def test_een_nulbyte_wordt_geweigerd_en_het_getypte_is_over_te_nemen(school, pagina, ingevuld):
    voor = stand()
    antwoord = school.post(pagina, ingevuld | {"reden": "Komt\x00niet"})
    assert antwoord.status_code == 400
    assert "In het veld ‘reden’ staat een teken dat niet verwerkt kan worden." in tekst_van(antwoord)
    assert "Gebeld met thuis." in tekst_van(antwoord)
    daarna = stand()
    weigering = daarna[-2].pop()  # de laatste regel van het logboek
    assert (daarna, weigering["actie"]) == (voor, "accounts:aanvraag:geweigerd")


def test_vijfduizend_dagen_krijgen_een_zin_en_blijven_leesbaar(school, pagina, ingevuld):
    dagen = {f"dagen-{n}-datum": f"{VANDAAG - timedelta(days=n):%d-%m-%Y}" for n in range(5000)}
    uren = {f"dagen-{n}-lesuren": ["2"] for n in range(5000)}
    voor = stand()
    antwoord = school.post(pagina, ingevuld | dagen | uren)
    assert antwoord.status_code == 200
    assert "U kunt hoogstens 100 dagen opgeven." in fouten_van(antwoord)["dagen-99-datum"]
    assert f"{dagen['dagen-4999-datum']} lesuur 2" in tekst_van(antwoord)
    assert stand() == voor


def test_meer_tekst_dan_een_concept_bevat_krijgt_een_zin_ook_als_het_veld_niet_bestaat(school, pagina, ingevuld):
    antwoord = school.post(pagina, ingevuld | {"onbekend_veld": "a" * 1_100_000})
    assert fouten_van(antwoord)["formulier"].startswith("Dit is te veel tekst om te bewaren of te versturen.")
    assert getypt_in(antwoord)["reden"] == ["Komt na de pauze niet terug"]


def test_dertien_mb_is_te_groot_voor_de_poort(school, pagina, ingevuld):
    antwoord = school.post(pagina, ingevuld | {"reden": "a" * (13 * 1024 * 1024)})
    assert antwoord.status_code == 413
    assert "Er is niets verstuurd: dit is te groot." in tekst_van(antwoord)


# --- versturen -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "token", [{}, {"csrfmiddlewaretoken": "a" * 64}, {"csrfmiddlewaretoken": "🙂"}], ids=["geen", "vals", "raar"]
)
@pytest.mark.parametrize("stap", ["formulier", "controle"])
def test_zonder_echte_sleutel_van_de_pagina_gebeurt_er_niets(wereld, ingelogd, pagina, ingevuld, stap, token):
    streng = ingelogd(wereld.melder, client=Client(enforce_csrf_checks=True))
    streng.get(pagina)
    voor = stand()
    antwoord = streng.post(pagina if stap == "formulier" else f"{pagina}controle/", ingevuld | token)
    assert antwoord.status_code == 403
    assert "lang" in antwoord.content.decode()[:200]
    assert stand() == voor


def test_nog_eens_versturen_geeft_dezelfde_bevestiging_en_niets_nieuws(school, pagina, ingevuld):
    school.post(pagina, ingevuld)
    eerste = school.post(f"{pagina}controle/")
    voor = stand()
    herhaald = [school.post(f"{pagina}controle/"), school.post(pagina, ingevuld), school.get(f"{pagina}controle/")]
    assert {antwoord["Location"] for antwoord in herhaald} == {eerste["Location"]}
    assert stand() == voor


def test_controle_zonder_ingevuld_formulier_gaat_terug_naar_het_formulier(school, pagina):
    assert school.post(f"{pagina}controle/")["Location"] == pagina
    assert not Melding.objects.unscoped("proef").exists()


def test_een_concept_van_een_ander_bestaat_niet(wereld, vreemde_melder, ingelogd, pagina):
    vreemd = ingelogd(vreemde_melder)
    assert [vreemd.get(adres).status_code for adres in (pagina, f"{pagina}controle/")] == [404, 404]


def test_te_jong_of_te_oud_staat_bij_de_begindatum(school, ingevuld, tmp_path):
    lever(tmp_path, persoon(pgn(8), geboren="1999-11-01"), *inschrijving(pgn(8), sector="MBO"))
    adres = school.post("/meldingen/nieuw/", {"pgn": pgn(8)})["Location"]
    antwoord = school.post(adres, ingevuld | {"soort": "RMC"})
    assert fouten_van(antwoord)["begin"].startswith(
        "Voor deze leerling kan op deze begindatum geen verzuim gemeld worden"
    )
