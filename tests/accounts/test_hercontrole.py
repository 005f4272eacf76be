"""De jaarlijkse hercontrole: wie aan de beurt is, wie mag bevestigen, en wanneer de mail gaat."""

from datetime import date, timedelta

import pytest

from accounts.domein.hercontrole import VOORUIT, fase, grens, uiterlijk
from accounts.domein.rechten import Rol
from accounts.models import Toewijzing
from accounts.services.hercontrole import bevestig, herinner
from tests.cast import maak_lid
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

VANDAAG = date(2026, 11, 24)
OUD = date(2025, 11, 1)


@pytest.fixture(autouse=True)
def klok():
    with clock.op(clock.nu().replace(year=2026, month=11, day=24, hour=10)):
        yield


@pytest.fixture
def oud(wereld):
    """Een rapporteur wiens rol langer dan een jaar niet bekeken is; die van de beheerder zijn net bekeken."""
    wereld.beheerder.toewijzingen.unscoped("test").update(gecontroleerd_op=VANDAAG)
    return maak_lid("oud", wereld.school, Rol.RAPPORTAGES, vanaf=OUD)


def rol_van(gebruiker) -> Toewijzing:
    return Toewijzing.objects.unscoped("test").get(gebruiker=gebruiker)


# --- de regel -------------------------------------------------------------------------------------------------------
def test_een_rol_staat_op_de_lijst_als_haar_jaar_binnen_dertig_dagen_voorbij_is():
    dagen = [date(2023, 1, 1) + timedelta(days=n) for n in range(2500)]  # met twee schrikkeldagen
    anders = [
        (laatst, dag)
        for laatst in dagen
        for dag in (uiterlijk(laatst) - VOORUIT + timedelta(days=n) for n in range(-3, 4))
        if (laatst <= grens(dag)) != (uiterlijk(laatst) <= dag + VOORUIT)
    ]
    assert anders == []


@pytest.mark.parametrize(
    ("over", "verwacht"),
    [(31, ""), (30, "eerste"), (8, "eerste"), (7, "laatste"), (0, "laatste"), (-1, "te laat"), (-400, "te laat")],
)
def test_welke_herinnering_hoort_er_bij_hoeveel_dagen(over, verwacht):
    assert fase(VANDAAG + timedelta(days=over), VANDAAG) == verwacht


def test_een_schrikkeldag_is_het_jaar_erna_28_februari():
    assert (uiterlijk(date(2024, 2, 29)), grens(date(2025, 2, 28) - VOORUIT)) == (date(2025, 2, 28), date(2024, 2, 29))


# --- bevestigen -----------------------------------------------------------------------------------------------------
def test_bevestigen_haalt_een_rol_een_jaar_van_de_lijst_en_staat_in_het_logboek(wereld, oud, ingelogd):
    client = ingelogd(wereld.beheerder)
    voor = client.get("/beheer/hercontrole/").context["pagina"].paginator.count
    client.post("/beheer/hercontrole/", {"klopt": [rol_van(oud).pk]})
    acties = AuditEvent.objects.filter(actie="accounts:rol:gecontroleerd").count()
    assert (voor, client.get("/beheer/hercontrole/").context["pagina"].paginator.count, acties) == (1, 0, 1)


def test_een_rol_van_een_ander_wordt_niet_bevestigd(wereld, andere_wereld, oud):
    assert (bevestig([rol_van(oud).pk], door=andere_wereld.beheerder), rol_van(oud).gecontroleerd_op) == (0, None)


def test_de_eigen_rol_bevestigt_een_ander_als_die_er_is(wereld):
    eerste = maak_lid("eerste", wereld.school, Rol.BEHEERDER, vanaf=OUD)
    alleen = bevestig([rol_van(eerste).pk], door=eerste)
    Toewijzing.objects.unscoped("test").filter(gebruiker=eerste).update(gecontroleerd_op=None)
    wereld.beheerder  # noqa: B018 # vanaf nu is er een tweede
    assert (alleen, bevestig([rol_van(eerste).pk], door=eerste)) == (1, 0)


def test_zonder_keuze_verandert_er_niets_en_staat_er_een_zin(wereld, oud, ingelogd):
    antwoord = ingelogd(wereld.beheerder).post("/beheer/hercontrole/", {"klopt": ["", "x", "²"]}, follow=True)
    assert ("Vink eerst aan" in antwoord.content.decode(), rol_van(oud).gecontroleerd_op) == (True, None)


# --- herinneren -----------------------------------------------------------------------------------------------------
def test_elke_herinnering_gaat_een_keer_naar_elke_beheerder(wereld):
    lid = maak_lid("jong", wereld.school, Rol.RAPPORTAGES, vanaf=VANDAAG)
    wereld.beheerder.toewijzingen.unscoped("test").update(gecontroleerd_op=date(2027, 6, 1))
    aantallen = []
    for dagen in (334, 335, 336, 358, 359, 365, 366, 400):
        with clock.op(clock.nu() + timedelta(days=dagen)):
            herinner()
            herinner()
        aantallen.append(Bericht.objects.filter(sjabloon="beheer/hercontrole").count())
    assert (rol_van(lid).vanaf, aantallen) == (VANDAAG, [0, 1, 1, 2, 2, 2, 3, 3])


def test_een_herinnering_noemt_niemand(wereld, oud):
    herinner()
    assert [bericht.context for bericht in Bericht.objects.all()] == [{"te_laat": True}]


def test_de_startpagina_telt_de_rollen_om_te_bekijken(wereld, oud, ingelogd):
    [tegel] = ingelogd(wereld.beheerder).get("/").context["tegels"]
    assert (tegel.titel, tegel.aantal, tegel.url) == ("Rollen om te bekijken", 1, "/beheer/hercontrole/")
