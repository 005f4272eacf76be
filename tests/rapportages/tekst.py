"""De tekst van een antwoord zoals een lezer haar ziet."""

import re
from typing import Any


def tekst_van(antwoord: Any) -> str:
    zonder = re.sub(r"<[^>]+>", "", antwoord.content.decode())
    return " ".join(zonder.split())
