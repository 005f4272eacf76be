"""Rollen geven, laten eindigen en uit dienst melden: de dienst."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Concept, Gebruiker, Toewijzing, Voorstel
from accounts.services.concepten import bewaar_concept
from accounts.services.rolbeheer import geef_rol, meld_uit_dienst, wijzig_einde
from accounts.services.voorstellen import stem_in
from tests.cast import Wereld, maak_lid
from tests.factories import ToewijzingFactory
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent

VANDAAG = date(2026, 11, 24)
GISTEREN = VANDAAG - timedelta(days=1)


@pytest.fixture(autouse=True)
def klok():
    with clock.op(clock.nu().replace(year=2026, month=11, day=24, hour=10)):
        yield


@pytest.fixture
def tweede(wereld) -> Gebruiker:
    """Een tweede beheerder van de school, zonder einddatum."""
    return maak_lid("tweede", wereld.school, Rol.BEHEERDER)


def rollen(gebruiker, organisatie) -> list[tuple[str, date | None]]:
    alle = Toewijzing.objects.unscoped("test").filter(gebruiker=gebruiker, organisatie=organisatie)
    return list(alle.order_by("rol", "vanaf").values_list("rol", "tot"))


def rol_van(gebruiker, rol) -> Toewijzing:
    return Toewijzing.objects.unscoped("test").get(gebruiker=gebruiker, rol=rol)


def geef(wie, rol, door, **velden):
    return geef_rol(wie, rol, **({"vanaf": VANDAAG, "tot": None} | velden), door=door)


# --- geven ----------------------------------------------------------------------------------------------------------
def test_een_gewone_rol_geldt_meteen(wereld):
    voorstel = geef(wereld.lezer, Rol.RAPPORTAGES, wereld.beheerder)
    assert (voorstel, rollen(wereld.lezer, wereld.school)) == (None, [("lezer", None), ("rapportages", None)])


def test_niemand_geeft_zichzelf_een_rol(wereld):
    with pytest.raises(Geweigerd, match="Uw eigen rollen"):
        geef(wereld.beheerder, Rol.MELDER, wereld.beheerder)


def test_een_rol_die_bij_deze_organisatie_niet_bestaat_wordt_geweigerd(wereld):
    with pytest.raises(Geweigerd, match="bestaat niet bij een instelling"):
        geef(wereld.melder, Rol.BEHANDELAAR, wereld.beheerder)


@pytest.mark.parametrize("vanaf", [VANDAAG, date(2027, 1, 1)])
def test_een_rol_die_er_dan_al_is_wordt_geweigerd(wereld, vanaf):
    with pytest.raises(Geweigerd, match="heeft de rol Melder in die tijd al"):
        geef(wereld.melder, Rol.MELDER, wereld.beheerder, vanaf=vanaf)


def test_beheerder_word_je_pas_als_een_tweede_persoon_instemt(wereld, tweede):
    voorstel = geef(wereld.melder, Rol.BEHEERDER, wereld.beheerder)
    voor = rollen(wereld.melder, wereld.school)
    stem_in(voorstel, door=tweede)
    assert (voor, rollen(wereld.melder, wereld.school)) == (
        [("melder", None)],
        [("beheerder", None), ("melder", None)],
    )


def test_wie_beheerder_wordt_stemt_daar_zelf_niet_over(wereld, tweede):
    voorstel = geef(wereld.melder, Rol.BEHEERDER, wereld.beheerder)
    with pytest.raises(Geweigerd, match="gaat over u"):
        stem_in(voorstel, door=wereld.melder)


# --- laten eindigen -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("dag", [GISTEREN, VANDAAG, date(2027, 7, 31), None])
def test_een_rol_eindigt_na_de_genoemde_dag(wereld, dag):
    oud = maak_lid("oud", wereld.school, Rol.MELDER, vanaf=date(2026, 1, 1))
    wijzig_einde(rol_van(oud, Rol.MELDER), laatste_dag=dag, door=wereld.beheerder)
    assert rollen(oud, wereld.school) == [("melder", dag)]


def test_een_rol_die_nu_eindigt_is_weg_bij_het_volgende_verzoek(wereld, ingelogd):
    client = ingelogd(wereld.melder)
    voor = client.get("/meldingen/").status_code
    wijzig_einde(rol_van(wereld.melder, Rol.MELDER), laatste_dag=GISTEREN, door=wereld.beheerder)
    assert (voor, client.get("/meldingen/").status_code) == (200, 302)


def test_een_rol_met_een_einddatum_is_de_dag_erna_vanzelf_voorbij(wereld):
    wijzig_einde(rol_van(wereld.melder, Rol.MELDER), laatste_dag=VANDAAG, door=wereld.beheerder)
    alle = Toewijzing.objects.unscoped("test").filter(gebruiker=wereld.melder)
    assert [alle.geldig(VANDAAG + timedelta(days=n)).count() for n in (0, 1)] == [1, 0]


@pytest.mark.parametrize("dag", [GISTEREN, VANDAAG, None])
def test_een_rol_die_voorbij_is_blijft_voorbij(wereld, dag):
    weg = maak_lid("weg", wereld.school, Rol.LEZER, vanaf=date(2025, 1, 1), tot=date(2025, 7, 31))
    with pytest.raises(Geweigerd, match="voorbij"):
        wijzig_einde(rol_van(weg, Rol.LEZER), laatste_dag=dag, door=wereld.beheerder)


def test_een_rol_die_langer_doorloopt_gaat_niet_over_een_volgende_heen(wereld):
    wie = maak_lid("keer", wereld.school, Rol.RAPPORTAGES, vanaf=date(2026, 1, 1), tot=date(2026, 12, 31))
    geef(wie, Rol.RAPPORTAGES, wereld.beheerder, vanaf=date(2027, 1, 1))
    eerste = Toewijzing.objects.unscoped("test").get(gebruiker=wie, tot=date(2026, 12, 31))
    with pytest.raises(Geweigerd, match="nog eens in die tijd"):
        wijzig_einde(eerste, laatste_dag=None, door=wereld.beheerder)


@pytest.mark.parametrize("dag", [GISTEREN, VANDAAG, date(2030, 1, 1)])
def test_de_laatste_beheerder_zonder_einddatum_blijft(wereld, dag):
    tweede = maak_lid("tweede", wereld.school, Rol.BEHEERDER, tot=date(2027, 1, 1))
    with pytest.raises(Geweigerd, match="laatste beheerder"):
        wijzig_einde(rol_van(wereld.beheerder, Rol.BEHEERDER), laatste_dag=dag, door=tweede)


def test_een_afgesloten_beheerder_telt_niet_als_tweede(wereld, tweede):
    Gebruiker.objects.filter(pk=wereld.beheerder.pk).update(is_active=False)
    with pytest.raises(Geweigerd, match="laatste beheerder"):
        wijzig_einde(rol_van(tweede, Rol.BEHEERDER), laatste_dag=GISTEREN, door=wereld.beheerder)


def test_een_beheerder_verliest_zijn_rol_pas_als_een_ander_instemt(wereld, tweede, functioneel):
    voorstel = wijzig_einde(rol_van(tweede, Rol.BEHEERDER), laatste_dag=GISTEREN, door=wereld.beheerder)
    voor = rollen(tweede, wereld.school)
    stem_in(voorstel, door=functioneel)
    assert (voor, rollen(tweede, wereld.school)) == ([("beheerder", None)], [("beheerder", GISTEREN)])


def test_bij_het_instemmen_gelden_de_regels_opnieuw(wereld, tweede, functioneel):
    derde = maak_lid("derde", wereld.school, Rol.BEHEERDER)
    voorstel = wijzig_einde(rol_van(derde, Rol.BEHEERDER), laatste_dag=GISTEREN, door=wereld.beheerder)
    Gebruiker.objects.filter(pk__in=[wereld.beheerder.pk, tweede.pk]).update(is_active=False)
    with pytest.raises(Geweigerd, match="laatste beheerder"):
        stem_in(voorstel, door=functioneel)
    assert Voorstel.objects.unscoped("test").get().stand == "open"


# --- uit dienst -----------------------------------------------------------------------------------------------------
def test_uit_dienst_beeindigt_alles_hier_en_sluit_af_wie_nergens_meer_werkt(wereld, ingelogd):
    bewaar_concept(wereld.melder, "melding.nieuw", {"reden": "half"})
    client = ingelogd(wereld.melder)
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    wereld.melder.refresh_from_db()
    assert (rollen(wereld.melder, wereld.school), wereld.melder.is_active) == ([("melder", GISTEREN)], False)
    assert (Concept.objects.unscoped("test").count(), client.get("/").url) == (0, "/inloggen/?volgende=%2F")


def test_wie_elders_nog_werkt_blijft_daar_werken(wereld, andere_wereld):
    ToewijzingFactory(gebruiker=wereld.melder, organisatie=andere_wereld.school, rol=Rol.MELDER)
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    wereld.melder.refresh_from_db()
    assert (rollen(wereld.melder, andere_wereld.school), wereld.melder.is_active) == ([("melder", None)], True)


def test_een_beheerder_gaat_pas_uit_dienst_als_een_ander_instemt(wereld, tweede, functioneel):
    voorstel = meld_uit_dienst(tweede, door=wereld.beheerder)
    voor = rollen(tweede, wereld.school)
    stem_in(voorstel, door=functioneel)
    assert (voor, rollen(tweede, wereld.school)) == ([("beheerder", None)], [("beheerder", GISTEREN)])


def test_uit_dienst_staat_in_het_logboek(wereld):
    meld_uit_dienst(wereld.melder, door=wereld.beheerder)
    acties = AuditEvent.objects.filter(object_id=str(wereld.melder.pk)).order_by("pk").values_list("actie", flat=True)
    assert list(acties) == [
        "accounts:rol:ingetrokken",
        "accounts:gebruiker:afgesloten",
        "accounts:gebruiker:uit_dienst",
    ]


@pytest.mark.django_db(transaction=True)
def test_twee_beheerders_kunnen_elkaar_niet_tegelijk_afnemen():
    wereld, start = Wereld("00ZV", "0363", "21"), Barrier(2)
    een, ander = wereld.beheerder, maak_lid("tweede", wereld.school, Rol.BEHEERDER)
    beslisser = maak_lid("derde", wereld.school, Rol.BEHEERDER, tot=date(2027, 1, 1))
    voorstellen = [
        wijzig_einde(rol_van(weg, Rol.BEHEERDER), laatste_dag=GISTEREN, door=door)
        for weg, door in ((een, ander), (ander, een))
    ]

    def beslis(voorstel) -> bool:
        start.wait()
        try:
            stem_in(voorstel, door=beslisser)
        except Geweigerd:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(beslis, voorstellen)) == [False, True]
