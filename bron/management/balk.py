"""De voortgang van een opdracht in de terminal: een balk met tempo en resterende tijd."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click

from bron.domein.voortgang import in_bytes, in_getal
from bron.models import Inlezing
from bron.services import Luisteraar


@contextmanager
def voortgangsbalk(inlezing: Inlezing, uit: TextIO) -> Iterator[Luisteraar]:
    """Een luisteraar die op `uit` een balk bijwerkt: het gelezen deel, de resterende tijd, het tempo en de fase."""
    begin = time.monotonic()
    with click.progressbar(
        length=max(1, inlezing.omvang), label=inlezing.bestandsnaam, file=uit, item_show_func=lambda tekst: tekst
    ) as balk:

        def luister(fase: str, gelezen: int, regels: int) -> None:
            per_seconde = round(gelezen / max(0.001, time.monotonic() - begin))
            bij_het_lezen = fase == Inlezing.Fase.LEZEN
            tempo = (
                f"{in_bytes(per_seconde)}/s, {in_getal(regels)} regels"
                if bij_het_lezen
                else f"{in_getal(regels)} regels"
            )
            balk.update(gelezen - balk.pos, f"{Inlezing.Fase(fase).label.lower()} ({tempo})")

        yield luister
