"""De meegeleverde gegevens: aantallen, samenhang, herkomst en de codelijsten van het besluit."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from accounts.referentie import organisaties
from demo.wereld import SCHOLEN
from meldingen.domein.soorten import SOORTEN, geldig_op
from meldingen.models.zaak import REDENEN_AFSLUITING, TOELICHTINGEN_AFSLUITING
from tests.house.broncode import BASIS
from verzuimloket.kalender import Regio, schoolweken
from verzuimloket.vakanties import feestdagen, feestdagen_tussen, vakanties

BESTANDEN = sorted(BASIS.glob("*/data/*.csv"))
RIJEN = list(organisaties())


def csv_rijen(naam: str) -> list[dict[str, str]]:
    with (BASIS / naam).open(encoding="utf-8", newline="") as stroom:
        return list(csv.DictReader(stroom))


def codes(soort):
    return {rij.code for rij in RIJEN if rij.soort == soort}


def test_het_aantal_organisaties_per_soort():
    soorten = Counter(str(rij.soort) for rij in RIJEN)
    assert soorten == {"loket": 1, "rmc_regio": 40, "gemeente": 342, "instelling": 691}


def test_geen_organisatie_staat_er_twee_keer():
    assert max(Counter((rij.soort, rij.code) for rij in RIJEN).values()) == 1


def test_elke_gemeente_hoort_bij_een_bestaande_regio_en_elke_regio_heeft_gemeenten():
    assert {rij.rmc_nummer for rij in RIJEN if rij.soort == "gemeente"} == codes("rmc_regio")


@pytest.mark.parametrize(
    ("code", "naam", "regio"),
    [
        ("0059", "Achtkarspelen", "06"),
        ("0518", "'s-Gravenhage", "28"),
        ("0363", "Amsterdam", "21"),
        ("1992", "Voorne aan Zee", "29"),
    ],
)
def test_een_gemeente_uit_de_bron(code, naam, regio):
    [rij] = [rij for rij in RIJEN if (rij.soort, rij.code) == ("gemeente", code)]
    assert (rij.naam, rij.rmc_nummer) == (naam, regio)


def test_elke_instelling_ligt_in_een_bestaande_gemeente_of_in_geen_bekende():
    onbekend = {rij.gemeentecode for rij in RIJEN if rij.soort == "instelling" and rij.gemeentecode} - codes("gemeente")
    assert onbekend == set()


def test_vo_en_mbo_zijn_samen_alle_instellingen():
    sectoren = Counter(rij["sector"] for rij in csv_rijen("accounts/data/instellingen.csv"))
    assert sectoren == {"VO": 646, "MBO": 40, "VO+MBO": 5}


def test_elke_demoschool_is_een_bestaande_instelling():
    assert {school.brin for school in SCHOLEN} <= codes("instelling")


def test_elk_postcodegebied_ligt_in_een_bestaande_gemeente():
    rijen = csv_rijen("meldingen/data/postcodegebieden.csv")
    assert (len(rijen), len({rij["cijfers"] for rij in rijen})) == (4086, 4086)
    assert {rij["gemeentecode"] for rij in rijen} <= codes("gemeente")


def test_elke_demoplaats_klopt_met_de_postcodegebieden():
    gemeente_van = {rij["cijfers"]: rij["gemeentecode"] for rij in csv_rijen("meldingen/data/postcodegebieden.csv")}
    plaatsen = csv_rijen("demo/data/plaatsen.csv")
    assert [rij for rij in plaatsen if gemeente_van.get(rij["postcode4"]) != rij["gemeentecode"]] == []


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda pad: str(pad.relative_to(BASIS)))
def test_elk_bestand_heeft_zijn_herkomst(pad: Path):
    assert f"`{pad.name}`" in (pad.parent / "BRONNEN.md").read_text(encoding="utf-8")


def test_de_zeven_redenen_van_afsluiten():
    assert dict(REDENEN_AFSLUITING) == {
        1: "terug naar school, opleiding hervat",
        2: "inschrijving beëindigd, andere opleiding",
        3: "inschrijving beëindigd, werk",
        4: "inschrijving beëindigd, overige redenen",
        5: "inschrijving beëindigd, leerling overleden",
        6: "geen verzuim, langdurig ziek",
        7: "geen verzuim, legitiem afwezig",
    }


def test_de_drie_toelichtingen_bij_afsluiten():
    assert dict(TOELICHTINGEN_AFSLUITING) == {
        1: "leerling of deelnemer is gezien door de gemeente",
        2: "er wordt actie ondernomen richting leerling of deelnemer door de gemeente",
        3: "er loopt geen actie meer richting leerling of deelnemer",
    }


@pytest.mark.parametrize(
    ("dag", "geldig"),
    [
        (date(2009, 7, 31), ["V1", "V2", "RMC", "L", "O"]),
        (date(2009, 8, 1), ["V3", "V4", "RMC", "L", "O"]),
        (date(2026, 11, 24), ["V3", "V4", "RMC", "L", "LRV", "O"]),
    ],
)
def test_de_soorten_die_op_een_dag_gelden(dag, geldig):
    assert [soort.code for soort in SOORTEN if geldig_op(soort, dag)] == geldig


# Regeling vaststelling schoolvakanties (BWBR0037100): de zomervakanties die er met naam in staan
@pytest.mark.parametrize(
    ("regio", "begin", "eind"),
    [
        (Regio.NOORD, date(2017, 7, 22), date(2017, 9, 3)),
        (Regio.MIDDEN, date(2017, 7, 8), date(2017, 8, 20)),
        (Regio.ZUID, date(2017, 7, 15), date(2017, 8, 27)),
        (Regio.NOORD, date(2019, 7, 13), date(2019, 8, 25)),
        (Regio.MIDDEN, date(2019, 7, 20), date(2019, 9, 1)),
        (Regio.ZUID, date(2019, 7, 6), date(2019, 8, 18)),
    ],
)
def test_de_zomervakantie_is_die_van_de_regeling(regio, begin, eind):
    zomers = {(v.begin, v.eind) for v in vakanties(regio) if v.naam == "Zomervakantie"}
    assert (begin, eind) in zomers


@pytest.mark.parametrize("regio", Regio)
@pytest.mark.parametrize("jaar", range(2014, 2029))
def test_een_schooljaar_heeft_38_tot_43_schoolweken(regio, jaar):
    begin, eind = date(jaar, 8, 1), date(jaar + 1, 7, 31)
    weken = schoolweken(begin, eind, vakanties(regio), feestdagen_tussen(begin, eind))
    assert 38 <= len(weken) <= 43


@pytest.mark.parametrize(
    ("jaar", "dagen"),
    [
        (2025, "01-01 04-18 04-20 04-21 04-26 05-05 05-29 06-08 06-09 12-25 12-26"),
        (2026, "01-01 04-03 04-05 04-06 04-27 05-14 05-24 05-25 12-25 12-26"),
    ],
)
def test_de_feestdagen_van_een_jaar(jaar, dagen):
    assert sorted(f"{dag:%m-%d}" for dag in feestdagen(jaar)) == dagen.split()
