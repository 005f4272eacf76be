"""De tabellen van docs/domein/{soorten,leeftijdsgroepen,routering,zaak}.md, regel voor regel nagerekend."""

import re
from datetime import date
from pathlib import Path

import pytest

from meldingen.domein.leeftijd import Leeftijdsgroep, leeftijdsgroep, rmc_grens
from meldingen.domein.overdracht import Regel, lot
from meldingen.domein.routering import GeenRoute, Gemeente, kies
from meldingen.domein.soorten import SOORTEN, bezwaar, kiesbaar
from meldingen.domein.workflow import LABELS, OVERGANGEN, Status

MAP = Path(__file__).parents[3] / "docs" / "domein"
GEMEENTEN = {
    code: Gemeente(code, code, regio, nummer)
    for nummer, (code, regio) in enumerate({"A": "21", "B": "21", "C": "28"}.items())
}
INSTANTIES = {"A": 0, "B": 1, "C": 2, "X": 10, "R": 11}


def tabel(bladzijde: str, *koppen: str) -> list[list[str]]:
    """De rijen van de tabel met deze eerste koppen."""
    tekst = (MAP / f"{bladzijde}.md").read_text(encoding="utf-8")
    blokken = re.findall(r"(?:^\|.*\n)+", tekst, re.MULTILINE)
    rijen = next(blok.splitlines() for blok in blokken if blok.startswith(f"| {' | '.join(koppen)} |"))
    return [[cel.strip() for cel in rij.removeprefix("|").removesuffix("|").split("|")] for rij in rijen[2:]]


@pytest.mark.parametrize("rij", tabel("leeftijdsgroepen", "geval"), ids=lambda rij: rij[0])
def test_de_leeftijdsgroep_van_de_bladzijde_klopt(rij):
    _, geboren, dag, startkwalificatie, groep = rij
    gevonden = leeftijdsgroep(
        date.fromisoformat(geboren), date.fromisoformat(dag), startkwalificatie=startkwalificatie == "ja"
    )
    assert (gevonden or "-") == groep


@pytest.mark.parametrize("rij", tabel("leeftijdsgroepen", "op"), ids=lambda rij: rij[0])
def test_de_grens_van_de_bladzijde_klopt(rij):
    assert rmc_grens(date.fromisoformat(rij[0])) == int(rij[1])


def test_de_soorten_van_de_bladzijde_zijn_alle_soorten():
    van_bladzijde = tabel("soorten", "code")
    assert van_bladzijde == [
        [
            s.code, s.label, ", ".join(groep for groep in Leeftijdsgroep if groep in s.groepen),
            "ja" if s.verplicht else "nee", str(s.geldig_van), str(s.geldig_tot or ""),
        ]
        for s in SOORTEN
    ]  # fmt: skip


@pytest.mark.parametrize("rij", tabel("soorten", "eerste verzuimdag"), ids=lambda rij: f"{rij[0]}-{rij[1]}")
def test_wat_een_school_kan_kiezen_klopt(rij):
    dag, groep, codes = rij
    assert [s.code for s in kiesbaar(SOORTEN, Leeftijdsgroep(groep), date.fromisoformat(dag))] == codes.split()


@pytest.mark.parametrize(
    "rij", tabel("soorten", "soort", "eerste verzuimdag"), ids=lambda rij: f"{rij[0]}-{rij[1]}-{rij[2]}"
)
def test_de_zin_bij_een_soort_die_niet_kan_klopt(rij):
    code, dag, groep, zin = rij
    soort = next(s for s in SOORTEN if s.code == code)
    assert (bezwaar(soort, Leeftijdsgroep(groep), date.fromisoformat(dag)) or "") == zin


def lees_regels(tekst: str) -> tuple[dict, dict]:
    alternatief, rmc = {}, {}
    for regel in filter(None, (deel.strip() for deel in tekst.split(";"))):
        gebied, groep, _, doel = regel.split()
        if gebied in GEMEENTEN:
            alternatief[(gebied, Leeftijdsgroep(groep))] = (INSTANTIES[doel], doel)
        else:
            rmc[gebied] = (INSTANTIES[doel], doel)
    return alternatief, rmc


def route(rij: list[str]) -> tuple[object, str]:
    woont, verblijft, groep, regels = rij[:4]
    alternatief, rmc = lees_regels(regels)
    try:
        keuze = kies(
            woongemeente=GEMEENTEN.get(woont), verblijfgemeente=GEMEENTEN.get(verblijft), groep=Leeftijdsgroep(groep),
            alternatief=alternatief, rmc_instantie=rmc,
        )  # fmt: skip
    except GeenRoute as fout:
        return None, str(fout)
    return keuze.instantie, keuze.reden


@pytest.mark.parametrize("rij", tabel("routering", "woont"), ids=lambda rij: "-".join(rij[:4]).replace(" ", ""))
def test_de_route_van_de_bladzijde_klopt(rij):
    naar, reden = rij[4:]
    assert route(rij) == (INSTANTIES.get(naar), reden)


def regel_van(tekst: str) -> Regel:
    van, _, tot = tekst.partition("..")
    return Regel(
        1, "rmc", 2, "X", date.fromisoformat(van.strip()), date.fromisoformat(tot.strip()) if tot.strip() else None
    )


@pytest.mark.parametrize("rij", tabel("routering", "eerste regel"), ids=lambda rij: f"{rij[0]}-{rij[1]}")
def test_welke_regels_naast_elkaar_mogen_klopt(rij):
    eerste, tweede, mag = rij
    assert regel_van(eerste).overlapt(regel_van(tweede)) is (mag == "nee")


@pytest.mark.parametrize("rij", tabel("routering", "status", "ligt bij"), ids=lambda rij: "-".join(rij[:3]))
def test_het_lot_van_een_open_melding_op_de_bladzijde_klopt(rij):
    status, ligt_bij, werkt, verwacht = rij
    assert lot(Status(status), ligt_bij="XYZ".index(ligt_bij), oud=0, nieuw=1, oud_werkt=werkt == "ja") == verwacht


def test_de_statussen_van_de_bladzijde_zijn_alle_statussen():
    assert tabel("zaak", "code") == [[s.value, LABELS[s]] for s in Status]


def test_de_overgangen_van_de_bladzijde_zijn_alle_overgangen():
    assert tabel("zaak", "van") == [
        [van.value, naar.value, o.kant.value, " ".join(sorted(o.verplicht))] for (van, naar), o in OVERGANGEN.items()
    ]
