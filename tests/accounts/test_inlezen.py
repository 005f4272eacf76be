"""Veel gebruikers tegelijk aanmelden: eerst bekijken, dan bevestigen, en de brieven in bundels."""

import io
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.domein.inlezen import Bekend, Uitkomst, beoordeel
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Aanbieding, Activatie, Gebruiker, Toewijzing, Voorstel
from accounts.services import inlezen as dienst
from accounts.services.activeren import open_activatie
from accounts.services.bundel import BUNDEL, maak_brieven
from accounts.tasks import ruim_op
from tests.accounts.bladen import blad, gebruiker, lees
from tests.cast import maak_lid
from tests.tellen import aantal_queries
from verzuimloket.audit.models import AuditEvent
from verzuimloket.clock import nu
from verzuimloket.pdf import maak_pdf

INLEZEN = "/beheer/gebruikers/inlezen/"


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def client(ingelogd, wereld):
    return ingelogd(wereld.beheerder)


def bied_aan(client, *rijen) -> str:
    """Bied een blad aan op het scherm; geeft het adres van het voorbeeld."""
    return client.post(INLEZEN, {"bestand": ContentFile(blad(*rijen), "gebruikers.xlsx")}).url


def lijst(wereld, *rijen) -> Aanbieding:
    return dienst.bied_gebruikers_aan(lees(blad(*rijen)), door=wereld.beheerder, sessie="s")


def bevestig(wereld, *rijen) -> list[dienst.Regel]:
    eigen = lijst(wereld, *rijen)
    dienst.bevestig_gebruikers(eigen, reden="Nieuwe collega", door=wereld.beheerder)
    eigen.refresh_from_db()
    return dienst.lees_regels(eigen, wereld.beheerder)


def nieuwen() -> list[str]:
    return sorted(Gebruiker.objects.filter(username__startswith="nina.").values_list("username", flat=True))


def uitkomsten(regels) -> list[str]:
    return [regel.oordeel.uitkomst.value for regel in regels]


# --- bekijken -------------------------------------------------------------------------------------------------------
def test_aanbieden_toont_per_rij_wat_ermee_gebeurt_en_er_ontstaat_niemand(client):
    pagina = client.get(bied_aan(client, gebruiker(1), gebruiker(2, "Directeur"), gebruiker(1)))
    regels = [(regel.oordeel.rij.nummer, naam) for regel, naam in pagina.context["regels"]]
    assert (regels, nieuwen()) == ([(2, "Goed"), (3, "Fout"), (4, "Wordt overgeslagen")], [])


def test_een_ander_bestand_geeft_een_fout_bij_het_veld(client):
    antwoord = client.post(INLEZEN, {"bestand": ContentFile(b"Naam;Rol\n", "gebruikers.xlsx")})
    [fout] = antwoord.context["form"].errors["bestand"]
    assert (fout[:27], Aanbieding.objects.unscoped("test").exists()) == ("Dit is geen xlsx-bestand. B", False)


@pytest.mark.parametrize(
    ("rij", "uitkomst", "zin"),
    [
        ({"gebruikersnaam": "melder.00zv"}, "waarschuwing", "Deze gebruiker is hier al bekend. Zijn rollen wijzigt u"),
        ({"gebruikersnaam": "MELDER.27GZ"}, "fout", "Cel C2: deze gebruikersnaam is al in gebruik. Kies een andere."),
        ({"email": "Mia@School.example"}, "waarschuwing", "Een gebruiker hier heeft dit e-mailadres al."),
        ({"email": "bo@elders.example"}, "goed", ""),
    ],
)
def test_wat_er_al_is_wordt_niet_nog_eens_gemaakt(wereld, andere_wereld, rij, uitkomst, zin):
    Gebruiker.objects.filter(pk=wereld.melder.pk).update(email="mia@school.example")
    Gebruiker.objects.filter(pk=andere_wereld.melder.pk).update(email="bo@elders.example")
    [regel] = dienst.lees_regels(lijst(wereld, gebruiker(1, **rij)), wereld.beheerder)
    assert (regel.oordeel.uitkomst.value, regel.oordeel.uitleg[: len(zin)]) == (uitkomst, zin)


