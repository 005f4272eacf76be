"""De namen van de velden (contract 3), en dagen opgeven zonder script."""

from datetime import date

import pytest

from accounts.models import Concept
from meldingen.gegevens import Dag
from meldingen.models import Melder, Melding, Verzuimdag
from tests.meldingen.hulp import fouten_van, getypt_in, stand, tekst_van
from tests.zaken import meld

pytestmark = pytest.mark.django_db
CONTRACT = [
    "soort", "reden", "begin", "eind", "alle_lessen_gemist", "toelichting", "ondernomen_actie", "actie_gewenst",
    "toelichting_actie_gewenst", "locatie", "melder", "naam_melder", "functie_melder", "telefoon_melder",
    "email_melder", "telefoon_ouder",
]  # fmt: skip
ADRES = ["straat", "huisnummer", "huisletter", "toevoeging", "postcode", "locatie_aanduiding", "plaats"]


@pytest.fixture
def school(wereld, leerling, ingelogd):
    return ingelogd(wereld.melder)


@pytest.fixture
def pagina(school, leerling):
    return school.post("/meldingen/nieuw/", {"pgn": leerling.pgn})["Location"]


def verstuurbaar(antwoord):
    return {naam: waarden for naam, waarden in getypt_in(antwoord).items() if naam != "csrfmiddlewaretoken"}


def ingevuld(antwoord, **anders):
    locatie = Melding._meta.get_field("locatie").related_model.objects.unscoped("proef").get().pk
    return verstuurbaar(antwoord) | {
        "soort": "V3", "reden": "Komt niet", "begin": "2-11-2026", "locatie": str(locatie), "naam_melder": "Mees",
        "email_melder": "mees@school.example",
    } | anders  # fmt: skip


def namen_in(antwoord):
    tags = antwoord.content.decode().split('name="')[1:]
    return {deel.split('"')[0] for deel in tags}


def test_stap_1_heet_pgn(school):
    assert "pgn" in namen_in(school.get("/meldingen/nieuw/"))


@pytest.mark.parametrize("weg", ["opvoeren", "wijzigen"])
def test_de_velden_heten_zoals_in_het_contract(wereld, school, pagina, leerling, weg):
    adres = pagina if weg == "opvoeren" else f"/meldingen/{meld(wereld.melder, wereld, leerling).nummer}/wijzigen/"
    verwacht = {*CONTRACT, *(f"afwijkend_adres-{naam}" for naam in ADRES)}
    verwacht |= {"dagen-TOTAL_FORMS", *(f"dagen-0-{naam}" for naam in ("datum", "hele_dag", "lesuren"))}
    assert verwacht - namen_in(school.get(adres)) == set()


def test_een_nieuw_formulier_staat_op_niet_alle_lessen_en_wel_actie(school, pagina):
    getypt = getypt_in(school.get(pagina))
    assert (getypt["alle_lessen_gemist"], getypt["actie_gewenst"]) == (["nee"], ["ja"])


def test_nog_een_dag_geeft_een_lege_rij_erbij_zonder_fouten_en_houdt_het_getypte(school, pagina):
    half = {"reden": "Half getypt", "dagen-0-datum": "31-2-2026", "dagen-0-lesuren": ["2", "4"], "actie_gewenst": "nee",
            "afwijkend_adres-plaats": "Ede"}  # fmt: skip
    antwoord = school.post(pagina, verstuurbaar(school.get(pagina)) | half | {"meer_dagen": "1"})
    assert fouten_van(antwoord) == {}
    getypt = getypt_in(antwoord)
    assert {naam: getypt[naam] for naam in half} == {n: w if isinstance(w, list) else [w] for n, w in half.items()}
    assert (getypt["dagen-1-datum"], getypt["dagen-TOTAL_FORMS"]) == ([""], ["2"])


def test_drie_dagen_opgeven_en_versturen_kan_zonder_script(school, pagina):
    antwoord = school.get(pagina)
    for nummer, dag in enumerate(("3-11-2026", "4-11-2026")):
        antwoord = school.post(
            pagina,
            ingevuld(antwoord, meer_dagen="1", **{f"dagen-{nummer}-datum": dag, f"dagen-{nummer}-hele_dag": "on"}),
        )
    laatste = {"dagen-2-datum": "5-11-2026", "dagen-2-lesuren": ["1", "12"]}
    school.post(pagina, ingevuld(antwoord, **laatste))
    school.post(f"{pagina}controle/")
    dagen = Verzuimdag.objects.unscoped("proef").order_by("datum")
    assert [(d.datum.day, d.omschrijving) for d in dagen] == [(3, "hele dag"), (4, "hele dag"), (5, "lesuur 1, 12")]


