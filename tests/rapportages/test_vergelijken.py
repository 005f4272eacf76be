"""De eigen lijst naast de onze: van het bestand tot de uitkomst, en wat er van de lijst overblijft (niets)."""

import csv
import html
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.domein.rechten import Rol, Soort
from accounts.services.opruimen import verwijder_sessies
from bron.models import Levering, Nummerwijziging
from rapportages.domein.eigenlijst import LEEG
from rapportages.models import Lijstvergelijking, Maandrapportage
from rapportages.services.vergelijken import ruim_vergelijkingen_op, verwijder_vergelijkingen
from tests.cast import maak_lid
from tests.factories import OrganisatieFactory
from tests.leveringen import LANG_GELEDEN, lever, persoon, pgn
from tests.rapportages.lijsten import als_csv, als_xlsx
from tests.rapportages.maanden import NOVEMBER, OKTOBER, SEPTEMBER, bouw, lezer_bij, nummer, richt_in
from tests.rapportages.test_eigenlijst import VIJANDIG
from tests.tellen import aantal_queries
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.invoer.werkmap import MACROS, TE_ZWAAR

pytestmark = pytest.mark.django_db
NU = "2026-11-24T10:00:00+01:00"
ADRES = "/rapportages/2026-11/vergelijken/"
BESTAAT_NIET = pgn(2_000)
ONBEKEND = {
    "school": "Wij kennen deze leerling in dit schooljaar niet bij uw instelling. Controleer het nummer.",
    "gemeente": "Wij kennen deze leerling niet in uw gemeente. Controleer het nummer.",
    "regio": "Wij kennen deze leerling niet in uw regio. Controleer het nummer.",
}


@pytest.fixture(autouse=True)
def nu():
    with time_machine.travel(NU, tick=False) as klok:
        yield klok


@pytest.fixture
def november(tmp_path, wereld, andere_wereld):
    richt_in(tmp_path, wereld, andere_wereld)
    bouw(NOVEMBER)


@pytest.fixture
def drie_maanden(tmp_path, wereld, andere_wereld):
    richt_in(tmp_path, wereld, andere_wereld)
    bouw()


def bied_aan(client, *nummers, lijst="A04", inhoud=None, naam="lijst.csv", adres=ADRES):
    inhoud = als_csv([["PGN"], *([nummer] for nummer in nummers)]) if inhoud is None else inhoud
    return client.post(adres, {"bestand": SimpleUploadedFile(naam, inhoud), "lijst": lijst})


def vergelijk(client, *nummers, **anders):
    """Bied aan en volg naar de uitkomst; geeft haar adres."""
    antwoord = bied_aan(client, *nummers, **anders)
    assert antwoord.status_code == 302, fouten(antwoord)
    return antwoord.url


def fouten(antwoord):
    gevonden = re.findall(r'id="id_bestand_error"><span[^>]*>Fout: </span>(.*?)</div>', antwoord.content.decode())
    return [html.unescape(fout) for fout in gevonden]


def regels(client, adres):
    """Elke regel van het scherm als (leerling, PGN, uitkomst, uitleg)."""
    tekst = client.get(adres).content.decode()
    rijen = re.findall(r'<tr role="row"><th scope="row".*?</tr>', tekst, re.DOTALL)
    return [
        tuple(html.unescape(re.sub("<[^>]+>", "", cel)) for cel in re.findall(r"<t[hd].*?</t[hd]>", rij))
        for rij in rijen
    ]


def bestand(client, adres):
    """Het csv als lijst van rijen, zonder de kop."""
    tekst = b"".join(client.get(f"{adres}csv/")).decode()
    return list(csv.reader(io.StringIO(tekst), delimiter=";"))[1:]


