"""Vroege pytest-plugin: zet de testomgeving klaar voordat Django zijn instellingen leest."""

import os
from pathlib import Path

os.environ.setdefault("VERZUIMLOKET_TEST", "1")
os.environ.setdefault("VERZUIMLOKET_EMBEDDED", "1")
os.environ.setdefault("BASIS_URL", "http://testserver")
os.environ.setdefault("BIJLAGEN_MAP", str(Path(__file__).parents[1] / ".test" / "bijlagen"))
os.environ.pop("VERZUIMLOKET_DEMO", None)
os.environ.pop("VERZUIMLOKET_NU", None)
