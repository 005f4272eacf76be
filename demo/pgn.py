"""Verzonnen persoonsgebonden nummers: BSN-vormig uit de proefreeks 9999xxxxx, en onderwijsnummers."""

from collections.abc import Iterator

from stdnum.nl import bsn, onderwijsnummer

EERSTE_BSN = 999_900_000
GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2)


def proefnummers() -> Iterator[str]:
    """Oplopend alle nummers 9999xxxxx die de elfproef doorstaan: ruim 9.000, daarna is de reeks op."""
    kandidaten = (str(nummer) for nummer in range(EERSTE_BSN, EERSTE_BSN + 100_000))
    return (nummer for nummer in kandidaten if bsn.is_valid(nummer))


def alle_bsns() -> Iterator[str]:
    """Eerst de proefreeks, dan aflopend alle nummers eronder die de elfproef doorstaan: genoeg voor een heel land.

    Boven de proefreeks bestaat geen nummer van negen cijfers meer. Zonder controle per nummer: het laatste cijfer volgt
    uit de eerste acht.
    """
    yield from proefnummers()
    for begin in range(EERSTE_BSN // 10 - 1, 10_000_000, -1):
        cijfer = sum(gewicht * int(deel) for gewicht, deel in zip(GEWICHTEN, str(begin), strict=True)) % 11
        if cijfer < 10:
            yield f"{begin}{cijfer}"


def proef_onderwijsnummers() -> Iterator[str]:
    """Aflopend onderwijsnummers vanaf 109999999: beginnen met 10 en geven bij de elfproef rest 5. Ruim 800.000."""
    kandidaten = (str(nummer) for nummer in range(109_999_999, 99_999_999, -1))
    return (nummer for nummer in kandidaten if onderwijsnummer.is_valid(nummer))
