"""Soorten verzuim: gedateerde regels met leeftijdsgroep en meldplicht.

Bron: codelijst van de koppeling (V1 ... O), Besluit Verzuimmelding (bijlage) en DUO, soorten verzuim. V1 en V2 golden
voor 1 augustus 2009; LRV bestaat sinds 2016. Oude codes blijven leesbaar, maar zijn niet meer te kiezen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep

JONG = frozenset({Leeftijdsgroep.LEERPLICHTIG, Leeftijdsgroep.KWALIFICATIEPLICHTIG})
OUD = frozenset({Leeftijdsgroep.RMC})


@dataclass(frozen=True, slots=True)
class Soort:
    """Eén soort; `geldig_tot` is de laatste dag of None, `verplicht` zegt of de wet de melding eist."""

    code: str
    label: str
    groepen: frozenset[Leeftijdsgroep]
    verplicht: bool
    geldig_van: date
    geldig_tot: date | None = None


SOORTEN: tuple[Soort, ...] = (
    Soort("V1", "3 schooldagen", JONG, True, date(1969, 1, 1), date(2009, 7, 31)),
    Soort("V2", "1/8 van de lestijd in 4 weken", JONG, True, date(1969, 1, 1), date(2009, 7, 31)),
    Soort("V3", "16 uur of meer in 4 weken, onder 18", JONG, True, date(2009, 8, 1)),
    Soort("V4", "16 uur of meer in 4 weken, 18 en ouder", OUD, False, date(2009, 8, 1)),
    Soort("RMC", "RMC-verzuim, 18 en ouder", OUD, True, date(2001, 1, 1)),
    Soort("L", "Luxe verzuim", JONG, True, date(1969, 1, 1)),
    Soort("LRV", "Langdurig relatief verzuim, onder 18", JONG, True, date(2016, 1, 1)),
    Soort("O", "Overig verzuim", JONG | OUD, False, date(1969, 1, 1)),
)


def geldig_op(soort: Soort, dag: date) -> bool:
    return soort.geldig_van <= dag and (soort.geldig_tot is None or dag <= soort.geldig_tot)


def kiesbaar(soorten: Iterable[Soort], groep: Leeftijdsgroep, dag: date) -> list[Soort]:
    """Wat een school voor een leerling in deze groep op deze eerste verzuimdag kan kiezen."""
    return [soort for soort in soorten if geldig_op(soort, dag) and groep in soort.groepen]


def bezwaar(soort: Soort, groep: Leeftijdsgroep, dag: date) -> str | None:
    """Waarom deze soort hier niet kan, als zin voor bij het veld; None als zij kan."""
    if not geldig_op(soort, dag):
        return f"‘{soort.label}’ bestond niet op {dag.day}-{dag.month}-{dag.year}. Kies een andere soort."
    if groep not in soort.groepen:
        return (
            f"‘{soort.label}’ past niet bij deze leerling: die is op de eerste verzuimdag {LABELS[groep]}. "
            "Kies een andere soort."
        )
    return None
