"""R01 en R08 zoals zij het huis verlaten: byte voor byte de bestanden in tests/golden/rapportages, en als werkmap."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.kolommen import koppen
from rapportages.kolommen_r08 import TABEL
from rapportages.models import Maandrapportage, Telling
from rapportages.services import bouw_maand, bouw_r08, exporteer
from rapportages.services.r08 import maak_r08_bestand
from tests.domein.rapportages.test_bladzijde_r08 import lees_melding
from tests.goud import is_goud
from tests.rapportages import meldingen, naslag, register
from tests.rapportages.maanden import lezer_bij
from tests.rapportages.meldingen import M
from tests.rapportages.test_tegen_de_naslag import BSNS, OUDE
from verzuimloket.kalender import AMSTERDAM

pytestmark = pytest.mark.django_db
DAGEN = lees_melding("1 V3 2026-11-02..: 2026-11-02=heel 2026-11-03=heel 2026-11-04=1-5").dagen
NET_NA_TWAALVEN = datetime(2026, 10, 31, 0, 30, tzinfo=AMSTERDAM)  # in UTC nog 30 oktober


@pytest.fixture(autouse=True)
def klok(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 5, 10, tzinfo=AMSTERDAM), tick=False)


@pytest.fixture
def wereld_met_verzuim(wereld):
    """Een school met meldingen van elke stand, een naam als formule, een nummerwijziging en een doorzending."""
    wereld.school, wereld.regio, wereld.gemeente  # noqa: B018 - de organisaties bestaan pas als ernaar gevraagd wordt
    register.leg_neer([
        naslag.Levering(datetime(2026, 9, 1, tzinfo=AMSTERDAM), (naslag.Per(BSNS[0], meldingen.GEBOREN),
                                                                naslag.Wpg(OUDE[0], BSNS[0]))),
    ])  # fmt: skip
    vast = {"brin": "00ZV", "begin": date(2026, 10, 5)}
    meldingen.leg_neer([
        M(101, OUDE[0], datetime(2026, 10, 1, 0, 0, tzinfo=AMSTERDAM), **vast, dagen=DAGEN),
        M(102, BSNS[1], NET_NA_TWAALVEN, **vast, soort="O", achternaam="=Zeeman", eind=date(2026, 10, 9), dagen=DAGEN),
        M(103, BSNS[2], datetime(2026, 10, 12, 9, tzinfo=AMSTERDAM), **vast, soort="LRV", status="G"),
        M(104, BSNS[3], datetime(2026, 10, 13, 9, tzinfo=AMSTERDAM), **vast, soort="RMC", jong=False, status="I"),
        M(105, BSNS[4], datetime(2026, 11, 1, tzinfo=AMSTERDAM), **vast, dagen=DAGEN),
        M(106, BSNS[5], datetime(2026, 9, 30, 23, 59, tzinfo=AMSTERDAM), **vast),
    ])  # fmt: skip
    return wereld


def cellen(inhoud: bytes) -> list[list[object]]:
    return [[cel.value for cel in regel] for regel in load_workbook(io.BytesIO(inhoud)).active.iter_rows()]


@pytest.mark.parametrize("ontvanger", ["I00ZV", "G0363", "R0021"])
def test_r01_is_het_bestand_van_goud(wereld_met_verzuim, ontvanger, tmp_path):
    bouw_maand(2026, 11)
    doel = tmp_path / f"202611R01{ontvanger}.csv"
    assert exporteer(Maand(2026, 11), Code.R01, Ontvanger.lees(ontvanger), doel) == 4
    is_goud(f"rapportages/{doel.name}", doel.read_bytes())


def test_r01_als_werkmap_heeft_echte_datums_en_getallen(wereld_met_verzuim, tmp_path):
    bouw_maand(2026, 11)
    exporteer(Maand(2026, 11), Code.R01, Ontvanger("I", "00ZV"), tmp_path / "r01.xlsx")
    kop, *rijen = cellen((tmp_path / "r01.xlsx").read_bytes())
    rij = dict(zip(kop, rijen[1], strict=True))
    assert kop == list(koppen(Code.R01))
    gezien = (rij["MELDINGSNUMMER"], rij["ACHTERNAAM"], rij["DATUM_MELDING"], rij["LAATSTE_VERZUIMDAG"])
    assert gezien == (102, "=Zeeman", datetime(2026, 10, 31), datetime(2026, 10, 9))  # noqa: DTZ001


def test_r01_telt_per_soort_en_status(wereld_met_verzuim):
    bouw_maand(2026, 11)
    rapportage = Maandrapportage.objects.get(maand=date(2026, 11, 1))
    tellingen = Telling.objects.unscoped("proef").filter(rapportage=rapportage, code="R01", ontvanger="I00ZV")
    verwacht = {"V3/R": 1, "O/R": 1, "LRV/G": 1, "RMC/I": 1}
    assert dict(tellingen.values_list("soort", "aantal")) == verwacht


@pytest.mark.parametrize(("waar", "ontvanger"), [("school", "I00ZV"), ("gemeente", "G0363"), ("regio", "R0021")])
def test_r08_is_het_bestand_van_goud(wereld_met_verzuim, waar, ontvanger):
    week = bouw_r08(date(2026, 11, 23)).week
    with maak_r08_bestand(lezer_bij(wereld_met_verzuim, waar), week, "csv") as stroom:
        is_goud(f"rapportages/20261123R08{ontvanger}.csv", stroom.read())


def test_r08_als_werkmap_heeft_dezelfde_rijen_en_een_blad_met_definities(wereld_met_verzuim):
    week = bouw_r08(date(2026, 11, 23)).week
    with maak_r08_bestand(lezer_bij(wereld_met_verzuim, "school"), week, "xlsx") as stroom:
        inhoud = stroom.read()
    kop, *rijen = cellen(inhoud)
    assert (kop, [rij[0] for rij in rijen]) == (TABEL.koppen, [BSNS[0], BSNS[1], BSNS[4]])
    assert load_workbook(io.BytesIO(inhoud)).sheetnames == ["R08 Potentiële LRV", "Toelichting"]
