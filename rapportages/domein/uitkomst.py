"""Een lijst van ons naast een lijst van de lezer: wie staat in beide, en wie in maar één van de twee."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload


class Deel(StrEnum):
    """De vier delen van de uitkomst, in de volgorde van het scherm. De waarde staat in het adres."""

    ALLEEN_U = "u"
    ALLEEN_ONS = "ons"
    IN_BEIDE = "beide"
    ONLEESBAAR = "onleesbaar"


NAMEN = {
    Deel.ALLEEN_U: "Alleen bij u",
    Deel.ALLEEN_ONS: "Alleen bij ons",
    Deel.IN_BEIDE: "In beide",
    Deel.ONLEESBAAR: "Niet leesbaar",
}
ONLEESBAAR_ZIN = "In deze rij van uw lijst staat geen PGN dat klopt."


@dataclass(frozen=True, slots=True)
class Vergeleken:
    """Nummers op volgorde. `alleen_ons` en `in_beide` zijn rijen van onze lijst, `alleen_u` PGN's van de andere.

    `samengevallen` telt de nummers van de eigen lijst die dezelfde leerling bleken: het oude en het nieuwe nummer.
    """

    alleen_u: tuple[str, ...]
    alleen_ons: tuple[int, ...]
    in_beide: tuple[int, ...]
    samengevallen: int


def leg_naast(pgns: Collection[str], onze: Mapping[str, int], ander_nummer: Mapping[str, str]) -> Vergeleken:
    """Vergelijk de PGN's van de eigen lijst met `onze` (persoon naar rij).

    `ander_nummer` geeft bij een nummer het andere nummer van dezelfde leerling, voor wie op onze lijst staat. Over wie
    er niet op staat, wordt hier niets opgezocht.
    """
    gevonden: set[str] = set()
    alleen_u: list[str] = []
    samengevallen = 0
    for pgn in pgns:
        persoon = pgn if pgn in onze else ander_nummer.get(pgn, pgn)
        if persoon not in onze:
            alleen_u.append(pgn)
        elif persoon in gevonden:
            samengevallen += 1
        else:
            gevonden.add(persoon)
    return Vergeleken(
        alleen_u=tuple(sorted(alleen_u)),
        alleen_ons=tuple(rij for persoon, rij in onze.items() if persoon not in gevonden),
        in_beide=tuple(rij for persoon, rij in onze.items() if persoon in gevonden),
        samengevallen=samengevallen,
    )


@dataclass(frozen=True, slots=True)
class Plek:
    """Eén regel van de uitkomst, nog zonder uitleg: een PGN (alleen bij u), een rij van ons, of een rijnummer."""

    deel: Deel
    wie: str | int


class Plekken(Sequence[Plek]):
    """De regels van de gekozen delen achter elkaar, zonder ze allemaal te maken."""

    def __init__(self, delen: Mapping[Deel, Sequence[str] | Sequence[int]], gekozen: Deel | None = None) -> None:
        self._delen = {deel: delen[deel] for deel in Deel if gekozen in (None, deel)}

    def __len__(self) -> int:
        return sum(map(len, self._delen.values()))

    @overload
    def __getitem__(self, plek: int) -> Plek: ...
    @overload
    def __getitem__(self, plek: slice) -> list[Plek]: ...
    def __getitem__(self, plek: int | slice) -> Plek | list[Plek]:
        nummers = range(len(self))[plek]
        if isinstance(nummers, int):
            return next(self._tussen(nummers, nummers + 1))
        return list(self._tussen(nummers.start, nummers.stop))

    def __iter__(self) -> Iterator[Plek]:
        return self._tussen(0, len(self))

    def _tussen(self, begin: int, einde: int) -> Iterator[Plek]:
        eerder = 0
        for deel, nummers in self._delen.items():
            for nummer in nummers[max(0, begin - eerder) : max(0, einde - eerder)]:
                yield Plek(deel, nummer)
            eerder += len(nummers)
