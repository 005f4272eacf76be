"""Leest een leveringsbestand in vaste hoeveelheid geheugen, hoe lang de regels ook zijn."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bron.domein.levering import LANGSTE_REGEL, LeveringGeweigerd

BLOK = 1 << 20  # bytes per keer


@dataclass(frozen=True, slots=True)
class Partij:
    """Een aantal hele regels zonder regeleinde. `schoon`: alleen afdrukbare tekens en geen backslash."""

    regels: list[str]
    schoon: bool


def partijen(bestand: BinaryIO, gelezen: Callable[[bytes], object] = len) -> Iterator[Partij]:
    """De regels van het bestand, in partijen van ongeveer een megabyte; `gelezen` krijgt elk blok bytes.

    Regels eindigen op LF of CRLF. Een regel langer dan LANGSTE_REGEL wordt afgekapt tot één teken meer dan dat, zodat
    de beoordeling hem herkent. Werpt LeveringGeweigerd als het bestand geen UTF-8 is.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest, nummer = "", 1
    while True:
        blok = bestand.read(BLOK)
        gelezen(blok)
        try:
            tekst = decoder.decode(blok, final=not blok)
        except UnicodeDecodeError as fout:
            nummer += fout.object[: fout.start].count(b"\n")
            raise LeveringGeweigerd(f"Het bestand is geen UTF-8 (regel {nummer}).") from None
        regels = (rest + tekst).split("\n")
        rest = regels.pop()
        if not blok:
            regels, rest = ([*regels, rest] if rest else regels), ""
        elif len(rest) > LANGSTE_REGEL + 1:
            rest = rest[: LANGSTE_REGEL + 1]
        if regels:
            nummer += len(regels)
            yield _partij(regels)
        if not blok:
            return


def _partij(regels: list[str]) -> Partij:
    tekst = "\n".join(regels) + "\n"
    if "\r\n" in tekst:
        regels = tekst.replace("\r\n", "\n").split("\n")[:-1]
    aaneen = "".join(regels)
    return Partij(regels, aaneen.isprintable() and "\\" not in aaneen)
