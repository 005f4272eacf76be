"""Het onderwijstype waarin een deelnemer geteld wordt (kolom NIVEAU en het overzicht A06).

Bron: Regeling regionale aanpak voortijdig schoolverlaten, artikel 1 (onderbouw: leerjaar 1 en 2 van het vmbo en 1 tot
en met 3 van havo en vwo; bovenbouw: daarboven) en artikel 25 (een brugjaar telt als onderbouw, ook brug 3).
"""

from collections.abc import Mapping
from enum import StrEnum


class Type(StrEnum):
    """De waarden zoals DUO ze schrijft, in de volgorde van het overzicht."""

    VO_ONDERBOUW = "VO onderbouw"
    VMBO_BOVENBOUW = "VMBO bovenbouw"
    HAVO_VWO_BOVENBOUW = "HAVO/VWO bovenbouw"
    VAVO = "VAVO"
    MBO1 = "Mbo1 opleidingen"
    MBO2 = "Mbo2 opleidingen"
    MBO3 = "Mbo3 opleidingen"
    MBO4 = "Mbo4 opleidingen"


class SoortVo(StrEnum):
    BRUG = "brug"
    VMBO = "vmbo"
    HAVO_VWO = "havo/vwo"


TYPEN_MBO = (Type.MBO1, Type.MBO2, Type.MBO3, Type.MBO4)
TYPEN_VO = (Type.VO_ONDERBOUW, Type.VMBO_BOVENBOUW, Type.HAVO_VWO_BOVENBOUW)
LAATSTE_ONDERBOUWJAAR: Mapping[SoortVo | None, int] = {
    SoortVo.BRUG: 99,
    SoortVo.VMBO: 2,
    SoortVo.HAVO_VWO: 3,
    None: 2,
}
_BEGIN: tuple[tuple[tuple[str, ...], SoortVo], ...] = (
    (("LJVB", "LJ "), SoortVo.BRUG),
    (("VMBO", "LWOO", "LWO0", "MAVO", "VBO", "VM2"), SoortVo.VMBO),
    (("HAVO", "VWO", "ATH", "GYM", "LYC", "INTERNATION", "EUROPEAN", "VRIJE", "ENGELSE"), SoortVo.HAVO_VWO),
)


def soort_vo(omschrijving: str) -> SoortVo | None:
    """De soort van een elementcode, uit zijn omschrijving; None als die niets zegt."""
    tekst = omschrijving.upper()
    if "ALGEMEEN LEERJAAR" in tekst:
        return SoortVo.BRUG
    return next((soort for woorden, soort in _BEGIN if tekst.startswith(woorden)), None)


def onderwijstype(sector: str, niveau: int | None, soort: SoortVo | None, leerjaar: int | None) -> Type | None:
    """Het type van een inschrijvingsperiode; None voor sectoren die niet in de startset kunnen staan.

    `soort` hoort bij de opleidingcode (zie `soort_vo`). Een onbekende soort in leerjaar 3 of 4 telt als vmbo, daarboven
    als havo/vwo. Zonder leerjaar telt een vmbo- of havo/vwo-code als bovenbouw en al het andere als onderbouw.
    """
    if sector == "VAVO":
        return Type.VAVO
    if sector == "MBO":
        return TYPEN_MBO[niveau - 1] if niveau in (1, 2, 3, 4) else None
    if sector != "VO":
        return None
    onderbouw = soort not in (SoortVo.VMBO, SoortVo.HAVO_VWO)
    if leerjaar is not None:
        onderbouw = leerjaar <= LAATSTE_ONDERBOUWJAAR[soort]
    if onderbouw:
        return Type.VO_ONDERBOUW
    vmbo = soort is SoortVo.VMBO or (soort is None and leerjaar is not None and leerjaar <= 4)
    return Type.VMBO_BOVENBOUW if vmbo else Type.HAVO_VWO_BOVENBOUW
