"""De klok staat op een dinsdag; de bestanden van de C-leveringen staan in een eigen map."""

from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.bron.leveringen.hulp import NU


@pytest.fixture(autouse=True)
def dinsdag():
    with time_machine.travel(NU, tick=False):
        yield


@pytest.fixture(autouse=True)
def bestanden(settings: Any, tmp_path: Path) -> Path:
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    return settings.BIJLAGEN_MAP
