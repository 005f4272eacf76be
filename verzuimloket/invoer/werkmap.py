"""Een werkmap (xlsx) van buiten lezen, zonder dat zij ons iets kan aandoen (docs/besluiten/0023).

Vóór het uitpakken kijken wij naar de inhoudsopgave van de zip. Daarna lopen de bladen als stroom langs: geen DTD, geen
entiteiten, en nooit meer dan één rij en de korte teksten in het geheugen. Formules rekenen wij niet uit: wat het
rekenblad als uitkomst bewaarde, telt.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from verzuimloket.invoer.werkblad import (
    Blad,
    Celregel,
    Relaties,
    Rij,
    Samengevoegd,
    Teksten,
    TeZwaar,
    Werkboek,
    ontleed,
)

MEESTE_DELEN = 2_000
MEESTE_BLADEN = 50
GROOTSTE_UITGEPAKT = 150 * 1024 * 1024  # bytes, alle delen samen
GROOTSTE_KLEIN = 1024 * 1024  # bytes: de delen die alleen zeggen waar iets staat
HOOGSTE_VERHOUDING = 150  # uitgepakt tegenover ingepakt; een echt rekenblad haalt hooguit een derde
_GEEN_BOM = 10 * 1024 * 1024  # bytes; wat kleiner is, mag zo klein ingepakt zijn als het wil
BLOK = 65_536
_INHOUD = b"PK\x01\x02"  # begin van een regel in de inhoudsopgave

BESCHADIGD = "Dit xlsx-bestand is beschadigd. Bewaar de lijst opnieuw en probeer het nog eens."
GEEN_WERKMAP = "Dit is geen xlsx-bestand. Bewaar de lijst als xlsx of als csv en probeer het opnieuw."
MACROS = "Dit bestand bevat macro’s. Bewaar de lijst als gewoon xlsx-bestand, zonder macro’s, en probeer het opnieuw."
WACHTWOORD = "Dit bestand is met een wachtwoord beveiligd. Bewaar de lijst zonder wachtwoord en probeer het opnieuw."
TE_ZWAAR = (
    "Dit bestand is uitgepakt te groot om te lezen. Bewaar alleen wat nodig is in een nieuw bestand en probeer het"
    " opnieuw."
)
SAMENGEVOEGD = "Op het blad zijn cellen samengevoegd. Maak dat ongedaan, vul elke cel in en probeer het opnieuw."
VANAF_1904 = "Dit bestand telt datums vanaf 1904. Neem de gegevens over in het lege sjabloon, en probeer het opnieuw."
_KAPOT = (BadZipFile, zlib.error, EOFError, ExpatError, KeyError, ValueError, IndexError, NotImplementedError, OSError,
          RuntimeError, OverflowError)  # fmt: skip


class WerkmapGeweigerd(Exception):
    """De werkmap is niet te gebruiken. De tekst is een zin voor bij het veld, en noemt niets uit de werkmap."""


def lees_bladen(stroom: BinaryIO, regel: Celregel) -> Iterator[Iterator[Rij]]:
    """De werkbladen op volgorde, elk als een stroom van rijen. Werpt WerkmapGeweigerd met een zin."""
    stroom.seek(0)
    if _aantal_delen(stroom) > MEESTE_DELEN:
        raise WerkmapGeweigerd(TE_ZWAAR)
    with _vertaald(), ZipFile(stroom) as zip_:
        _keur(zip_.infolist())
        yield from _bladen(zip_, regel)


@contextmanager
def _vertaald() -> Iterator[None]:
    """Wat er bij het uitpakken en ontleden ook misgaat, de lezer krijgt een zin."""
    try:
        yield
    except Samengevoegd:
        raise WerkmapGeweigerd(SAMENGEVOEGD) from None
    except TeZwaar:
        raise WerkmapGeweigerd(TE_ZWAAR) from None
    except _KAPOT:
        raise WerkmapGeweigerd(BESCHADIGD) from None


def _aantal_delen(stroom: BinaryIO) -> int:
    """Hoogstens zoveel delen heeft de zip: geteld in de bytes, want de inhoudsopgave zelf kan al te groot zijn."""
    aantal, rest = 0, b""
    while blok := stroom.read(BLOK):
        aantal += (rest + blok).count(_INHOUD)
        rest = blok[-3:]
    stroom.seek(0)
    return aantal


def _keur(delen: list[ZipInfo]) -> None:
    namen = {deel.filename.lower() for deel in delen}
    if any(deel.flag_bits & 1 for deel in delen):
        raise WerkmapGeweigerd(WACHTWOORD)
    if any(naam.endswith("vbaproject.bin") or "/macrosheets/" in naam for naam in namen):
        raise WerkmapGeweigerd(MACROS)
    if "xl/workbook.xml" not in namen or len(namen) != len(delen):
        raise WerkmapGeweigerd(GEEN_WERKMAP)
    if any(deel.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for deel in delen):
        raise WerkmapGeweigerd(GEEN_WERKMAP)
    uitgepakt, ingepakt = sum(deel.file_size for deel in delen), sum(deel.compress_size for deel in delen)
    if uitgepakt > GROOTSTE_UITGEPAKT or (uitgepakt > _GEEN_BOM and uitgepakt > HOOGSTE_VERHOUDING * ingepakt):
        raise WerkmapGeweigerd(TE_ZWAAR)


def _bladen(zip_: ZipFile, regel: Celregel) -> Iterator[Iterator[Rij]]:
    delen = {deel.filename.lower(): deel for deel in zip_.infolist()}

    def lees(pad: str, doel: Callable[[bytes, bool], object], grootste: int = GROOTSTE_UITGEPAKT) -> None:
        for _ in _blokken(zip_, delen[pad], doel, grootste):
            pass

    boek, relaties, teksten = Werkboek(), Relaties(), Teksten(regel)
    lees("xl/workbook.xml", ontleed(boek), GROOTSTE_KLEIN)
    if boek.vanaf_1904 and regel.streng:
        raise WerkmapGeweigerd(VANAF_1904)
    lees("xl/_rels/workbook.xml.rels", ontleed(relaties), GROOTSTE_KLEIN)
    if any("macroenabled" in soort for soort in relaties.soorten):
        raise WerkmapGeweigerd(MACROS)
    for pad in relaties.van("/sharedstrings")[:1]:  # duizend keer naar hetzelfde deel wijzen kost niets
        lees(pad, ontleed(teksten))
    werkbladen = set(relaties.van("/worksheet"))
    paden = [pad for sleutel in boek.bladen if (pad := relaties.paden.get(sleutel, "")) in werkbladen]
    for pad in list(dict.fromkeys(paden))[:MEESTE_BLADEN]:
        yield _rijen(zip_, delen[pad], Blad(teksten.lijst, regel))


def _rijen(zip_: ZipFile, deel: ZipInfo, blad: Blad) -> Iterator[Rij]:
    with _vertaald():
        for _ in _blokken(zip_, deel, ontleed(blad), GROOTSTE_UITGEPAKT):
            yield from blad.neem_rijen()


def _blokken(zip_: ZipFile, deel: ZipInfo, doel: Callable[[bytes, bool], object], grootste: int) -> Iterator[None]:
    """Voer een deel in blokken aan de ontleder. De zip geeft nooit meer bytes dan de inhoudsopgave opgaf."""
    if deel.file_size > grootste:
        raise TeZwaar
    with zip_.open(deel) as bestand:
        while blok := bestand.read(BLOK):
            doel(blok, False)
            yield
    doel(b"", True)
    yield
