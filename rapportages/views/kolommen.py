"""De kolommen van een lijst op het scherm: weinig, de leerling vooraan en de reden of status achteraan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from meldingen.domein.soorten import SOORTEN
from meldingen.domein.workflow import LABELS as STATUSSEN
from rapportages.domein.codes import Code
from rapportages.domein.definities import REDENEN, WAAROM, vanaf_in_woorden
from rapportages.domein.selectie import Reden, Waarom
from verzuimloket.clock import AMSTERDAM

Namen = Mapping[tuple[str, str], str]
_SOORTEN = {soort.code: soort.label for soort in SOORTEN}


@dataclass(frozen=True, slots=True)
class Kolom:
    """`veld` is de naam waarop de kolom sorteert; `haal` geeft tekst of een dag."""

    kop: str
    veld: str
    haal: Callable[[Any, Namen], str | date | None]


def label(veld: str, waarde: Any, namen: Namen) -> str:
    """Een filterwaarde in woorden; een code die wij niet kennen blijft een code."""
    match veld:
        case "reden":
            return REDENEN.get(Reden(waarde), waarde) if waarde in set(Reden) else waarde
        case "waarom":
            return WAAROM.get(Waarom(waarde), waarde) if waarde in set(Waarom) else waarde
        case "behaald":
            return "ja" if waarde else "nee"
        case "vanaf":
            return vanaf_in_woorden(waarde)
        case "school":
            return f"{namen.get(('I', waarde), waarde)} ({waarde})" if ("I", waarde) in namen else waarde
        case "gemeente":
            return namen.get(("G", waarde), waarde)
        case "soort":
            return _SOORTEN.get(waarde, waarde)
        case "status":
            return STATUSSEN.get(waarde, waarde)
    return waarde or "niet bekend"


def _in_woorden(kop: str, veld: str, kolom: str = "") -> Kolom:
    return Kolom(kop, veld, lambda rij, namen: label(veld, getattr(rij, kolom or veld), namen))


_GEBOREN = Kolom("Geboren", "geboren", lambda rij, _: rij.geboortedatum)
_NIVEAU = _in_woorden("Niveau", "niveau", "type")
_VANAF = _in_woorden("Vanaf", "vanaf")
_REDEN = _in_woorden("Reden", "reden")
_LOCATIE = Kolom("Locatie", "", lambda rij, _: rij.vestiging)
_SCHOOL = Kolom("School", "", lambda rij, namen: namen.get(("I", rij.brin), rij.brin))
_UITGESCHREVEN = Kolom("Uitgeschreven", "uitgeschreven", lambda rij, _: rij.datum_uitschrijving)
_VAN_CODE: Mapping[Code, tuple[Kolom, ...]] = {
    Code.A01: (_UITGESCHREVEN, _REDEN),
    Code.A02: (_VANAF, _in_woorden("Waarom", "waarom")),
    Code.A04: (_VANAF, _REDEN),
    Code.A05: (_in_woorden("Startkwalificatie", "behaald", "indicatie"),),
    Code.A14: (_VANAF, _REDEN),
}
_VERZUIM = (
    _in_woorden("Soort", "soort"),
    Kolom("Eerste dag", "begin", lambda rij, _: rij.eerste_dag),
    Kolom("Geregistreerd", "gemeld", lambda rij, _: _dag(rij.geregistreerd_op)),
    _in_woorden("Status", "status"),
)


def kolommen_van(code: Code, letter: str) -> tuple[Kolom, ...]:
    """De kolommen na de leerling, voor een instelling (I), gemeente (G) of regio (R)."""
    if code is Code.R01:
        return _VERZUIM if letter == "I" else (_SCHOOL, *_VERZUIM)
    return (_GEBOREN, _NIVEAU, _LOCATIE if letter == "I" else _SCHOOL, *_VAN_CODE[code])


def _dag(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
