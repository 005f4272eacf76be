"""Per reden en per waarom één leerling van 00ZV in één gemeente, en de maanden november en december 2026 gebouwd."""

from dataclasses import replace
from datetime import date, datetime

from rapportages.domein.codes import Code
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, RapportageRij
from tests.leveringen import pgn
from tests.rapportages import maanden
from tests.rapportages import naslag as n
from tests.rapportages.register import leg_neer
from verzuimloket.clock import AMSTERDAM

NU = "2026-12-08T10:00:00+01:00"
NOVEMBER, DECEMBER = Maand(2026, 11), Maand(2026, 12)  # sluiten op 7 november en 5 december
SINDS = date(2026, 8, 1)
NAMEN = (
    "geen", "onbekostigd", "examen", "overleden", "vertrokken", "diploma", "terug", "ingetrokken", "te laat", "vorig jaar",
)  # fmt: skip
PGNS = {naam: pgn(740 + nummer) for nummer, naam in enumerate(NAMEN)}
# bij welke code een leerling in december staat
CODES = {
    "geen": Code.A04, "onbekostigd": Code.A04, "examen": Code.A04, "te laat": Code.A04, "vorig jaar": Code.A14,
    "overleden": Code.A02, "vertrokken": Code.A02, "diploma": Code.A02, "terug": Code.A02, "ingetrokken": Code.A02,
}  # fmt: skip


def op(maand: int, dag: int) -> datetime:
    return datetime(2026, maand, dag, 8, tzinfo=AMSTERDAM)


def isg(naam: str, *, brin: str = "00ZV", sinds: date = SINDS, tot: date | None = None, **soort: object) -> n.Isg:
    return n.Isg(brin, PGNS[naam], "1", sinds, (n.Isp(sinds, **soort),), tot, "07" if tot else "")  # type: ignore[arg-type]


def leveringen(gemeente: str = "0363") -> list[n.Levering]:
    per = {naam: n.Per(nummer, date(2010, 5, 5), gemeente) for naam, nummer in PGNS.items()}
    uit = {naam: isg(naam, tot=date(2026, 10, 14)) for naam in NAMEN}
    examen = n.Isp(date(2026, 10, 20), "MBO", True, True, 4)
    vorig = isg("vorig jaar", sinds=date(2025, 8, 1), tot=date(2026, 6, 30))
    begin = [*per.values(), vorig, *(isg(naam) for naam in NAMEN if naam != "vorig jaar")]
    elders = {"brin": "27GZ", "sector": "MBO", "niveau": 2, "leerjaar": None, "leerweg": "BOL"}
    return [
        n.Levering(op(8, 20), tuple(begin)),
        n.Levering(op(10, 16), tuple(rij for naam, rij in uit.items() if naam not in ("examen", "vorig jaar"))),
        n.Levering(op(10, 21), (
            isg("onbekostigd", sinds=date(2026, 10, 20), bekostigd=False, **elders),
            replace(isg("examen"), perioden=(n.Isp(SINDS, "MBO", True, False, 4), examen)),
        )),
        n.Levering(op(11, 12), (
            replace(per["overleden"], overleden_op=date(2026, 11, 10)),
            replace(per["vertrokken"], vertrokken_op=date(2026, 11, 9)),
            n.Dip("27GZ", PGNS["diploma"], "MBO", date(2026, 11, 6), 2),
            isg("terug", sinds=date(2026, 11, 2), **elders),
            n.Vis("00ZV", PGNS["ingetrokken"], "1"),
        )),
        n.Levering(op(12, 7), (isg("te laat", sinds=date(2026, 11, 20), **elders),)),
    ]  # fmt: skip


def leg_klaar(gemeente: str) -> None:
    leg_neer(leveringen(gemeente))


def bouw(gemeente: str = "0363") -> Maandrapportage:
    """Leg het register neer en bouw beide maanden; geeft die van december."""
    leg_klaar(gemeente)
    *_, december = maanden.bouw(NOVEMBER, DECEMBER)
    return december


def rij_van(naam: str, rapportage: Maandrapportage) -> RapportageRij:
    return RapportageRij.objects.unscoped("test").get(
        rapportage=rapportage, code=CODES[naam], persoon=PGNS[naam]
    )  # fmt: skip


def adres(naam: str, rij: RapportageRij, code: Code | None = None, maand: Maand = DECEMBER) -> str:
    return f"/rapportages/{maand}/{code or CODES[naam]}/leerling/{rij.pk}/"
