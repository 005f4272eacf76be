"""Organisaties door functioneel beheer: de lijst, toevoegen, wijzigen en laten eindigen."""

from datetime import date, timedelta

import pytest

from accounts.domein.organisaties import keur_code
from accounts.domein.rechten import Rol, Soort
from accounts.fouten import Geweigerd
from accounts.identiteit import geldige_toewijzingen
from accounts.models import Organisatie
from accounts.services.organisaties import CONTACTVELDEN, laat_eindigen, sluit_beeindigde, voeg_toe, wijzig_contact
from accounts.services.referentie import laad_organisaties
from tests.cast import maak_lid
from tests.factories import OrganisatieFactory
from tests.zaken import meld
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent

VANDAAG = date(2026, 11, 24)
GISTEREN = VANDAAG - timedelta(days=1)
CONTACT = dict.fromkeys(CONTACTVELDEN, "") | {"naam": "Nieuwe school", "email": "verzuim@nieuw.example"}
FORMULIER = {"soort": "instelling", "code": "99xx", "naam": "Nieuwe school", "postcode": "1234 ab"}


@pytest.fixture(autouse=True)
def klok():
    with clock.op(clock.nu().replace(year=2026, month=11, day=24, hour=10)):
        yield


def adres(organisatie, wat="") -> str:
    return f"/beheer/organisaties/{organisatie.pk}/{wat}"


def acties() -> list[str]:
    return list(AuditEvent.objects.filter(object_type="organisatie").order_by("pk").values_list("actie", flat=True))


# --- de lijst en één organisatie ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("filter_", "codes"),
    [
        ("zoek=00zv", ["00ZV"]),
        ("zoek=zwolle", ["27GZ"]),
        ("soort=gemeente", ["0363"]),
        ("stand=zonder", ["0363", "27GZ", "LOKET"]),
        ("stand=onzin&soort=onzin", ["0363", "00ZV", "27GZ", "LOKET"]),
    ],
)
def test_de_lijst_filtert_op_tekst_soort_en_stand(wereld, andere_wereld, functioneel, ingelogd, filter_, codes):
    for maak in (wereld.beheerder, wereld.gemeente, andere_wereld.school):
        assert maak.pk
    Organisatie.objects.filter(code="27GZ").update(plaats="Zwolle")
    rijen = ingelogd(functioneel).get(f"/beheer/organisaties/?{filter_}").context["rijen"]
    assert sorted(rij.code for rij, _ in rijen) == sorted(codes)


def test_de_lijst_telt_beheerders_van_nu(wereld, functioneel, ingelogd):
    maak_lid("oud", wereld.school, Rol.BEHEERDER, tot=GISTEREN)
    maak_lid("nu", wereld.school, Rol.BEHEERDER, Rol.MELDER)
    rijen = ingelogd(functioneel).get("/beheer/organisaties/?zoek=00ZV").context["rijen"]
    assert rijen == [(wereld.school, 1)]


def test_een_organisatie_noemt_haar_beheerders_en_van_de_rest_alleen_aantallen(wereld, functioneel, ingelogd):
    namen = [wereld.beheerder.naam, wereld.melder.naam]
    antwoord = ingelogd(functioneel).get(adres(wereld.school))
    assert {rol: aantal for rol, aantal in antwoord.context["rollen"] if aantal} == {
        "Beheerder": 1, "Beheerder onderwijs": 1, "Melder": 1,
    }  # fmt: skip
    assert [naam in antwoord.content.decode() for naam in namen] == [True, False]


# --- toevoegen ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("soort", "code", "goed"),
    [
        (Soort.INSTELLING, "00ZV", True),
        (Soort.INSTELLING, "ZV00", False),
        (Soort.GEMEENTE, "0363", True),
        (Soort.GEMEENTE, "363", False),
        (Soort.UITVOERENDE_INSTANTIE, "RBL-WEST", True),
        (Soort.UITVOERENDE_INSTANTIE, "-", False),
    ],
)
def test_de_code_heeft_de_vorm_van_haar_soort(soort, code, goed):
    assert (keur_code(soort, code) == "") is goed


