"""De tabellen van docs/domein/potentieel-lrv.md, regel voor regel nagerekend."""

import re
from datetime import date
from pathlib import Path

import pytest

from rapportages.domein.potentieel_lrv import Dag, Melding, potentieel, weken_gemeld

BLADZIJDE = Path(__file__).parents[3] / "docs" / "domein" / "potentieel-lrv.md"
PEILDATUM = date(2026, 11, 23)


def tabel(eerste_kop: str) -> list[list[str]]:
    """De rijen van de tabel waarvan de eerste kop zo heet."""
    blokken = re.findall(r"(?:^\|.*\n)+", BLADZIJDE.read_text(encoding="utf-8"), re.MULTILINE)
    rijen = next(blok.splitlines() for blok in blokken if blok.startswith(f"| {eerste_kop} |"))
    return [[cel.strip() for cel in rij.strip("|").split("|")] for rij in rijen[2:]]


def lees_dag(tekst: str) -> Dag:
    dag, uren = tekst.split("=")
    if uren == "heel":
        return Dag(date.fromisoformat(dag))
    van, tot = map(int, uren.split("-"))
    return Dag(date.fromisoformat(dag), hele_dag=False, lesuren=frozenset(range(van, tot + 1)))


def lees_melding(tekst: str) -> Melding:
    kop, _, dagen = tekst.partition(":")
    nummer, soort, duur, *bijzonder = kop.split()
    begin, eind = duur.split("..")
    woord = bijzonder[0] if bijzonder else "R"
    return Melding(
        int(nummer),
        soort,
        date.fromisoformat(begin),
        gewijzigd=date.fromisoformat(bijzonder[1]) if len(bijzonder) > 1 else date.fromisoformat(begin),
        eind=date.fromisoformat(eind) if eind else None,
        status="R" if woord == "oud" else woord[0],
        reden_afsluiting=int(woord[1:] or 1) if woord.startswith("G") else None,
        jong=woord != "oud",
        dagen=tuple(map(lees_dag, dagen.split())),
    )


@pytest.mark.parametrize("rij", tabel("geval"), ids=lambda rij: rij[0])
def test_de_tabel_met_gevallen_klopt(rij):
    uitkomst = potentieel(map(lees_melding, rij[1].split(" + ")), PEILDATUM)
    assert (f"{uitkomst.uren}/{uitkomst.dagen}" if uitkomst else "-") == rij[2]


@pytest.mark.parametrize("rij", tabel("op R08 in de weken (J of N, oudste eerst)"), ids=lambda rij: rij[0])
def test_de_tabel_met_weken_klopt(rij):
    gevonden: list[str] = []
    vorige = None
    for week in rij[0].split():
        vorige = weken_gemeld(vorige) if week == "J" else None
        gevonden.append(str(vorige or "-"))
    assert " ".join(gevonden) == rij[1]
