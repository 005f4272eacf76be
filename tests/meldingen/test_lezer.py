"""Een lezer die op het scherm gemaakt is, ziet precies zijn meldingen: in elke lijst, bladzijde, telling, pdf en mail."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.domein.rechten import Rol
from accounts.identiteit import namens
from accounts.models import Toewijzing
from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout
from meldingen.gegevens import Terugmelding
from meldingen.models import Gebeurtenis, Locatie, Melding, Notitie, Verzuimdag
from meldingen.services import geef_door, meld_terug, plaats_notitie
from tests.cast import maak_lid
from tests.leveringen import lever, persoon, pgn
from tests.loket.test_wie_ziet_wat import ONDERWIJSNUMMER
from tests.meldingen.hulp import sporen, stand
from tests.zaken import meld
from verzuimloket.db.bereik import als_web
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
BEHANDELING = Terugmelding(Status.IN_BEHANDELING, "Bo Behandelaar")


@pytest.fixture
def zaken(wereld, andere_wereld, school_van):
    """Noor op twee locaties, Buur op een ervan, en een leerling van een andere school."""
    noor, buur, vreemd = school_van(wereld), school_van(wereld, nummer=1, achternaam="Buur"), school_van(andere_wereld)
    zij = Locatie.objects.create(school=wereld.school, naam="Zijlocatie").pk
    return {
        "noor": meld(wereld.melder, wereld, noor),
        "noor zij": meld(wereld.melder, wereld, noor, keer=1, locatie=zij),
        "buur": meld(wereld.melder, wereld, buur),
        "vreemd": meld(andere_wereld.melder, andere_wereld, vreemd),
    }


@pytest.fixture
def maak_lezer(wereld, ingelogd):
    """Maakt een lezer zoals een beheerder dat doet; geeft hem met zijn rechten van nu."""

    def maak(naam="mentor", **keuze):
        wie = maak_lid(naam, wereld.school)
        Toewijzing.objects.create(gebruiker=wie, organisatie=wereld.school, rol=Rol.RAPPORTAGES, tot=date(2026, 11, 24))
        velden = {"leerlingen": "", "vanaf": "24-11-2026", "tot": "31-7-2027", "stap": "geef"} | keuze
        antwoord = ingelogd(wereld.beheerder).post(f"/beheer/gebruikers/{wie.pk}/lezer/", velden)
        assert antwoord.status_code == 302
        return namens(wie.pk, wereld.school.pk)

    return maak


KEUZES = {
    "een leerling": ({"leerlingen": pgn(0)}, {"noor", "noor zij"}),
    "een locatie": ({"locaties": "Zijlocatie"}, {"noor zij"}),
    "allebei": ({"locaties": "Zijlocatie", "leerlingen": pgn(1)}, {"noor zij", "buur"}),
}


@pytest.fixture(params=KEUZES)
def lezer_en_ziet(request, zaken, maak_lezer):
    keuze, ziet = KEUZES[request.param]
    if "locaties" in keuze:
        keuze = keuze | {"locaties": Locatie.objects.unscoped("test").get(naam=keuze["locaties"]).pk}
    return maak_lezer(**keuze), ziet


def namen(zaken, nummers):
    return {naam for naam, melding in zaken.items() if melding.nummer in set(nummers)}


def test_de_lijst_toont_precies_zijn_meldingen(zaken, lezer_en_ziet, ingelogd):
    lezer, ziet = lezer_en_ziet
    antwoord = ingelogd(lezer).get("/meldingen/")
    rijen = namen(zaken, [rij.nummer for rij, _ in antwoord.context["rijen"]])
    assert (rijen, antwoord.context["pagina"].paginator.count) == (ziet, len(ziet))


@pytest.mark.parametrize("route", ["meldingen:detail", "meldingen:pdf"])
def test_elke_bladzijde_en_pdf_bestaat_alleen_bij_zijn_meldingen(zaken, lezer_en_ziet, ingelogd, route):
    lezer, ziet = lezer_en_ziet
    client = ingelogd(lezer)
    status = {naam: client.get(reverse(route, args=[melding.nummer])).status_code for naam, melding in zaken.items()}
    assert status == {naam: 200 if naam in ziet else 404 for naam in zaken}


def test_zoeken_vindt_alleen_zijn_meldingen(zaken, lezer_en_ziet, ingelogd):
    lezer, ziet = lezer_en_ziet
    client = ingelogd(lezer)
    gevonden = set()
    for zoek in (pgn(0), pgn(1), pgn(1000), "Zeeman", "Buur", *(str(melding.nummer) for melding in zaken.values())):
        pagina = client.post("/meldingen/zoeken/", {"zoek": zoek}, follow=True)
        gevonden |= namen(zaken, [rij.nummer for rij, _ in pagina.context["rijen"]])
    assert gevonden == ziet


def test_de_tegel_en_de_teller_in_het_menu_tellen_alleen_zijn_meldingen(zaken, lezer_en_ziet, ingelogd):
    lezer, ziet = lezer_en_ziet
    Melding.objects.unscoped("test").update(ongelezen_school=True)
    antwoord = ingelogd(lezer).get("/")
    tegel = next(tegel for tegel in antwoord.context["tegels"] if tegel.titel == "Ongelezen meldingen")
    assert tegel.aantal == len(ziet)


@pytest.mark.parametrize("stap", ["wijzigen", "intrekken", "aanvullen", "terugmelden", "heropenen", "doorsturen"])
def test_een_lezer_wijzigt_niets(zaken, lezer_en_ziet, ingelogd, stap):
    lezer, ziet = lezer_en_ziet
    client, voor = ingelogd(lezer), Melding.objects.unscoped("test").values_list("nummer", "versie", "status")
    eerst = list(voor.order_by("nummer"))
    for naam, melding in zaken.items():
        antwoord = client.post(f"/meldingen/{melding.nummer}/{stap}/", {"versie": 1, "reden": "x", "tekst": "x"})
        assert antwoord.status_code == (403 if naam in ziet else 404)
    assert list(voor.order_by("nummer")) == eerst


@pytest.mark.parametrize("stap", ["notitie", "doorgeven"])
def test_een_lezer_schrijft_en_geeft_niets_door(zaken, lezer_en_ziet, ingelogd, stap):
    lezer, ziet = lezer_en_ziet
    naam = min(ziet)
    velden = {"tekst": "x", "zichtbaar": "intern", "lezer": lezer.pk}
    assert ingelogd(lezer).post(f"/meldingen/{zaken[naam].nummer}/{stap}/", velden).status_code == 403


@pytest.mark.parametrize("model", [Melding, Verzuimdag, Gebeurtenis, Notitie])
def test_ook_de_database_geeft_alleen_zijn_meldingen(wereld, zaken, lezer_en_ziet, model):
    lezer, ziet = lezer_en_ziet
    for naam in ("noor", "noor zij", "buur"):
        Verzuimdag.objects.create(melding=zaken[naam], datum=date(2026, 11, 2))
        plaats_notitie(wereld.melder, zaken[naam].nummer, "Gebeld", intern=True)
    veld = "nummer" if model is Melding else "melding_id"
    with als_web(lezer.scope.feiten()):
        nummers = list(model.objects.unscoped("de tweede lijn alleen").values_list(veld, flat=True))
    assert namen(zaken, nummers) == ziet


@pytest.mark.parametrize(("dag", "telt"), [("2026-11-23", 0), ("2026-11-24", 2), ("2027-07-31", 2), ("2027-08-01", 0)])
def test_een_lezer_leest_alleen_in_zijn_periode(wereld, zaken, maak_lezer, klok, dag, telt):
    wie = maak_lezer(leerlingen=pgn(0))
    klok.move_to(f"{dag}T12:00:00+01:00", tick=False)
    assert Melding.objects.visible_to(namens(wie.pk, wereld.school.pk)).count() == telt


def test_na_een_nieuw_nummer_leest_hij_dezelfde_leerling(wereld, zaken, maak_lezer, tmp_path):
    wie = maak_lezer(leerlingen=pgn(0))
    rollen = Toewijzing.objects.unscoped("test").filter(gebruiker=wie, rol=Rol.LEZER)
    rollen.update(leerling_pgns=[ONDERWIJSNUMMER])
    lever(tmp_path, persoon(ONDERWIJSNUMMER))
    lever(tmp_path, persoon(pgn(0)), f"WPG;{ONDERWIJSNUMMER};{pgn(0)}")
    assert rollen.get().leerling_pgns == [ONDERWIJSNUMMER, pgn(0)]


# --- een terugmelding doorgeven -------------------------------------------------------------------------------------
@pytest.fixture
def mentor(zaken, maak_lezer, wereld):
    """Leest Noor; op haar melding is geantwoord."""
    meld_terug(wereld.behandelaar, zaken["noor"].nummer, 1, BEHANDELING)
    return maak_lezer(leerlingen=pgn(0))


def geef(wereld, ingelogd, melding, lezer):
    return ingelogd(wereld.melder).post(f"/meldingen/{melding.nummer}/doorgeven/", {"lezer": lezer})


def test_doorgeven_laat_een_regel_een_logregel_en_een_mail_aan_de_lezer_na(wereld, zaken, mentor):
    with sporen() as nagelaten:
        assert geef_door(wereld.melder, zaken["noor"].nummer, mentor.pk)
    assert (nagelaten.tijdlijn, nagelaten.logboek) == (["doorgegeven"], ["meldingen:melding:doorgegeven"])
    assert nagelaten.post == [("melding/doorgegeven", mentor.email)]


def test_doorgeven_op_het_scherm_staat_in_de_tijdlijn(wereld, zaken, mentor, ingelogd):
    antwoord = geef(wereld, ingelogd, zaken["noor"], mentor.pk)
    item = ingelogd(wereld.melder).get(antwoord.url).context["tijdlijn"][0]
    assert (item.kop, item.tekst) == ("Antwoord doorgegeven", f"Aan {mentor.naam}.")


def test_de_mail_noemt_geen_leerling(wereld, zaken, mentor):
    geef_door(wereld.melder, zaken["noor"].nummer, mentor.pk)
    bericht = Bericht.objects.get(sjabloon="melding/doorgegeven")
    assert bericht.context == {
        "nummer": zaken["noor"].nummer,
        "school": wereld.school.naam,
        "locatie": "Hoofdlocatie",
    }


def test_twee_keer_doorgeven_is_een_keer(wereld, zaken, mentor):
    geef_door(wereld.melder, zaken["noor"].nummer, mentor.pk)
    voor = stand()
    assert (geef_door(wereld.melder, zaken["noor"].nummer, mentor.pk), stand()) == (False, voor)


def test_een_nieuw_antwoord_gaat_weer_door(wereld, zaken, mentor):
    geef_door(wereld.melder, zaken["noor"].nummer, mentor.pk)
    meld_terug(wereld.behandelaar, zaken["noor"].nummer, 2, Terugmelding(Status.TER_KENNISGEVING, "Bo"))
    assert geef_door(wereld.melder, zaken["noor"].nummer, mentor.pk)
    assert Bericht.objects.filter(sjabloon="melding/doorgegeven").count() == 2


def test_de_melder_kiest_alleen_uit_lezers_die_de_melding_mogen_zien(wereld, zaken, mentor, maak_lezer, ingelogd):
    maak_lezer("ander", leerlingen=pgn(1))
    pagina = ingelogd(wereld.melder).get(f"/meldingen/{zaken['noor'].nummer}/")
    keuzes = pagina.context["doorgeefform"].fields["lezer"].choices
    assert [keuze for keuze, _ in keuzes] == ["", mentor.pk]


def test_een_lezer_die_haar_niet_mag_zien_is_niet_te_kiezen(wereld, zaken, mentor, maak_lezer, ingelogd):
    ander = maak_lezer("ander", leerlingen=pgn(1))
    form = geef(wereld, ingelogd, zaken["noor"], ander.pk).context["doorgeefform"]
    assert form.errors == {"lezer": ["Kies een lezer uit de lijst."]}
    assert Gebeurtenis.objects.unscoped("test").filter(soort="doorgegeven").count() == 0


def test_ook_de_dienst_weigert_een_lezer_die_haar_niet_mag_zien(wereld, zaken, mentor, maak_lezer):
    ander = maak_lezer("ander", leerlingen=pgn(1))
    with pytest.raises(Domeinfout, match="Kies een lezer uit de lijst"):
        geef_door(wereld.melder, zaken["noor"].nummer, ander.pk)
    assert Bericht.objects.filter(sjabloon="melding/doorgegeven").count() == 0


def test_zonder_antwoord_is_er_niets_door_te_geven(wereld, zaken, mentor, ingelogd):
    pagina = ingelogd(wereld.melder).get(f"/meldingen/{zaken['noor zij'].nummer}/")
    assert pagina.context["doorgeefform"] is None
    with pytest.raises(Domeinfout, match="nog geen terugmelding"):
        geef_door(wereld.melder, zaken["noor zij"].nummer, mentor.pk)


def test_een_melding_van_een_ander_bestaat_niet(wereld, zaken, mentor, ingelogd):
    assert geef(wereld, ingelogd, zaken["vreemd"], mentor.pk).status_code == 404