def test_toevoegen_maakt_de_organisatie_met_een_logregel(functioneel, ingelogd):
    ingelogd(functioneel).post("/beheer/organisaties/nieuw/", FORMULIER)
    nieuw = Organisatie.objects.get(code="99XX")
    assert (nieuw.soort, nieuw.postcode, nieuw.actief, nieuw.zelf_bijgehouden) == ("instelling", "1234AB", True, True)
    assert acties() == ["accounts:organisatie:toegevoegd"]


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"code": "ZZ"}, "code"),
        ({"code": "00ZV"}, "code"),
        ({"naam": ""}, "naam"),
        ({"postcode": "12"}, "postcode"),
        ({"email": "geen adres"}, "email"),
        ({"soort": "loket"}, "soort"),
        ({"soort": "gemeente", "code": "9999"}, "rmc_nummer"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_wat_getypt_is_blijft(wereld, functioneel, ingelogd, anders, veld):
    assert wereld.school.pk
    antwoord = ingelogd(functioneel).post("/beheer/organisaties/nieuw/", FORMULIER | anders)
    form = antwoord.context["form"]
    assert (list(form.errors), form["code"].value()) == ([veld], (FORMULIER | anders)["code"])


def test_een_gemeente_hoort_bij_een_regio_die_bestaat(functioneel):
    with pytest.raises(Geweigerd, match="RMC-regio"):
        voeg_toe(Soort.GEMEENTE, "9998", CONTACT, rmc_nummer="99", door=functioneel)


def test_wie_net_te_laat_is_krijgt_een_zin(wereld, functioneel):
    with pytest.raises(Geweigerd, match="al een organisatie met BRIN 00ZV"):
        voeg_toe(Soort.INSTELLING, wereld.school.code, CONTACT, rmc_nummer="", door=functioneel)


# --- wijzigen -------------------------------------------------------------------------------------------------------
def test_een_eigen_adres_blijft_staan_als_de_lijst_opnieuw_geladen_wordt(functioneel):
    laad_organisaties()
    school, ander = Organisatie.objects.filter(soort=Soort.INSTELLING).order_by("code")[:2]
    velden = {veld: getattr(school, veld) for veld in CONTACTVELDEN} | {"adres": "Nieuwe weg 1"}
    wijzig_contact(school, velden, door=functioneel)
    Organisatie.objects.filter(pk__in=[school.pk, ander.pk]).update(plaats="Elders")
    laad_organisaties()
    school.refresh_from_db()
    ander.refresh_from_db()
    assert (school.adres, school.plaats, ander.plaats == "Elders") == ("Nieuwe weg 1", "Elders", False)


def test_de_logregel_noemt_de_velden_en_niet_wat_erin_staat(wereld, functioneel):
    velden = {veld: getattr(wereld.school, veld) for veld in CONTACTVELDEN} | {"telefoon": "070 123 45 67"}
    wijzig_contact(wereld.school, velden, door=functioneel)
    assert AuditEvent.objects.get(actie="accounts:organisatie:gewijzigd").details == {"velden": "telefoon"}


def test_niets_gewijzigd_schrijft_niets(wereld, functioneel):
    wijzig_contact(wereld.school, {veld: getattr(wereld.school, veld) for veld in CONTACTVELDEN}, door=functioneel)
    assert acties() == []


# --- laten eindigen -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("dag", "status"), [(GISTEREN, 302), (VANDAAG, 200), (None, 200)])
def test_na_de_laatste_dag_is_er_geen_toegang_meer(wereld, functioneel, ingelogd, dag, status):
    client = ingelogd(wereld.melder)
    laat_eindigen(wereld.school, dag, door=functioneel)
    assert client.get("/meldingen/").status_code == status


def test_de_toegang_stopt_om_middernacht_ook_als_de_taak_nog_niet_liep(wereld, functioneel):
    wie = wereld.melder
    laat_eindigen(wereld.school, VANDAAG, door=functioneel)
    geldig = []
    for uren in (13, 15):
        with clock.op(clock.nu() + timedelta(hours=uren)):
            geldig.append(len(geldige_toewijzingen(wie.pk)))
    assert geldig == [1, 0]


def test_de_taak_sluit_alleen_wat_voorbij_is(functioneel):
    voorbij, vandaag = (OrganisatieFactory(eindigt_op=dag) for dag in (GISTEREN, VANDAAG))
    assert (sluit_beeindigde(), sluit_beeindigde()) == (1, 0)
    assert [Organisatie.objects.get(pk=o.pk).actief for o in (voorbij, vandaag)] == [False, True]


def test_een_gesloten_organisatie_kan_weer_open(wereld, functioneel):
    laat_eindigen(wereld.school, GISTEREN, door=functioneel)
    open_ = laat_eindigen(wereld.school, None, door=functioneel)
    assert (open_.actief, open_.eindigt_op, open_.stand) == (True, None, "actief")


@pytest.mark.parametrize(("naar", "zin"), [("loket", "loket zelf"), ("school", "al voorbij")])
def test_het_loket_en_een_dag_van_vroeger_kunnen_niet(wereld, functioneel, naar, zin):
    organisatie = functioneel.organisatie if naar == "loket" else wereld.school
    with pytest.raises(Geweigerd, match=zin):
        laat_eindigen(organisatie, VANDAAG - timedelta(days=2), door=functioneel)


def test_het_einde_toont_hoeveel_er_nog_loopt(wereld, functioneel, ingelogd, school_van):
    meld(wereld.melder, wereld, school_van(wereld))
    werk = ingelogd(functioneel).get(adres(wereld.school, "einde/")).context["werk"]
    assert dict(werk) == {"lopende meldingen van deze school": 1, "lopende meldingen bij deze instantie": 0}
