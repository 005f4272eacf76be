"""De openbare organisaties die met het portaal meekomen: gemeenten, RMC-regio's en onderwijsinstellingen.

Leest alleen; herkomst en licentie van de bestanden staan in data/BRONNEN.md.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accounts.domein.rechten import Soort

DATA = Path(__file__).parent / "data"
PROEFADRES = {
    Soort.LOKET: "beheer@loket.example",
    Soort.INSTELLING: "verzuim@school-{code}.example",
    Soort.GEMEENTE: "leerplicht@gemeente-{code}.example",
    Soort.RMC_REGIO: "rmc@regio-{code}.example",
}


@dataclass(frozen=True, slots=True)
class OrganisatieRij:
    """Eén organisatie zoals de bron haar beschrijft; `code` is BRIN, gemeentecode (4) of RMC-nummer (2)."""

    soort: Soort
    code: str
    naam: str
    rmc_nummer: str = ""
    adres: str = ""
    postcode: str = ""
    plaats: str = ""
    gemeentecode: str = ""


def organisaties() -> Iterator[OrganisatieRij]:
    """Alle meegeleverde organisaties: het loket zelf, regio's, gemeenten en instellingen."""
    yield OrganisatieRij(Soort.LOKET, "LOKET", "Verzuimloket")
    for rij in _rijen("rmc_regios"):
        yield OrganisatieRij(Soort.RMC_REGIO, rij["nummer"], rij["naam"], rmc_nummer=rij["nummer"])
    for rij in _rijen("gemeenten"):
        yield OrganisatieRij(
            Soort.GEMEENTE, rij["code"], rij["naam"], rmc_nummer=rij["rmc_nummer"], gemeentecode=rij["code"]
        )
    for rij in _rijen("instellingen"):
        yield OrganisatieRij(
            Soort.INSTELLING,
            rij["brin"],
            rij["naam"],
            adres=rij["adres"],
            postcode=rij["postcode"],
            plaats=rij["plaats"],
            gemeentecode=rij["gemeentecode"],
        )


def proefadres(rij: OrganisatieRij) -> str:
    """Een e-mailadres dat nergens aankomt (RFC 2606), voor demo en test: `leerplicht@gemeente-0518.example`."""
    return PROEFADRES[rij.soort].format(code=rij.code.lower())


def _rijen(naam: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{naam}.csv").open(encoding="utf-8", newline="") as stroom:
        yield from csv.DictReader(stroom)