def test_van_twee_dezelfde_wordt_de_eerste_goede_aangemeld():
    rijen = lees(blad(gebruiker(1, "x"), gebruiker(1), gebruiker(1), gebruiker(2, email="nina1@school.example")))
    oordelen = beoordeel(rijen, Bekend(set(), set(), set()))
    assert [(o.uitkomst, o.uitleg) for o in oordelen][1:] == [
        (Uitkomst.GOED, ""),
        (Uitkomst.WAARSCHUWING, "Deze gebruikersnaam staat ook op rij 3."),
        (Uitkomst.WAARSCHUWING, "Dit e-mailadres staat ook op rij 3. Is het iemand anders, meld hem dan los aan."),
    ]


@pytest.mark.parametrize("aantal", [1, 500])
def test_het_voorbeeld_stelt_evenveel_vragen_bij_een_rij_als_bij_vijfhonderd(client, aantal):
    adres = bied_aan(client, *(gebruiker(nr) for nr in range(aantal)))
    client.get(adres)
    with aantal_queries(6):
        assert client.get(adres).context["pagina"].paginator.count == aantal


def test_een_nieuw_bestand_vervangt_een_lijst_die_niet_bevestigd_is(client):
    eerste, tweede = bied_aan(client, gebruiker(1)), bied_aan(client, gebruiker(2))
    assert (client.get(eerste).status_code, client.get(tweede).status_code) == (404, 200)


def test_wie_ervan_afziet_houdt_niets_over(client):
    antwoord = client.post(bied_aan(client, gebruiker(1)), {"stap": "weg"})
    assert (antwoord.url, Aanbieding.objects.unscoped("test").exists(), nieuwen()) == (INLEZEN, False, [])


# --- bevestigen -----------------------------------------------------------------------------------------------------
def test_bevestigen_meldt_alleen_de_goede_rijen_aan(client):
    adres = bied_aan(client, gebruiker(1, "Melder", "Rapportages"), gebruiker(2, "Directeur"), gebruiker(3))
    daarna = client.get(client.post(adres).url)
    regels = [(naam, regel.gebruiker is not None) for regel, naam in daarna.context["regels"]]
    assert (nieuwen(), regels) == (
        ["nina.1", "nina.3"],
        [("Aangemeld", True), ("Niet aangemeld", False), ("Aangemeld", True)],
    )


def test_een_gebruiker_uit_een_werkblad_is_als_een_losse_met_zijn_rollen_en_dagen(wereld):
    bevestig(wereld, gebruiker(1, "Melder", "Lezer", "", "1-9-2027", "31-7-2028"))
    rollen = Toewijzing.objects.unscoped("test").filter(gebruiker__username="nina.1").order_by("rol")
    assert [(t.rol, t.vanaf, t.tot, t.organisatie_id) for t in rollen] == [
        (rol, date(2027, 9, 1), date(2028, 7, 31), wereld.school.pk) for rol in ("lezer", "melder")
    ]
    assert Gebruiker.objects.get(username="nina.1").has_usable_password() is False


def test_zonder_verse_code_ontstaat_er_niemand(client, klok):
    adres = bied_aan(client, gebruiker(1))
    klok.shift(timedelta(minutes=6))
    form = client.post(adres).context["form"]
    assert (list(form.errors), nieuwen()) == (["bevestiging"], [])


def test_twee_keer_op_de_knop_drukken_meldt_iedereen_een_keer_aan(client):
    adres = bied_aan(client, gebruiker(1))
    antwoorden = [client.post(adres).url for _ in range(2)]
    bevestigd = AuditEvent.objects.filter(actie="accounts:lijst:bevestigd")
    assert (antwoorden, nieuwen(), bevestigd.count()) == ([adres, adres], ["nina.1"], 1)


def test_wie_intussen_gemaakt_is_wordt_overgeslagen_met_een_zin_en_de_rest_gaat_door(wereld, andere_wereld):
    eigen = lijst(wereld, gebruiker(1), gebruiker(2))
    maak_lid("x", andere_wereld.school, Rol.MELDER)
    Gebruiker.objects.filter(username="x.27gz").update(username="nina.1")
    dienst.bevestig_gebruikers(eigen, reden="", door=wereld.beheerder)
    eigen.refresh_from_db()
    assert uitkomsten(dienst.lees_regels(eigen, wereld.beheerder)) == ["fout", "goed"]


