"""Terugkijken naar één leerling: per tabel één stuk van een index, en even snel hoeveel leveringen er ook kwamen.

Twee registers in een eigen database, even groot van mensen: het ene zag enkele leveringen, het andere elke week een,
met daarin telkens ook de gevolgde leerling. De leveringen gaan door de echte inlezer.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.meting import Regel, medianen_om_en_om
from bench.plannen import Plan, knopen, plannen
from bench.werelden import Wereld, in_wereld, maak
from bron.domein.pgn import rest
from bron.queries import as_known_at
from bron.services import lees_in
from verzuimloket.clock import AMSTERDAM

MAP = Path(__file__).resolve().parent.parent / ".bench" / "terugblik"
LEERLINGEN = 100_000  # bij SCHAAL=1
WEINIG, VEEL = 3, 104  # leveringen: drie, en twee jaar lang elke week
BEGIN = datetime(2024, 9, 2, 6, tzinfo=AMSTERDAM)
DAG = date(2024, 10, 1)
TABELLEN = ("bron_persoonversie", "bron_periodeversie", "bron_diplomaversie")


def meet(schaal: float) -> Iterator[Regel]:
    MAP.mkdir(parents=True, exist_ok=True)
    leerlingen = _nummers(max(1000, int(LEERLINGEN * schaal)))
    vreemd, gevolgd = leerlingen[len(leerlingen) // 2], leerlingen[len(leerlingen) // 3]
    werelden = {aantal: Wereld(f"terugblik_{aantal}", 0) for aantal in (WEINIG, VEEL)}
    for aantal, wereld in werelden.items():
        _vul(wereld, leerlingen, gevolgd, aantal)
    k = BEGIN + timedelta(weeks=1, hours=1)  # na de tweede levering
    laatst = BEGIN + timedelta(weeks=VEEL)
    gevallen = {
        "een leerling uit de eerste levering, nu": (vreemd, laatst),
        "een leerling uit elke levering, nu": (gevolgd, laatst),
        "een leerling uit elke levering, in het begin": (gevolgd, k),
    }
    for naam, (pgn, moment) in gevallen.items():
        weinig, veel = _om_en_om(werelden, pgn, moment)
        uitleg = f"{weinig * 1000:.2f} en {veel * 1000:.2f} ms bij {WEINIG} en {VEEL} leveringen"
        yield Regel(f"terugkijken: {naam}", veel / weinig, 1.5, uitleg=uitleg)
    weinig, veel = (_bladzijden(wereld, vreemd, laatst) for wereld in werelden.values())
    uitleg = f"{weinig} en {veel} bladzijden van de database"  # een index met meer rijen is hooguit een laag dieper
    yield Regel("terugkijken: gelezen voor een leerling uit de eerste levering", veel / weinig, 2, uitleg=uitleg)
    with in_wereld(werelden[VEEL]):
        for naam, (pgn, moment) in gevallen.items():
            fouten = [fout for plan in _plannen(pgn, moment) for fout in _fouten(plan)]
            yield Regel(f"buiten het ene stuk index: {naam}", len(fouten), 0, "", uitleg="; ".join(fouten))


def _om_en_om(werelden: dict[int, Wereld], pgn: str, moment: datetime) -> tuple[float, float]:
    def kijk(wereld: Wereld) -> None:
        with in_wereld(wereld):
            for _ in range(5):
                as_known_at(pgn, moment, DAG)

    tijden = medianen_om_en_om({aantal: lambda wereld=wereld: kijk(wereld) for aantal, wereld in werelden.items()})
    return tijden[WEINIG] / 5, tijden[VEEL] / 5


def _bladzijden(wereld: Wereld, pgn: str, moment: datetime) -> int:
    """Hoeveel bladzijden van acht kilobyte de vragen raakten, in geheugen of op schijf."""
    with in_wereld(wereld):
        bomen = [plan.boom for plan in _plannen(pgn, moment)]
    return sum(int(boom["Shared Hit Blocks"]) + int(boom["Shared Read Blocks"]) for boom in bomen)


def _plannen(pgn: str, moment: datetime) -> list[Plan]:
    with CaptureQueriesContext(connection) as gevangen:
        as_known_at(pgn, moment, DAG)
    uitvoering = plannen("terugkijken", [[vraag["sql"] for vraag in gevangen.captured_queries]])
    gevonden = sorted(tabel for tabel in TABELLEN if any(f'FROM "{tabel}"' in plan.vraag for plan in uitvoering))
    if gevonden != sorted(TABELLEN) or len(uitvoering) != len(TABELLEN):
        raise RuntimeError(f"Verwacht één vraag per tabel, maar het zijn er {len(uitvoering)}: {gevonden}.")
    return uitvoering


def _fouten(plan: Plan) -> Iterator[str]:
    """Wat er in dit plan niet hoort: een volle doorloop van versies, of meer dan één stuk index.

    De lijst van leveringen telt niet mee: zolang zij op enkele bladzijden past, leest de planner haar liever heel.
    """
    stukken = 0
    for knoop in knopen(plan.boom):
        tabel: Any = knoop.get("Relation Name", "")
        if knoop["Node Type"].endswith("Seq Scan") and tabel in TABELLEN:
            yield f"{tabel} wordt helemaal gelezen"
        if knoop["Node Type"] in ("Index Scan", "Index Only Scan", "Bitmap Index Scan") and _op_pgn(knoop):
            stukken += knoop["Actual Loops"]
    if stukken != 1:
        yield f"{stukken} stukken index in plaats van één"


def _op_pgn(knoop: dict[str, Any]) -> bool:
    return "pgn" in knoop.get("Index Cond", "")


def _vul(wereld: Wereld, leerlingen: list[str], gevolgd: str, aantal: int) -> None:
    """Alle leerlingen in de eerste levering; daarna elke week een honderdste van hen, en altijd de gevolgde."""
    maak(wereld)
    keus = random.Random(1)  # noqa: S311 - herhaalbaarheid, geen geheim
    with in_wereld(wereld) as verbinding:
        call_command("migrate", verbosity=0)
        call_command("laad_referentie", verbosity=0)
        for nummer in range(aantal):
            mensen = leerlingen if nummer == 0 else [*keus.sample(leerlingen, len(leerlingen) // 100), gevolgd]
            bestand = MAP / "levering.csv"
            bestand.write_text(_levering(nummer + 1, mensen), encoding="utf-8")
            lees_in(bestand, ontvangen_op=BEGIN + timedelta(weeks=nummer))
        with verbinding.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _levering(nummer: int, mensen: list[str]) -> str:
    regels = [
        regel
        for pgn in mensen
        for regel in (
            f"PER;{pgn};2009-05-05;V;Proef;;Noor;Laan;{nummer};;;1011AB;Amsterdam;0363;;",
            f"ISG;00ZV;{pgn};1;2024-08-01;;",
            f"ISP;00ZV;{pgn};1;2024-08-01;VO;0011;2;;;VT;J;00",
            f"DIP;00ZV;{pgn};VMBO;;;2024-07-01",
        )
    ]
    kop = f"VLP;BENCH;{nummer};2024-09-01T06:00:00+02:00"
    return "\n".join([kop, *regels, f"SLR;{len(regels)}"]) + "\n"


def _nummers(aantal: int) -> list[str]:
    """Verzonnen nummers: eerst de testreeks 9999xxxxx, daarna erboven en eronder."""
    goed = (tekst for n in range(990_000_000, 1_000_000_000) if rest(tekst := f"{n:09d}") == 0)
    return [next(goed) for _ in range(aantal)]
