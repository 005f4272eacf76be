"""De inlezer op landelijke grootte, tegen een kale COPY van dezelfde regels in tabellen zonder logboek.

Twee registers, van een kwart en van de hele schaal, elk in een eigen database. De weeklevering verandert leerlingen uit
het hele land; een tweede, met leerlingen uit het kwart, gaat in beide. Als laatste de mutaties van een maand, zoals
`maak_registerset` ze maakt: met verhuizingen, schoolwisselingen, verbeteringen, intrekkingen en nieuwe nummers.
Het geheugen is dat van een eigen proces, zoals bij `bron_inlezen`.
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from bench.meting import Regel, duur
from bron.domein.levering import VELDEN
from demo.registerset import maak

BASIS = Path(__file__).resolve().parent.parent
MAP = BASIS / ".bench" / "bron"
LAND = 1_500_000  # leerlingen bij SCHAAL=1
WEEK = 250_000  # records in de weeklevering bij SCHAAL=1
GEHEUGEN = 400.0  # MB
ONTVANGEN = "2025-09-06T06:00"
_PROEF = """
import re, sys, time
import django
django.setup()
from datetime import datetime
from pathlib import Path
from bron.services import lees_in
begin = time.perf_counter()
moment = datetime.fromisoformat(sys.argv[2])
uitslag = lees_in(Path(sys.argv[1]), ontvangen_op=moment, terugkoppeling_map=Path(sys.argv[3]))
tijd = time.perf_counter() - begin
# niet ru_maxrss: die erft een kind van zijn ouder
hoogste = re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())
print(tijd, int(hoogste[1]) / 1024, uitslag.levering.verwerkt)
"""


def meet(schaal: float) -> Iterator[Regel]:
    MAP.mkdir(parents=True, exist_ok=True)
    leerlingen = max(2000, int(LAND * schaal))
    land, maand = maak(leerlingen, 2, 1, MAP / "land")
    [kwart] = maak(leerlingen // 4, 1, 1, MAP / "kwart")
    aantal = max(500, int(WEEK * schaal))
    week, week_kwart = _weeklevering(land, 2, aantal), _weeklevering(kwart, 3, aantal)
    _database("bench_bron_kwart")
    _database("bench_bron_land")
    kaal_land, tekst_land = _kale_copy(land)
    tijd, geheugen = _lees("bench_bron_land", land, ONTVANGEN)
    yield Regel("eerste lading van het land tegen een kale COPY", tijd / kaal_land, 8, uitleg=f"{_regels(land)} regels")
    yield Regel("  tegen een COPY van elke regel als één tekst", tijd / tekst_land)
    yield Regel("geheugen bij de eerste lading", geheugen, GEHEUGEN, "MB")
    _lees("bench_bron_kwart", kwart, ONTVANGEN)
    kaal_week, tekst_week = _kale_copy(week)
    tijd, geheugen = _lees("bench_bron_land", week, "2025-09-13T06:00")
    yield Regel("weeklevering tegen een kale COPY", tijd / kaal_week, 15, uitleg=f"{_regels(week)} regels")
    yield Regel("  tegen een COPY van elke regel als één tekst", tijd / tekst_week)
    klein, _ = _lees("bench_bron_kwart", week_kwart, "2025-09-20T06:00")
    groot, _ = _lees("bench_bron_land", week_kwart, "2025-09-20T06:00")
    yield Regel("dezelfde weeklevering op het hele land tegen een kwart", groot / klein, 1.5)
    yield Regel("geheugen bij de weeklevering", geheugen, GEHEUGEN, "MB")
    kaal_maand, _ = _kale_copy(maand)
    tijd, _ = _lees("bench_bron_land", _als_nummer(maand, 4), "2025-10-06T06:00")
    yield Regel("mutaties van een hele maand tegen een kale COPY", tijd / kaal_maand, uitleg=f"{_regels(maand)} regels")


def _regels(pad: Path) -> int:
    with pad.open("rb") as bestand:
        return sum(1 for _ in bestand)


def _weeklevering(bron: Path, nummer: int, aantal: int) -> Path:
    """Mutaties van een week: van willekeurige leerlingen uit `bron` de hele stand opnieuw, met een nieuw adres."""
    doel = MAP / f"week-{nummer}.csv"
    groepen: list[list[str]] = []
    with bron.open(encoding="utf-8") as bestand:
        for regel in bestand:
            if regel.startswith("PER;"):
                groepen.append([])
            if groepen and not regel.startswith("SLR;"):
                groepen[-1].append(regel)
    random.Random(1).shuffle(groepen)  # noqa: S311 - herhaalbaarheid, geen geheim
    regels = [regel for groep in groepen for regel in groep][:aantal]
    while regels and not regels[-1].startswith("ISP;"):
        regels.pop()
    straat = [regel.replace("laan;", f"straat {nummer};") for regel in regels]
    kop = f"VLP;REGISTERSET;{nummer};2025-09-13T06:00:00+02:00\n"
    doel.write_text(kop + "".join(straat) + f"SLR;{len(straat)}\n", encoding="utf-8")
    return doel


def _als_nummer(pad: Path, nummer: int) -> Path:
    """Dezelfde levering met een ander volgnummer: het land kreeg intussen ook weekleveringen."""
    doel = pad.with_name(f"{pad.stem}-{nummer}.csv")
    kop, rest = pad.read_text(encoding="utf-8").split("\n", 1)
    velden = kop.split(";")
    doel.write_text(";".join([*velden[:2], str(nummer), *velden[3:]]) + "\n" + rest, encoding="utf-8")
    return doel


def _kale_copy(pad: Path) -> tuple[float, float]:
    """Seconden voor een kale COPY van dezelfde regels in tabellen zonder logboek en zonder index.

    Eerst met de velden van elk recordsoort als kolommen (datums als datum), dat is waar de grens bij hoort; dan elke
    regel als één tekst, zonder velden.
    """
    soorten: dict[str, Path] = {soort: MAP / f"kaal-{soort}" for soort in VELDEN}
    bestanden = {soort: doel.open("w", encoding="utf-8") for soort, doel in soorten.items()}
    with pad.open(encoding="utf-8") as bestand:
        for regel in bestand:
            if (doel := bestanden.get(regel[:3])) is not None:
                doel.write(regel)
    for doel in bestanden.values():
        doel.close()
    kolommen = {
        soort: ", ".join(["recordsoort text", *(f"{veld.naam} {_type(veld.naam)}" for veld in velden)])
        for soort, velden in VELDEN.items()
    }
    gelezen = [_copy(doel, kolommen[soort], "DELIMITER ';', NULL ''") for soort, doel in soorten.items()]
    return sum(gelezen), _copy(pad, "regel text", "FORMAT csv, DELIMITER E'\\x01'")


def _type(veld: str) -> str:
    return "date" if "datum" in veld or veld.endswith("_op") else "text"


def _copy(pad: Path, kolommen: str, vorm: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS kaal; CREATE UNLOGGED TABLE kaal ({kolommen})")
        with pad.open("rb") as bestand:
            tijd = duur(lambda: cursor.copy_expert(f"COPY kaal FROM STDIN WITH ({vorm})", bestand))
        cursor.execute("DROP TABLE kaal")
    return tijd


def _url(database: str) -> str:
    delen = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(delen._replace(path=f"/{database}", netloc=delen.netloc or "postgres@"))


def _database(naam: str) -> None:
    """Een lege database met de tabellen en de referentiegegevens."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {naam}")
        cursor.execute(f"CREATE DATABASE {naam}")
    for opdracht in (["migrate", "--verbosity", "0"], ["laad_referentie", "--verbosity", "0"]):
        _draai(naam, [sys.executable, "manage.py", *opdracht])


def _lees(database: str, pad: Path, moment: str) -> tuple[float, float]:
    """Lees het bestand in een eigen proces; geeft seconden en megabytes."""
    terug = MAP / "terug"
    terug.mkdir(exist_ok=True)
    uit = _draai(database, [sys.executable, "-c", _PROEF, str(pad), moment, str(terug)])
    tijd, geheugen, verwerkt = (float(deel) for deel in uit.split())
    if int(verwerkt) != _regels(pad) - 2:
        raise RuntimeError(f"Niet alles van {pad.name} is verwerkt: {verwerkt:.0f} van {_regels(pad) - 2}.")
    return tijd, geheugen


def _draai(database: str, opdracht: list[str]) -> str:
    omgeving = os.environ | {"DATABASE_URL": _url(database), "PYTHONPATH": str(BASIS)}
    return subprocess.run(opdracht, cwd=BASIS, env=omgeving, check=True, capture_output=True, text=True).stdout