def test_een_dag_die_intussen_voorbij_is_houdt_alleen_die_rij_tegen(wereld, klok):
    eigen = lijst(wereld, gebruiker(1, "Melder", "", "", "", "24-11-2026"), gebruiker(2))
    Aanbieding.objects.unscoped("test").update(verloopt_op=nu() + timedelta(days=2))
    klok.shift(timedelta(days=1))
    regels = dienst.lees_regels(eigen, wereld.beheerder)
    assert (regels[0].oordeel.uitleg, uitkomsten(regels)) == ("Cel H2: deze dag is al voorbij.", ["fout", "goed"])


def test_de_rol_beheerder_wordt_een_voorstel_met_een_reden(client, wereld):
    adres = bied_aan(client, gebruiker(1, "Melder", "Beheerder"))
    zonder = client.post(adres)
    client.post(adres, {"reden": "Vervangt Bo"})
    [voorstel] = Voorstel.objects.unscoped("test").all()
    rollen = Toewijzing.objects.unscoped("test").filter(gebruiker__username="nina.1").values_list("rol", flat=True)
    assert (list(zonder.context["form"].errors), list(rollen)) == (["reden"], ["melder"])
    assert (voorstel.gegevens["rol"], voorstel.reden, voorstel.over.username) == ("beheerder", "Vervangt Bo", "nina.1")


