"""De maand van een maandrapportage en de momenten die eruit volgen (docs/domein/maandrapportage.md).

Bron: slides DUO oktober 2010 (t1, t2 en het eerste volledige weekend); Regeling regionale aanpak vsv voor het
convenantjaar.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from verzuimloket import kalender

_MAAND = re.compile(r"([0-9]{4})-([0-9]{2})")
MAANDEN_MET_VORIG_JAAR = (11, 12, 1)  # de A14 volgt op het dichte convenantjaar: 13-Okt, 14-Nov, 15-Dec
MAANDEN_BEWAARD = 3  # rapportages verdwijnen drie maanden na het bouwen (slides DUO, oktober 2010)


@dataclass(frozen=True, slots=True, order=True)
class Maand:
    """De maand M waarin een rapportage gebouwd wordt. Jaren 1900 tot en met 2999."""

    jaar: int
    maand: int

    def __post_init__(self) -> None:
        if not (1900 <= self.jaar <= 2999 and 1 <= self.maand <= 12):
            raise ValueError("Deze maand bestaat niet. Schrijf een maand als 2026-11.")

    @classmethod
    def lees(cls, tekst: str) -> "Maand":
        """De maand uit `JJJJ-MM`. Werpt ValueError met een Nederlandse zin."""
        treffer = _MAAND.fullmatch(tekst.strip())
        if treffer is None:
            raise ValueError("Schrijf een maand als 2026-11.")
        return cls(int(treffer[1]), int(treffer[2]))

    @classmethod
    def van(cls, dag: date) -> "Maand":
        return cls(dag.year, dag.month)

    def __str__(self) -> str:
        return f"{self.jaar:04}-{self.maand:02}"

    @property
    def naam(self) -> str:
        """`november 2022`: zo leest een mens haar."""
        return f"{kalender.MAANDEN[self.maand - 1]} {self.jaar}"

    @property
    def woord(self) -> str:
        """`202211`: zo staat de maand van bouwen in de bestandsnaam."""
        return f"{self.jaar:04}{self.maand:02}"

    @property
    def vorige(self) -> "Maand":
        return Maand(self.jaar - 1, 12) if self.maand == 1 else Maand(self.jaar, self.maand - 1)

    @property
    def volgende(self) -> "Maand":
        return Maand(self.jaar + 1, 1) if self.maand == 12 else Maand(self.jaar, self.maand + 1)

    @property
    def t2(self) -> date:
        """De meetdag: de eerste dag van de maand."""
        return kalender.t2(self.jaar, self.maand)

    @property
    def t1(self) -> date:
        """De begindag van het convenantjaar: de laatste 1 oktober strikt vóór t2."""
        return kalender.t1(self.t2)

    @property
    def vorige_t1(self) -> date | None:
        """De t1 van het vorige convenantjaar, waarover de A14 gaat; None buiten november, december en januari."""
        if self.maand not in MAANDEN_MET_VORIG_JAAR:
            return None
        return date(self.t1.year - 1, 10, 1)

    @property
    def sluitmoment(self) -> datetime:
        """Moment K: wat ervoor ontvangen is telt mee, wat op of na K ontvangen is niet."""
        return kalender.sluitmoment(self.jaar, self.maand)

    @property
    def rijwoord(self) -> str:
        """`202210` voor M = november 2022: de kalendermaand vóór t2, zoals de rijen van nieuwkomers hem dragen."""
        return self.vorige.woord


def verloopt_op(gebouwd: date) -> date:
    """De dag waarop een rapportage verdwijnt: drie kalendermaanden na de dag van bouwen."""
    return kalender.kalendermaanden_erbij(gebouwd, MAANDEN_BEWAARD)


def laatst_gesloten(nu: datetime) -> Maand:
    """De laatste maand waarvan het sluitmoment voorbij is op moment `nu`."""
    maand = Maand.van(nu.astimezone(kalender.AMSTERDAM).date())
    return maand if maand.sluitmoment <= nu else maand.vorige
