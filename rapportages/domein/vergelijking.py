"""De lijst van deze maand naast die van de vorige: wie kwam erbij, wie ging eraf, en sinds wanneer staat wie erop."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """Personen op volgorde van nummer. `vanaf` geeft VANAF_WANNEER van wie nu op de lijst staat."""

    a01: tuple[str, ...]
    a02: tuple[str, ...]
    vanaf: Mapping[str, str]


def vergelijk(
    vorige: Iterable[tuple[str, str]], nu: Collection[str], nummers: Mapping[str, str], rijwoord: str
) -> Vergelijking:
    """Vergelijk als personen.

    `vorige` zijn paren (persoon, vanaf) van de bewaarde lijst, `nu` de personen op de lijst van deze maand, `nummers`
    de nummerwijzigingen bekend op K (oud naar nieuw). Twee oude rijen van één persoon zijn er één, sinds de vroegste.
    """
    sinds: dict[str, str] = {}
    for pgn, vanaf in vorige:
        persoon = nummers.get(pgn, pgn)
        sinds[persoon] = min(sinds.get(persoon, vanaf), vanaf)
    op_lijst = set(nu)
    return Vergelijking(
        a01=tuple(sorted(op_lijst - sinds.keys())),
        a02=tuple(sorted(sinds.keys() - op_lijst)),
        vanaf={persoon: sinds.get(persoon, rijwoord) for persoon in sorted(op_lijst)},
    )
