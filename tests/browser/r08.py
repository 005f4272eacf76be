"""R08 van de browserwereld: een week met veel leerlingen, een lege en een verlopen week."""

from datetime import timedelta

from tests.cast import Wereld
from tests.rapportages.r08 import MAANDAG, r08_rij, r08_week

VEEL = 60
LANGE_NAAM = "Montenegro-Castellanos van Wijngaarden"


def laad_r08() -> None:
    """Drie maandagen voor school 00ZV; een leerling woont in gemeente 0518."""
    noord = Wereld("00ZV", "0059", "06")
    for weken in (1, 14):
        r08_week(MAANDAG - timedelta(weeks=weken))
    week = r08_week(leerlingen=VEEL + 1)
    for nummer in range(VEEL):
        r08_rij(week, noord, nummer, aantal_weken=1 + nummer % 3)
    r08_rij(week, noord, VEEL, gemeentecode="0518", rmc_nummer="28", achternaam=LANGE_NAAM)
