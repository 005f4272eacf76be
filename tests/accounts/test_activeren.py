"""Van aanmelden tot ingelogd: twee brieven langs twee wegen, en niets daarvan werkt een tweede keer."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django_otp.oath import hotp, totp
from pypdf import PdfReader

from accounts.domein.rechten import Rol
from accounts.domein.zaad import Zaad
from accounts.fouten import Geweigerd
from accounts.models import Activatie, Gebruiker, Hardwaretoken, Token
from accounts.services import apparaten
from accounts.services.aanmelden import meld_aan
from accounts.services.activeren import maak_koppelbrief, maak_wachtwoordbrief, open_activatie, voltooi
from tests.accounts.hulp import geef_code, geef_wachtwoord
from tests.cast import maak_lid
from tests.factories import ToewijzingFactory
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

EIGEN = "paarse fiets onder water"
MOMENT = "2026-11-24T10:00:10+01:00"
NIEUW = {
    "naam": "Nina Nieuw", "email": "nina@school.example", "gebruikersnaam": "nina.00zv", "rollen": ["melder"], "tot": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(MOMENT, tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def nina(wereld) -> Gebruiker:
    return meld_aan("nina.00zv", "Nina Nieuw", "nina@school.example", [Rol.MELDER], tot=None, door=wereld.beheerder)


@pytest.fixture
def brieven(wereld, nina) -> tuple[str, str]:
    """Het wachtwoord uit de gesloten brief en de koppelcode."""
    return (
        maak_wachtwoordbrief(nina, wereld.school, door=wereld.beheerder),
        maak_koppelbrief(nina, wereld.school, door=wereld.beheerder),
    )


def begin(client: Client, wachtwoord: str, naam: str = "nina.00zv"):
    return client.post("/activeren/", {"gebruikersnaam": naam, "wachtwoord": wachtwoord})


def koppel_app(client: Client) -> str:
    """Koppel de app; geeft de code van een halve minuut later, want deze is gebruikt."""
    client.get("/activeren/app/")
    geheim = Token.objects.get(user__username="nina.00zv").sleutel
    client.post("/activeren/app/", {"naam": "App", "code": f"{totp(geheim):06d}"})
    return f"{totp(geheim, drift=1):06d}"


def tekst(pdf: bytes) -> str:
    return " ".join(" ".join(blad.extract_text() for blad in PdfReader(io.BytesIO(pdf)).pages).split())


# --- de hele weg ----------------------------------------------------------------------------------------------------
def test_met_beide_brieven_een_app_en_een_eigen_wachtwoord_is_iemand_binnen(brieven):
    client = Client()
    begin(client, brieven[0])
    client.post("/activeren/bewijs/", {"bewijs": brieven[1]})
    code = koppel_app(client)
    klaar = client.post("/activeren/wachtwoord/", {"wachtwoord": EIGEN, "nog_eens": EIGEN})
    geef_wachtwoord(client, "nina.00zv", EIGEN)
    uitkomst = (len(klaar.context["codes"]), geef_code(client, code).url, client.get("/meldingen/").status_code)
    assert uitkomst == (10, "/", 200)


def test_met_een_apparaat_is_een_code_daarvan_de_tweede_weg(wereld, nina):
    apparaten.lees_in([Zaad("A-1", "hotp", b"12345678901234567890")], wereld.school, door=wereld.beheerder)
    apparaten.geef_uit(Hardwaretoken.objects.unscoped("test").get(), nina, door=wereld.beheerder)
    client = Client()
    begin(client, maak_wachtwoordbrief(nina, wereld.school, door=wereld.beheerder))
    stap = client.post("/activeren/bewijs/", {"bewijs": f"{hotp(b'12345678901234567890', 0):06d}"})
    klaar = client.post(stap.url, {"wachtwoord": EIGEN, "nog_eens": EIGEN})
    assert (stap.url, klaar.status_code, maak_of_geweigerd(nina, wereld)) == (
        "/activeren/wachtwoord/",
        200,
        "geweigerd",
    )


def maak_of_geweigerd(gebruiker, wereld) -> str:
    gebruiker.refresh_from_db()
    try:
        return maak_koppelbrief(gebruiker, wereld.school, door=wereld.beheerder)
    except Geweigerd:
        return "geweigerd"


# --- een weg is niet genoeg -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("pad", ["bewijs", "app", "wachtwoord"])
def test_zonder_de_gesloten_brief_is_er_niets_te_zien(db, pad):
    assert Client().get(f"/activeren/{pad}/").url == "/activeren/"


@pytest.mark.parametrize("pad", ["app", "wachtwoord"])
def test_zonder_de_tweede_weg_is_er_niets_te_koppelen(brieven, pad):
    client = Client()
    begin(client, brieven[0])
    assert client.get(f"/activeren/{pad}/").url == "/activeren/"


def test_zonder_gekoppelde_app_komt_er_geen_wachtwoord(nina, brieven):
    with pytest.raises(Geweigerd, match="Koppel eerst"):
        voltooi(Activatie.objects.unscoped("test").get(), EIGEN)


# --- een keer, veertien dagen, en de nieuwste ---------------------------------------------------------------------
def test_een_nieuwe_brief_maakt_de_vorige_ongeldig(wereld, nina, brieven):
    nieuw = maak_wachtwoordbrief(nina, wereld.school, door=wereld.beheerder)
    assert [open_activatie("nina.00zv", geheim) is not None for geheim in (brieven[0], nieuw)] == [False, True]


@pytest.mark.parametrize(("eerder", "geldt"), [(timedelta(microseconds=1), True), (timedelta(0), False)])
def test_een_brief_geldt_veertien_dagen(nina, brieven, eerder, geldt):
    activatie = Activatie.objects.unscoped("test").get()
    with clock.op(activatie.verloopt_op - eerder):
        gevonden = open_activatie("nina.00zv", brieven[0]) is not None
    assert (gevonden, activatie.verloopt_op - activatie.gemaakt_op >= timedelta(days=14)) == (geldt, True)


def test_na_het_activeren_werken_de_brieven_niet_meer(nina, brieven):
    Token.met_geheim(b"x" * 20, user=nina, name="App").save()
    voltooi(Activatie.objects.unscoped("test").get(), EIGEN)
    assert open_activatie("nina.00zv", brieven[0]) is None


def test_hoofdletters_en_streepjes_van_papier_maken_niet_uit(brieven):
    assert open_activatie("NINA.00ZV", brieven[0].upper().replace("-", " ")) is not None


def test_van_een_geheim_staat_alleen_een_afdruk_in_de_database(brieven):
    rij = str(Activatie.objects.unscoped("test").values())
    assert [geheim.replace("-", "") in rij for geheim in brieven] == [False, False]


# --- wie raadt ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("naam", ["nina.00zv", "bestaat.niet", "melder.00zv"])
def test_onbekend_verkeerd_en_al_actief_geven_hetzelfde_antwoord(wereld, brieven, naam):
    wereld.melder  # noqa: B018 # ontstaat pas als ernaar gevraagd wordt
    antwoord = begin(Client(), "abcd-efgh-jkmn", naam)
    zin = "De gebruikersnaam of het wachtwoord klopt niet, of de brief is verlopen. Vraag zo nodig een nieuwe."
    assert (antwoord.status_code, antwoord.context["form"].non_field_errors()) == (200, [zin])


def test_na_vijf_fouten_moet_wie_raadt_een_kwartier_wachten_ook_met_het_goede_wachtwoord(brieven):
    client = Client()
    for _ in range(5):
        begin(client, "fout")
    assert begin(client, brieven[0]).status_code == 429


def test_raden_bij_activeren_sluit_niemand_af_van_inloggen(wereld):
    client = Client()
    for _ in range(6):
        begin(client, "fout", wereld.melder.username)
    assert geef_wachtwoord(client, wereld.melder.username).url == "/inloggen/token/"


def test_ook_de_koppelcode_is_niet_te_raden(brieven):
    client = Client()
    begin(client, brieven[0])
    for _ in range(5):
        client.post("/activeren/bewijs/", {"bewijs": "fout"})
    assert client.post("/activeren/bewijs/", {"bewijs": brieven[1]}).status_code == 429


@pytest.mark.parametrize(
    ("wachtwoord", "fout"),
    [("kort", "te kort"), ("nina.00zv nina", "lijkt te veel"), ("password1234", "te algemeen")],
)
def test_een_zwak_wachtwoord_is_een_fout_bij_het_veld(nina, brieven, wachtwoord, fout):
    client = Client()
    begin(client, brieven[0])
    client.post("/activeren/bewijs/", {"bewijs": brieven[1]})
    koppel_app(client)
    form = client.post("/activeren/wachtwoord/", {"wachtwoord": wachtwoord, "nog_eens": wachtwoord}).context["form"]
    assert re.search(fout, " ".join(form.errors["wachtwoord"]))


# --- de beheerder ---------------------------------------------------------------------------------------------------
def test_aanmelden_op_het_scherm_maakt_een_gebruiker_die_nog_niet_kan_inloggen(wereld, ingelogd):
    ingelogd(wereld.beheerder).post("/beheer/gebruikers/nieuw/", NIEUW)
    nina = Gebruiker.objects.get(username="nina.00zv")
    assert (nina.has_usable_password(), [t.rol for t in nina.toewijzingen.unscoped("test")]) == (False, ["melder"])


@pytest.mark.parametrize(
    ("veld", "waarde"), [("gebruikersnaam", "beheerder.00zv"), ("gebruikersnaam", "Nina Nieuw"), ("rollen", [])]
)
def test_een_fout_bij_aanmelden_staat_bij_het_veld_en_er_is_niemand_gemaakt(wereld, ingelogd, veld, waarde):
    form = ingelogd(wereld.beheerder).post("/beheer/gebruikers/nieuw/", NIEUW | {veld: waarde}).context["form"]
    assert (list(form.errors), form["naam"].value()) == ([veld], "Nina Nieuw")
    assert Gebruiker.objects.filter(naam="Nina Nieuw").count() == 0


def test_de_gesloten_brief_noemt_naam_en_wachtwoord_en_niets_van_de_andere_weg(wereld, nina, ingelogd):
    antwoord = ingelogd(wereld.beheerder).post(f"/beheer/brieven/{nina.pk}/wachtwoord/")
    gelezen = tekst(antwoord.content)
    [geheim] = re.findall(r"(?:[a-z2-9]{4}-){5}[a-z2-9]{4}", gelezen)
    assert (antwoord.headers["Cache-Control"], open_activatie("nina.00zv", geheim) is not None) == ("no-store", True)
    assert ("nina.00zv" in gelezen, "Koppelcode" in gelezen) == (True, False)


def test_de_brief_van_de_beheerder_noemt_rol_en_koppelcode_en_geen_gebruikersnaam(wereld, nina, ingelogd):
    gelezen = tekst(ingelogd(wereld.beheerder).post(f"/beheer/brieven/{nina.pk}/koppelcode/").content)
    assert ("Melder" in gelezen, bool(re.search(r"(?:[a-z2-9]{4}-){2}[a-z2-9]{4}", gelezen))) == (True, True)
    assert ("nina.00zv" in gelezen, wereld.beheerder.email in gelezen) == (False, True)


def test_een_brief_is_getagd_voor_hulpmiddelen(wereld, nina, ingelogd):
    pdf = PdfReader(io.BytesIO(ingelogd(wereld.beheerder).post(f"/beheer/brieven/{nina.pk}/wachtwoord/").content))
    assert (pdf.trailer["/Root"]["/MarkInfo"]["/Marked"], pdf.trailer["/Root"]["/Lang"], len(pdf.pages)) == (
        True,
        "nl",
        1,
    )


def test_geheimen_staan_niet_in_logboek_mail_of_log(wereld, nina, ingelogd, caplog):
    gelezen = tekst(ingelogd(wereld.beheerder).post(f"/beheer/brieven/{nina.pk}/wachtwoord/").content)
    [geheim] = re.findall(r"(?:[a-z2-9]{4}-){5}[a-z2-9]{4}", gelezen)
    elders = caplog.text + str(list(AuditEvent.objects.values())) + str(list(Bericht.objects.values()))
    assert geheim in gelezen and geheim not in elders and geheim.replace("-", "") not in elders  # noqa: PT018 # één feit


def test_wie_al_een_wachtwoord_heeft_krijgt_geen_brief(wereld):
    with pytest.raises(Geweigerd, match="al een eigen wachtwoord"):
        maak_wachtwoordbrief(wereld.melder, wereld.school, door=wereld.beheerder)


def test_afsluiten_beeindigt_de_sessie_en_toelaten_laat_weer_in(wereld, ingelogd):
    client, beheer = ingelogd(wereld.melder), ingelogd(wereld.beheerder)
    adres = f"/beheer/gebruikers/{wereld.melder.pk}/toegang/"
    beheer.post(adres)
    dicht = client.get("/meldingen/").status_code
    beheer.post(adres)
    wereld.melder.refresh_from_db()
    assert (dicht, wereld.melder.is_active) == (302, True)


def test_de_laatste_beheerder_kan_niet_worden_afgesloten(wereld, ingelogd):
    tijdelijk = maak_lid("tijdelijk", wereld.school, Rol.BEHEERDER, tot="2030-07-31")
    ingelogd(tijdelijk).post(f"/beheer/gebruikers/{wereld.beheerder.pk}/toegang/")
    wereld.beheerder.refresh_from_db()
    assert wereld.beheerder.is_active is True


def test_wie_ook_elders_werkt_kan_een_beheerder_niet_afsluiten(wereld, andere_wereld, ingelogd):
    ToewijzingFactory(gebruiker=wereld.melder, organisatie=andere_wereld.school, rol=Rol.MELDER)
    ingelogd(wereld.beheerder).post(f"/beheer/gebruikers/{wereld.melder.pk}/toegang/")
    wereld.melder.refresh_from_db()
    assert wereld.melder.is_active is True


# --- het eigen wachtwoord -------------------------------------------------------------------------------------------
def test_een_ander_wachtwoord_beeindigt_elke_sessie(wereld, ingelogd):
    hier, elders = ingelogd(wereld.melder), ingelogd(wereld.melder)
    antwoord = hier.post("/mijn/wachtwoord/", {"wachtwoord": EIGEN, "nog_eens": EIGEN})
    assert (antwoord.url, hier.get("/").status_code, elders.get("/").status_code) == (
        "/inloggen/?uitgelogd=1",
        302,
        302,
    )
    assert geef_wachtwoord(Client(), wereld.melder.username, EIGEN).url == "/inloggen/token/"


def test_twee_verschillende_wachtwoorden_is_een_fout_bij_het_veld(wereld, ingelogd):
    form = (
        ingelogd(wereld.melder).post("/mijn/wachtwoord/", {"wachtwoord": EIGEN, "nog_eens": "anders"}).context["form"]
    )
    assert form.errors == {"nog_eens": ["Dit is niet hetzelfde wachtwoord."]}
