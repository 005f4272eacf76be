"""Het snelle pad keurt een heel blok tegelijk goed, en nooit iets dat record voor record fout zou zijn."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.groep import Lid, oordeel_groep
from bron.domein.levering import Record, beoordeel
from bron.services.snelpad import MEESTE_PERIODEN, keur
from tests.domein.bron.test_levering import GEMEENTEN, GOED, PLEKKEN, P, met

RAND = [
    "",
    "2",
    "0363",
    "MBO",
    "VO",
    "HAVO",
    "00",
    "x",
    "5",
    "05",
    "0000000",
    "00000000",
    "\\",
    "a\0b",
    "é" * 3,
    "x" * 51,
]
RAND += ["2024-08-01", "2023-02-29", "2024-02-29", "1900-02-29", "2024-04-31", "1900-01-01", "1899-12-31", "2100-01-01"]
RAND += ["2024-8-01", "2024-08-1 ", "2024/08/01", "9999-99-99", "999900018", "101222331", "000000000", "1e8000006"]
WAARDE = st.sampled_from(RAND) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=";\n"), max_size=12
)
DAG = st.sampled_from(["2024-08-01", "2024-09-01", "2024-10-01", "2025-07-31", ""])


@st.composite
def records(draw: st.DrawFn) -> str:
    """Een goed record met hoogstens één veld anders, of een ISG of ISP met andere dagen."""
    soort, naam = draw(st.sampled_from(PLEKKEN))
    anders = {naam: draw(WAARDE)} if draw(st.booleans()) else {}
    if soort == "ISG" and draw(st.booleans()):
        anders |= {"datum_inschrijving": draw(DAG), "datum_uitschrijving": draw(DAG)}
    if soort == "ISP" and draw(st.booleans()):
        anders |= {"datum_begin": draw(DAG), "volgnummer": draw(st.sampled_from(["1", "2"]))}
    return met(soort, **anders)


def groepen(regels: Sequence[str]) -> list[list[tuple[int, Record]]]:
    """De regels in groepen: een record met de ISP's die er direct op volgen."""
    uit: list[list[tuple[int, Record]]] = []
    for nummer, regel in enumerate(regels):
        record = beoordeel(regel, GEMEENTEN)
        if record.soort != "ISP" or not uit:
            uit.append([])
        uit[-1].append((nummer, record))
    return uit


def echt_goed(regels: Sequence[str]) -> set[int]:
    """De plaatsen die record voor record, en per inschrijving samen, goed zijn."""
    goed: set[int] = set()
    for groep in groepen(regels):
        (nummer, kop), *isps = groep
        if kop.soort != "ISG":
            goed |= {nummer} if kop.fout is None and kop.soort != "ISP" else set()
            continue
        eigen = kop.waarden[:3]
        leden = [Lid(r["datum_begin"] if r.waarden else "", r.fout) for _, r in isps if r.waarden[:3] == eigen]
        fouten = oordeel_groep(*(kop.waarden[3:5] or ("", "")), kop.fout, leden)
        goed |= {n for n, r in groep if r.waarden[:3] == eigen} if not any(fouten) else set()
    return goed


@settings(derandomize=True, max_examples=600)
@given(st.lists(records(), min_size=1, max_size=6))
def test_wat_het_snelle_pad_goedkeurt_is_ook_record_voor_record_goed(regels):
    regels = [regel.replace("\r", "") for regel in regels]
    goed = set(keur(regels, GEMEENTEN).goed.nonzero()[0].tolist())
    assert goed - echt_goed(regels) == set()


@pytest.mark.parametrize(
    "regels", [[GOED["PER"]], [GOED["ISG"], GOED["ISP"]], [GOED["DIP"]]], ids=["PER", "ISG", "DIP"]
)
def test_het_gewone_record_gaat_langs_het_snelle_pad(regels):
    assert keur(regels, GEMEENTEN).goed.all()


@pytest.mark.parametrize("dag", ["2024-02-29", "2000-02-29", "1900-01-01", "2099-12-31"])
def test_een_bestaande_dag_gaat_langs_het_snelle_pad(dag):
    assert keur([met("PER", geboortedatum=dag, overleden_op="", vertrokken_op="")], GEMEENTEN).goed.all()


def test_meer_perioden_dan_een_inschrijving_kan_hebben_gaan_niet_langs_het_snelle_pad():
    dagen = (f"{jaar}-{maand:02}-{dag:02}" for jaar in (2024, 2025) for maand in range(1, 13) for dag in range(1, 29))
    isps = [
        f"ISP;00ZV;{P};1;{dag};VO;0011;2;;;VT;J;00" for dag, _ in zip(dagen, range(MEESTE_PERIODEN + 1), strict=False)
    ]
    assert not keur([f"ISG;00ZV;{P};1;2024-01-01;;", *isps], GEMEENTEN).goed.any()


def test_de_groep_van_een_fout_record_gaat_niet_langs_het_snelle_pad():
    regels = [GOED["ISG"], GOED["ISP"], GOED["ISP"].replace("2024-08-01", "2024-08-01x"), GOED["PER"]]
    assert keur(regels, GEMEENTEN).goed.tolist() == [False, False, False, True]
