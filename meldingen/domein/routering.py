"""Naar wie gaat een melding? Woongemeente, afwijkend verblijfadres, leeftijdsgroep, en dan de routeringsregel.

Bron: Leerplichtwet art. 21a lid 4 en 13 (woon- of verblijfplaats, gemeenschappelijke regeling), WEB art. 8.1.8a lid 12
(contactgemeente voor 18+), DUO-formulier alternatieve routering (een instantie per groep leerlingen).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep


@dataclass(frozen=True, slots=True)
class Gemeente:
    """Een gemeente met haar RMC-regio; `instantie` is de sleutel van de gemeente als ontvanger."""

    code: str
    naam: str
    rmc_nummer: str
    instantie: int


@dataclass(frozen=True, slots=True)
class Keuze:
    """De ontvanger en de zin die uitlegt waarom."""

    instantie: int
    gemeentecode: str
    reden: str


class GeenRoute(ValueError):
    """Er is geen gemeente bekend: het adres ontbreekt of ligt buiten Nederland."""


def kies(
    *,
    woongemeente: Gemeente | None,
    verblijfgemeente: Gemeente | None,
    groep: Leeftijdsgroep,
    alternatief: Mapping[tuple[str, Leeftijdsgroep], tuple[int, str]],
    rmc_instantie: Mapping[str, tuple[int, str]],
) -> Keuze:
    """Kies de instantie.

    `alternatief` geeft per (gemeentecode, groep) een andere instantie (sleutel, naam); `rmc_instantie` per RMC-nummer
    de instantie die de 18+-meldingen van de hele regio doet. Een regel van de gemeente zelf gaat vóór die van de regio.
    Werpt GeenRoute zonder gemeente.
    """
    gemeente = verblijfgemeente or woongemeente
    if gemeente is None:
        raise GeenRoute(
            "Van deze leerling is geen Nederlandse gemeente bekend. Vul bij ‘Afwijkend adres’ in waar de leerling "
            "verblijft, met de postcode."
        )
    if verblijfgemeente is not None and (woongemeente is None or verblijfgemeente.code != woongemeente.code):
        waarom = f"De leerling verblijft volgens u in {gemeente.naam}"
    else:
        waarom = f"De leerling woont in {gemeente.naam}"
    waarom += f" en is op de eerste verzuimdag {LABELS[groep]}."
    anders = alternatief.get((gemeente.code, groep))
    if anders is not None and anders[0] != gemeente.instantie:
        return Keuze(anders[0], gemeente.code, f"{waarom} {gemeente.naam} laat deze meldingen doen door {anders[1]}.")
    if anders is None and groep is Leeftijdsgroep.RMC and gemeente.rmc_nummer in rmc_instantie:
        instantie, naam = rmc_instantie[gemeente.rmc_nummer]
        return Keuze(instantie, gemeente.code, f"{waarom} Deze meldingen gaan voor de hele regio naar {naam}.")
    return Keuze(gemeente.instantie, gemeente.code, waarom)
