"""De velden van een blok regels als rijen getallen, zodat een toets op een veld alle regels tegelijk beoordeelt.

Elke toets geeft per regel waar of onwaar. Zij mag te streng zijn (dan beslist bron/domein/levering.py), nooit te
soepel.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bron.domein.levering import EERSTE_JAAR, LAATSTE_JAAR

Getallen = NDArray[np.int64]
Oordeel = NDArray[np.bool_]
_VULLING = b"\0" * 32  # zo veel leest een veld hoogstens voorbij het einde van het blok
_GEWICHTEN = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
_PLAATSEN = 10 ** np.arange(8, -1, -1)
_DATUM = 10 ** np.arange(7, -1, -1)
_DAGEN = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
LANGSTE_CODE = 8  # bytes die als één getal te vergelijken zijn


def als_getal(waarde: str) -> int:
    """Hoe `Raster.waarde` een korte tekst teruggeeft."""
    return int.from_bytes(waarde.encode(), "little")


class Raster:
    """De bytes van `regels` (zonder regeleinden), met de plaats van elke regel en elk veld."""

    def __init__(self, regels: Sequence[str]) -> None:
        self.bytes = np.frombuffer("\n".join(regels).encode() + b"\n" + _VULLING, np.uint8)
        self.eind = np.flatnonzero(self.bytes == ord("\n"))
        self.begin = np.concatenate(([0], self.eind[:-1] + 1))
        self._punten = np.flatnonzero(self.bytes == ord(";"))
        self._eerste = np.searchsorted(self._punten, self.begin)
        self.velden = np.searchsorted(self._punten, self.eind) - self._eerste  # na de recordsoort
        self.soort = self._woord(self.begin, np.minimum(self.eind - self.begin, 4))
        self.vreemd = self._vreemd()

    def _vreemd(self) -> Oordeel:
        """Regels met een stuurteken, een teken buiten XML 1.0 of een backslash (die COPY anders leest)."""
        b, volgend = self.bytes[: -len(_VULLING)], self.bytes[1 : 1 - len(_VULLING)]
        fout = ((b < 32) & (b != ord("\n"))) | (b == 127) | (b == ord("\\"))
        fout |= (b == 0xC2) & (volgend >= 0x80) & (volgend <= 0x9F)  # U+0080 tot en met U+009F
        fout |= (b == 0xEF) & (volgend == 0xBF)  # U+FFC0 en hoger: ook U+FFFE en U+FFFF
        uit = np.zeros(len(self.begin), bool)
        uit[np.searchsorted(self.eind, np.flatnonzero(fout))] = True
        return uit

    def _woord(self, begin: Getallen, lengte: Getallen) -> Getallen:
        uit = np.zeros(len(begin), np.int64)
        for i in range(int(lengte.max(initial=0))):
            uit |= np.where(lengte > i, self.bytes[begin + i].astype(np.int64) << (8 * i), 0)
        return uit

    def rijen(self, soort: str, velden: int) -> "Rijen":
        """De regels van deze recordsoort met precies zoveel velden, en zonder vreemde tekens."""
        kop = als_getal(f"{soort};")
        return Rijen(self, np.flatnonzero((self.soort == kop) & (self.velden == velden) & ~self.vreemd))


class Rijen:
    """De regels van één recordsoort; `nummers` zijn hun plaatsen in het blok. Veld 0 is het eerste na de soort."""

    def __init__(self, raster: Raster, nummers: Getallen) -> None:
        self.raster, self.nummers = raster, nummers
        self._eerste, self._eind = raster._eerste[nummers], raster.eind[nummers]
        self._aantal = raster.velden[nummers[0]] if len(nummers) else 0
        self._bekend: dict[tuple[str, int], tuple[Oordeel, Getallen]] = {}
        self.goed: Oordeel = np.ones(len(nummers), bool)

    def eis(self, *oordelen: Oordeel) -> None:
        for oordeel in oordelen:
            self.goed &= oordeel

    def _plaats(self, veld: int) -> tuple[Getallen, Getallen]:
        punten = self.raster._punten
        begin = punten[self._eerste + veld] + 1
        eind = punten[self._eerste + veld + 1] if veld + 1 < self._aantal else self._eind
        return begin, eind - begin

    def lengte(self, veld: int) -> Getallen:
        """In bytes, dus nooit minder dan in tekens."""
        return self._plaats(veld)[1]

    def leeg(self, veld: int) -> Oordeel:
        return self.lengte(veld) == 0

    def waarde(self, veld: int) -> Getallen:
        """Het veld als getal om te vergelijken (`als_getal`); -1 als het langer is dan LANGSTE_CODE min één."""
        begin, lengte = self._plaats(veld)
        past = lengte < LANGSTE_CODE
        return np.where(past, self.raster._woord(begin, np.where(past, lengte, 0)), -1)

    def uit(self, veld: int, waarden: Iterable[str]) -> Oordeel:
        return np.isin(self.waarde(veld), [als_getal(waarde) for waarde in waarden])

    def cijfers(self, veld: int, aantal: int) -> tuple[Oordeel, NDArray[np.uint8]]:
        """Of het veld uit precies `aantal` cijfers bestaat, en die cijfers als matrix."""
        begin, lengte = self._plaats(veld)
        matrix = self.raster.bytes[begin[:, None] + np.arange(aantal)] - np.uint8(ord("0"))  # geen cijfer: boven 9
        return (lengte == aantal) & (matrix <= 9).all(axis=1), matrix

    def pgn(self, veld: int) -> tuple[Oordeel, Getallen]:
        """Of het een BSN of onderwijsnummer is (bron/domein/pgn.py), en het nummer als getal."""
        return self._onthoud(("pgn", veld), self._pgn)

    def datum(self, veld: int) -> tuple[Oordeel, Getallen]:
        """Of het een bestaande dag JJJJ-MM-DD is, en de dag als getal JJJJMMDD (0 als het veld leeg is)."""
        return self._onthoud(("datum", veld), self._datum)

    def _onthoud(
        self, wat: tuple[str, int], reken: Callable[[int], tuple[Oordeel, Getallen]]
    ) -> tuple[Oordeel, Getallen]:
        if wat not in self._bekend:
            self._bekend[wat] = reken(wat[1])
        return self._bekend[wat]

    def _pgn(self, veld: int) -> tuple[Oordeel, Getallen]:
        goed, matrix = self.cijfers(veld, 9)
        nummer, rest = matrix @ _PLAATSEN, (matrix @ _GEWICHTEN) % 11
        bsn, onderwijsnummer = (rest == 0) & (nummer != 0), (rest == 5) & (nummer // 10**7 == 10)
        return goed & (bsn | onderwijsnummer), nummer

    def _datum(self, veld: int) -> tuple[Oordeel, Getallen]:
        begin, lengte = self._plaats(veld)
        tekens = self.raster.bytes[begin[:, None] + np.arange(10)]
        cijfers = tekens[:, [0, 1, 2, 3, 5, 6, 8, 9]] - np.uint8(ord("0"))
        goed = (lengte == 10) & (cijfers <= 9).all(axis=1) & (tekens[:, [4, 7]] == ord("-")).all(axis=1)
        dag = np.where(goed, cijfers @ _DATUM, 0)
        jaar, maand, dag_in_maand = dag // 10000, dag // 100 % 100, dag % 100
        schrikkel = (jaar % 4 == 0) & ((jaar % 100 != 0) | (jaar % 400 == 0))
        goed &= (jaar >= EERSTE_JAAR) & (jaar <= LAATSTE_JAAR) & (maand >= 1) & (maand <= 12) & (dag_in_maand >= 1)
        goed &= dag_in_maand <= _DAGEN[np.minimum(maand, 12)]
        goed &= (maand != 2) | (dag_in_maand <= 28) | schrikkel
        return goed, dag
