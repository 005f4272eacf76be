"""Waar leerlingen naar school gaan en wonen: scheef verdeeld, zoals in het echt.

De instellingen, gemeenten en postcodegebieden zijn de openbare gegevens die `laad_referentie` ook laadt. Van veel
mbo-instellingen noemt die lijst geen plaats; zij krijgen hier een vaste, willekeurige grote gemeente.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

BASIS = Path(__file__).resolve().parent.parent.parent
SCHEEFHEID = {"VO": 0.6, "MBO": 0.9}  # macht van de rang: een paar instellingen zijn groot, de meeste klein
AANDEEL_MBO = 0.34  # van de leerlingen in vo en mbo samen
GROTE_GEMEENTEN = 40
EIGEN_GEMEENTE = 0.62  # zoveel leerlingen wonen in de gemeente van hun school


@dataclass(frozen=True, slots=True)
class Instelling:
    brin: str
    sector: str
    gemeente: str


@dataclass(frozen=True, slots=True)
class Opleidingen:
    """Codes om uit te kiezen: vo per soort en leerjaar, mbo per niveau."""

    brug: tuple[str, ...]
    vmbo: tuple[str, ...]
    havo_vwo: tuple[str, ...]
    mbo: dict[str, tuple[str, ...]]


class Land:
    """Alles wat een leven nodig heeft om een school en een adres te kiezen; `rng` bepaalt elke keuze."""

    def __init__(self) -> None:
        gemeenten = list(_rijen("accounts/data/gemeenten.csv"))
        regio_van = {rij["code"]: rij["rmc_nummer"] for rij in gemeenten}
        self.buren: dict[str, list[str]] = {
            code: sorted(ander for ander, nummer in regio_van.items() if nummer == regio) for code, regio in
            regio_van.items()
        }  # fmt: skip
        self.plaatsnaam = {rij["code"]: rij["naam"] for rij in gemeenten}
        self.postcodes: dict[str, list[str]] = {}
        for rij in _rijen("meldingen/data/postcodegebieden.csv"):
            self.postcodes.setdefault(rij["gemeentecode"], []).append(rij["cijfers"])
        groot = sorted(self.postcodes, key=lambda code: (-len(self.postcodes[code]), code))[:GROTE_GEMEENTEN]
        self.scholen = {sector: _instellingen(sector, groot) for sector in SCHEEFHEID}
        self._grenzen = {
            sector: list(accumulate(1 / (rang + 1) ** SCHEEFHEID[sector] for rang in range(len(scholen))))
            for sector, scholen in self.scholen.items()
        }
        self.opleidingen = _opleidingen()

    def kies_school(self, rng: Random, sector: str) -> Instelling:
        return rng.choices(self.scholen[sector], cum_weights=self._grenzen[sector])[0]

    def kies_gemeente(self, rng: Random, school: Instelling) -> str:
        """Meestal de gemeente van de school, anders een uit dezelfde RMC-regio."""
        return school.gemeente if rng.random() < EIGEN_GEMEENTE else rng.choice(self.buren[school.gemeente])


def _rijen(pad: str) -> Iterator[dict[str, str]]:
    with (BASIS / pad).open(encoding="utf-8", newline="") as stroom:
        yield from csv.DictReader(stroom)


def _instellingen(sector: str, groot: list[str]) -> list[Instelling]:
    """De instellingen van een sector, in een vaste volgorde die niets met naam of plaats te maken heeft."""
    vast = Random(len(sector))  # noqa: S311 - herhaalbaarheid, geen geheim
    eigen = [
        Instelling(rij["brin"], sector, rij["gemeentecode"] or vast.choice(groot))
        for rij in _rijen("accounts/data/instellingen.csv")
        if sector in rij["sector"].split("+")
    ]
    return vast.sample(eigen, len(eigen))


def _opleidingen() -> Opleidingen:
    rijen = list(_rijen("bron/data/opleidingen.csv"))
    vo = [(rij["code"], rij["naam"].upper()) for rij in rijen if rij["soort"] == "elementcode"]
    return Opleidingen(
        brug=tuple(code for code, naam in vo if naam.startswith("LJVB")),
        vmbo=tuple(code for code, naam in vo if naam.startswith("VMBO")),
        havo_vwo=tuple(code for code, naam in vo if naam.startswith(("HAVO PRF", "ATH PRF", "GYM PRF"))),
        mbo={
            niveau: tuple(rij["code"] for rij in rijen if rij["soort"] == "crebo" and rij["niveau"] == niveau)
            for niveau in "1234"
        },
    )