def test_elke_leerling_staat_met_uitleg_in_zijn_deel(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    adres = vergelijk(client, nummer(wereld, 3), nummer(wereld, 6), BESTAAT_NIET, "123")
    assert regels(client, adres) == [
        (
            "Niet op onze lijst", nummer(wereld, 6), "Alleen bij u",
            "Op 1 november 2026 was er een bekostigde inschrijving, sinds 1 augustus 2025.",
        ),
        ("Niet op onze lijst", BESTAAT_NIET, "Alleen bij u", ONBEKEND["school"]),
        (
            "Evers, Lotte van", nummer(wereld, 4), "Alleen bij ons",
            "Op 1 november 2026 was er wel een inschrijving, maar die was niet bekostigd.",
        ),
        (
            "Fransen, Ayoub", nummer(wereld, 5), "Alleen bij ons",
            "Op 1 november 2026 stond de leerling alleen ingeschreven als examendeelnemer.",
        ),
        (
            "Dekker, Sam", nummer(wereld, 3), "In beide",
            "Uitgeschreven per 15 oktober 2026; op 1 november 2026 kenden wij geen inschrijving.",
        ),
        ("Rij 5 van uw lijst", "", "Niet leesbaar", "In deze rij van uw lijst staat geen PGN dat klopt."),
    ]  # fmt: skip


def test_de_uitkomst_is_te_filteren_met_de_aantallen_erbij(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    adres = vergelijk(client, nummer(wereld, 3), BESTAAT_NIET)
    tekst = client.get(f"{adres}?uitkomst=ons").content.decode()
    assert re.findall(r"<option[^>]*>([^<]+)</option>", tekst) == [
        "Alles (4)", "Alleen bij u (1)", "Alleen bij ons (2)", "In beide (1)", "Niet leesbaar (0)",
    ]  # fmt: skip
    assert [regel[1] for regel in regels(client, f"{adres}?uitkomst=ons")] == [nummer(wereld, 4), nummer(wereld, 5)]


def test_een_lange_uitkomst_is_te_bladeren(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    veel = sorted(pgn(3_000 + nr) for nr in range(60))
    adres = vergelijk(client, *veel)
    eerste, tweede = (regels(client, f"{adres}?uitkomst=u&per=25&pagina={blad}") for blad in (1, 2))
    assert [regel[1] for regel in eerste + tweede] == veel[:50]


@pytest.mark.parametrize(
    ("lijst", "beide", "alleen_ons"),
    [("A04", [3], [4, 5]), ("A01", [3], [4, 5]), ("A14", [0, 3], [2, 4, 5])],
)
def test_de_gekozen_lijst_telt(november, wereld, rapport, ingelogd, lijst, beide, alleen_ons):
    client = ingelogd(rapport)
    adres = vergelijk(client, nummer(wereld, 0), nummer(wereld, 3), lijst=lijst)
    for deel, verwacht in (("beide", beide), ("ons", alleen_ons)):
        gevonden = [regel[1] for regel in regels(client, f"{adres}?uitkomst={deel}")]
        assert gevonden == [nummer(wereld, leerling) for leerling in verwacht]


def test_wie_al_langer_op_de_lijst_staat_krijgt_bij_a01_die_uitleg(drie_maanden, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    adres = vergelijk(client, nummer(wereld, 0), lijst="A01", adres="/rapportages/2026-10/vergelijken/")
    [regel] = regels(client, f"{adres}?uitkomst=u")
    assert regel[3] == "Stond al op de lijst (A04). A01 noemt alleen wie er deze maand bij kwam."


def test_een_maand_zonder_a14_biedt_haar_niet_aan(drie_maanden, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    antwoord = bied_aan(client, nummer(wereld, 0), lijst="A14", adres=f"/rapportages/{OKTOBER}/vergelijken/")
    assert (antwoord.status_code, "Kies een van deze lijsten." in antwoord.content.decode()) == (200, True)


NA_HET_SLUITEN = NOVEMBER.sluitmoment + timedelta(days=2)


def test_wie_na_het_sluiten_een_bsn_kreeg_is_dezelfde_leerling(november, wereld, rapport, ingelogd):
    nieuw = pgn(4_000)
    Nummerwijziging.objects.create(
        oud_pgn=nummer(wereld, 3),
        nieuw_pgn=nieuw,
        ontvangen_op=NA_HET_SLUITEN,
        levering=Levering.objects.latest("pk"),
        regel=2,
    )
    client = ingelogd(rapport)
    adres = vergelijk(client, nieuw)
    assert [regel[1] for regel in regels(client, f"{adres}?uitkomst=beide")] == [nummer(wereld, 3)]


def test_een_oud_onderwijsnummer_is_dezelfde_leerling(tmp_path, wereld, rapport, ingelogd):
    richt_in(tmp_path, wereld)
    oud = "101222331"
    lever(tmp_path, persoon(oud, gemeente=wereld.gemeentecode), f"WPG;{oud};{nummer(wereld, 3)}",
          op=LANG_GELEDEN + timedelta(days=2))  # fmt: skip
    bouw(NOVEMBER)
    client = ingelogd(rapport)
    adres = vergelijk(client, oud, nummer(wereld, 3))
    assert [regel[1] for regel in regels(client, f"{adres}?uitkomst=beide")] == [nummer(wereld, 3)]
    assert regels(client, f"{adres}?uitkomst=u") == []


# --- wie niet van u is, is niet te raden
@pytest.mark.parametrize(
    ("waar", "lijst"), [("school", "A04"), ("gemeente", "A04"), ("regio", "A04"), ("school", "A01"), ("school", "A14")]
)
def test_wie_een_lijst_nummers_probeert_leert_niets_over_leerlingen_van_een_ander(
    november, wereld, andere_wereld, ingelogd, waar, lijst
):
    client = ingelogd(lezer_bij(wereld, waar))
    vreemden = [nummer(andere_wereld, leerling) for leerling in range(8)]
    verzonnen = [pgn(2_000 + nr) for nr in range(8)]
    adres = vergelijk(client, *vreemden, *verzonnen, lijst=lijst)
    antwoorden = [(pgn_, uitleg) for _, pgn_, _, uitleg in regels(client, f"{adres}?uitkomst=u")]
    assert antwoorden == [(wie, ONBEKEND[waar]) for wie in sorted(vreemden + verzonnen)]
    assert {tuple(rij[2:]) for rij in bestand(client, adres) if rij[0] == "Alleen bij u"} == {
        ("", "", "", "", "", ONBEKEND[waar])
    }


def test_het_oude_en_het_nieuwe_nummer_van_een_vreemde_blijven_twee_nummers(tmp_path, wereld, andere_wereld, ingelogd):
    richt_in(tmp_path, wereld, andere_wereld)
    oud, nieuw = "101222331", nummer(andere_wereld, 3)
    lever(tmp_path, persoon(oud, gemeente=andere_wereld.gemeentecode), f"WPG;{oud};{nieuw}",
          op=LANG_GELEDEN + timedelta(days=2))  # fmt: skip
    bouw(NOVEMBER)
    adres = vergelijk(client := ingelogd(wereld.rapport), oud, nieuw)
    assert [regel[1] for regel in regels(client, f"{adres}?uitkomst=u")] == [oud, nieuw]


def test_het_logboek_noemt_alleen_wie_de_lezer_echt_zag(november, wereld, andere_wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    eigen = [nummer(wereld, leerling) for leerling in (3, 4, 5, 6)]
    adres = vergelijk(client, eigen[0], eigen[3], nummer(andere_wereld, 3), BESTAAT_NIET)
    client.get(adres)
    gezien = AuditEvent.objects.filter(actie="rapportages:vergelijking:bekeken").values_list("onderwerp", flat=True)
    assert sorted(gezien) == sorted(map(onderwerp_van, eigen))


def test_een_vergelijking_is_een_logregel_met_alleen_aantallen(november, wereld, rapport, ingelogd):
    vergelijk(ingelogd(rapport), nummer(wereld, 3), BESTAAT_NIET, "x")
    regel = AuditEvent.objects.get(actie="rapportages:vergelijking:gemaakt")
    assert (regel.gebruiker_id, regel.onderwerp, regel.details) == (
        rapport.pk, "",
        {"maand": "2026-11", "code": "A04", "rijen": 3, "alleen_u": 1, "alleen_ons": 2, "in_beide": 1, "onleesbaar": 1},
    )  # fmt: skip


def test_er_komt_geen_nummer_in_het_log(november, wereld, rapport, ingelogd, caplog):
    client = ingelogd(rapport)
    with caplog.at_level("DEBUG"):
        client.get(vergelijk(client, nummer(wereld, 3), BESTAAT_NIET))
        bied_aan(client, inhoud=b"PK\x03\x04" + nummer(wereld, 3).encode())
    gelogd = "\n".join(regel.getMessage() for regel in caplog.records if not regel.name.startswith("django.db"))
    assert [wie for wie in (nummer(wereld, 3), BESTAAT_NIET) if wie in gelogd] == []


# --- wat er van overblijft
def test_het_bestand_blijft_nergens_staan(november, wereld, rapport, ingelogd, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "onderweg"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    vergelijk(ingelogd(rapport), nummer(wereld, 3))
    assert (list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()), settings.BIJLAGEN_MAP.exists()) == ([], False)


def test_van_wie_op_onze_lijst_staat_bewaren_wij_alleen_de_rij(november, wereld, rapport, ingelogd):
    vergelijk(ingelogd(rapport), nummer(wereld, 3), BESTAAT_NIET)
    bewaard = Lijstvergelijking.objects.unscoped("proef").get()
    assert (bewaard.alleen_u, len(bewaard.in_beide), len(bewaard.alleen_ons)) == ([BESTAAT_NIET], 1, 2)


def test_nog_eens_vergelijken_laat_de_vorige_uitkomst_verdwijnen(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    eerste, tweede = vergelijk(client, nummer(wereld, 3)), vergelijk(client, nummer(wereld, 4))
    assert (client.get(eerste).status_code, client.get(tweede).status_code) == (404, 200)


def test_een_ander_bij_dezelfde_school_ziet_de_uitkomst_niet(november, wereld, rapport, ingelogd):
    adres = vergelijk(ingelogd(rapport), nummer(wereld, 3))
    collega = maak_lid("collega", wereld.school, rapport.toewijzingen.unscoped("proef").get().rol)
    assert [ingelogd(collega).get(f"{adres}{deel}").status_code for deel in ("", "csv/", "xlsx/")] == [404] * 3


def test_in_een_andere_sessie_is_de_uitkomst_er_niet(november, wereld, rapport, ingelogd):
    adres = vergelijk(ingelogd(rapport), nummer(wereld, 3))
    assert [ingelogd(rapport).get(f"{adres}{deel}").status_code for deel in ("", "csv/", "xlsx/")] == [404] * 3


def test_bij_het_uitloggen_verdwijnt_de_uitkomst(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    vergelijk(client, nummer(wereld, 3))
    client.post("/uitloggen/")
    assert Lijstvergelijking.objects.unscoped("proef").count() == 0


def test_na_een_uur_is_de_uitkomst_er_niet_meer(november, wereld, rapport, ingelogd, nu):
    adres = vergelijk(ingelogd(rapport), nummer(wereld, 3))
    sessie = Lijstvergelijking.objects.unscoped("proef").get().sessie_id
    nu.shift(timedelta(minutes=60))
    client = ingelogd(rapport)
    Lijstvergelijking.objects.unscoped("proef").update(sessie_id=client.session.session_key)
    assert (client.get(adres).status_code, sessie == client.session.session_key) == (404, False)


@pytest.mark.parametrize(("minuten", "over"), [(59, 1), (60, 0)])
def test_de_vaste_taak_ruimt_op_wat_een_uur_oud_is(november, wereld, rapport, ingelogd, nu, minuten, over):
    vergelijk(ingelogd(rapport), nummer(wereld, 3))
    nu.shift(timedelta(minutes=minuten))
    assert (ruim_vergelijkingen_op(), Lijstvergelijking.objects.unscoped("proef").count()) == (1 - over, over)


def test_opschonen_telt_bij_een_proef_en_verwijdert_anders(november, wereld, rapport, ingelogd):
    vergelijk(ingelogd(rapport), nummer(wereld, 3))
    aantallen = [verwijder_vergelijkingen(date(2026, 11, 25), proef=proef) for proef in (True, False, True)]
    assert aantallen == [1, 1, 0]


def test_een_verlopen_sessie_neemt_de_uitkomst_mee_en_telt_als_een(november, wereld, rapport, ingelogd, nu):
    vergelijk(ingelogd(rapport), nummer(wereld, 3))
    nu.shift(timedelta(days=3))
    assert verwijder_sessies(date(2026, 11, 27)) == 1
    assert Lijstvergelijking.objects.unscoped("proef").count() == 0


# --- de deur en het veld
@pytest.mark.parametrize("maand", ["2026-12", "2027-11", "2020-01", "2026-13"])
def test_een_maand_die_er_niet_is_is_404(november, rapport, ingelogd, maand):
    assert ingelogd(rapport).get(f"/rapportages/{maand}/vergelijken/").status_code == 404


def test_een_verlopen_maand_is_410_met_uitleg_en_haar_uitkomst_404(drie_maanden, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    adres = vergelijk(client, nummer(wereld, 0), adres=f"/rapportages/{SEPTEMBER}/vergelijken/")
    Maandrapportage.objects.filter(maand=SEPTEMBER.t2).update(verloopt_op="2026-11-24")
    antwoord = client.get(f"/rapportages/{SEPTEMBER}/vergelijken/")
    assert (antwoord.status_code, "drie maanden" in antwoord.content.decode(), client.get(adres).status_code) == (
        410, True, 404,
    )  # fmt: skip


@pytest.mark.parametrize(("naam", "zin"), [("leeg", LEEG), ("macro's", MACROS), ("zipbom", TE_ZWAAR)])
def test_een_weigering_staat_bij_het_veld_en_er_is_niets_bewaard(november, rapport, ingelogd, naam, zin):
    antwoord = bied_aan(ingelogd(rapport), inhoud=VIJANDIG[naam][0], naam="lijst.xlsx")
    assert (antwoord.status_code, fouten(antwoord)) == (200, [zin])
    assert Lijstvergelijking.objects.unscoped("proef").count() == 0


def test_zonder_bestand_staat_de_fout_bij_het_veld(november, rapport, ingelogd):
    antwoord = ingelogd(rapport).post(ADRES, {"lijst": "A04"})
    assert fouten(antwoord) == ["Kies het bestand met uw lijst."]


def test_de_naam_van_het_bestand_doet_er_niet_toe(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    adres = vergelijk(client, inhoud=als_xlsx([["PGN"], [nummer(wereld, 3)]]), naam="lijst.csv")
    assert len(regels(client, f"{adres}?uitkomst=beide")) == 1


# --- ophalen en aantallen
def test_het_csv_en_het_werkblad_hebben_dezelfde_regels_als_het_scherm(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    adres = vergelijk(client, nummer(wereld, 3), nummer(wereld, 6), "123")
    van_csv = bestand(client, adres)
    blad = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{adres}xlsx/")))).worksheets[0]
    van_xlsx = [[cel or "" for cel in rij] for rij in blad.iter_rows(min_row=2, values_only=True)]
    assert [(rij[1], rij[0], rij[7]) for rij in van_csv] == [regel[1:] for regel in regels(client, adres)]
    assert [(rij[0], rij[1], rij[7]) for rij in van_xlsx] == [(rij[0], rij[1], rij[7]) for rij in van_csv]


def test_het_bestand_heet_naar_de_lijst_en_de_ontvanger(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    antwoord = client.get(f"{vergelijk(client, nummer(wereld, 3))}csv/")
    assert antwoord.headers["Content-Disposition"] == 'attachment; filename="202611A04I00ZV-vergelijking.csv"'
    antwoord.close()


def test_ophalen_is_een_logregel(november, wereld, rapport, ingelogd):
    client = ingelogd(rapport)
    bestand(client, vergelijk(client, nummer(wereld, 3), BESTAAT_NIET))
    assert AuditEvent.objects.get(actie="rapportages:vergelijking:opgehaald").details == {"vorm": "csv", "regels": 4}


@pytest.mark.parametrize("aantal", [1, 60])
def test_het_aantal_vragen_hangt_niet_af_van_de_lengte_van_de_lijst(november, wereld, rapport, ingelogd, aantal):
    client = ingelogd(rapport)
    lijst = [nummer(wereld, 3), nummer(wereld, 6), *(pgn(3_000 + nr) for nr in range(aantal))]
    vergelijk(client, *lijst)
    with aantal_queries(9):
        adres = vergelijk(client, *lijst)
    with aantal_queries(9):
        client.get(f"{adres}?per=100")
    with aantal_queries(10):
        bestand(client, adres)


def test_een_ontvanger_zonder_rijen_krijgt_alles_bij_alleen_bij_u(november, wereld, ingelogd):
    leeg = OrganisatieFactory(soort=Soort.INSTELLING, code="25LZ")
    client = ingelogd(maak_lid("leeg", leeg, Rol.RAPPORTAGES))
    adres = vergelijk(client, nummer(wereld, 3))
    assert [regel[2:] for regel in regels(client, adres)] == [("Alleen bij u", ONBEKEND["school"])]
