"""Uitvoeringsplannen van de lijst en de melding: bewaard om te lezen, en nagekeken op volle doorlopen."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from bron.models import DiplomaVersie, PeriodeVersie, PersoonVersie
from meldingen.models import Doorzending, Gebeurtenis, Melding, Notitie, Verzuimdag

BESTAND = Path(__file__).resolve().parent.parent / "docs" / "metingen" / "lijst-explain.md"
MOMENT = re.compile(r"'[^']+'::timestamptz")  # twee vragen met alleen een ander moment zijn dezelfde
GROTE_TABELLEN = frozenset(
    model._meta.db_table
    for model in (Melding, Verzuimdag, Gebeurtenis, Notitie, Doorzending, PersoonVersie, PeriodeVersie, DiplomaVersie)
)


@dataclass(frozen=True)
class Plan:
    """Het plan van één vraag van één pagina, zoals de database hem uitvoerde."""

    naam: str
    vraag: str
    boom: dict[str, Any]
    tekst: str


def plannen(naam: str, paginas: list[list[str]]) -> list[Plan]:
    """Voer elke leesvraag van deze pagina's die een grote tabel raakt nog eens uit, met EXPLAIN ANALYZE."""
    vragen = [
        vraag for pagina in paginas for vraag in pagina
        if vraag.lstrip("(").startswith("SELECT") and any(tabel in vraag for tabel in GROTE_TABELLEN)
    ]  # fmt: skip
    uit = []
    with connection.cursor() as cursor:
        for vraag in vragen:
            opdracht = vraag.replace("%", "%%")
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {opdracht}", [])
            boom = cursor.fetchone()[0]
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {opdracht}", [])
            tekst = "\n".join(regel for (regel,) in cursor.fetchall())
            uit.append(Plan(naam, vraag, (json.loads(boom) if isinstance(boom, str) else boom)[0]["Plan"], tekst))
    return uit


def knopen(boom: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield boom
    for kind in boom.get("Plans", ()):
        yield from knopen(kind)


def volle_doorlopen(uitvoering: list[Plan]) -> list[str]:
    """Elke 'Seq Scan' over een grote tabel, als `pagina (tabel)`."""
    return [
        f"{plan.naam} ({knoop['Relation Name']})"
        for plan in uitvoering
        for knoop in knopen(plan.boom)
        if knoop["Node Type"].endswith("Seq Scan") and knoop.get("Relation Name") in GROTE_TABELLEN
    ]


def bewaar(uitvoering: list[Plan], meldingen: int, personen: int) -> None:
    """Schrijf de plannen naar docs/metingen/lijst-explain.md; dezelfde vraag op meer pagina's staat er één keer."""
    delen = [
        "# Uitvoeringsplannen van de lijst en de melding\n",
        f"Geschreven door `BEWAAR_PLANNEN=1 make bench`, bij {meldingen} meldingen en {personen} personen.",
        "Alle personen zijn verzonnen. De meting kijkt deze plannen zelf na: geen grote tabel wordt doorlopen.\n",
    ]
    gezien: set[str] = set()
    for plan in uitvoering:
        vorm = MOMENT.sub("", plan.vraag)
        if vorm not in gezien:
            gezien.add(vorm)
            vraag = _kort(plan.vraag)
            delen.append(f"## {plan.naam}\n\n```sql\n{vraag}\n```\n\n```text\n{plan.tekst}\n```\n")
    BESTAND.write_text("\n".join(delen), encoding="utf-8")
    print(f"geschreven: {BESTAND.name}", flush=True)


def _kort(vraag: str) -> str:
    """De vraag zonder de lange rij kolommen vooraan."""
    kolommen, van, rest = vraag.partition(" FROM ")
    return (kolommen if len(kolommen) < 200 else "SELECT …") + van + rest.replace('"', "")
