"""Wat voor bestand iemand aanbiedt. De inhoud beslist, niet de naam."""

from enum import Enum, auto
from typing import BinaryIO

OUD_EXCEL = "Dit is een oud Excel-bestand (xls). Open het in uw rekenblad, bewaar het als xlsx en probeer het opnieuw."
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSLEUTELD = "EncryptedPackage".encode("utf-16-le")
_BEGIN = 512  # bytes


class Soort(Enum):
    """`ZIP` is misschien een werkmap, `ANDERS` misschien tekst."""

    LEEG = auto()
    ZIP = auto()
    OUD_EXCEL = auto()
    MET_WACHTWOORD = auto()
    ANDERS = auto()


def soort_van(stroom: BinaryIO) -> Soort:
    """Wat voor bestand dit aan zijn eerste bytes is."""
    begin = begin_van(stroom)
    if not begin.strip():
        return Soort.LEEG
    if begin.startswith(_OLE):
        return Soort.MET_WACHTWOORD if _bevat(stroom, _VERSLEUTELD) else Soort.OUD_EXCEL
    return Soort.ZIP if begin.startswith(_ZIP) else Soort.ANDERS


def begin_van(stroom: BinaryIO) -> bytes:
    stroom.seek(0)
    return stroom.read(_BEGIN)


def _bevat(stroom: BinaryIO, gezocht: bytes) -> bool:
    stroom.seek(0)
    rest = b""
    while blok := stroom.read(65_536):
        if gezocht in rest + blok:
            return True
        rest = blok[-len(gezocht) :]
    return False
