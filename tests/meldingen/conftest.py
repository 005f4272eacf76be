"""Een vaste dag, een leerling uit het register en een melding langs de echte dienst."""

from typing import Any

import pytest

from bron.queries import LeerlingBeeld
from meldingen.models import Melding
from tests.cast import Wereld
from tests.zaken import meld, school_van, soorten  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def klok(time_machine: Any) -> Any:
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)
    return time_machine


@pytest.fixture
def leerling(wereld: Wereld, school_van: Any) -> LeerlingBeeld:  # noqa: F811
    return school_van(wereld)


@pytest.fixture
def melding(wereld: Wereld, leerling: LeerlingBeeld) -> Melding:
    return meld(wereld.melder, wereld, leerling)


@pytest.fixture
def vreemde_melding(andere_wereld: Wereld, school_van: Any) -> Melding:  # noqa: F811
    """Een melding in de andere wereld, die hier nooit te zien mag zijn."""
    return meld(andere_wereld.melder, andere_wereld, school_van(andere_wereld))
