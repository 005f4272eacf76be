"""In welk onderwijstype telt een inschrijving (NIVEAU, A06)."""

import pytest

from rapportages.domein.onderwijstype import SoortVo, Type, onderwijstype, soort_vo

B, V, H = SoortVo.BRUG, SoortVo.VMBO, SoortVo.HAVO_VWO

TYPEN = [
    ("VO", None, B, 1, Type.VO_ONDERBOUW),
    ("VO", None, B, 3, Type.VO_ONDERBOUW),  # brug 3
    ("VO", None, B, None, Type.VO_ONDERBOUW),
    ("VO", None, V, 2, Type.VO_ONDERBOUW),
    ("VO", None, V, 3, Type.VMBO_BOVENBOUW),
    ("VO", None, V, 4, Type.VMBO_BOVENBOUW),
    ("VO", None, V, None, Type.VMBO_BOVENBOUW),
    ("VO", None, H, 3, Type.VO_ONDERBOUW),
    ("VO", None, H, 4, Type.HAVO_VWO_BOVENBOUW),
    ("VO", None, H, 6, Type.HAVO_VWO_BOVENBOUW),
    ("VO", None, H, None, Type.HAVO_VWO_BOVENBOUW),
    ("VO", None, None, 2, Type.VO_ONDERBOUW),
    ("VO", None, None, 4, Type.VMBO_BOVENBOUW),
    ("VO", None, None, 5, Type.HAVO_VWO_BOVENBOUW),
    ("VO", None, None, None, Type.VO_ONDERBOUW),
    ("VAVO", None, H, 4, Type.VAVO),
    ("MBO", 1, None, None, Type.MBO1),
    ("MBO", 4, None, 2, Type.MBO4),
    ("MBO", None, None, None, None),
    ("PRO", None, None, 2, None),
    ("VSO", None, None, 2, None),
    ("HO", None, None, 2, None),
]

SOORTEN = [
    ("Ljvb op VWO/HAVO", B),
    ("Lj LWOO vb op Kbg Lw", B),
    ("LWOO Algemeen leerjaar", B),
    ("VBO Hvs Algemeen Leerjaar", B),
    ("VMBO Kaderbg Lw Tech Bouw", V),
    ("LWO0 BBG Vakmanschaproute Techniek", V),
    ("MAVO/Theor Lw-VMBO", V),
    ("HAVO Prf Nat/Tech", H),
    ("VWO-ATH naar VAVO", H),
    ("GYM Prf Cul/Maat", H),
    ("International Baccalaureate middle years programme", H),
    ("Praktijkonderwijs", None),
    ("", None),
]


@pytest.mark.parametrize(("sector", "niveau", "soort", "leerjaar", "verwacht"), TYPEN)
def test_het_type_volgt_de_regeling(sector, niveau, soort, leerjaar, verwacht):
    assert onderwijstype(sector, niveau, soort, leerjaar) == verwacht


@pytest.mark.parametrize(("omschrijving", "verwacht"), SOORTEN)
def test_de_soort_van_een_elementcode_staat_in_zijn_omschrijving(omschrijving, verwacht):
    assert soort_vo(omschrijving) == verwacht
