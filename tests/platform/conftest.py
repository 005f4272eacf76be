"""Voor de tests van de mechanismen: proefsjablonen, en processen die op dezelfde testdatabase werken."""

import os
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

SJABLONEN = Path(__file__).parent / "templates"
START = """
import os, django
from django.conf import settings
django.setup()
settings.TEMPLATES[0]["DIRS"].insert(0, os.environ["PROEFSJABLONEN"])
"""


@pytest.fixture
def sjablonen(settings: Any) -> None:
    """Zet de proefsjablonen van deze map vooraan."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].insert(0, SJABLONEN)
    settings.TEMPLATES = templates


@pytest.fixture
def proces(settings: Any, transactional_db: None) -> Callable[..., "subprocess.Popen[str]"]:
    """Start een eigen Python-proces met het portaal, op de database van deze test."""

    def start(opdracht: str, **omgeving: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", START + opdracht],
            env=os.environ | _adres() | {"PROEFSJABLONEN": str(SJABLONEN), "REDIS_URL": settings.REDIS_URL} | omgeving,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


@pytest.fixture
def adres() -> dict[str, str]:
    """De database van deze test, als instelling voor een ander proces."""
    return _adres()


def _adres() -> dict[str, str]:
    deel = connection.settings_dict
    wie = f"{deel['USER']}:{deel['PASSWORD']}" if deel["PASSWORD"] else deel["USER"]
    if deel["HOST"].startswith("/"):
        return {"DATABASE_URL": f"postgresql://{wie}@/{deel['NAME']}?host={deel['HOST']}"}
    return {"DATABASE_URL": f"postgresql://{wie}@{deel['HOST']}:{deel['PORT'] or 5432}/{deel['NAME']}"}
