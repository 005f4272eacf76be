"""De P-leveringen van een maandag als bestanden: één per ontvanger, ook als er niets te melden was."""

import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.domein.rechten import Soort
from accounts.models import Organisatie
from bron.exports.weeklevering import TABEL, bestandsnaam, ontvangercode, rij
from bron.models import Mutatie, Weeklevering
from bron.queries.weeklevering import gemeenten_van
from bron.services import weekwerkmap
from verzuimloket.audit.services import record
from verzuimloket.export.cellen import csv_tekst

VELDEN = tuple(veld.name for veld in Mutatie._meta.fields if veld.name not in {"id", "weeklevering"})
_PAKKET = 2000  # regels per keer uit de database
_VOL = 64 * 1024  # bytes per ontvanger voordat zij naar de schijf gaan: 400 ontvangers samen 26 MB
_CELLEN = 50_000  # cellen die onthouden worden: namen, plaatsen en datums komen steeds terug


@transaction.atomic
def schrijf_bestanden(levering: Weeklevering, map_: Path) -> dict[str, int]:
    """Schrijf van elke ontvanger het P-bestand naar `map_`; geeft per bestandsnaam het aantal regels.

    De regels komen één keer uit de database en gaan naar gemeente, regio en instantie. Elk bestand verschijnt in één
    keer onder zijn naam, en pas als alles geschreven is. Schrijft één logregel. Werpt OSError.
    """
    bestanden = {code: bestandsnaam(levering.peildatum, "P", code) for code in _ontvangers()}
    aantallen = dict.fromkeys(bestanden.values(), 0)
    with weekwerkmap.werkmap(map_) as werkmap:
        stapels = _Stapels(werkmap)
        for naam in aantallen:
            stapels.leg(naam, _regel_van(TABEL.koppen))
        for codes, regel in _regels(levering):
            for code in codes & bestanden.keys():
                stapels.leg(bestanden[code], regel)
                aantallen[bestanden[code]] += 1
        stapels.sluit()
        for naam in aantallen:
            (werkmap / naam).replace(map_ / naam)
    record(
        actie="bron:weeklevering:geschreven",
        object_type="weeklevering",
        object_id=str(levering),
        details={"bestanden": len(aantallen), "regels": sum(aantallen.values())},
    )
    return aantallen


def _ontvangers() -> list[str]:
    """Elke gemeente en regio, en de uitvoerende instanties die een gemeente bedienen."""
    organisaties = Organisatie.objects.filter(soort__in=(Soort.GEMEENTE, Soort.RMC_REGIO), actief=True)
    return sorted([*map(ontvangercode, organisaties), *_instanties()])


def _instanties() -> dict[str, frozenset[str]]:
    instanties = Organisatie.objects.filter(soort=Soort.UITVOERENDE_INSTANTIE, actief=True)
    bedienen = {ontvangercode(instantie): gemeenten_van(instantie) for instantie in instanties}
    return {code: gemeenten for code, gemeenten in bedienen.items() if gemeenten}


def _regels(levering: Weeklevering) -> Iterator[tuple[set[str], bytes]]:
    """Elke regel als bytes, op volgorde van PGN, met de ontvangers die haar krijgen."""
    van_gemeente: dict[str, set[str]] = defaultdict(set)
    for code, gemeenten in _instanties().items():
        for gemeente in gemeenten:
            van_gemeente[gemeente].add(code)
    mutaties = Mutatie.objects.unscoped("P-bestanden van elke ontvanger").filter(weeklevering=levering)
    cel = lru_cache(_CELLEN, typed=True)(csv_tekst)
    for mutatie in mutaties.order_by("pgn", "pk").values_list(*VELDEN, named=True).iterator(chunk_size=_PAKKET):
        codes = {f"G{mutatie.ontvanger_gemeente}", *van_gemeente[mutatie.ontvanger_gemeente]}
        if mutatie.ontvanger_regio:
            codes.add(f"R00{mutatie.ontvanger_regio}")
        yield codes, _regel_van([cel(waarde) for waarde in rij(mutatie)])


class _Terug:
    """Een bestand dat niets bewaart: `writerow` geeft terug wat `write` teruggeeft."""

    def write(self, tekst: str) -> str:
        return tekst


# dezelfde vorm als verzuimloket/export/csv.py; een test houdt de twee byte voor byte gelijk
_SCHRIJVER: Any = csv.writer(_Terug(), delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)


def _regel_van(cellen: list[str]) -> bytes:
    regel: str = _SCHRIJVER.writerow(cellen)
    return regel.encode()


class _Stapels:
    """Per bestand een stapeltje bytes dat naar de schijf gaat als het vol is; geen bestand blijft open."""

    def __init__(self, map_: Path) -> None:
        self.map = map_
        self.stapel: dict[str, bytearray] = defaultdict(bytearray)

    def leg(self, naam: str, regel: bytes) -> None:
        stapel = self.stapel[naam]
        stapel += regel
        if len(stapel) >= _VOL:
            self._schrijf(naam)

    def sluit(self) -> None:
        for naam in list(self.stapel):
            self._schrijf(naam)

    def _schrijf(self, naam: str) -> None:
        with open(os.open(self.map / naam, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as bestand:
            bestand.write(self.stapel.pop(naam))
