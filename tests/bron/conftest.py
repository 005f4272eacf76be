"""Wat alleen de tests van de kamer bron nodig hebben."""

from collections.abc import Iterator

import pytest

from tests.bron.week import K
from verzuimloket import clock


@pytest.fixture
def maandagochtend() -> Iterator[None]:
    """De klok staat op het moment van bouwen."""
    with clock.op(K.replace(hour=4)):
        yield
