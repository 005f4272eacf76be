"""De ontvanger van een rapportage: een instelling (I27GZ), gemeente (G0363) of RMC-regio (R0021)."""

import re
from dataclasses import dataclass

_VORM = re.compile(r"I([0-9]{2}[A-Z0-9]{2})|G([0-9]{4})|R00([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Ontvanger:
    """`letter` is I, G of R; `code` is het BRIN, de gemeentecode (4 cijfers) of het RMC-nummer (2 cijfers)."""

    letter: str
    code: str

    @classmethod
    def lees(cls, tekst: str) -> "Ontvanger":
        """De ontvanger uit `I27GZ`, `G0363` of `R0021`. Werpt ValueError met een Nederlandse zin."""
        treffer = _VORM.fullmatch(tekst.strip().upper())
        if treffer is None:
            raise ValueError("Schrijf een ontvanger als I27GZ (instelling), G0363 (gemeente) of R0021 (RMC-regio).")
        brin, gemeente, regio = treffer.groups()
        return cls(tekst.strip()[0].upper(), brin or gemeente or regio)

    def __str__(self) -> str:
        return f"{self.letter}{self.code.rjust(4, '0')}"
