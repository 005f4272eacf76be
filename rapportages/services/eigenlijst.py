"""De eigen lijst uit een aangeboden bestand. De inhoud beslist wat voor bestand het is, niet de naam.

Het bestand wordt alleen gelezen: er blijft niets van bewaard.
"""

from typing import BinaryIO

from rapportages.domein.eigencsv import GEEN_TEKST, lees_csv
from rapportages.domein.eigenlijst import GEEN_KOLOM, LEEG, EigenLijst, GeenKolom, LijstGeweigerd, lees_lijst
from rapportages.services.werkmap import WACHTWOORD, lees_bladen

GROOTSTE_BESTAND = 30 * 1024 * 1024  # bytes
TE_GROOT = "Het bestand is groter dan 30 MB. Bewaar alleen de kolom met PGN’s in een nieuw bestand."
OUD_EXCEL = "Dit is een oud Excel-bestand (xls). Open het in uw rekenblad, bewaar het als xlsx en probeer het opnieuw."
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSLEUTELD = "EncryptedPackage".encode("utf-16-le")
_OPMAAK = (b"%pdf-", b"{\\rtf", b"<!doctype", b"<html", b"<table", b"<?xml")


def lees_eigen_lijst(stroom: BinaryIO, omvang: int) -> EigenLijst:
    """De PGN's uit een xlsx of csv van `omvang` bytes. Werpt LijstGeweigerd met een zin."""
    if omvang > GROOTSTE_BESTAND:
        raise LijstGeweigerd(TE_GROOT)
    stroom.seek(0)
    begin = stroom.read(512)
    if not begin.strip():
        raise LijstGeweigerd(LEEG)
    if begin.startswith(_OLE):
        raise LijstGeweigerd(WACHTWOORD if _bevat(stroom, _VERSLEUTELD) else OUD_EXCEL)
    if begin.startswith(_ZIP):
        return _uit_werkmap(stroom)
    if begin.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_OPMAAK):
        raise LijstGeweigerd(GEEN_TEKST)
    return lees_csv(stroom)


def _uit_werkmap(stroom: BinaryIO) -> EigenLijst:
    """Het eerste blad met een kolom met PGN's."""
    fout = GEEN_KOLOM
    for nummer, rijen in enumerate(lees_bladen(stroom)):
        try:
            return lees_lijst(rijen)
        except GeenKolom as geen:
            fout = str(geen) if nummer == 0 else GEEN_KOLOM
    raise LijstGeweigerd(fout)


def _bevat(stroom: BinaryIO, gezocht: bytes) -> bool:
    stroom.seek(0)
    rest = b""
    while blok := stroom.read(65_536):
        if gezocht in rest + blok:
            return True
        rest = blok[-len(gezocht) :]
    return False
