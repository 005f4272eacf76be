"""Wat de tests van de rapportages delen: de organisaties en het bouwen van een maand."""

import pytest

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from bron.models import Opleiding

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
