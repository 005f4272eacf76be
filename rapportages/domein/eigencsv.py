"""Een eigen lijst als csv, in het dialect dat een rekenblad of leerlingadministratie toevallig schrijft.

De tekenset, het scheidingsteken en het regeleinde volgen uit de inhoud. Er staat nooit meer dan één record in het
geheugen.
"""

import codecs
import csv
import io
import re
from collections.abc import Generator
from contextlib import closing
from itertools import islice
from typing import BinaryIO

from rapportages.domein.eigenlijst import PROEF, EigenLijst, GeenKolom, LijstGeweigerd, Rij, lees_lijst

SCHEIDINGSTEKENS = (";", "\t", ",")
BLOK = 65_536
LANGSTE_RECORD = 262_144  # tekens
MEESTE_REGELS = 1_000  # regels binnen één record
_GEEN_TEKST = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_BOM = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

GEEN_TEKST = "Dit is geen csv- of xlsx-bestand. Bewaar de lijst als xlsx of als csv en probeer het opnieuw."
TE_LANG = "Een regel van het bestand is te lang om een rij van een lijst te zijn. Bewaar de lijst opnieuw als csv."
AANHALING = "De aanhalingstekens in het bestand kloppen niet. Bewaar de lijst opnieuw als csv of als xlsx."


def lees_csv(stroom: BinaryIO) -> EigenLijst:
    """De PGN's uit een csv. Leest de stroom meer keren, van voor naar achter. Werpt LijstGeweigerd met een zin.

    Het eerste scheidingsteken waarmee er een kolom met PGN's is, is het goede. Kloppen de aanhalingstekens bij geen
    enkel, dan is elke regel een record.
    """
    codering = tekenset(stroom)
    for streng in (True, False):
        geen, aanhaling = "", False
        for teken in SCHEIDINGSTEKENS:
            try:
                return _lees(stroom, codering, teken, streng)
            except GeenKolom as fout:
                geen = geen or str(fout)
            except csv.Error:
                aanhaling = True
            except UnicodeError:
                raise LijstGeweigerd(GEEN_TEKST) from None
        if not aanhaling:
            raise GeenKolom(geen)
    raise LijstGeweigerd(AANHALING)


def tekenset(stroom: BinaryIO) -> str:
    """UTF-8 (met of zonder BOM), UTF-16 met BOM, en anders Windows-1252. Werpt LijstGeweigerd als het geen tekst is."""
    stroom.seek(0)
    begin = stroom.read(4)
    for teken, naam in _BOM:
        if begin.startswith(teken):
            return naam
    stroom.seek(0)
    lezer, utf8 = codecs.getincrementaldecoder("utf-8")(), True
    while blok := stroom.read(BLOK):
        if _GEEN_TEKST.search(blok):
            raise LijstGeweigerd(GEEN_TEKST)
        utf8 = utf8 and _leest(lezer, blok)
    return "utf-8" if utf8 and _leest(lezer, b"", einde=True) else "cp1252"


def _leest(lezer: codecs.IncrementalDecoder, blok: bytes, *, einde: bool = False) -> bool:
    try:
        lezer.decode(blok, einde)
    except UnicodeDecodeError:
        return False
    return True


def _lees(stroom: BinaryIO, codering: str, teken: str, streng: bool) -> EigenLijst:
    """Eerst alleen de eerste rijen: een verkeerd scheidingsteken kost dan geen hele lijst."""
    with closing(_records(stroom, codering, teken, streng)) as eerste:
        try:
            lees_lijst(islice(eerste, PROEF))
        except GeenKolom:
            raise
        except LijstGeweigerd:  # de eerste rijen zijn niet alles; de hele lijst zegt wat eraan schort
            pass
    with closing(_records(stroom, codering, teken, streng)) as alle:
        return lees_lijst(alle)


def _records(stroom: BinaryIO, codering: str, teken: str, streng: bool) -> Generator[Rij, None, None]:
    stroom.seek(0)
    fouten = "replace" if codering == "cp1252" else "strict"
    tekst = io.TextIOWrapper(stroom, encoding=codering, errors=fouten, newline="")
    try:
        regels = _Regels(tekst)
        if streng:
            lezer = csv.reader(regels, delimiter=teken, strict=True)
        else:
            lezer = csv.reader(regels, delimiter=teken, quoting=csv.QUOTE_NONE)
        for nummer, cellen in enumerate(lezer, 1):
            regels.nieuw_record()
            yield nummer, cellen
    finally:
        tekst.detach()  # de stroom is van de aanroeper en gaat nog een keer open


class _Regels:
    """De regels van een bestand, met een grens aan wat er in één record past."""

    def __init__(self, tekst: io.TextIOWrapper) -> None:
        self._tekst = tekst
        self.nieuw_record()

    def nieuw_record(self) -> None:
        self._tekens = self._regels = 0

    def __iter__(self) -> "_Regels":
        return self

    def __next__(self) -> str:
        regel = self._tekst.readline(LANGSTE_RECORD + 1)
        if not regel:
            raise StopIteration
        self._tekens += len(regel)
        self._regels += 1
        if self._tekens > LANGSTE_RECORD:
            raise LijstGeweigerd(TE_LANG)
        if self._regels > MEESTE_REGELS:
            raise csv.Error("aanhalingsteken over veel regels")
        return regel
