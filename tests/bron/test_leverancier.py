"""Wie voor wie mag leveren: een school alleen voor haar eigen BRIN, het landelijke register voor alle."""

import pytest

from bron.domein.leverancier import MET_BRIN, VREEMD_BRIN, toets_brin
from bron.domein.levering import VELDEN, Code, beoordeel
from bron.services import lees_in
from tests.bron.hulp import AN, BEN, dip, isg, leg, levering, per
from tests.factories import OrganisatieFactory

VIS, VDI = f"VIS;27GZ;{AN};1", f"VDI;27GZ;{AN};HAVO;;2026-07-01"
EIGEN = [per(AN), *isg(AN), dip(AN)]
VREEMD = [*isg(AN, brin="27GZ"), dip(AN).replace("00ZV", "27GZ"), VIS, VDI]


def codes(tmp_path, leverancier: str, *regels: str) -> list[str]:
    lees_in(leg(tmp_path, levering(*regels, leverancier=leverancier)))
    rijen = (tmp_path / "levering.csv.terugkoppeling.csv").read_text().splitlines()[1:]
    return [rij.split(";")[4] for rij in rijen]


@pytest.mark.django_db
@pytest.mark.parametrize("naam", ["Zeeman", "Zee\\man"], ids=["snel", "langzaam"])
def test_een_school_levert_alleen_voor_zichzelf(tmp_path, naam):
    """Langs beide paden: een backslash maakt de hele partij niet schoon."""
    OrganisatieFactory(code="00ZV")
    assert codes(tmp_path, "00ZV", *EIGEN, *VREEMD, per(BEN, naam)) == [""] * 4 + ["BRIN"] * 5 + [""]


@pytest.mark.django_db
@pytest.mark.parametrize("leverancier", [" 00ZV", "00zv ", "00ZV"])
def test_een_school_die_haar_brin_anders_schrijft_is_nog_steeds_die_school(tmp_path, leverancier):
    OrganisatieFactory(code="00ZV")
    assert codes(tmp_path, leverancier, *EIGEN, VIS) == [""] * 4 + ["BRIN"]


@pytest.mark.django_db
@pytest.mark.parametrize("leverancier", ["DUO", "00ZV", "PROEF", "27GZ x"])
def test_een_leverancier_die_geen_bekende_school_is_levert_voor_alle(tmp_path, leverancier):
    assert codes(tmp_path, leverancier, *EIGEN, *VREEMD) == [""] * 9


@pytest.mark.django_db
def test_een_gemeente_met_een_code_als_een_brin_is_geen_school(tmp_path):
    OrganisatieFactory(soort="uitvoerende_instantie", code="00ZV")
    assert codes(tmp_path, "00ZV", *EIGEN, *VREEMD) == [""] * 9


@pytest.mark.django_db
def test_een_periode_van_een_ander_brin_breekt_de_eigen_groep_niet(tmp_path):
    OrganisatieFactory(code="00ZV")
    eigen, vreemd = isg(AN), isg(AN, brin="27GZ")
    assert codes(tmp_path, "00ZV", per(AN), *eigen, vreemd[1]) == ["", "", "", "BRIN"]


@pytest.mark.parametrize("soort", sorted(VELDEN))
def test_elk_record_met_een_brin_valt_onder_de_regel(soort):
    assert (soort in MET_BRIN) == (VELDEN[soort][0].naam == "brin")


def test_de_fout_van_een_vreemd_brin_is_een_duidelijke_zin():
    record = toets_brin(beoordeel(VIS, frozenset()), "00ZV")
    assert (record.fout, VREEMD_BRIN.melding) == (VREEMD_BRIN, "Deze leverancier mag niet aanleveren voor dit BRIN.")


def test_een_fout_die_er_al_was_blijft_staan():
    record = toets_brin(beoordeel(VIS.replace(AN, "1"), frozenset()), "00ZV")
    assert record.fout is not None
    assert record.fout.code == Code.ELFPROEF
