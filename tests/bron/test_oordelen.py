"""Het oordeel per record met het register erbij, en de terugkoppeling die de leverancier leest."""

from datetime import datetime
from pathlib import Path

import pytest

from accounts.domein.rechten import Soort
from bron.domein.levering import Code
from bron.models import Nummerwijziging
from bron.services import lees_in
from tests.bron.hulp import AN, BEN, CAS, OWN, TWEEDE_OWN, dip, isg, leg, levering, per
from tests.factories import OrganisatieFactory
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[1] / "golden" / "bron"
MAANDAG, DINSDAG = datetime(2026, 8, 3, tzinfo=AMSTERDAM), datetime(2026, 8, 4, tzinfo=AMSTERDAM)


def codes(map_: Path, *regels: str, nummer: int = 1, op: datetime = MAANDAG) -> list[str]:
    """Lees deze records in en geef per record de code uit de terugkoppeling, of `goed`."""
    bestand = leg(map_, levering(*regels, nummer=nummer), f"{nummer}.csv")
    lees_in(bestand, ontvangen_op=op)
    rijen = (map_ / f"{nummer}.csv.terugkoppeling.csv").read_text().splitlines()[1:]
    return [rij.split(";")[4] or "goed" for rij in rijen]


def test_de_terugkoppeling_is_byte_voor_byte_de_afgesproken_tekst(tmp_path):
    OrganisatieFactory(soort=Soort.GEMEENTE, code="0363")
    bestand = leg(tmp_path, (GOLDEN / "alle-oordelen.csv").read_bytes())
    lees_in(bestand, ontvangen_op=MAANDAG)
    verwacht = (GOLDEN / "alle-oordelen.csv.terugkoppeling.csv").read_bytes()
    assert (tmp_path / "levering.csv.terugkoppeling.csv").read_bytes() == verwacht


def test_de_afgesproken_tekst_laat_elke_code_zien():
    rijen = (GOLDEN / "alle-oordelen.csv.terugkoppeling.csv").read_text().splitlines()[1:]
    assert {rij.split(";")[4] for rij in rijen} == {"", *Code}


def test_een_gemeente_is_bekend_als_het_loket_haar_kent(tmp_path):
    OrganisatieFactory(soort=Soort.GEMEENTE, code="0363")
    assert codes(tmp_path, per(AN, gemeente="0363"), per(BEN, gemeente="0364")) == ["goed", "CODE"]


@pytest.mark.parametrize("record", [isg(BEN), [dip(BEN)], [f"WPG;{OWN};{BEN}"]], ids=["ISG", "DIP", "WPG"])
def test_een_persoon_moet_eerst_bekend_zijn(tmp_path, record):
    assert codes(tmp_path, per(AN), *record)[1] == "PERSOON"


def test_een_persoon_verderop_in_het_bestand_is_nog_niet_bekend(tmp_path):
    assert codes(tmp_path, *isg(AN), per(AN), dip(AN)) == ["PERSOON", "GROEP", "goed", "goed"]


def test_een_persoon_uit_een_eerdere_levering_is_bekend(tmp_path):
    codes(tmp_path, per(AN))
    assert codes(tmp_path, *isg(AN), dip(AN), nummer=2) == ["goed", "goed", "goed"]


def test_een_afgekeurde_persoon_is_niet_bekend(tmp_path):
    assert codes(tmp_path, per(AN, gemeente="9999"), *isg(AN)) == ["CODE", "PERSOON", "GROEP"]


def test_na_een_nummerwijziging_is_ook_het_bsn_bekend(tmp_path):
    assert codes(tmp_path, per(OWN), dip(AN), f"WPG;{OWN};{AN}", dip(AN)) == ["goed", "PERSOON", "goed", "goed"]


@pytest.mark.parametrize(
    ("wijzigingen", "verwacht"),
    [
        ([(OWN, AN), (OWN, AN)], ["goed", "WPG"]),
        ([(OWN, AN), (OWN, BEN)], ["goed", "WPG"]),
        ([(OWN, AN), (TWEEDE_OWN, AN)], ["goed", "WPG"]),
        ([(OWN, AN), (TWEEDE_OWN, BEN)], ["goed", "goed"]),
        ([(OWN, AN), (OWN, BEN), (TWEEDE_OWN, BEN)], ["goed", "WPG", "goed"]),
    ],
)
@pytest.mark.parametrize("los", [False, True], ids=["in één levering", "elk een levering"])
def test_elk_nummer_wisselt_een_keer(tmp_path, wijzigingen, verwacht, los):
    regels = [f"WPG;{oud};{nieuw}" for oud, nieuw in wijzigingen]
    codes(tmp_path, per(OWN), per(TWEEDE_OWN))
    if los:
        assert [codes(tmp_path, regel, nummer=n)[0] for n, regel in enumerate(regels, 2)] == verwacht
    else:
        assert codes(tmp_path, *regels, nummer=2) == verwacht


