"""De tabellen van docs/domein/fusies.md, en wat voor elke reeks fusies geldt."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.domein.fusie import Overgang, bezwaar, opvolger, rol_gaat_mee, voorgangers
from accounts.domein.rechten import Rol, Soort

BLADZIJDE = Path(__file__).parents[3] / "docs" / "domein" / "fusies.md"
VANDAAG = date(2026, 11, 24)
REEKS = [Overgang("A", "B", date(2027, 1, 1)), Overgang("B", "C", date(2028, 8, 1))]
SOORTEN = {"G": Soort.GEMEENTE, "R": Soort.RMC_REGIO}
rustig = settings(max_examples=150, derandomize=True, deadline=None)
codes, dagen = st.sampled_from("ABCDE"), st.dates(date(2026, 11, 1), date(2027, 3, 1))


def tabel(*koppen: str) -> list[list[str]]:
    blokken = re.findall(r"(?:^\|.*\n)+", BLADZIJDE.read_text(encoding="utf-8"), re.MULTILINE)
    rijen = next(blok.splitlines() for blok in blokken if blok.startswith(f"| {' | '.join(koppen)} |"))
    return [[cel.strip() for cel in rij.removeprefix("|").removesuffix("|").split("|")] for rij in rijen[2:]]


@pytest.mark.parametrize("rij", tabel("code", "op"), ids="-".join)
def test_de_opvolger_van_de_bladzijde_klopt(rij):
    code, dag, verwacht = rij
    assert opvolger(code, REEKS, date.fromisoformat(dag)) == verwacht


@pytest.mark.parametrize("rij", tabel("van", "in"), ids=lambda rij: "-".join(rij[:3]))
def test_het_bezwaar_van_de_bladzijde_klopt(rij):
    van, naar, dag, zin = rij
    nieuw = Overgang(van, naar, date.fromisoformat(dag))
    soort_van, soort_naar = (SOORTEN.get(code, Soort.INSTELLING) for code in (van, naar))
    gevonden = bezwaar(
        nieuw, REEKS[:1], vandaag=VANDAAG, soort_van=soort_van, soort_naar=soort_naar, naar_werkt=naar != "X"
    )
    assert gevonden == zin


@pytest.mark.parametrize("rij", tabel("rol", "opvolger heeft een beheerder"), ids="-".join)
def test_de_rol_die_meegaat_van_de_bladzijde_klopt(rij):
    rol, beheerder, had, gaat = rij
    mee = rol_gaat_mee(Rol(rol), opvolger_heeft_beheerder=beheerder == "ja", heeft_rol_al=had == "ja")
    assert mee is (gaat == "ja")


@st.composite
def reeksen(draw: st.DrawFn) -> list[Overgang]:
    """Fusies die een voor een zijn vastgelegd, elk zoals `bezwaar` toelaat."""
    gedaan: list[Overgang] = []
    for van, naar, dag in draw(st.lists(st.tuples(codes, codes, dagen), max_size=8)):
        nieuw = Overgang(van, naar, dag)
        soort = {"soort_van": Soort.GEMEENTE, "soort_naar": Soort.GEMEENTE}
        if not bezwaar(nieuw, gedaan, vandaag=date(2026, 10, 1), **soort):
            gedaan.append(nieuw)
    return gedaan


@rustig
@given(reeksen(), codes, dagen)
def test_een_opvolger_gaat_op_die_dag_zelf_nergens_in_op(reeks, code, dag):
    eind = opvolger(code, reeks, dag)
    assert [o for o in reeks if o.van == eind and o.dag <= dag] == []


@rustig
@given(reeksen(), codes, codes, dagen)
def test_een_voorganger_is_wie_er_in_opging(reeks, code, ander, dag):
    assert (ander in voorgangers(code, reeks, dag)) == (ander != code and opvolger(ander, reeks, dag) == code)


@rustig
@given(reeksen(), codes, dagen)
def test_voor_de_eerste_fusie_is_ieder_zichzelf(reeks, code, dag):
    eerder = [o for o in reeks if o.dag > dag]
    assert opvolger(code, eerder, dag) == code


@rustig
@given(reeksen())
def test_nooit_gaan_organisaties_in_een_ring_in_elkaar_op(reeks):
    assert {opvolger(o.van, reeks, date.max) for o in reeks}.isdisjoint({o.van for o in reeks})
