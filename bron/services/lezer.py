"""Leest een leveringsbestand in vaste hoeveelheid geheugen, hoe lang de regels ook zijn."""

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO

from bron.domein.levering import LANGSTE_REGEL, LeveringGeweigerd

BLOK = 1 << 20  # bytes per keer
MEESTE_REGELS = 50_000  # in een partij: een megabyte lege regels is een miljoen regels


def partijen(bestand: BinaryIO, gelezen: Callable[[bytes], object] = len) -> Iterator[list[str]]:
    """De regels van het bestand, in partijen van hoogstens ongeveer een megabyte; `gelezen` krijgt elk blok bytes.

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
        tekst = rest + tekst
        regels = tekst.split("\n")
        rest = regels.pop()
        if not blok:
            regels, rest = ([*regels, rest] if rest else regels), ""
        elif len(rest) > LANGSTE_REGEL + 1:
            rest = rest[: LANGSTE_REGEL + 1]
        if regels:
            nummer += len(regels)
            if "\r" in tekst:
                regels = [regel.removesuffix("\r") for regel in regels]
            yield from (regels[i : i + MEESTE_REGELS] for i in range(0, len(regels), MEESTE_REGELS))
        if not blok:
            return
