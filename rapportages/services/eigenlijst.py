"""De eigen lijst uit een aangeboden bestand. De inhoud beslist wat voor bestand het is, niet de naam.

Het bestand wordt alleen gelezen: er blijft niets van bewaard.
"""

from typing import BinaryIO

from rapportages.domein.eigencsv import GEEN_TEKST, lees_csv
from rapportages.domein.eigenlijst import (
    GEEN_KOLOM,
    LANGSTE_CEL,
    LEEG,
    MEESTE_KOLOMMEN,
    EigenLijst,
    GeenKolom,
    LijstGeweigerd,
    ertoe,
    lees_lijst,
)
from verzuimloket.invoer.soort import OUD_EXCEL, Soort, begin_van, soort_van
from verzuimloket.invoer.werkblad import Celregel
from verzuimloket.invoer.werkmap import WACHTWOORD, WerkmapGeweigerd, lees_bladen

GROOTSTE_BESTAND = 30 * 1024 * 1024  # bytes
TE_GROOT = "Het bestand is groter dan 30 MB. Bewaar alleen de kolom met PGN’s in een nieuw bestand."
_NIET = {Soort.LEEG: LEEG, Soort.OUD_EXCEL: OUD_EXCEL, Soort.MET_WACHTWOORD: WACHTWOORD}
_REGEL = Celregel(LANGSTE_CEL, MEESTE_KOLOMMEN, ertoe)
_OPMAAK = (b"%pdf-", b"{\\rtf", b"<!doctype", b"<html", b"<table", b"<?xml")


def lees_eigen_lijst(stroom: BinaryIO, omvang: int) -> EigenLijst:
    """De PGN's uit een xlsx of csv van `omvang` bytes. Werpt LijstGeweigerd met een zin."""
    if omvang > GROOTSTE_BESTAND:
        raise LijstGeweigerd(TE_GROOT)
    soort = soort_van(stroom)
    if soort in _NIET:
        raise LijstGeweigerd(_NIET[soort])
    if soort is Soort.ZIP:
        try:
            return _uit_werkmap(stroom)
        except WerkmapGeweigerd as fout:
            raise LijstGeweigerd(str(fout)) from None
    if begin_van(stroom).removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_OPMAAK):
        raise LijstGeweigerd(GEEN_TEKST)
    return lees_csv(stroom)


def _uit_werkmap(stroom: BinaryIO) -> EigenLijst:
    """Het eerste blad met een kolom met PGN's."""
    fout = GEEN_KOLOM
    for nummer, rijen in enumerate(lees_bladen(stroom, _REGEL)):
        try:
            return lees_lijst(rijen)
        except GeenKolom as geen:
            fout = str(geen) if nummer == 0 else GEEN_KOLOM
    raise LijstGeweigerd(fout)
