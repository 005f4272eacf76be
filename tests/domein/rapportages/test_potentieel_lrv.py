"""De regel van R08 tegen een rooster van dagen en lesuren, op verzonnen meldingen."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rapportages.domein.potentieel_lrv import Dag, Melding, potentieel, uren_per_dag

PEILDATUM = date(2026, 11, 23)
VENSTER = [PEILDATUM - timedelta(days=n) for n in range(28, 0, -1)]
dagen_rond_het_venster = st.dates(PEILDATUM - timedelta(days=35), PEILDATUM + timedelta(days=3))
dag = st.builds(
    Dag, dagen_rond_het_venster, st.booleans(), st.frozensets(st.integers(1, 12), min_size=1, max_size=12)
)  # fmt: skip
melding = st.builds(
    Melding,
    st.integers(1, 9),
    st.sampled_from(("V3", "L", "O", "LRV")),
    begin=dagen_rond_het_venster,
    gewijzigd=dagen_rond_het_venster,
    eind=st.none(),
    status=st.sampled_from("RRRBGKI"),
    reden_afsluiting=st.sampled_from((1, 6)),
    jong=st.booleans(),
    dagen=st.lists(dag, max_size=6).map(tuple),
)


def telt(m: Melding) -> bool:
    return m.jong and m.status != "I" and not (m.status == "G" and m.reden_afsluiting in (6, 7))


def loopt_lrv(m: Melding) -> bool:
    """Op een van de 28 dagen liep deze LRV-melding."""
    einde = m.gewijzigd if m.status == "G" else date.max
    return m.soort == "LRV" and telt(m) and any(m.begin <= elk <= einde for elk in VENSTER)


def rooster(meldingen: list[Melding]) -> int:
    """Elk vakje (dag, lesuur) één keer; een hele dag zonder zes vakjes wordt aangevuld tot zes."""
    totaal = 0
    for elk in VENSTER:
        dagen = [d for m in meldingen if telt(m) for d in m.dagen if d.datum == elk]
        vakjes = sum(any(uur in d.lesuren for d in dagen if not d.hele_dag) for uur in range(1, 13))
        totaal += max(vakjes, 6) if any(d.hele_dag for d in dagen) else vakjes
    return totaal


@settings(max_examples=300, deadline=None, derandomize=True)
@given(meldingen=st.lists(melding, max_size=5))
def test_de_regel_is_gelijk_aan_het_rooster(meldingen):
    # begint de LRV ná zijn afsluiting, dan liep hij op geen enkele dag; de wijziging komt nooit vóór het begin
    meldingen = [m for m in meldingen if m.gewijzigd >= m.begin]
    uren = rooster(meldingen)
    erop = uren >= 16 and not any(map(loopt_lrv, meldingen))
    uitkomst = potentieel(meldingen, PEILDATUM)
    assert (uitkomst.uren if uitkomst else None) == (uren if erop else None)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(meldingen=st.lists(melding, max_size=5))
def test_de_volgorde_van_de_meldingen_maakt_niet_uit(meldingen):
    assert potentieel(meldingen, PEILDATUM) == potentieel(meldingen[::-1], PEILDATUM)


def test_een_hele_dag_en_tien_lesuren_zijn_tien_lesuren():
    uren = frozenset(range(1, 11))
    assert uren_per_dag([Dag(PEILDATUM), Dag(PEILDATUM, hele_dag=False, lesuren=uren)]) == {PEILDATUM: 10}


def test_het_nummer_is_van_de_laatste_melding_met_een_dag_in_het_venster():
    vast = {"soort": "V3", "begin": date(2026, 11, 2), "gewijzigd": date(2026, 11, 2)}
    dagen = tuple(Dag(date(2026, 11, dag)) for dag in (2, 3, 4))
    later = Melding(9, dagen=(Dag(date(2026, 11, 23)),), **vast)
    uitkomst = potentieel([later, Melding(4, dagen=dagen, **vast)], PEILDATUM)
    assert uitkomst is not None
    assert uitkomst.nummer == 4