def test_een_wijziging_die_het_register_afkeurt_houdt_geen_nummer_bezet(tmp_path):
    codes(tmp_path, per(OWN), per(TWEEDE_OWN), f"WPG;{OWN};{AN}")
    assert codes(tmp_path, f"WPG;{OWN};{BEN}", f"WPG;{TWEEDE_OWN};{BEN}", nummer=2) == ["WPG", "goed"]
    paren = Nummerwijziging.objects.unscoped("test").order_by("pk").values_list("oud_pgn", "nieuw_pgn")
    assert list(paren) == [(OWN, AN), (TWEEDE_OWN, BEN)]


@pytest.mark.parametrize(
    ("records", "verwacht"),
    [
        ([f"VIS;00ZV;{AN};1"], ["ONBEKEND"]),
        ([*isg(AN), f"VIS;00ZV;{AN};1"], ["goed", "goed", "goed"]),
        ([*isg(AN), f"VIS;00ZV;{AN};2"], ["goed", "goed", "ONBEKEND"]),
        ([*isg(AN), f"VIS;27GZ;{AN};1"], ["goed", "goed", "ONBEKEND"]),
        ([*isg(AN), f"VIS;00ZV;{AN};1", f"VIS;00ZV;{AN};1"], ["goed", "goed", "goed", "ONBEKEND"]),
        ([f"VIS;00ZV;{AN};1", *isg(AN)], ["ONBEKEND", "goed", "goed"]),
        ([dip(AN), f"VDI;00ZV;{AN};HAVO;;2026-07-01"], ["goed", "goed"]),
        ([dip(AN), f"VDI;00ZV;{AN};HAVO;;2026-07-02"], ["goed", "ONBEKEND"]),
        ([dip(AN), f"VDI;00ZV;{AN};HAVO;0011;2026-07-01"], ["goed", "ONBEKEND"]),
    ],
)
def test_intrekken_kan_alleen_wat_op_dat_moment_bekend_is(tmp_path, records, verwacht):
    assert codes(tmp_path, per(AN), *records)[1:] == verwacht


def test_een_intrekking_onder_het_ene_nummer_raakt_na_de_wijziging_ook_het_andere(tmp_path):
    regels = [per(OWN), *isg(OWN), f"VIS;00ZV;{AN};1", f"WPG;{OWN};{AN}", f"VIS;00ZV;{AN};1", f"VIS;00ZV;{OWN};1"]
    assert codes(tmp_path, *regels)[3:] == ["ONBEKEND", "goed", "goed", "ONBEKEND"]


def test_een_onbekende_soort_sleept_een_goede_groep_niet_mee(tmp_path):
    regels = [per(AN), *isg(AN), f"ISPX;00ZV;{AN};1;2025-09-01", per(CAS)]
    assert codes(tmp_path, *regels) == ["goed", "goed", "goed", "RECORD", "goed"]


def test_een_periode_na_een_ander_record_volgt_niet_meer(tmp_path):
    kop, periode = isg(AN)
    later = periode.replace("2025-08-01", "2025-09-01")
    assert codes(tmp_path, per(AN), kop, periode, per(BEN), later) == ["goed", "goed", "goed", "goed", "PERIODE"]


def test_een_afgekeurde_groep_laat_de_vorige_stand_staan(tmp_path):
    codes(tmp_path, per(AN), *isg(AN))
    kop, periode = isg(AN, tot="2026-01-31")
    assert codes(tmp_path, kop, periode.replace("VT", "XX"), nummer=2, op=DINSDAG) == ["GROEP", "CODE"]
    assert codes(tmp_path, f"VIS;00ZV;{AN};1", nummer=3, op=DINSDAG) == ["goed"]


@pytest.mark.parametrize("achternaam", ["Zeeman", "Zee\u00adman"], ids=["snel", "langzaam"])
def test_het_oordeel_hangt_niet_af_van_een_vreemd_teken_elders(tmp_path, achternaam):
    kop, periode = isg("999900007")
    assert codes(tmp_path, per(AN, achternaam), kop, periode) == ["goed", "ELFPROEF", "ELFPROEF"]
