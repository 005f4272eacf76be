"""Een ISG met de ISP's die erop volgen: samen opgeslagen of samen afgekeurd."""

from collections.abc import Sequence
from dataclasses import dataclass

from bron.domein.levering import Code, Fout

VOLGT_NIET = Fout(Code.PERIODE, "Deze ISP volgt niet op een ISG met dezelfde brin, pgn en volgnummer.")
GEEN_PERIODE = Fout(Code.PERIODE, "Na deze ISG volgt geen enkele ISP met dezelfde brin, pgn en volgnummer.")
BUITEN = Fout(Code.PERIODE, "datum_begin ligt buiten de inschrijving.")
ZELFDE_DAG = Fout(Code.PERIODE, "Er begint al een periode van deze inschrijving op deze dag.")
NIET_OP_INSCHRIJVING = Fout(Code.PERIODE, "De eerste periode begint niet op datum_inschrijving.")
ONSCHULDIG = Fout(Code.GROEP, "Een ander record van dezelfde inschrijving is afgekeurd.")


@dataclass(frozen=True, slots=True)
class Lid:
    """Een ISP in een groep: begindag (ISO) en zijn eigen fout, als die er al is."""

    datum_begin: str
    fout: Fout | None = None


def oordeel_groep(
    inschrijving: str, uitschrijving: str, isg_fout: Fout | None, leden: Sequence[Lid]
) -> list[Fout | None]:
    """De fout van de ISG en daarna die van elke ISP, op volgorde. Alles None: de groep is goed.

    Datums zijn ISO-tekst en al op vorm getoetst; `uitschrijving` leeg betekent: geen einde. Is er één fout, dan krijgt
    wie zelf niets fout deed de code GROEP.
    """
    fouten: list[Fout | None] = [isg_fout, *(lid.fout for lid in leden)]
    if not leden and isg_fout is None:
        return [GEEN_PERIODE]
    if isg_fout is None:
        _toets_dagen(inschrijving, uitschrijving, leden, fouten)
    if any(fouten):
        return [fout or ONSCHULDIG for fout in fouten]
    return fouten


def _toets_dagen(inschrijving: str, uitschrijving: str, leden: Sequence[Lid], fouten: list[Fout | None]) -> None:
    gezien: set[str] = set()
    for i, lid in enumerate(leden, start=1):
        if lid.fout is not None:
            continue
        if lid.datum_begin < inschrijving or (uitschrijving and lid.datum_begin > uitschrijving):
            fouten[i] = BUITEN
        elif lid.datum_begin in gezien:
            fouten[i] = ZELFDE_DAG
        gezien.add(lid.datum_begin)
    if not any(fouten) and inschrijving not in gezien:
        eerste = min(range(len(leden)), key=lambda i: leden[i].datum_begin)
        fouten[eerste + 1] = NIET_OP_INSCHRIJVING
