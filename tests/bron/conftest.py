"""Wat de tests van aanleveringen delen."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def opslagmap(settings: Any, tmp_path: Path) -> Path:
    """De besloten map met aangeboden bestanden, alleen voor deze test."""
    settings.BIJLAGEN_MAP = tmp_path / "bijlagen"
    return settings.BIJLAGEN_MAP / "aanleveringen"
