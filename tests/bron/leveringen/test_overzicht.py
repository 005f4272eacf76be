"""`/leveringen/`: de maandagen van een ontvanger, en de stand van het bouwen voor functioneel beheer."""

from datetime import date, datetime, timedelta

import pytest

from accounts.domein.rechten import Rol
from bron.domein.mutatie import MutatieSoort
from bron.queries.leveringen import bouwstanden, maandagen
from tests.bron.leveringen.hulp import MAANDAG, lid, mutatie, vraag_aan, weeklevering
from tests.bron.leveringen.test_lezen import tekst
from tests.leveringen import pgn
from verzuimloket import clock
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def test_een_ontvanger_ziet_zijn_maandagen_nieuwste_eerst_met_aantallen_per_soort(ingelogd, wereld, andere_wereld):
    oud, nieuw = weeklevering(MAANDAG - WEEK), weeklevering()
    mutatie(nieuw, wereld, 0, soort=MutatieSoort.RESULTAAT_TOEGEVOEGD)
    mutatie(nieuw, wereld, 1, soort=MutatieSoort.OVERLEDEN)
    mutatie(nieuw, wereld, 2, soort=MutatieSoort.OVERLEDEN)
    mutatie(oud, andere_wereld, 3)
    ontvangen = ingelogd(lid(wereld, "gemeente")).get("/leveringen/").context["ontvangen"]
    assert [(o.levering.peildatum, o.tellingen) for o in ontvangen] == [
        (MAANDAG, [(MutatieSoort.OVERLEDEN, 2), (MutatieSoort.RESULTAAT_TOEGEVOEGD, 1)]),
        (MAANDAG - WEEK, []),
    ]


def test_wat_verlopen_of_nog_niet_klaar_is_staat_niet_in_het_overzicht(ingelogd, wereld):
    weeklevering(MAANDAG - 14 * WEEK)
    weeklevering(gebouwd_op=None)
    pagina = ingelogd(lid(wereld, "gemeente")).get("/leveringen/")
    assert (pagina.context["ontvangen"], "nu geen weeklevering klaar" in tekst(pagina)) == ([], True)


def test_een_school_leest_dat_zij_geen_weekleveringen_ontvangt(ingelogd, wereld, rapport):
    mutatie(weeklevering(), wereld)
    pagina = tekst(ingelogd(rapport).get("/leveringen/"))
    assert ("ontvangt geen weekleveringen" in pagina, "2026-11-23" in pagina) == (True, False)


def test_een_lezer_van_rapportages_kan_geen_c_levering_aanvragen(ingelogd, wereld):
    knop = "/leveringen/c/nieuw/"
    assert knop not in tekst(ingelogd(lid(wereld, "regio")).get("/leveringen/"))
    assert knop in tekst(ingelogd(lid(wereld, "regio", Rol.BEHANDELAAR_RMC)).get("/leveringen/"))


def test_een_aanvraag_staat_alleen_bij_de_eigen_organisatie(ingelogd, wereld, andere_wereld, rmc, vreemde_rmc):
    eigen, vreemd = vraag_aan(rmc), vraag_aan(vreemde_rmc, nummer=2)
    pagina = tekst(ingelogd(rmc).get("/leveringen/"))
    assert (str(eigen.pk) in pagina, str(vreemd.pk) in pagina) == (True, False)


def test_functioneel_beheer_ziet_de_bouw_en_geen_enkele_leerling(ingelogd, wereld, functioneel):
    wereld.gemeente, wereld.regio  # noqa: B018 - de ontvangers bestaan pas als ernaar gevraagd wordt
    mutatie(weeklevering(mutaties=1), wereld)
    antwoord = ingelogd(functioneel).get("/leveringen/")
    [stand] = antwoord.context["standen"]
    assert (stand.maandag, stand.levering.mutaties, stand.ontvangers) == (MAANDAG, 1, 2)
    assert [woord for woord in (pgn(0), "Zeeman", "Noor") if woord in tekst(antwoord)] == []


def test_een_maandag_die_er_had_moeten_zijn_heet_nog_niet_gebouwd(ingelogd, functioneel):
    weeklevering(MAANDAG - 2 * WEEK)
    weeklevering(MAANDAG - WEEK, gebouwd_op=None)
    antwoord = ingelogd(functioneel).get("/leveringen/")
    assert [(s.maandag, s.levering is None) for s in antwoord.context["standen"]] == [
        (MAANDAG, True), (MAANDAG - WEEK, False), (MAANDAG - 2 * WEEK, False),
    ]  # fmt: skip
    assert tekst(antwoord).count("<strong>nog niet gebouwd</strong>") == 2


def test_een_opgeruimde_maandag_houdt_haar_aantal_mutaties(functioneel):
    weeklevering(mutaties=7, opgeruimd_op=date(2026, 11, 24))
    [stand] = bouwstanden(maandagen())
    assert (stand.levering.mutaties, stand.ontvangers) == (7, None)


@pytest.mark.parametrize(
    ("moment", "verwacht"),
    [
        (datetime(2026, 11, 22, 23, 59, tzinfo=AMSTERDAM), [MAANDAG - WEEK]),
        (datetime(2026, 11, 23, 0, 0, tzinfo=AMSTERDAM), [MAANDAG, MAANDAG - WEEK]),
    ],
)
def test_een_maandag_hoort_er_te_zijn_vanaf_haar_eerste_minuut(moment, verwacht):
    weeklevering(MAANDAG - WEEK)
    with clock.op(moment):
        assert maandagen() == verwacht


def test_de_startpagina_noemt_de_nieuwste_weeklevering(ingelogd, wereld, andere_wereld):
    levering = weeklevering()
    mutatie(levering, wereld, 0)
    mutatie(levering, andere_wereld, 1)
    weeklevering(MAANDAG - WEEK)
    [tegel] = ingelogd(lid(wereld, "gemeente")).get("/").context["tegels"]
    assert (tegel.titel, tegel.aantal, tegel.url) == ("Weeklevering van 23-11-2026", 1, "/leveringen/2026-11-23/")


@pytest.mark.parametrize("wie", ["rapport", "behandelaar", "functioneel", "melder"])
def test_wie_niets_ontvangt_heeft_geen_tegel_van_een_weeklevering(ingelogd, request, wereld, wie):
    mutatie(weeklevering(), wereld)
    tegels = ingelogd(request.getfixturevalue(wie)).get("/").context["tegels"]
    assert [tegel.titel for tegel in tegels if "Weeklevering" in tegel.titel] == []
