"""Het persoonsgebonden nummer: een BSN of een onderwijsnummer, beide negen cijfers met een elfproef.

Bron: elfproef van het BSN (gewichten 9 8 7 6 5 4 3 2 -1, rest 0); onderwijsnummer: zelfde gewichten, rest 5, begint
met 10. Zie docs/domein/levering.md.
"""

_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_CIJFERS = frozenset("0123456789")

# Dezelfde regel als is_onderwijsnummer, voor een rij met een goed PGN in de kolom pgn (%% is één procentteken).
SQL_ONDERWIJSNUMMER = "(pgn LIKE '10%%' AND mod({}, 11) = 5)".format(
    " + ".join(f"{gewicht} * substr(pgn, {plaats}, 1)::int" for plaats, gewicht in enumerate(_GEWICHTEN, 1))
)

# De gewogen som per groep van drie cijfers: drie keer opzoeken in plaats van negen keer rekenen.
_SOM = [
    {f"{n:03}": sum(int(c) * g for c, g in zip(f"{n:03}", _GEWICHTEN[i : i + 3], strict=True)) for n in range(1000)}
    for i in (0, 3, 6)
]
_LINKS, _MIDDEN, _RECHTS = _SOM


def rest(pgn: str) -> int:
    """De rest van de elfproef (0-10) van negen cijfers. Werpt KeyError bij iets anders dan cijfers."""
    return (_LINKS[pgn[:3]] + _MIDDEN[pgn[3:6]] + _RECHTS[pgn[6:]]) % 11


def _negen_cijfers(pgn: str) -> bool:
    return len(pgn) == 9 and _CIJFERS.issuperset(pgn)


def is_bsn(pgn: str) -> bool:
    """Precies negen cijfers, niet allemaal nul, elfproef 0."""
    return _negen_cijfers(pgn) and rest(pgn) == 0 and pgn != "000000000"


def is_onderwijsnummer(pgn: str) -> bool:
    """Precies negen cijfers, begint met 10, elfproef rest 5."""
    return _negen_cijfers(pgn) and pgn.startswith("10") and rest(pgn) == 5


def is_pgn(pgn: str) -> bool:
    return is_bsn(pgn) or is_onderwijsnummer(pgn)
