"""De plaats van handeling: een school, haar gemeente en een dag in november."""

from typing import Any

import pytest

from tests.loket.mensen import Mens, School
from tests.zaken import school_van, soorten  # noqa: F401 - fixtures
from verzuimloket.outbox.koerier import bezorg_alles


@pytest.fixture(autouse=True)
def klok(time_machine: Any) -> Any:
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)
    return time_machine


@pytest.fixture
def noor(wereld: Any, school_van: Any) -> Any:  # noqa: F811
    """Noor van der Zeeman, 15 jaar, woont in gemeente 0363."""
    return school_van(wereld)


@pytest.fixture
def school(wereld: Any, ingelogd: Any) -> School:
    return School(ingelogd(wereld.melder))


@pytest.fixture
def gemeente(wereld: Any, ingelogd: Any) -> Mens:
    return Mens(ingelogd(wereld.behandelaar))


@pytest.fixture
def den_haag(andere_wereld: Any, ingelogd: Any) -> Mens:
    return Mens(ingelogd(andere_wereld.behandelaar))


@pytest.fixture
def brievenbus(smtp_sink: Any) -> Any:
    """`brievenbus()` bezorgt wat wacht en geeft van alle post (aan, onderwerp vanaf 'is')."""

    def leeg() -> list[tuple[str, str]]:
        bezorg_alles()
        post = [(mail["To"], mail["Subject"].split(" is ")[-1]) for mail in smtp_sink.post]
        smtp_sink.post.clear()
        return post

    return leeg
