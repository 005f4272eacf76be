"""De maandrapportages van de browserwereld: drie maanden met veel rijen, een vierde die verlopen is, en een lege lezer."""

from datetime import date, timedelta
from pathlib import Path

from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, Telling
from tests.cast import Wereld
from tests.rapportages.maanden import NOVEMBER, bouw, richt_in, verzuimrij
from verzuimloket import clock

VEEL = 60
VERLOPEN = date(2026, 7, 1)


def laad_maanden(map_: Path) -> None:
    """Voor school 00ZV, gemeente 0059 en regio 06: september tot en met november; juli 2026 is verlopen."""
    noord = Wereld("00ZV", "0059", "06")
    richt_in(map_, noord, extra=VEEL)
    bouw()
    for leerling in range(3):
        verzuimrij(NOVEMBER, noord, leerling, status="RBG"[leerling])
    begin = clock.nu() - timedelta(days=130)
    juli = Maandrapportage.objects.create(
        maand=VERLOPEN, t1=date(2025, 10, 1), sluitmoment=begin, stap=7, zichtbaar=True, gebouwd_op=begin,
        verloopt_op=date(2026, 10, 4), opgeruimd_op=date(2026, 10, 4),
    )  # fmt: skip
    for code, aantal in ((Code.A05, 240), (Code.A04, 9), (Code.A01, 3)):
        Telling.objects.create(rapportage=juli, ontvanger="I00ZV", code=code, soort="VO onderbouw", aantal=aantal)
