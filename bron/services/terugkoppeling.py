"""Wat de leverancier per record terugleest: het oordeel en waarom. Alleen voor hem: er staan PGN's in."""

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from bron.domein.levering import sleutel
from bron.models import Levering, Oordeel
from bron.services.lezer import partijen

_INSCHRIJVING = frozenset({"ISG;", "ISP;"})
_GEWOON = re.compile("[0-9A-Za-z]+").fullmatch
KOP = "regel;recordsoort;sleutel;oordeel;code;melding\n"


def pad_van(bestand: Path, map_: Path | None) -> Path:
    """Waar de terugkoppeling van een bestand komt: ernaast, of in `map_`."""
    return (map_ or bestand.parent) / f"{bestand.name}.terugkoppeling.csv"


class Concept:
    """De terugkoppeling van een bestand: eerst met elk record goedgekeurd, daarna met de oordelen erin.

    Het concept kan in een eigen draad ontstaan terwijl de database samenvoegt; de draad raakt de database niet. Het
    doel verschijnt in één keer, heel. Werkt ook bij een herhaalde levering: de oordelen staan in de database, de
    records in het bestand. Te gebruiken met `with`.
    """

    def __init__(self, bestand: Path, doel: Path) -> None:
        self.bestand, self.doel = bestand, doel
        self._concept = doel.with_name(f".{doel.name}.{os.getpid()}.concept")
        self._heel = doel.with_name(f".{doel.name}.{os.getpid()}")
        self._draad = ThreadPoolExecutor(1, "terugkoppeling")
        self._werk: Future[None] | None = None

    def __enter__(self) -> "Concept":
        return self

    def __exit__(self, *fout: object) -> None:
        self._draad.shutdown(cancel_futures=True)
        self._concept.unlink(missing_ok=True)
        self._heel.unlink(missing_ok=True)

    def begin(self, aangeboden: int) -> None:
        """Laat de draad beginnen; `aangeboden` is het aantal records."""
        self._werk = self._draad.submit(self._schrijf_concept, aangeboden)

    def maak_af(self, levering: Levering) -> None:
        """Zet de oordelen in het concept en het geheel op zijn plaats. Werpt OSError als schrijven niet lukt."""
        if self._werk is None:
            self.begin(levering.aangeboden)
        assert self._werk is not None
        self._werk.result()
        oordelen = _oordelen(levering)
        eerste = next(oordelen, None)
        if eerste is None:
            self._concept.replace(self.doel)
            return
        with self._concept.open(encoding="utf-8", newline="") as concept, self._open(self._heel) as uit:
            uit.write(next(concept))
            uit.writelines(_met_oordelen(concept, eerste, oordelen))
        self._heel.replace(self.doel)

    @staticmethod
    def _open(pad: Path):  # type: ignore[no-untyped-def] # het type van open() is langer dan de regel
        return pad.open("w", encoding="utf-8", newline="")

    def _schrijf_concept(self, aangeboden: int) -> None:
        nummer, laatste = 0, aangeboden + 1  # regel 1 is het voorlooprecord
        with self.bestand.open("rb") as stroom, self._open(self._concept) as uit:
            uit.write(KOP)
            for regels in partijen(stroom):
                rijen = [f"{n};{_record(regel)};goedgekeurd;;\n" for n, regel in enumerate(regels, nummer + 1)]
                uit.writelines(rijen[1 if nummer == 0 else 0 : max(laatste - nummer, 0)])
                nummer += len(regels)


def _record(regel: str) -> str:
    """Recordsoort en sleutel met ; ertussen. De gewone records, op vaste plaatsen, gaan zonder omweg."""
    soort = regel[:4]
    if soort in _INSCHRIJVING:
        volgnummer = regel[19 : regel.find(";", 19, 50)]
        if regel[8:9] == regel[18:19] == ";" and _GEWOON(f"{regel[4:8]}{regel[9:18]}{volgnummer}"):
            return f"{soort}{regel[4:8]}/{regel[9:18]}/{volgnummer}"
    elif soort == "PER;" and regel[13:14] == ";" and _GEWOON(regel[4:13]):
        return regel[:13]
    return f"{regel[:3]};{sleutel(regel)}"


def _oordelen(levering: Levering) -> Iterator[tuple[int, str]]:
    rijen = (
        Oordeel.objects.unscoped("terugkoppeling aan de leverancier")
        .filter(levering=levering)
        .order_by("regel")
        .values_list("regel", "recordsoort", "sleutel", "oordeel", "code", "melding")
    )
    for regel, *rest in rijen.iterator(chunk_size=5000):
        yield regel, ";".join(rest)


def _met_oordelen(
    concept: Iterable[str], eerste: tuple[int, str], oordelen: Iterator[tuple[int, str]]
) -> Iterator[str]:
    """De regels van het concept, waarvan die met een oordeel vervangen zijn."""
    volgende, oordeel = eerste
    for nummer, rij in enumerate(concept, start=2):
        if nummer == volgende:
            yield f"{nummer};{oordeel}\n"
            volgende, oordeel = next(oordelen, (0, ""))
        else:
            yield rij
