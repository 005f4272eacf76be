"""De delen van een werkmap, ontleed als stroom: welke bladen er zijn, de gedeelde teksten, en de rijen van een blad.

Bron: ECMA-376 deel 1, hoofdstuk 18 (SpreadsheetML). De naamruimte telt niet mee: Excel kent er twee. Elke ontleder
weigert een DTD, en bewaakt hoeveel elementen, lagen en cellen er zijn en hoe lang één teken van de ontleding is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Protocol
from xml.parsers import expat

Cel = str | int | float | None
Rij = tuple[int, Sequence[Cel]]

ONLEESBAAR = "?"  # in plaats van een formule zonder uitkomst of een getal dat geen getal is

MEESTE_ELEMENTEN = 12_000_000
MEESTE_LAGEN = 40
MEESTE_TEKSTEN = 1_000_000
MEESTE_CELLEN = 16_384  # per rij; meer kolommen kent een rekenblad niet
MEESTE_RIJNUMMER = 1_048_576
LANGSTE_STUK = 1024 * 1024  # bytes: één tag of opmerking
_KOLOM = re.compile("[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Celregel:
    """Wat wij van een blad willen onthouden: tekst tot `langste` tekens, in hoogstens `kolommen` kolommen.

    `ertoe` maakt van langere of andere tekst wat ervan blijft, zodat een groot bestand niet in het geheugen komt.
    `streng` weigert wat een rij stil iets anders laat zeggen: samengevoegde cellen, en datums die vanaf 1904 tellen.
    """

    langste: int
    kolommen: int
    ertoe: Callable[[str], str] = str
    streng: bool = False


class TeZwaar(Exception):
    """Er staat meer in dan een rekenblad met een lijst ooit bevat."""


class Samengevoegd(Exception):
    """Op het blad zijn cellen samengevoegd: alleen de eerste heeft een waarde."""


class Doel(Protocol):
    """Wat een deel doet met begin, einde en tekst; `naam` is zonder naamruimte."""

    def begin(self, naam: str, kenmerken: dict[str, str]) -> None: ...
    def einde(self, naam: str) -> None: ...
    def tekst(self, tekst: str) -> None: ...


def ontleed(doel: Doel) -> Callable[[bytes, bool], object]:
    """Een functie die de bytes van een deel krijgt, blok voor blok. Werpt TeZwaar, ValueError of ExpatError."""
    ontleder = expat.ParserCreate()
    ontleder.buffer_text = True
    namen: dict[str, str] = {}
    aantal = lagen = gevoerd = 0

    def begin(naam: str, kenmerken: dict[str, str]) -> None:
        nonlocal aantal, lagen
        aantal, lagen = aantal + 1, lagen + 1
        if aantal > MEESTE_ELEMENTEN or lagen > MEESTE_LAGEN:
            raise TeZwaar
        kort = namen.get(naam) or _onthoud(namen, naam)
        doel.begin(kort, kenmerken)

    def einde(naam: str) -> None:
        nonlocal lagen
        lagen -= 1
        doel.einde(namen[naam])

    def geen_dtd(*_: object) -> None:
        raise ValueError("een DTD hoort niet in een werkmap")

    def voer(blok: bytes, laatste: bool) -> None:
        nonlocal gevoerd
        ontleder.Parse(blok, laatste)
        gevoerd += len(blok)
        if gevoerd - ontleder.CurrentByteIndex > LANGSTE_STUK:
            raise TeZwaar

    ontleder.StartElementHandler, ontleder.EndElementHandler = begin, einde
    ontleder.CharacterDataHandler = doel.tekst
    ontleder.StartDoctypeDeclHandler = geen_dtd
    return voer


def _onthoud(namen: dict[str, str], naam: str) -> str:
    if len(namen) > 1_000:
        raise TeZwaar
    namen[naam] = kort = naam.rpartition(":")[2]
    return kort


class Werkboek:
    """De bladen op volgorde, als sleutel van hun relatie."""

    def __init__(self) -> None:
        self.bladen: list[str] = []
        self.vanaf_1904 = False

    def begin(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == "workbookPr":
            self.vanaf_1904 = kenmerken.get("date1904", "").lower() in ("1", "true")
        elif naam == "sheet":
            self.bladen += [waarde for kenmerk, waarde in kenmerken.items() if kenmerk.rpartition(":")[2] == "id"]

    def einde(self, naam: str) -> None: ...
    def tekst(self, tekst: str) -> None: ...


class Relaties:
    """Waar een verwijzing van de werkmap naar wijst. Wat buiten het bestand ligt, bestaat niet."""

    def __init__(self) -> None:
        self.paden: dict[str, str] = {}
        self.soorten: dict[str, str] = {}

    def begin(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == "Relationship" and kenmerken.get("TargetMode", "").lower() != "external":
            sleutel = kenmerken.get("Id", "")
            self.paden[sleutel] = _pad_van(kenmerken.get("Target", ""))
            self.soorten[sleutel] = kenmerken.get("Type", "").lower()

    def van(self, soort: str) -> list[str]:
        return [self.paden[sleutel] for sleutel, waarde in self.soorten.items() if waarde.endswith(soort)]

    def einde(self, naam: str) -> None: ...
    def tekst(self, tekst: str) -> None: ...


def _pad_van(doel: str) -> str:
    """Het pad in de zip van een verwijzing in de werkmap: `/xl/a.xml` en `a.xml` zijn hetzelfde deel."""
    delen: list[str] = []
    for stuk in PurePosixPath(doel.removeprefix("/") if doel.startswith("/") else f"xl/{doel}").parts:
        delen = delen[:-1] if stuk == ".." else [*delen, stuk]
    return "/".join(delen).lower()


class _Tekst:
    """De tekst van <t> onder een <si> of <is>, zonder de uitspraak (<rPh>), tot zij langer is dan de regel wil."""

    def __init__(self, regel: Celregel) -> None:
        self._regel = regel
        self.aan = self.uitspraak = False
        self.leeg()

    def leeg(self) -> None:
        self.stukken: list[str] = []
        self.lengte = 0

    def begin(self, naam: str) -> None:
        if naam == "rPh":
            self.uitspraak = True
        elif naam in ("t", "v"):
            self.aan = not self.uitspraak

    def einde(self, naam: str) -> None:
        if naam == "rPh":
            self.uitspraak = False
        elif naam in ("t", "v"):
            self.aan = False

    def erbij(self, tekst: str) -> None:
        if self.aan and self.lengte <= self._regel.langste:
            self.stukken.append(tekst)
            self.lengte += len(tekst)

    def neem(self) -> str:
        tekst = self._regel.ertoe("".join(self.stukken))
        self.leeg()
        return tekst


class Teksten:
    """De gedeelde teksten op volgorde; alleen wat de regel ertoe laat doen, blijft staan."""

    def __init__(self, regel: Celregel) -> None:
        self.lijst: list[str] = []
        self._tekst = _Tekst(regel)
        self.tekst = self._tekst.erbij

    def begin(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == "si":
            if len(self.lijst) >= MEESTE_TEKSTEN:
                raise TeZwaar
            self._tekst.leeg()
        else:
            self._tekst.begin(naam)

    def einde(self, naam: str) -> None:
        if naam == "si":
            self.lijst.append(self._tekst.neem())
        else:
            self._tekst.einde(naam)


class Blad:
    """De rijen van een werkblad. `neem_rijen` geeft wat er sinds de vorige keer klaar is."""

    def __init__(self, teksten: list[str], regel: Celregel) -> None:
        self._teksten = teksten
        self._regel = regel
        self._klaar: list[Rij] = []
        self._rijnummer = 0
        self._kolom = self._aantal = 0
        self._cellen: list[Cel] = []
        self._soort, self._formule = "n", False
        self._tekst = _Tekst(regel)
        self.tekst = self._tekst.erbij

    def neem_rijen(self) -> list[Rij]:
        klaar, self._klaar = self._klaar, []
        return klaar

    def begin(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == "c":
            self._begin_cel(kenmerken)
        elif naam == "row":
            nummer = kenmerken.get("r", "")
            self._rijnummer = int(nummer) if nummer.isdecimal() and len(nummer) < 8 else self._rijnummer + 1
            if self._rijnummer > MEESTE_RIJNUMMER:
                raise TeZwaar
            self._kolom, self._aantal, self._cellen = -1, 0, []
        elif naam == "f":
            self._formule = True
        elif naam == "mergeCell" and self._regel.streng:
            raise Samengevoegd
        else:
            self._tekst.begin(naam)

    def _begin_cel(self, kenmerken: dict[str, str]) -> None:
        self._aantal += 1
        if self._aantal > MEESTE_CELLEN:
            raise TeZwaar
        plek = kenmerken.get("r", "").rstrip("0123456789")
        self._kolom = kolom_van(plek) if plek else self._kolom + 1
        self._soort, self._formule = kenmerken.get("t", "n"), False
        self._tekst.leeg()

    def einde(self, naam: str) -> None:
        if naam == "c":
            self._einde_cel()
        elif naam == "row":
            if self._cellen:
                self._klaar.append((self._rijnummer, self._cellen))
        else:
            self._tekst.einde(naam)

    def _einde_cel(self) -> None:
        waarde = self._waarde("".join(self._tekst.stukken))
        if waarde is None or waarde == "":
            return
        # wat te ver naar rechts staat, komt net voorbij de grens: de regel over het aantal kolommen weigert het
        kolom = min(self._kolom, self._regel.kolommen)
        self._cellen.extend([None] * (kolom + 1 - len(self._cellen)))
        self._cellen[kolom] = waarde

    def _waarde(self, tekst: str) -> Cel:
        if not tekst:
            return ONLEESBAAR if self._formule else None  # een formule zonder bewaarde uitkomst
        if self._soort == "s":
            return self._teksten[int(tekst)]
        return _getal(tekst, self._regel.langste) if self._soort == "n" else self._regel.ertoe(tekst)


@cache
def kolom_van(letters: str) -> int:
    """Het nummer van een kolom, vanaf 0. Werpt ValueError als een rekenblad zo geen kolom noemt."""
    if not _KOLOM.fullmatch(letters):
        raise ValueError("geen kolom")
    kolom = 0
    for letter in letters.upper():
        kolom = kolom * 26 + ord(letter) - 64
    return kolom - 1


def _getal(tekst: str, langste: int) -> Cel:
    """Het getal in een cel; gehele getallen blijven geheel, en wat geen getal is, is onleesbaar."""
    if tekst.isdecimal() and len(tekst) <= langste:
        return int(tekst)
    try:
        return float(tekst)
    except ValueError:
        return ONLEESBAAR
