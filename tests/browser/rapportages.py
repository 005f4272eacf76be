"""De maandrapportages van de browserwereld, van september tot en met december 2026, en juli die verlopen is.

School 00ZV heeft veel leerlingen in gemeente 0059 (regio 06), en in 0518 per reden en per waarom één leerling. December
2026 is hier al gebouwd, zodat er een A02 met elk waarom is.
"""

from datetime import date
from pathlib import Path

from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, Telling
from tests.cast import Wereld
from tests.rapportages import uitleg_wereld
from tests.rapportages.maanden import MAANDEN, NOVEMBER, bouw, richt_in, verzuimrij
from tests.rapportages.rijen import rapportage, rapportagerij

VEEL = 60


def laad_rapportages(map_: Path) -> dict[str, str]:
    """Geeft per leerling van de uitleg zijn adres."""
    noord = Wereld("00ZV", "0059", "06")
    uitleg_wereld.leg_klaar("0518")
    richt_in(map_, noord, extra=VEEL)
    *_, december = bouw(*MAANDEN, uitleg_wereld.DECEMBER)
    for leerling in range(3):
        verzuimrij(NOVEMBER, noord, leerling, status="RBG"[leerling])
    return {f"rij_{naam.replace(' ', '_')}": pad for naam, pad in (_adressen(december) | _verlopen()).items()}


def _adressen(december: Maandrapportage) -> dict[str, str]:
    return {naam: uitleg_wereld.adres(naam, uitleg_wereld.rij_van(naam, december)) for naam in uitleg_wereld.NAMEN}


def _verlopen() -> dict[str, str]:
    juli = rapportage(2026, 7)
    juli.opgeruimd_op = date(2026, 10, 4)
    juli.save(update_fields=["opgeruimd_op"])
    for code, aantal in ((Code.A05, 240), (Code.A04, 9), (Code.A01, 3)):
        Telling.objects.create(rapportage=juli, ontvanger="I00ZV", code=code, soort="VO onderbouw", aantal=aantal)
    oud = rapportagerij(juli, Wereld("00ZV", "0518", "28"), uitleg_wereld.PGNS["geen"])
    return {"verlopen": f"/rapportages/2026-07/{Code.A04}/leerling/{oud.pk}/"}
