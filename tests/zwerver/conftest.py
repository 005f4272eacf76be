"""Twee werelden met in elke tekst een spoor, en van elke rol één wandeling; één keer voor alle tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.house.toneel import Toneel, toneel  # noqa: F401
from tests.zwerver.sporen import merk
from tests.zwerver.wandelen import Wandeling, wandel


@pytest.fixture(scope="module")
def wereldtoneel(toneel: Toneel, django_db_blocker: Any) -> Iterator[Toneel]:  # noqa: F811
    with django_db_blocker.unblock(), transaction.atomic():
        merk(toneel)
        yield toneel
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def tochten(wereldtoneel: Toneel, django_db_blocker: Any) -> Callable[[str], Wandeling]:
    """De wandeling van deze kolom in de eerste wereld; pas gelopen als een test ernaar vraagt."""
    gelopen: dict[str, Wandeling] = {}

    def tocht(kolom: str) -> Wandeling:
        if kolom not in gelopen:
            with django_db_blocker.unblock(), transaction.atomic():
                gelopen[kolom] = wandel(wereldtoneel, kolom, wereldtoneel.werelden[0])
                transaction.set_rollback(True)
        return gelopen[kolom]

    return tocht
