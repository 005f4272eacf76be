"""De tabellen van docs/domein/maandrapportage.md, regel voor regel nagerekend."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rapportages.domein.peildatum import Maand
from rapportages.domein.percentage import percentage
from rapportages.domein.selectie import Diploma, Inschrijving, Periode, Persoon, in_startset, op_lijst, reden
from rapportages.domein.vergelijking import vergelijk

BLADZIJDE = Path(__file__).parents[3] / "docs" / "domein" / "maandrapportage.md"
M = Maand(2025, 2)


def tabel(eerste_kop: str) -> list[list[str]]:
    """De rijen van de tabel waarvan de eerste kop zo heet."""
    blokken = re.findall(r"(?:^\|.*\n)+", BLADZIJDE.read_text(encoding="utf-8"), re.MULTILINE)
    rijen = next(blok.splitlines() for blok in blokken if blok.startswith(f"| {eerste_kop} |"))
    return [[cel.strip() for cel in rij.strip("|").split("|")] for rij in rijen[2:]]


def lees_periode(tekst: str) -> Periode:
    dag, sector, bekostigd, *examen = tekst.split()
    niveau = 4 if sector == "MBO" else None
    return Periode(date.fromisoformat(dag), sector, bekostigd == "J", examen == ["EX"], niveau=niveau)


def lees_inschrijving(tekst: str) -> Inschrijving:
    kop, perioden = tekst.split(": ")
    sleutel, duur = kop.split()
    brin, volgnummer = sleutel.split("/")
    begin, eind = duur.split("..")
    delen = tuple(map(lees_periode, perioden.split(";")))
    return Inschrijving(brin, volgnummer, date.fromisoformat(begin), delen, date.fromisoformat(eind) if eind else None)


def lees_persoon(geboren: str, inschrijvingen: str, bijzonderheid: str) -> Persoon:
    woord, _, rest = bijzonderheid.partition(" ")
    diplomas: tuple[Diploma, ...] = ()
    if woord == "diploma":
        soort, dag = rest.split()
        niveau = int(soort[3:]) if soort.startswith("MBO") else None
        diplomas = (Diploma(soort[:3] if niveau else soort, niveau, date.fromisoformat(dag)),)
    return Persoon(
        "999900006",
        date.fromisoformat(geboren),
        "" if woord == "gemeente" else "0363",
        tuple(map(lees_inschrijving, inschrijvingen.split(" + "))),
        diplomas,
        date.fromisoformat(rest) if woord == "overleden" else None,
        date.fromisoformat(rest) if woord == "vertrokken" else None,
    )


@pytest.mark.parametrize("rij", tabel("M"), ids=lambda rij: rij[0])
def test_de_tabel_met_maanden_klopt(rij):
    maand = Maand.lees(rij[0])
    echt = [maand, maand.t1, maand.t2, maand.sluitmoment.date(), maand.rijwoord, maand.vorige_t1 or "-"]
    assert rij == [str(waarde) for waarde in echt]


@pytest.mark.parametrize("rij", tabel("geval"), ids=lambda rij: rij[0])
def test_de_tabel_met_gevallen_klopt(rij):
    _, geboren, inschrijvingen, bijzonderheid, startset, lijst = rij
    mens = lees_persoon(geboren, inschrijvingen, bijzonderheid)
    erop = reden(mens, M.t2).value if op_lijst(mens, M.t1, M.t2) else "nee"
    assert ("ja" if in_startset(mens, M.t1) else "nee", erop) == (startset, lijst)


@pytest.mark.parametrize("rij", tabel("vorige lijst (vanaf)"), ids=lambda rij: "/".join(rij[:3]))
def test_de_tabel_met_vergelijkingen_klopt(rij):
    vorige, nu, wijziging, a01, a02, vanaf = ("" if cel == "-" else cel for cel in rij)
    bekend = [tuple(deel.split()) for deel in vorige.split(", ") if deel]
    uit = vergelijk(bekend, nu.split(), {"O": "P"} if wijziging else {}, M.rijwoord)
    assert (" ".join(uit.a01), " ".join(uit.a02)) == (a01, a02)
    assert ", ".join(f"{persoon} {woord}" for persoon, woord in uit.vanaf.items()) == vanaf


@pytest.mark.parametrize("rij", tabel("op de lijst"), ids=lambda rij: "/".join(rij[:2]))
def test_de_tabel_met_percentages_klopt(rij):
    verwacht = Decimal(rij[2].replace(",", ".")) if rij[2] else None
    assert percentage(int(rij[0]), int(rij[1])) == verwacht
