"""De voorbeelden in tests/golden/: wat het huis verlaat, byte voor byte.

Vernieuwen: `GOUD=1 .venv/bin/python -m pytest <test>`; wie dat doet, leest elk verschil na.
"""

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def is_goud(naam: str, inhoud: bytes) -> None:
    """Gelijk aan het voorbeeld `naam` (een pad onder tests/golden); met GOUD=1 wordt dit het voorbeeld."""
    doel = GOLDEN / naam
    if os.environ.get("GOUD") == "1":
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_bytes(inhoud)
    assert inhoud.decode() == doel.read_bytes().decode()
