"""Van een ROD-bericht naar de records van een levering: dezelfde inschrijving, en daarna dezelfde regels.

Wat het bericht niet kent (sector, intensiteit) of anders schrijft (vestiging, leerjaar) staat in de tabel van
docs/domein/rod.md. Wat niet te vertalen is, gaat ongewijzigd mee: dan keurt levering.py het record af.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bron.domein.rod_schema import WIT, Knoop

PRAKTIJKONDERWIJS = "0090"  # elementcode; elke andere code in een bericht over het vo is sector VO
KOP = 2  # de regel van de ISG of VIS in de levering; regel 1 is het voorlooprecord


class Soort(StrEnum):
    INSCHRIJVING = "aanleverenInschrijvingVO"
    VERWIJDERING = "aanleverenVerwijderingInschrijvingVO"


@dataclass(frozen=True, slots=True)
class Periode:
    """Datums zijn `JJJJ-MM-DD`; `vestiging` is het BRIN met twee cijfers."""

    datum_begin: str
    opleidingcode: str
    leerjaar: str
    bekostigbaar: bool
    vestiging: str


@dataclass(frozen=True, slots=True)
class Bericht:
    """Een goed opgebouwd bericht. `nummer` is de identificatiecode (UUID, kleine letters) van de leverancier."""

    soort: Soort
    nummer: str
    verzender: str
    ontvanger: str
    aangemaakt: datetime
    pgn: str = field(repr=False)
    brin: str
    volgnummer: str
    datum_inschrijving: str = ""
    datum_uitschrijving: str = ""
    perioden: tuple[Periode, ...] = ()


def lees_bericht(knoop: Knoop) -> Bericht:
    """Het bericht in een element dat schemafouten() doorstond."""
    moment = datetime.fromisoformat(knoop.waarde("datumTijdBedrijfsdocument").strip(WIT))
    return Bericht(
        soort=Soort(knoop.naam.removesuffix("_Request")),
        nummer=knoop.waarde("identificatiecodeBedrijfsdocument").lower(),
        verzender=_regel(knoop.waarde("verzendendeInstantie")),
        ontvanger=_regel(knoop.waarde("ontvangendeInstantie")),
        aangemaakt=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        pgn=knoop.waarde("burgerservicenummer", "onderwijsnummer"),
        brin=knoop.waarde("brin"),
        volgnummer=_regel(knoop.waarde("inschrijvingvolgnummer")),
        datum_inschrijving=_dag(knoop, "datumInschrijving"),
        datum_uitschrijving=_dag(knoop, "datumUitschrijving"),
        perioden=tuple(_periode(kind) for kind in knoop.kinderen if kind.naam == "inschrijvingPeriodeVO"),
    )


def _dag(knoop: Knoop, naam: str) -> str:
    """De dag zonder tijdzone: een xsd:date mag er een hebben, een inschrijving niet."""
    return knoop.waarde(naam).strip(WIT)[:10]


def _regel(tekst: str) -> str:
    """Een regeleinde of tab in een code telt als spatie (xsd:normalizedString)."""
    return tekst.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _periode(knoop: Knoop) -> Periode:
    return Periode(
        datum_begin=_dag(knoop, "datumBegin"),
        opleidingcode=_regel(knoop.waarde("opleidingcode")),
        leerjaar=knoop.waarde("leerjaar"),
        bekostigbaar=knoop.waarde("indicatieBekostigbaar").strip(WIT) in ("true", "1"),
        vestiging=knoop.waarde("vestiging"),
    )


def records(bericht: Bericht) -> list[str]:
    """De records van de levering tussen VLP en SLR: een VIS, of een ISG met haar ISP's op volgorde van het bericht."""
    sleutel = f"{bericht.brin};{bericht.pgn};{bericht.volgnummer}"
    if bericht.soort is Soort.VERWIJDERING:
        return [f"VIS;{sleutel}"]
    isg = f"ISG;{sleutel};{bericht.datum_inschrijving};{bericht.datum_uitschrijving};"
    return [isg, *(_isp(sleutel, bericht.brin, periode) for periode in bericht.perioden)]


def _isp(sleutel: str, brin: str, periode: Periode) -> str:
    sector = "PRO" if periode.opleidingcode == PRAKTIJKONDERWIJS else "VO"
    leerjaar = periode.leerjaar[-1] if periode.leerjaar.startswith("0") else periode.leerjaar
    vestiging = periode.vestiging.removeprefix(brin)
    bekostigbaar = "J" if periode.bekostigbaar else "N"
    opleiding = f"{sector};{periode.opleidingcode};{leerjaar};;;VT"
    return f"ISP;{sleutel};{periode.datum_begin};{opleiding};{bekostigbaar};{vestiging}"


def element_van(bericht: Bericht, regel: int) -> str:
    """Het element dat bij een regel van de levering hoort."""
    kop = f"/{bericht.soort}_Request"
    if regel <= KOP:
        return kop
    return f"{kop}/inschrijvingPeriodeVO" + (f"[{regel - KOP}]" if len(bericht.perioden) > 1 else "")
