"""De weeklevering op het scherm: wie ziet welke regels, met welke uitleg, en wat het logboek ervan weet."""

from datetime import date

import pytest

from accounts.domein.rechten import Rol
from bron.domein.mutatie import MutatieSoort
from tests.bron.leveringen.hulp import lid, mutatie, weeklevering
from tests.factories import ToewijzingFactory
from tests.leveringen import pgn
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van

pytestmark = pytest.mark.django_db
PAD = "/leveringen/2026-11-23/"


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


@pytest.mark.parametrize(
    ("waar", "rol"),
    [
        ("gemeente", Rol.RAPPORTAGES),
        ("gemeente", Rol.BEHANDELAAR_RMC),
        ("regio", Rol.RAPPORTAGES),
        ("regio", Rol.BEHANDELAAR_RMC),
    ],
)
def test_een_ontvanger_leest_alleen_de_regels_van_zijn_eigen_gemeente_of_regio(
    ingelogd, wereld, andere_wereld, waar, rol
):
    levering = weeklevering()
    mutatie(levering, wereld, 0, achternaam="Eigen")
    mutatie(levering, andere_wereld, 1, achternaam="Vreemd")
    pagina = tekst(ingelogd(lid(wereld, waar, rol)).get(PAD))
    assert (pgn(0) in pagina, "Eigen" in pagina, pgn(1) in pagina, "Vreemd" in pagina) == (True, True, False, False)


def test_een_regel_legt_uit_wat_er_veranderde(ingelogd, wereld):
    mutatie(weeklevering(), wereld)
    pagina = tekst(ingelogd(lid(wereld, "gemeente")).get(PAD))
    assert "Deze leerling is op 12-11-2026 uitgeschreven bij De Brug. Reden: studie- en beroepskeuze." in pagina


def test_een_pagina_legt_elke_getoonde_leerling_een_keer_vast(ingelogd, wereld):
    levering = weeklevering()
    mutatie(levering, wereld, 0)
    mutatie(levering, wereld, 0, soort=MutatieSoort.RESULTAAT_TOEGEVOEGD)
    mutatie(levering, wereld, 1)
    ingelogd(lid(wereld, "gemeente")).get(PAD)
    gezien = AuditEvent.objects.filter(actie="bron:weeklevering:bekeken", object_id="2026-11-23")
    assert sorted(gezien.values_list("onderwerp", flat=True)) == sorted(onderwerp_van(pgn(nr)) for nr in (0, 1))


def test_alleen_wat_op_de_pagina_staat_wordt_vastgelegd(ingelogd, wereld):
    levering = weeklevering()
    for nummer in range(26):
        mutatie(levering, wereld, nummer)
    antwoord = ingelogd(lid(wereld, "gemeente")).get(f"{PAD}?per=25&pagina=2")
    assert [rij.pgn for rij, _ in antwoord.context["rijen"]] == [pgn(25)]
    assert AuditEvent.objects.filter(actie="bron:weeklevering:bekeken").count() == 1


def test_het_filter_laat_een_soort_zien_en_staat_in_het_adres(ingelogd, wereld):
    levering = weeklevering()
    mutatie(levering, wereld, 0)
    mutatie(levering, wereld, 1, soort=MutatieSoort.OVERLEDEN)
    antwoord = ingelogd(lid(wereld, "gemeente")).get(PAD, {"soort": "leerling overleden"})
    assert [rij.pgn for rij, _ in antwoord.context["rijen"]] == [pgn(1)]


@pytest.mark.parametrize(
    "vraag",
    ["soort=bestaat-niet", "soort=' OR 1=1 --", "pagina=-1", "pagina=999999999999", "pagina=x", "per=7", "per=-1",
     "soort=%F0%9F%98%80", "soort=leerling+overleden", "pagina=1&pagina=2", "per="],
)  # fmt: skip
def test_een_vreemde_waarde_in_het_adres_telt_niet_mee(ingelogd, wereld, vraag):
    mutatie(weeklevering(), wereld)
    antwoord = ingelogd(lid(wereld, "gemeente")).get(f"{PAD}?{vraag}")
    assert (antwoord.status_code, len(antwoord.context["rijen"])) == (200, 1)


@pytest.mark.parametrize("datum", ["2026-11-22", "2026-13-45", "0000-00-00", "2026-02-30", "9999-12-31", "morgen", "1"])
def test_een_dag_zonder_weeklevering_bestaat_niet(ingelogd, wereld, datum):
    weeklevering()
    assert ingelogd(lid(wereld, "gemeente")).get(f"/leveringen/{datum}/").status_code == 404


@pytest.mark.parametrize("waar", ["", "csv/", "xlsx/"])
def test_een_weeklevering_die_nog_gebouwd_wordt_bestaat_nog_niet(ingelogd, wereld, waar):
    mutatie(weeklevering(gebouwd_op=None), wereld)
    assert ingelogd(lid(wereld, "gemeente")).get(f"{PAD}{waar}").status_code == 404


@pytest.mark.parametrize("waar", ["", "csv/", "xlsx/"])
@pytest.mark.parametrize("anders", [{"verloopt_op": date(2026, 11, 24)}, {"opgeruimd_op": date(2026, 11, 24)}])
def test_een_verlopen_weeklevering_zegt_dat_zij_weg_is(ingelogd, wereld, waar, anders):
    mutatie(weeklevering(**anders), wereld)
    antwoord = ingelogd(lid(wereld, "gemeente")).get(f"{PAD}{waar}")
    assert (antwoord.status_code, "bewaren wij drie maanden" in tekst(antwoord)) == (410, True)
    assert AuditEvent.objects.filter(actie__startswith="bron:weeklevering").count() == 0


def test_een_week_zonder_wijzigingen_zegt_dat(ingelogd, wereld, andere_wereld):
    mutatie(weeklevering(), andere_wereld)
    assert "Er veranderde deze week niets" in tekst(ingelogd(lid(wereld, "gemeente")).get(PAD))


@pytest.mark.parametrize("waar", ["", "csv/", "xlsx/"])
def test_een_school_met_de_rol_rapportages_ontvangt_niets(ingelogd, wereld, rapport, waar):
    mutatie(weeklevering(), wereld)
    assert ingelogd(rapport).get(f"{PAD}{waar}").status_code == 404


def test_wie_ergens_anders_mag_lezen_ziet_het_na_wisselen(ingelogd, wereld, andere_wereld):
    levering = weeklevering()
    mutatie(levering, wereld, 0)
    mutatie(levering, andere_wereld, 1)
    iemand = lid(wereld, "gemeente")
    ToewijzingFactory(gebruiker=iemand, organisatie=andere_wereld.gemeente, rol=Rol.RAPPORTAGES)
    antwoord = ingelogd(iemand, organisatie=andere_wereld.gemeente).get(PAD)
    assert [rij.pgn for rij, _ in antwoord.context["rijen"]] == [pgn(1)]
