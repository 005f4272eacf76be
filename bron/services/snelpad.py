"""Het snelle pad van de inlezer: een heel blok records tegelijk goedkeuren, als er niets aan te merken is.

Wat hier niet goed is, is nog niet fout: het gaat record voor record langs bron/domein/levering.py. Het snelle pad mag
te streng zijn, nooit te soepel; hypothesis bewaakt dat.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bron.domein.levering import VELDEN
from bron.services.veldraster import Getallen, Oordeel, Raster, Rijen, als_getal

MEESTE_PERIODEN = 500  # in één inschrijving; meer is geen echte inschrijving, en het geheugen moet begrensd blijven
_SECTOREN = ("VO", "MBO", "VAVO", "PRO", "VSO", "HO")
_DIPLOMAS = ("VMBO", "PRO", "VSO", "HAVO", "VWO", "MBO")
_NIVEAUS = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Keuring:
    """Per regel van het blok: `goed` (met zijn hele groep), en `pgn` als getal, 0 waar niets gekeurd is.

    `personen`, `perioden` en `diplomas` zijn de plaatsen van de goede regels per soort; `groep` is per regel de plaats
    van de ISG waar hij bij hoort.
    """

    goed: Oordeel
    pgn: Getallen
    groep: Getallen
    personen: list[int]
    perioden: list[int]
    diplomas: list[int]


def keur(regels: Sequence[str], gemeenten: Collection[str], eigen_brin: str = "") -> Keuring:
    """Keur een blok regels dat niet midden in een inschrijving begint of eindigt.

    Met `eigen_brin` is van een ander BRIN niets goed (bron/domein/leverancier.py).
    """
    raster = Raster(regels)
    soorten = {soort: raster.rijen(soort, len(VELDEN[soort])) for soort in ("PER", "ISG", "ISP", "DIP")}
    goed, pgn = np.zeros(len(regels), bool), np.zeros(len(regels), np.int64)
    groep, samenhang = _groepen(raster, soorten["ISG"], soorten["ISP"])
    for soort, rijen in soorten.items():
        if not len(rijen.nummers):
            continue
        heel, nummer = rijen.pgn(0 if soort == "PER" else 1)
        rijen.eis(heel)
        if eigen_brin and soort != "PER":
            rijen.eis(rijen.uit(0, (eigen_brin,)))
        _TOETS[soort](rijen, gemeenten)
        goed[rijen.nummers] = rijen.goed
        pgn[rijen.nummers] = nummer
    # een groep is goed als al haar regels dat zijn
    goed &= samenhang
    fout = np.bincount(groep[~goed], minlength=len(regels)) > 0
    goed &= ~fout[groep]

    def plaatsen(soort: str) -> list[int]:
        nummers = soorten[soort].nummers
        return nummers[goed[nummers]].tolist()

    return Keuring(goed, pgn, groep, plaatsen("PER"), plaatsen("ISP"), plaatsen("DIP"))


def _persoon(rijen: Rijen, gemeenten: Collection[str]) -> None:
    geboren, dag = rijen.datum(1)
    rijen.eis(geboren, rijen.uit(2, "MVO"), rijen.lengte(3) > 0, rijen.uit(12, gemeenten) | rijen.leeg(12))
    for veld, langste in zip(range(3, 12), (200, 50, 200, 200, 10, 5, 20, 20, 100), strict=True):
        rijen.eis(rijen.lengte(veld) <= langste)
    for veld in (13, 14):
        bestaat, later = rijen.datum(veld)
        rijen.eis(rijen.leeg(veld) | (bestaat & (later >= dag)))


def _inschrijving(rijen: Rijen, _: Collection[str]) -> None:
    begint, van = rijen.datum(3)
    eindigt, tot = rijen.datum(4)
    rijen.eis(_brin(rijen), _volgnummer(rijen), begint, rijen.leeg(4) | (eindigt & (tot >= van)))
    rijen.eis(rijen.uit(5, ("", *(f"0{n}" for n in range(1, 10)))))


def _periode(rijen: Rijen, _: Collection[str]) -> None:
    mbo, niveau = rijen.uit(4, ("MBO",)), rijen.uit(7, _NIVEAUS)
    rijen.eis(_brin(rijen), _volgnummer(rijen), rijen.datum(3)[0], rijen.uit(4, _SECTOREN), _opleiding(rijen, 5))
    rijen.eis(rijen.leeg(6) | rijen.cijfers(6, 1)[0], niveau | (rijen.leeg(7) & ~mbo), rijen.uit(8, ("", "BOL", "BBL")))
    rijen.eis(rijen.uit(9, ("VT", "DT", "EX")), rijen.uit(10, "JN"), rijen.leeg(11) | rijen.cijfers(11, 2)[0])


def _diploma(rijen: Rijen, _: Collection[str]) -> None:
    mbo, niveau = rijen.uit(2, ("MBO",)), rijen.uit(4, _NIVEAUS)
    rijen.eis(_brin(rijen), rijen.uit(2, _DIPLOMAS), rijen.leeg(3) | _opleiding(rijen, 3))
    rijen.eis(niveau | (rijen.leeg(4) & ~mbo), rijen.datum(5)[0])


_TOETS = {"PER": _persoon, "ISG": _inschrijving, "ISP": _periode, "DIP": _diploma}


def _brin(rijen: Rijen) -> Oordeel:
    matrix = rijen.cijfers(0, 4)[1]
    cijfers, letters = matrix[:, :2] <= 9, matrix[:, 2:] - np.uint8(ord("A") - ord("0")) <= 25
    return (rijen.lengte(0) == 4) & cijfers.all(axis=1) & letters.all(axis=1)


def _volgnummer(rijen: Rijen) -> Oordeel:
    """Hoogstens zeven tekens ASCII: zo staat wat erna komt op een vaste plaats, en past het in één getal."""
    waarde = rijen.waarde(2)
    return (waarde > 0) & (waarde & 0x80808080808080 == 0)


def _opleiding(rijen: Rijen, veld: int) -> Oordeel:
    return rijen.cijfers(veld, 4)[0] | rijen.cijfers(veld, 5)[0]


def _groepen(raster: Raster, isg: Rijen, isp: Rijen) -> tuple[Getallen, Oordeel]:
    """Per regel de regel waar zijn groep begint, en of hij past: een ISG met ISP's op volgorde, of een los record."""
    aantal = len(raster.begin)
    plaats = np.arange(aantal)
    is_isp = raster.soort == als_getal("ISP;")
    groep = np.maximum.accumulate(np.where(is_isp, 0, plaats))
    sleutel, begin, tot = np.zeros((3, aantal), np.int64), np.zeros(aantal, np.int64), np.full(aantal, 99999999)
    for rijen in (isg, isp):
        if len(rijen.nummers):
            sleutel[:, rijen.nummers] = rijen.waarde(0), rijen.pgn(1)[1], rijen.waarde(2)
            begin[rijen.nummers] = rijen.datum(3)[1]
    if len(isg.nummers):
        einde = isg.datum(4)[1]
        tot[isg.nummers] = np.where(einde == 0, 99999999, einde)
    vorige = np.maximum(plaats - 1, 0)
    eerste = is_isp & ~is_isp[vorige]
    past = np.where(eerste, begin == begin[groep], begin > begin[vorige]) & (begin <= tot[groep])
    past &= (sleutel == sleutel[:, groep]).all(axis=0) & (plaats - groep <= MEESTE_PERIODEN)
    past &= raster.soort[groep] == als_getal("ISG;")
    volgt = np.append(is_isp[1:], False)
    return groep, np.where(is_isp, past, (raster.soort != als_getal("ISG;")) | volgt)
