"""Wat alleen de tests van de kamer bron nodig hebben."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bron.week import K
from verzuimloket import clock


@pytest.fixture
def opslagmap(settings: Any, tmp_path: Path) -> Path:
    """De besloten map met aangeboden bestanden, alleen voor deze test."""
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    return settings.BIJLAGEN_MAP / "aanleveringen"


@pytest.fixture
def maandagochtend() -> Iterator[None]:
    """De klok staat op het moment van bouwen."""
    with clock.op(K.replace(hour=4)):
        yield