def test_bij_wijzigen_kan_er_ook_een_dag_bij(wereld, school, leerling):
    adres = f"/meldingen/{meld(wereld.melder, wereld, leerling).nummer}/wijzigen/"
    een = school.post(
        adres,
        verstuurbaar(school.get(adres)) | {"dagen-0-datum": "3-11-2026", "dagen-0-hele_dag": "on", "meer_dagen": "1"},
    )
    voor = stand()
    twee = verstuurbaar(een) | {"dagen-1-datum": "4-11-2026", "dagen-1-hele_dag": "on"}
    assert stand() == voor
    assert school.post(adres, twee).status_code == 302
    assert list(Verzuimdag.objects.unscoped("proef").order_by("datum").values_list("datum", flat=True)) == [
        date(2026, 11, 3), date(2026, 11, 4)
    ]  # fmt: skip


def test_een_dag_leegmaken_haalt_haar_weg(wereld, school, leerling):
    melding = meld(wereld.melder, wereld, leerling, dagen=(Dag(date(2026, 11, 3)),))
    adres = f"/meldingen/{melding.nummer}/wijzigen/"
    velden = verstuurbaar(school.get(adres)) | {"dagen-0-datum": ""}
    velden.pop("dagen-0-hele_dag")
    school.post(adres, velden)
    assert not Verzuimdag.objects.unscoped("proef").exists()


def test_een_half_formulier_is_als_concept_te_bewaren_en_komt_zonder_fouten_terug(school, pagina):
    half = verstuurbaar(school.get(pagina)) | {"reden": "Later verder", "concept": "1"}
    assert school.post(pagina, half)["Location"] == "/meldingen/nieuw/"
    assert pagina in school.get("/meldingen/nieuw/").content.decode()
    terug = school.get(pagina)
    assert (getypt_in(terug)["reden"], fouten_van(terug)) == (["Later verder"], {})


def test_elk_veld_overleeft_de_weg_langs_het_concept(school, pagina):
    alles = ingevuld(
        school.get(pagina), eind="6-11-2026", alle_lessen_gemist="ja", toelichting="Sinds maandag", ondernomen_actie="Gebeld",
        actie_gewenst="nee", toelichting_actie_gewenst="Is terug", functie_melder="Mentor", telefoon_melder="070 1234567",
        telefoon_ouder="+31 6 12345678", leerlingnummer="LL-7",
        **{f"afwijkend_adres-{naam}": w for naam, w in zip(ADRES, ("Dam", "1", "a", "II", "1012 ab", "woonboot", "Amsterdam"), strict=True)},
        **{"dagen-0-datum": "3-11-2026", "dagen-0-lesuren": ["1", "12"]},
    )  # fmt: skip
    school.post(pagina, alles)
    terug = getypt_in(school.get(pagina))
    assert {naam: terug.get(naam) for naam in alles} == {n: w if isinstance(w, list) else [w] for n, w in alles.items()}


def test_een_gekozen_melder_vult_de_lege_velden_en_krijgt_het_antwoord(wereld, school, pagina):
    gegevens = {"naam": "Bo de Vries", "functie": "Mentor", "telefoon": "070 1234567", "email": "bo@school.example"}
    gekozen = Melder.objects.unscoped("proef").create(school=wereld.school, **gegevens)
    school.post(pagina, ingevuld(school.get(pagina), melder=str(gekozen.pk), naam_melder="", email_melder=""))
    school.post(f"{pagina}controle/")
    melding = Melding.objects.unscoped("proef").get()
    assert {naam: getattr(melding, f"{naam}_melder") for naam in gegevens} == gegevens
    assert melding.melder == gekozen


def test_de_uitleg_bij_geen_actie_vervalt_als_er_wel_actie_gewenst_is(school, pagina):
    school.post(pagina, ingevuld(school.get(pagina), actie_gewenst="ja", toelichting_actie_gewenst="Toch wel"))
    school.post(f"{pagina}controle/")
    assert Melding.objects.unscoped("proef").get().toelichting_actie_gewenst == ""


def test_de_bevestiging_noemt_nummer_ontvanger_en_waarom(school, pagina):
    school.post(pagina, ingevuld(school.get(pagina)))
    tekst = tekst_van(school.post(f"{pagina}controle/", follow=True))
    nummer = Melding.objects.unscoped("proef").get().nummer
    assert f"Uw meldingsnummer is {nummer} ." in tekst
    assert "De melding is voor Gemeente 0363 . De leerling woont in Gemeente 0363" in tekst
    assert "U krijgt een mail op mees@school.example zodra er een antwoord is." in tekst


def test_na_versturen_is_het_concept_weg(school, pagina):
    school.post(pagina, ingevuld(school.get(pagina)))
    assert Concept.objects.unscoped("proef").count() == 1
    school.post(f"{pagina}controle/")
    assert Concept.objects.unscoped("proef").count() == 0


def test_de_controle_toont_naar_wie_en_waarom_en_elk_antwoord(school, pagina):
    school.post(
        pagina,
        ingevuld(
            school.get(pagina),
            toelichting="Sinds de herfst",
            **{"dagen-0-datum": "3-11-2026", "dagen-0-lesuren": ["2"]},
        ),
    )
    html = school.get(f"{pagina}controle/").content.decode()
    for tekst in (
        "De leerling woont in Gemeente 0363",
        "Noor van der Zeeman",
        "Sinds de herfst",
        "3-11-2026: lesuur 2",
        "Hoofdlocatie",
    ):
        assert tekst in html
