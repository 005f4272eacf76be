"""Wat het portaal van iemand heeft, in woorden: per soort gegeven een tabel met bij elk veld een uitleg.

Elke kamer beschrijft haar eigen modellen en verzamelt haar eigen rijen (settings.INZAGEBRONNEN); een test houdt elke
beschrijving tegen de velden van haar model.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OPEN_JAAR = 9999  # het einde van wat nog loopt


@dataclass(frozen=True, slots=True)
class Groep:
    """Rijen van één soort. `velden` zijn paren (naam, uitleg), in de volgorde van elke rij."""

    titel: str
    uitleg: str
    bewaard: str
    velden: tuple[tuple[str, str], ...]
    rijen: tuple[tuple[str, ...], ...]

    def als_json(self) -> dict[str, object]:
        """Dezelfde groep, met per rij de namen van de velden."""
        namen = [naam for naam, _ in self.velden]
        return {
            "titel": self.titel,
            "uitleg": self.uitleg,
            "bewaard": self.bewaard,
            "velden": [{"naam": naam, "uitleg": uitleg} for naam, uitleg in self.velden],
            "rijen": [dict(zip(namen, rij, strict=True)) for rij in self.rijen],
        }

    def per_rij(self) -> list[list[tuple[str, str]]]:
        """Elke rij als paren (naam, waarde), zonder wat leeg is."""
        return [[(naam, cel) for (naam, _), cel in zip(self.velden, rij, strict=True) if cel] for rij in self.rijen]


@dataclass(frozen=True, slots=True)
class Beschrijving:
    """Een soort gegeven. `velden` is van pad (`school.naam`) naar (naam, uitleg); `zonder` zegt waarom een veld van het
    model er niet in staat."""

    titel: str
    uitleg: str
    bewaard: str
    velden: Mapping[str, tuple[str, str]]
    zonder: Mapping[str, str] = field(default_factory=dict)

    def groep(self, objecten: Iterable[object]) -> Groep:
        lezers = [attrgetter(pad) for pad in self.velden]
        rijen = tuple(tuple(tekst(lezer(ding)) for lezer in lezers) for ding in objecten)
        return Groep(self.titel, self.uitleg, self.bewaard, tuple(self.velden.values()), rijen)

    def modelvelden(self) -> set[str]:
        """De velden van het model die deze beschrijving noemt."""
        paden = (pad.removeprefix("get_").removesuffix("_display").split(".")[0] for pad in self.velden)
        return {*paden, *self.zonder}


def tekst(waarde: Any) -> str:
    """Een waarde zoals iemand haar leest; wat er niet is, is leeg.

    >>> tekst(date(2026, 11, 3)), tekst(True), tekst(None), tekst(["a", 1]), tekst(date(9999, 12, 31))
    ('3-11-2026', 'ja', '', 'a, 1', 'nog niet')
    """
    if callable(waarde):
        waarde = waarde()
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, date) and waarde.year == OPEN_JAAR:
        return "nog niet"
    if isinstance(waarde, datetime):
        waarde = waarde.astimezone(AMSTERDAM)
        return f"{waarde.day}-{waarde.month}-{waarde.year} {waarde:%H:%M}"
    if isinstance(waarde, date):
        return f"{waarde.day}-{waarde.month}-{waarde.year}"
    if isinstance(waarde, Mapping):
        return ", ".join(f"{naam}: {tekst(deel)}" for naam, deel in waarde.items())
    if isinstance(waarde, list | tuple | set | frozenset):
        return ", ".join(tekst(deel) for deel in waarde)
    return str(waarde)