def test_een_fout_halverwege_laat_niemand_achter(wereld, monkeypatch):
    eigen = lijst(wereld, gebruiker(1), gebruiker(2))
    monkeypatch.setattr(dienst, "rond_af", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dienst.bevestig_gebruikers(eigen, reden="", door=wereld.beheerder)
    assert nieuwen() == []


def test_het_logboek_noemt_aantallen_en_geen_namen(wereld):
    bevestig(wereld, gebruiker(1), gebruiker(2, "x"))
    regels = AuditEvent.objects.filter(actie__startswith="accounts:lijst:").order_by("pk")
    assert [(regel.actie, regel.details) for regel in regels] == [
        ("accounts:lijst:aangeboden", {"soort": "gebruikers", "rijen": 2}),
        ("accounts:lijst:bevestigd", {"soort": "gebruikers", "aantal": 1, "overgeslagen": 1}),
    ]


# --- wat er tussendoor bewaard wordt --------------------------------------------------------------------------------
def test_de_inhoud_staat_versleuteld_in_de_database(wereld):
    lijst(wereld, gebruiker(1))
    [inhoud] = Aanbieding.objects.unscoped("test").values_list("inhoud", flat=True)
    assert re.search("nina|Nieuw|melder", inhoud) is None


def test_een_lijst_is_er_alleen_in_de_eigen_sessie(client, ingelogd, wereld):
    adres = bied_aan(client, gebruiker(1))
    assert (client.get(adres).status_code, ingelogd(wereld.beheerder).get(adres).status_code) == (200, 404)


def test_met_de_sessie_verdwijnt_de_lijst(client):
    bied_aan(client, gebruiker(1))
    Session.objects.all().delete()
    assert Aanbieding.objects.unscoped("test").exists() is False


def test_na_een_uur_is_de_lijst_voorbij_en_bij_het_opruimen_weg(client, wereld):
    adres = bied_aan(client, gebruiker(1))
    [eigen] = Aanbieding.objects.unscoped("test").all()
    Aanbieding.objects.unscoped("test").update(verloopt_op=eigen.verloopt_op - timedelta(hours=1))
    with pytest.raises(Geweigerd, match="verlopen"):
        dienst.bevestig_gebruikers(eigen, reden="", door=wereld.beheerder)
    assert (client.get(adres).status_code, ruim_op()["aangeboden lijsten"], nieuwen()) == (404, 1, [])


def test_een_lijst_van_een_vorige_sleutel_bestaat_niet_meer(client, settings):
    adres = bied_aan(client, gebruiker(1))
    settings.TOKEN_SLEUTEL = "een andere sleutel van minstens vijftig tekens, zodat hij mag"
    assert client.get(adres).status_code == 404


# --- het bestand met fouten, en de brieven --------------------------------------------------------------------------
def test_wat_niet_is_aangemeld_is_op_te_halen_met_de_reden(client):
    adres = bied_aan(client, gebruiker(1), gebruiker(2, "=1+1"), gebruiker(1))
    boek = load_workbook(io.BytesIO(b"".join(client.get(f"{adres}fouten/"))))
    [_, *regels] = boek.active.values
    assert [(regel[0], regel[1], regel[9][:23]) for regel in regels] == [
        (3, "Nina Nieuw 2", "Cel D3: hier staat een "),
        (4, "Nina Nieuw 1", "Deze gebruikersnaam sta"),
    ]


def tekst(pdf: bytes) -> list[str]:
    return [" ".join(blad.extract_text().split()) for blad in PdfReader(io.BytesIO(pdf)).pages]


def test_een_bundel_gesloten_brieven_heeft_per_gebruiker_een_blad_met_een_geheim_dat_werkt(client):
    adres = bied_aan(client, gebruiker(1), gebruiker(2))
    client.post(adres)
    antwoord = client.post(f"{adres}brieven/wachtwoord/1/")
    bladen = tekst(antwoord.content)
    geheimen = [re.search(r"([a-z0-9]{4}-){5}[a-z0-9]{4}", pagina)[0] for pagina in bladen]
    assert [open_activatie(f"nina.{nr}", geheim) is not None for nr, geheim in enumerate(geheimen, 1)] == [True, True]
    assert (antwoord.headers["Cache-Control"], ["nina.1" in bladen[0], "nina.1" in bladen[1]]) == (
        "no-store",
        [True, False],
    )


def test_de_twee_geheimen_staan_nooit_in_dezelfde_bundel(client):
    adres = bied_aan(client, gebruiker(1))
    client.post(adres)
    [blad_] = tekst(client.post(f"{adres}brieven/koppelcode/1/").content)
    rij = Activatie.objects.unscoped("test").get()
    assert ("nina.1" in blad_, rij.wachtwoord_afdruk, rij.koppel_afdruk != "") == (False, "", True)


def test_elke_brief_in_een_bundel_heeft_zijn_venster_op_dezelfde_plek_als_een_losse_brief(client, wereld):
    regels = bevestig(wereld, gebruiker(1), gebruiker(2))
    brieven = maak_brieven([regel.gebruiker for regel in regels], "wachtwoord", door=wereld.beheerder)
    deel = {"organisatie": wereld.school, "beheerder": wereld.beheerder}
    bundel = maak_pdf("pdf/brieven.html", deel | {"brieven": brieven, "sjabloon": "pdf/_brief_wachtwoord.html"})
    los = maak_pdf(
        "pdf/brief_wachtwoord.html",
        deel | {naam: getattr(brieven[0], naam) for naam in ("wie", "geheim", "rollen", "activatie")},
    )
    assert {plek(pagina) for pagina in PdfReader(io.BytesIO(bundel)).pages} == {
        plek(PdfReader(io.BytesIO(los)).pages[0])
    }


def plek(pagina) -> tuple[float, float]:
    """Waar het adres begint."""
    gevonden: list[tuple[float, float]] = []
    pagina.extract_text(
        visitor_text=lambda t, cm, tm, *_: (
            gevonden.append((round(cm[4] + tm[4]), round(cm[5] + cm[3] * tm[5]))) if "Persoonlijk" in t else None
        )
    )
    return gevonden[0]


def test_een_bundel_vraagt_een_verse_code_en_slaat_over_wie_al_een_wachtwoord_heeft(client, klok):
    adres = bied_aan(client, gebruiker(1))
    client.post(adres)
    Gebruiker.objects.filter(username="nina.1").update(password="argon2$x")
    over = client.post(f"{adres}brieven/wachtwoord/1/").context["form"].non_field_errors()
    klok.shift(timedelta(minutes=6))
    form = client.post(f"{adres}brieven/wachtwoord/1/").context["form"]
    assert (over, list(form.errors)) == (["Geen van deze gebruikers heeft nog een brief nodig."], ["bevestiging"])


@pytest.mark.parametrize("pad", ["wachtwoord/0/", "wachtwoord/2/", "onzin/1/"])
def test_een_bundel_die_er_niet_is_bestaat_niet(client, pad):
    adres = bied_aan(client, gebruiker(1))
    client.post(adres)
    assert client.get(f"{adres}brieven/{pad}").status_code == 404


def test_voor_het_bevestigen_zijn_er_geen_brieven(client):
    adres = bied_aan(client, gebruiker(1))
    assert client.get(f"{adres}brieven/wachtwoord/1/").status_code == 404


def test_een_grote_lijst_krijgt_meer_bundels(client, wereld):
    adres = bied_aan(client, *(gebruiker(nr) for nr in range(BUNDEL + 1)))
    pagina = client.get(client.post(adres).url)
    assert pagina.context["bundels"] == [(1, 1, 100), (2, 101, 101)]
