"""Eén portaal en één browser voor alle browsertests; zij draaien in één proces en als laatste groep."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.bezoeker import BREED, Bezoeker, Codes, browser_van
from tests.browser.portaal import BASIS, GEDULD, Portaal, database
from tests.browser.portaal import portaal as start_portaal
from verzuimloket.embedded_aan import adressen

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _browserpad() -> str:
    gegeven = os.environ.get("CHROMIUM") or next((pad for naam in BROWSERS if (pad := shutil.which(naam))), None)
    if gegeven is None and os.environ.get("EIS_BROWSER") == "1":
        pytest.fail("EIS_BROWSER=1, maar er is geen Chromium op deze machine.")
    return gegeven or pytest.skip("Er is geen Chromium op deze machine.")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright, browser_van(playwright, _browserpad()) as browser:
        yield browser


@pytest.fixture(scope="package")
def portaal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portaal]:
    """Een eigen database naast die van de andere tests: wat hier bewaard wordt, ziet niemand anders."""
    map_ = tmp_path_factory.mktemp("portaal")
    url, redis = adressen(
        os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", ""), aan=True, map_=BASIS / ".test", snel=True
    )
    laden = ["-m", "tests.browser.wereld", str(map_)]
    with database(url, f"browser_{os.getpid()}") as eigen, start_portaal(map_, eigen, redis, laden=laden) as draaiend:
        yield draaiend
        storingen = draaiend.storingen()
    assert storingen == []


@pytest.fixture(scope="package")
def feiten(portaal: Portaal) -> dict[str, Any]:
    return json.loads((portaal.map / "feiten.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="package")
def codes() -> Codes:
    return Codes()


@pytest.fixture(scope="package")
def ingelogde_staat(chromium: Browser, portaal: Portaal, codes: Codes) -> Callable[[str], Any]:
    """De cookies van een account na één keer echt inloggen; een code werkt maar één keer."""
    staten: dict[str, Any] = {}

    def staat(gebruikersnaam: str) -> Any:
        if gebruikersnaam not in staten:
            context = chromium.new_context(locale="nl-NL")
            Bezoeker(context, portaal.basis, codes).log_in(gebruikersnaam)
            staten[gebruikersnaam] = context.storage_state()
            context.close()
        return staten[gebruikersnaam]

    return staat


@pytest.fixture
def bezoeker(
    chromium: Browser, portaal: Portaal, codes: Codes, ingelogde_staat: Callable[[str], Any]
) -> Iterator[Callable[..., Bezoeker]]:
    """`bezoeker("melder.00zv")` is al binnen, `bezoeker()` nog niet; andere argumenten gaan naar de context."""
    contexten: list[BrowserContext] = []

    def maak(gebruikersnaam: str | None = None, **opties: Any) -> Bezoeker:
        staat = ingelogde_staat(gebruikersnaam) if gebruikersnaam else None
        context = chromium.new_context(**({"viewport": BREED, "locale": "nl-NL", "storage_state": staat} | opties))
        context.set_default_timeout(GEDULD * 1000)
        contexten.append(context)
        return Bezoeker(context, portaal.basis, codes)

    yield maak
    for context in contexten:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """De browsertests achteraan, in één reeks: hun server en browser starten één keer."""
    map_ = Path(__file__).parent
    items.sort(key=lambda item: map_ in item.path.parents)
