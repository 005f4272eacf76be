"""De broncode als gegeven: welke bestanden er zijn, in welke kamer, en hun syntaxboom."""

import ast
from functools import cache
from pathlib import Path

BASIS = Path(__file__).resolve().parent.parent.parent
# van beneden naar boven; een kamer mag alleen kamers vóór zichzelf in deze rij gebruiken
VERDIEPINGEN = ("verzuimloket", "accounts", "bron", "meldingen", "rapportages", "demo")


def modules() -> list[Path]:
    """Alle eigen modules van de kamers, zonder migraties."""
    return sorted(
        pad for kamer in VERDIEPINGEN for pad in (BASIS / kamer).rglob("*.py") if "migrations" not in pad.parts
    )


def korte_naam(pad: Path) -> str:
    return str(pad.relative_to(BASIS))


@cache
def boom(pad: Path) -> ast.Module:
    return ast.parse(pad.read_text(encoding="utf-8"))


def geimporteerd(knoop: ast.AST) -> list[str]:
    """Wat één import-opdracht noemt, met de module ervoor: `from a.b import c` geeft `a.b.c`."""
    if isinstance(knoop, ast.Import):
        return [naam.name for naam in knoop.names]
    if isinstance(knoop, ast.ImportFrom) and knoop.module and knoop.level == 0:
        return [f"{knoop.module}.{naam.name}" for naam in knoop.names]
    return []
