"""De nummers van leerlingen uit een klein bestand: txt, csv of xlsx. De inhoud beslist, niet de naam.

Het bestand wordt alleen gelezen: er blijft niets van bewaard (settings.NUMMERS_UIT_BESTAND).
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from accounts.fouten import Geweigerd
from rapportages.domein.eigencsv import tekenset
from rapportages.domein.eigenlijst import KOP_BINNEN, KOPPEN, LANGSTE_CEL, MEESTE_KOLOMMEN, Cel, LijstGeweigerd
from verzuimloket.invoer.soort import OUD_EXCEL, Soort, soort_van
from verzuimloket.invoer.werkblad import Celregel
from verzuimloket.invoer.werkmap import WACHTWOORD, WerkmapGeweigerd, lees_bladen

GROOTSTE_BESTAND = 1024 * 1024  # bytes
MEESTE_RIJEN = 2_000
TE_GROOT = "Het bestand is groter dan 1 MB. Bewaar alleen de kolom met nummers in een nieuw bestand."
TE_VEEL = "Het bestand heeft meer dan 2000 rijen. Bewaar alleen de kolom met nummers in een nieuw bestand."
LEEG = "In het bestand staat geen enkel nummer."
_NIET = {Soort.LEEG: LEEG, Soort.OUD_EXCEL: OUD_EXCEL, Soort.MET_WACHTWOORD: WACHTWOORD}
_REGEL = Celregel(LANGSTE_CEL, MEESTE_KOLOMMEN)
_KOPPEN = KOPPEN | {"leerlingnummer", "leerlingnr", "llnr", "studentnummer", "deelnemernummer", "stamnummer"}


def uit_bestand(stroom: BinaryIO, omvang: int) -> list[str]:
    """De nummers als tekst, op volgorde: de kolom onder een bekende kop, en anders de eerste. Werpt Geweigerd."""
    if omvang > GROOTSTE_BESTAND:
        raise Geweigerd(TE_GROOT)
    soort = soort_van(stroom)
    if zin := _NIET.get(soort):
        raise Geweigerd(zin)
    try:
        rijen = list(islice(_uit_werkmap(stroom) if soort is Soort.ZIP else _uit_tekst(stroom), MEESTE_RIJEN + 1))
    except (LijstGeweigerd, WerkmapGeweigerd) as fout:
        raise Geweigerd(str(fout)) from None
    except (csv.Error, UnicodeError):
        raise Geweigerd("Dit bestand kunnen wij niet lezen. Bewaar het opnieuw als txt, csv of xlsx.") from None
    if len(rijen) > MEESTE_RIJEN:
        raise Geweigerd(TE_VEEL)
    if not (nummers := _kolom(rijen)):
        raise Geweigerd(LEEG)
    return nummers


def _kolom(rijen: list[list[str]]) -> list[str]:
    for plaats, rij in enumerate(rijen[:KOP_BINNEN]):
        for kolom, cel in enumerate(rij):
            if re.sub("[^a-z]", "", cel.casefold()) in _KOPPEN:
                return _gevuld(r[kolom] for r in rijen[plaats + 1 :] if kolom < len(r))
    if len(rijen) == 1:
        return _gevuld(rijen[0])
    return _gevuld(rij[0] for rij in rijen if rij)


def _gevuld(cellen: Iterable[str]) -> list[str]:
    return [cel for cel in cellen if cel]


def _uit_werkmap(stroom: BinaryIO) -> Iterator[list[str]]:
    """Het eerste blad."""
    for blad in lees_bladen(stroom, _REGEL):
        for _, cellen in blad:
            yield [_tekst(cel) for cel in cellen]
        return


def _tekst(cel: Cel) -> str:
    if isinstance(cel, float) and cel.is_integer():
        cel = int(cel)
    return "" if cel is None else str(cel).strip()


def _uit_tekst(stroom: BinaryIO) -> Iterator[list[str]]:
    codering = tekenset(stroom)
    stroom.seek(0)
    tekst = stroom.read().decode(codering, "replace" if codering == "cp1252" else "strict")
    eerste = tekst.lstrip().split("\n", 1)[0]
    teken = next((t for t in ";\t" if t in eerste), ",")
    for rij in csv.reader(io.StringIO(tekst, newline=""), delimiter=teken):
        yield [cel.strip() for cel in rij]
