"""Verzonnen persoonsgebonden nummers: BSN-vormig uit de proefreeks 9999xxxxx, onderwijsnummers uit 10999xxxx."""

from collections.abc import Iterator
from itertools import count

from stdnum.nl import bsn, onderwijsnummer

EERSTE_BSN = 999_900_000
EERSTE_ONDERWIJSNUMMER = 109_990_000


def proefnummers() -> Iterator[str]:
    """Oplopend alle nummers 9999xxxxx die de elfproef doorstaan: ruim 9.000, daarna is de reeks op."""
    kandidaten = (str(nummer) for nummer in range(EERSTE_BSN, EERSTE_BSN + 100_000))
    return (nummer for nummer in kandidaten if bsn.is_valid(nummer))


def proef_onderwijsnummers() -> Iterator[str]:
    """Oplopend onderwijsnummers: beginnen met 10 en geven bij de elfproef rest 5."""
    return (str(nummer) for nummer in count(EERSTE_ONDERWIJSNUMMER) if onderwijsnummer.is_valid(str(nummer)))
