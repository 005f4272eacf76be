"""Wat de tests van de rapportages delen: de organisaties en het bouwen van een maand."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from bron.models import Opleiding
from tests.cast import Wereld
from tests.rapportages.maanden import bouw, lezer_bij, richt_in

GEMEENTEN = (("0363", "Amsterdam", "21"), ("0059", "Achtkarspelen", "04"))
REGIOS = (("21", "Agglomeratie Amsterdam"), ("04", "Friesland Noord"))
INSTELLINGEN = (("27GZ", "ROC van Proefstad"), ("00ZV", "Proefcollege"), ("25LZ", "Proef & Zn; scholen"))


def maak_organisaties():
    """Drie instellingen, twee gemeenten in twee regio's, en de opleiding havo."""
    for code, naam, regio in GEMEENTEN:
        Organisatie.objects.update_or_create(
            soort=Soort.GEMEENTE, code=code, defaults={"naam": naam, "rmc_nummer": regio}
        )
    for code, naam in REGIOS:
        Organisatie.objects.update_or_create(soort=Soort.RMC_REGIO, code=code, defaults={"naam": naam})
    for code, naam in INSTELLINGEN:
        Organisatie.objects.update_or_create(soort=Soort.INSTELLING, code=code, defaults={"naam": naam})
    Opleiding.objects.update_or_create(code="0300", defaults={"naam": "HAVO", "soort": "elementcode"})


@pytest.fixture
def organisaties(db):
    maak_organisaties()


@pytest.fixture(scope="module")
def gebouwd(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """Twee werelden met de drie maanden van maanden.py, één keer per module gebouwd; elke test draait terug.

    `wereld` is de eigen, `vreemd` de andere. De klok staat stil op 24 november 2026.
    """
    klok = time_machine.travel("2026-11-24T10:00:00+01:00", tick=False)
    with django_db_blocker.unblock(), klok, transaction.atomic():
        wereld, vreemd = Wereld("00ZV", "0363", "21"), Wereld("27GZ", "0518", "28")
        richt_in(tmp_path_factory.mktemp("leveringen"), wereld, vreemd)
        bouw()
        lezers = {waar: lezer_bij(wereld, waar) for waar in ("school", "gemeente", "regio")}
        yield SimpleNamespace(wereld=wereld, vreemd=vreemd, lezers=lezers)
        transaction.set_rollback(True)
