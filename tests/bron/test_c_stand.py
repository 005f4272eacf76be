"""De C-levering: wie er op de peildatum in staat, en met welke inschrijving en welk diploma."""

from datetime import date, datetime

import pytest

from bron.exports.weeklevering import TABEL, bestandsnaam, ontvangercode, rij
from bron.queries.weeklevering import c_aantal, c_stand
from tests.bron.hulp import OWN
from tests.leveringen import inschrijving, lever, persoon, pgn
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
PEILDATUM = date(2026, 11, 23)
KOPPEN = TABEL.koppen


@pytest.fixture(autouse=True)
def gemeenten(wereld, andere_wereld):
    """Een gemeente die niet bestaat, keurt de inlezer af."""
    return wereld.gemeente, andere_wereld.gemeente


def stand(ontvanger) -> list[dict[str, object]]:
    rijen = [dict(zip(KOPPEN, rij(stand), strict=True)) for stand in c_stand(ontvanger, PEILDATUM)]
    assert len(rijen) == c_aantal(ontvanger, PEILDATUM)
    return rijen


def test_een_leerling_staat_er_met_zijn_adres_en_leidende_inschrijving(tmp_path, wereld):
    lever(tmp_path, persoon(pgn(0)), *inschrijving(pgn(0), tot="2026-09-30"), f"DIP;00ZV;{pgn(0)};VMBO;;;2026-07-01")
    [regel] = stand(wereld.gemeente)
    assert list(regel.values()) == [
        "", None, pgn(0), "Zeeman", "van der", "Noor", date(2011, 3, 14), "Proefstraat", "12", "", "", "1012AB",
        "Amsterdam", "363", "REGIO 21", "00ZV", "", "VO", "0011", "", "", date(2025, 8, 1), date(2026, 9, 30), "",
        "J", "VMBO", "N",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("anders", "erin"),
    [
        ({"geboren": "2022-11-23"}, 1),  # wordt vandaag 4
        ({"geboren": "2022-11-24"}, 0),
        ({"geboren": "2003-11-24"}, 1),  # wordt morgen 23
        ({"geboren": "2003-11-23"}, 0),
        ({"overleden": "2026-11-23"}, 0),
        ({"overleden": "2026-11-24"}, 1),
        ({"vertrokken": "2026-11-23"}, 0),
        ({"gemeente": "0518"}, 0),
        ({"gemeente": ""}, 0),
    ],
)
def test_wie_erin_staat_volgt_uit_leeftijd_woonplaats_en_leven(tmp_path, wereld, anders, erin):
    lever(tmp_path, persoon(pgn(0), **anders))
    assert len(stand(wereld.gemeente)) == erin


@pytest.mark.parametrize(
    ("diploma", "erin"), [("HAVO;;;2026-11-23", 0), ("HAVO;;;2026-11-24", 1), ("MBO;;1;2026-07-01", 1)]
)
def test_een_startkwalificatie_op_de_peildatum_haalt_iemand_eruit(tmp_path, wereld, diploma, erin):
    lever(tmp_path, persoon(pgn(0)), f"DIP;00ZV;{pgn(0)};{diploma}")
    assert len(stand(wereld.gemeente)) == erin


def test_wat_precies_op_k_binnenkomt_telt_nog_niet(tmp_path, wereld):
    lever(tmp_path, persoon(pgn(0)), op=datetime(2026, 11, 23, tzinfo=AMSTERDAM))
    assert stand(wereld.gemeente) == []


def test_een_regio_krijgt_haar_gemeenten_en_geen_andere(tmp_path, wereld):
    lever(tmp_path, persoon(pgn(0)), persoon(pgn(1), gemeente="0518"))
    assert [regel["PGN"] for regel in stand(wereld.regio)] == [pgn(0)]


def test_na_een_nummerwijziging_staat_iemand_er_een_keer_met_zijn_bsn(tmp_path, wereld):
    lever(tmp_path, persoon(OWN), *inschrijving(OWN), f"WPG;{OWN};{pgn(0)}", persoon(pgn(0)))
    [regel] = stand(wereld.gemeente)
    assert (regel["PGN"], regel["BRIN"]) == (pgn(0), "00ZV")


def test_de_naam_van_het_bestand_draagt_peildatum_soort_en_ontvanger(wereld):
    namen = [bestandsnaam(PEILDATUM, "C", ontvangercode(o)) for o in (wereld.gemeente, wereld.regio, wereld.instantie)]
    assert namen == ["20261123CG0363.csv", "20261123CR0021.csv", "20261123CUUI21.csv"]


def test_een_school_krijgt_geen_leveringen(wereld):
    with pytest.raises(ValueError, match="Alleen gemeenten"):
        ontvangercode(wereld.school)
