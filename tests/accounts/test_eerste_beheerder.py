"""De eerste beheerder: vragen, instemmen, en twee brieven van twee mensen."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Gebruiker, Organisatie, Toewijzing, Voorstel
from accounts.services.aanmelden import meld_aan, sluit_af
from accounts.services.activeren import maak_wachtwoordbrief
from accounts.services.eerste_beheerder import maak_brief, vraag_beheerder
from accounts.services.organisaties import laat_eindigen
from accounts.services.voorstellen import stem_in, wijs_af
from tests.cast import maak_lid
from verzuimloket.clock import vandaag
from verzuimloket.outbox.models import Bericht

EVA = {"gebruikersnaam": "eva.0363", "naam": "Eva Eerst", "email": "eva@gemeente.example", "reden": ""}


@pytest.fixture
def collega(functioneel) -> Gebruiker:
    return maak_lid("collega", functioneel.organisatie, Rol.FUNCTIONEEL_BEHEER)


@pytest.fixture
def gevraagd(wereld, functioneel) -> Voorstel:
    return vraag_beheerder(wereld.gemeente, **EVA, door=functioneel)


@pytest.fixture
def aangesteld(gevraagd, collega) -> Voorstel:
    return stem_in(gevraagd, door=collega)


def rollen(gebruikersnaam: str = "eva.0363") -> list[tuple[str, str]]:
    alle = Toewijzing.objects.unscoped("test").filter(gebruiker__username=gebruikersnaam)
    return list(alle.values_list("organisatie__code", "rol"))


def adres(organisatie) -> str:
    return f"/beheer/organisaties/{organisatie.pk}/beheerder/"


def pdf(antwoord) -> str:
    return "\n".join(bladzijde.extract_text() for bladzijde in PdfReader(io.BytesIO(antwoord.content)).pages)


# --- vragen en instemmen --------------------------------------------------------------------------------------------
def test_wie_gevraagd_is_heeft_nog_geen_rol_en_geen_wachtwoord(gevraagd):
    assert (rollen(), gevraagd.over.has_usable_password()) == ([], False)


def test_wie_instemt_maakt_hem_beheerder(aangesteld):
    assert rollen() == [("0363", "beheerder")]


def test_wie_het_vroeg_stemt_er_niet_over(gevraagd, functioneel):
    with pytest.raises(Geweigerd, match="vroeg dit zelf"):
        stem_in(gevraagd, door=functioneel)


def test_een_beheerder_van_de_organisatie_beslist_er_niet_over(wereld, functioneel):
    voorstel = vraag_beheerder(wereld.school, **EVA, door=functioneel)  # nog zonder beheerder
    with pytest.raises(Geweigerd, match="geeft dit recht niet"):
        stem_in(voorstel, door=wereld.beheerder)


def test_alleen_collegas_bij_het_loket_krijgen_bericht(wereld, functioneel, collega):
    vraag_beheerder(wereld.gemeente, **EVA, door=functioneel)
    assert list(Bericht.objects.values_list("ontvanger", flat=True)) == [collega.email]


def test_heeft_de_organisatie_er_al_een_dan_is_een_reden_nodig(wereld, functioneel, ingelogd):
    assert wereld.beheerder.pk
    antwoord = ingelogd(functioneel).post(adres(wereld.school), EVA)
    assert (list(antwoord.context["form"].errors), Voorstel.objects.unscoped("test").count()) == (["reden"], 0)


def test_met_een_reden_kan_er_een_bij(wereld, functioneel, ingelogd):
    assert wereld.beheerder.pk
    ingelogd(functioneel).post(adres(wereld.school), EVA | {"reden": "De beheerder is overleden"})
    assert Voorstel.objects.unscoped("test").get().reden == "De beheerder is overleden"


def test_kwam_er_intussen_een_beheerder_dan_gaat_het_niet_door(wereld, gevraagd, collega):
    maak_lid("sneller", wereld.gemeente, Rol.BEHEERDER)
    with pytest.raises(Geweigerd, match="intussen een beheerder"):
        stem_in(gevraagd, door=collega)


def test_bij_een_gesloten_organisatie_kan_het_niet(wereld, functioneel):
    laat_eindigen(wereld.gemeente, vandaag() - timedelta(days=1), door=functioneel)
    with pytest.raises(Geweigerd, match="beëindigd"):
        vraag_beheerder(wereld.gemeente, **EVA, door=functioneel)


# --- wie het wordt --------------------------------------------------------------------------------------------------
def test_wie_eerder_werd_afgewezen_is_opnieuw_te_vragen(wereld, gevraagd, functioneel, collega):
    wijs_af(gevraagd, door=collega, reden="Verkeerd adres")
    opnieuw = vraag_beheerder(wereld.gemeente, **EVA | {"email": "eva.eerst@gemeente.example"}, door=functioneel)
    assert (opnieuw.over.pk, opnieuw.over.email) == (gevraagd.over.pk, "eva.eerst@gemeente.example")


def test_wie_een_ander_klaarzette_wordt_niet_aangesteld(wereld, functioneel):
    """Van hem kunnen er nog brieven zijn, ook als zijn rol alweer weg is."""
    ander = meld_aan(
        EVA["gebruikersnaam"], "E", email="e@elders.example", rollen=[Rol.MELDER], tot=None, door=wereld.beheerder
    )
    maak_wachtwoordbrief(ander, wereld.school, door=wereld.beheerder)
    Toewijzing.objects.unscoped("test").filter(gebruiker=ander).delete()
    with pytest.raises(Geweigerd, match="bestaat al"):
        vraag_beheerder(wereld.gemeente, **EVA, door=functioneel)


def test_zolang_er_een_voorstel_loopt_wijzigt_een_ander_de_gevraagde_niet(wereld, gevraagd, collega):
    with pytest.raises(Geweigerd, match="loopt al een voorstel"):
        vraag_beheerder(wereld.school, **EVA | {"email": "nep@gemeente.example"}, door=collega)


def test_is_het_adres_gewijzigd_sinds_de_vraag_dan_gaat_het_niet_door(wereld, gevraagd, collega):
    Organisatie.objects.filter(pk=wereld.gemeente.pk).update(adres="Postbus 666")
    with pytest.raises(Geweigerd, match="gewijzigd sinds de vraag"):
        stem_in(gevraagd, door=collega)


def test_is_het_adres_gewijzigd_na_de_instemming_dan_zegt_de_brief_dat(wereld, aangesteld, collega, ingelogd):
    Organisatie.objects.filter(pk=wereld.gemeente.pk).update(adres="Postbus 666")
    pagina = ingelogd(collega).get(f"/beheer/organisaties/brieven/{aangesteld.pk}/wachtwoord/")
    assert "gewijzigd sinds de instemming" in pagina.content.decode()


def test_wie_al_werkt_wordt_herkend_aan_zijn_adres(wereld, functioneel):
    bekend = wereld.behandelaar
    velden = {"gebruikersnaam": bekend.username, "naam": "X", "email": bekend.email.upper(), "reden": ""}
    voorstel = vraag_beheerder(wereld.gemeente, **velden, door=functioneel)
    bekend.refresh_from_db()
    assert (voorstel.over.pk, bekend.naam) == (bekend.pk, f"Naam van {bekend.username}")


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"gebruikersnaam": "melder.00zv"}, "ander e-mailadres"),
        ({"gebruikersnaam": "Hoofd letter"}, "kleine letters"),
        ({"gebruikersnaam": "functioneel.loket"}, "uzelf"),
    ],
)
def test_een_gebruikersnaam_die_niet_kan_geeft_een_zin_bij_het_veld(wereld, functioneel, ingelogd, anders, zin):
    assert wereld.melder.pk
    antwoord = ingelogd(functioneel).post(adres(wereld.gemeente), EVA | anders)
    form = antwoord.context["form"]
    assert (list(form.errors), form["naam"].value()) == (["gebruikersnaam"], "Eva Eerst")
    assert zin in str(form.errors["gebruikersnaam"])


def test_wie_is_afgesloten_wordt_geen_beheerder(wereld, functioneel):
    wie = wereld.melder
    maak_lid("tweede", wereld.school, Rol.BEHEERDER)
    sluit_af(wie, door=wereld.beheerder)
    velden = {"gebruikersnaam": wie.username, "naam": "X", "email": wie.email, "reden": ""}
    with pytest.raises(Geweigerd, match="afgesloten"):
        vraag_beheerder(wereld.gemeente, **velden, door=functioneel)


# --- de brieven -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("brief", "wie", "zin"),
    [("wachtwoord", "functioneel", "een collega"), ("koppelcode", "collega", "wie de beheerder")],
)
def test_niemand_maakt_allebei_de_brieven(aangesteld, functioneel, collega, brief, wie, zin):
    with pytest.raises(Geweigerd, match=zin):
        maak_brief(aangesteld, brief, door={"functioneel": functioneel, "collega": collega}[wie])


def test_zonder_instemming_is_er_geen_brief(gevraagd, functioneel, ingelogd):
    adres_ = f"/beheer/organisaties/brieven/{gevraagd.pk}/koppelcode/"
    assert ingelogd(functioneel).post(adres_).status_code == 404


def test_wie_zijn_rol_verloor_krijgt_geen_brief(aangesteld, functioneel):
    Toewijzing.objects.unscoped("test").filter(gebruiker=aangesteld.over).delete()
    with pytest.raises(Geweigerd, match="geen beheerder meer"):
        maak_brief(aangesteld, "koppelcode", door=functioneel)


def test_met_de_twee_brieven_van_twee_mensen_begint_het_activeren(aangesteld, functioneel, collega, ingelogd):
    pagina = f"/beheer/organisaties/brieven/{aangesteld.pk}/"
    gesloten = pdf(ingelogd(collega).post(f"{pagina}wachtwoord/"))
    open_ = pdf(ingelogd(functioneel).post(f"{pagina}koppelcode/"))
    wachtwoord = re.search(r"(?:[a-z0-9]{4}-){5}[a-z0-9]{4}", gesloten).group()
    koppelcode = re.search(r"\b(?:[a-z0-9]{4}-){2}[a-z0-9]{4}\b", open_).group()
    client = Client()
    client.post("/activeren/", {"gebruikersnaam": "eva.0363", "wachtwoord": wachtwoord})
    assert client.post("/activeren/bewijs/", {"bewijs": koppelcode}).url == "/activeren/app/"
    assert ("Uw contact bij het loket" in open_, functioneel.email in open_) == (True, True)


def test_een_brief_die_niet_bestaat_is_er_niet(aangesteld, functioneel, ingelogd):
    assert ingelogd(functioneel).get(f"/beheer/organisaties/brieven/{aangesteld.pk}/iets/").status_code == 404
