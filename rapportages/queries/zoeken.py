"""Zoeken in de lijsten op een naam, een PGN of een meldingsnummer. Accenten en hoofdletters tellen niet."""

import re
from dataclasses import dataclass

from bron.domein.pgn import is_pgn
from bron.queries import nummers_van
from meldingen.domein.zoeknaam import vereenvoudig, zoekterm
from verzuimloket.clock import nu

# elke letter met een accent (Latijn, ook Vietnamees en Turks) en haar kale kleine letter, voor translate() in SQL
_LETTERS = [chr(nummer) for bereik in (range(0x41, 0x250), range(0x1E00, 0x1F00)) for nummer in bereik]
_PAREN = {letter: kaal for letter in _LETTERS if len(kaal := vereenvoudig(letter)) == 1 and kaal != letter}
_LEESTEKENS = dict.fromkeys("-'’.,`", " ")
VAN, NAAR = ("".join(delen) for delen in zip(*(_PAREN | _LEESTEKENS).items(), strict=True))


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """`termen` zijn begin van woorden uit de naam, `personen` nummers van één persoon, `nummer` een meldingsnummer."""

    termen: tuple[str, ...] = ()
    personen: tuple[str, ...] = ()
    nummer: int | None = None


def lees_zoekvraag(tekst: str) -> Zoekvraag:
    """Cijfers zijn een PGN (elk nummer van die persoon) of een meldingsnummer, de rest is een naam."""
    compact = re.sub(r"[\s.]", "", tekst)
    if compact.isascii() and compact.isdigit():
        personen = tuple(nummers_van(compact, nu())[1]) if is_pgn(compact) else ()
        return Zoekvraag(personen=personen, nummer=int(compact) if len(compact) < 19 else None)
    termen = {f" {term}" for term in (zoekterm(tekst), vereenvoudig(tekst)) if term}
    return Zoekvraag(termen=tuple(sorted(termen)))
