"""Bewaakt dat er geen persoonsgebonden nummers in logboek en uitgaande bak komen."""

import re
from collections.abc import Iterator

from stdnum.nl import bsn, onderwijsnummer

LANGSTE_TEKST = 200  # tekens; langer is vrije tekst en hoort niet in het logboek of in een bericht
_NEGEN_CIJFERS = re.compile(r"(?<!\w)\d{4}[. ]?\d{2}[. ]?\d{3}(?!\w)")


class PersoonsgegevenGeweigerd(ValueError):
    """De waarde lijkt op een persoonsgebonden nummer of op vrije tekst. De melding noemt de waarde niet."""


def bevat_pgn(tekst: str) -> bool:
    """Of ergens in de tekst negen cijfers staan die een geldig BSN of onderwijsnummer vormen."""
    for treffer in _NEGEN_CIJFERS.finditer(tekst):
        cijfers = re.sub(r"\D", "", treffer.group())
        if bsn.is_valid(cijfers) or onderwijsnummer.is_valid(cijfers):
            return True
    return False


def weiger_persoonsgegevens(gegevens: object) -> None:
    """Werp PersoonsgegevenGeweigerd als sleutels of waarden (ook diep) een PGN of een lange tekst bevatten."""
    for waarde in _bladeren(gegevens):
        if waarde is None or isinstance(waarde, bool):
            continue
        if not isinstance(waarde, str | int | float):
            raise PersoonsgegevenGeweigerd(f"Alleen tekst, getallen en ja/nee, geen {type(waarde).__name__}.")
        if len(str(waarde)) > LANGSTE_TEKST:
            raise PersoonsgegevenGeweigerd(f"Een tekst mag hier hoogstens {LANGSTE_TEKST} tekens hebben.")
        if bevat_pgn(str(waarde)):
            raise PersoonsgegevenGeweigerd("Een persoonsgebonden nummer hoort hier niet.")


def schoon(gegevens: object) -> object:
    """Dezelfde gegevens, met sterren voor elk PGN en lange teksten ingekort; voor labels die een gebruiker koos."""
    if isinstance(gegevens, dict):
        return {sleutel: schoon(waarde) for sleutel, waarde in gegevens.items()}
    if isinstance(gegevens, list | tuple):
        return [schoon(waarde) for waarde in gegevens]
    if isinstance(gegevens, str):
        return _NEGEN_CIJFERS.sub(lambda t: "*" * 9 if bevat_pgn(t.group()) else t.group(), gegevens)[:LANGSTE_TEKST]
    return gegevens


def _bladeren(gegevens: object) -> Iterator[object]:
    if isinstance(gegevens, dict):
        for sleutel, waarde in gegevens.items():
            yield sleutel
            yield from _bladeren(waarde)
    elif isinstance(gegevens, list | tuple):
        for waarde in gegevens:
            yield from _bladeren(waarde)
    else:
        yield gegevens
