"""Voor welke locaties iemand zelf meldt, en wat hij daarbuiten opende."""

from collections.abc import Sequence
from datetime import timedelta

from meldingen.models import Melding
from verzuimloket.clock import nu

SINDS = timedelta(days=365)


def buiten_eigen_locaties(gebruiker_id: int, organisatie_id: int, nummers: Sequence[int]) -> int:
    """Hoeveel leerlingen van deze meldingen op een andere locatie zitten dan waar deze gebruiker zelf voor meldde.

    Eigen zijn de locaties van de meldingen die hij het laatste jaar bij deze school deed. Deed hij er geen, dan heeft
    hij geen eigen locatie en valt er niets op: een gemeente behandelt voor alle locaties.
    """
    van_de_school = Melding.objects.unscoped("leesgedrag telt, en noemt geen leerling").filter(school_id=organisatie_id)
    gedaan = van_de_school.filter(geregistreerd_door_id=gebruiker_id, geregistreerd_op__gte=nu() - SINDS)
    eigen = set(gedaan.values_list("locatie_id", flat=True).distinct())
    if not eigen:
        return 0
    buiten = van_de_school.filter(nummer__in=nummers).exclude(locatie_id__in=eigen)
    return buiten.values("pgn").distinct().count()
