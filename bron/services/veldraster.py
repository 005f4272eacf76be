"""De velden van een blok regels als rijen getallen, zodat een toets op een veld alle regels tegelijk beoordeelt.

Elke toets geeft per regel waar of onwaar. Zij mag te streng zijn (dan beslist bron/domein/levering.py), nooit te
soepel.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bron.domein.levering import EERSTE_JAAR, LAATSTE_JAAR

Getallen = NDArray[np.int64]
Oordeel = NDArray[np.bool_]
_VULLING = b"\0" * 32  # zo veel leest een veld hoogstens voorbij het einde van het blok
_GEWICHTEN = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
_VERDACHT = (b"\x7f", b"\\", b"\xc2", b"\xef")  # wat hier zonder is, heeft geen vreemde tekens
_MASKER = np.array([(1 << 8 * lengte) - 1 for lengte in range(8)] + [-1])
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
        tekst = "\n".join(regels).encode()
        self.bytes = np.frombuffer(tekst + b"\n" + _VULLING, np.uint8)
        # op elke plaats de acht bytes vanaf daar, als één getal
        self._woorden = np.ndarray(len(self.bytes) - 7, "<i8", self.bytes, strides=(1,))
        # elk veld eindigt op een puntkomma of op het einde van de regel
        self.scheiding = np.flatnonzero((self.bytes == ord(";")) | (self.bytes == ord("\n")))
        einden = np.flatnonzero(self.bytes[self.scheiding] == ord("\n"))
        self.eerste = np.concatenate(([0], einden[:-1] + 1))
        self.eind = self.scheiding[einden]
        self.begin = np.concatenate(([0], self.eind[:-1] + 1))
        self.velden = einden - self.eerste  # na de recordsoort
        self.soort = self.woord(self.begin, np.minimum(self.eind - self.begin, 4))
        self.vreemd = self._vreemd(tekst)

    def _vreemd(self, tekst: bytes) -> Oordeel:
        """Regels met een stuurteken, een teken buiten XML 1.0 of een backslash (die COPY anders leest)."""
        uit = np.zeros(len(self.begin), bool)
        b, volgend = self.bytes[: -len(_VULLING)], self.bytes[1 : 1 - len(_VULLING)]
        laag = b < 32
        if np.count_nonzero(laag) == len(self.eind) and not any(teken in tekst for teken in _VERDACHT):
            return uit
        fout = (laag & (b != ord("\n"))) | (b == 127) | (b == ord("\\"))
        fout |= (b == 0xC2) & (volgend >= 0x80) & (volgend <= 0x9F)  # U+0080 tot en met U+009F
        fout |= (b == 0xEF) & (volgend == 0xBF)  # U+FFC0 en hoger: ook U+FFFE en U+FFFF
        uit[np.searchsorted(self.eind, np.flatnonzero(fout))] = True
        return uit

    def woord(self, begin: Getallen, lengte: Getallen) -> Getallen:
        """De hoogstens acht bytes vanaf `begin` als één getal (`als_getal`)."""
        return self._woorden[begin] & _MASKER[lengte]

    def tekens(self, begin: Getallen, aantal: int) -> NDArray[np.uint8]:
        """De bytes vanaf `begin`, een rij per plaats."""
        return sliding_window_view(self.bytes, aantal)[begin]

    def rijen(self, soort: str, velden: int) -> "Rijen":
        """De regels van deze recordsoort met precies zoveel velden, en zonder vreemde tekens."""
        kop = als_getal(f"{soort};")
        return Rijen(self, np.flatnonzero((self.soort == kop) & (self.velden == velden) & ~self.vreemd))


class Rijen:
    """De regels van één recordsoort; `nummers` zijn hun plaatsen in het blok. Veld 0 is het eerste na de soort."""

    def __init__(self, raster: Raster, nummers: Getallen) -> None:
        self.raster, self.nummers = raster, nummers
        self._bekend: dict[tuple[str, int], tuple[Oordeel, Getallen]] = {}
        self.goed: Oordeel = np.ones(len(nummers), bool)

    def eis(self, *oordelen: Oordeel) -> None:
        for oordeel in oordelen:
            self.goed &= oordeel

    def _plaats(self, veld: int) -> tuple[Getallen, Getallen]:
        plaats = self.raster.eerste[self.nummers] + veld
        begin = self.raster.scheiding[plaats] + 1
        return begin, self.raster.scheiding[plaats + 1] - begin

    def lengte(self, veld: int) -> Getallen:
        """In bytes, dus nooit minder dan in tekens."""
        return self._plaats(veld)[1]

    def leeg(self, veld: int) -> Oordeel:
        return self.lengte(veld) == 0

    def waarde(self, veld: int) -> Getallen:
        """Het veld als getal om te vergelijken (`als_getal`); -1 als het langer is dan LANGSTE_CODE min één."""
        begin, lengte = self._plaats(veld)
        past = lengte < LANGSTE_CODE
        return np.where(past, self.raster.woord(begin, np.where(past, lengte, 0)), -1)

    def uit(self, veld: int, waarden: Iterable[str]) -> Oordeel:
        return np.isin(self.waarde(veld), [als_getal(waarde) for waarde in waarden])

    def cijfers(self, veld: int, aantal: int) -> tuple[Oordeel, NDArray[np.uint8]]:
        """Of het veld uit precies `aantal` cijfers bestaat, en die cijfers als matrix."""
        begin, lengte = self._plaats(veld)
        matrix = self.raster.tekens(begin, aantal) - np.uint8(ord("0"))  # geen cijfer: boven 9
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
        tekens = self.raster.tekens(begin, 10)
        cijfers = tekens[:, [0, 1, 2, 3, 5, 6, 8, 9]] - np.uint8(ord("0"))
        goed = (lengte == 10) & (cijfers <= 9).all(axis=1) & (tekens[:, [4, 7]] == ord("-")).all(axis=1)
        dag = np.where(goed, cijfers @ _DATUM, 0)
        jaar, maand, dag_in_maand = dag // 10000, dag // 100 % 100, dag % 100
        schrikkel = (jaar % 4 == 0) & ((jaar % 100 != 0) | (jaar % 400 == 0))
        goed &= (jaar >= EERSTE_JAAR) & (jaar <= LAATSTE_JAAR) & (maand >= 1) & (maand <= 12) & (dag_in_maand >= 1)
        goed &= dag_in_maand <= _DAGEN[np.minimum(maand, 12)]
        goed &= (maand != 2) | (dag_in_maand <= 28) | schrikkel
        return goed, dag
