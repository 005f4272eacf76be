"""Wat voor elke reeks leveringen geldt: knippen maakt niet uit, en wat bekend was, verandert niet meer.

`test_tijdassen.py` houdt het register tegen een naslag. Hier staat wat die naslag niet zegt: dat de knip tussen
bestanden er niet toe doet, en dat een latere levering nooit het verleden van de kennis verandert.
"""

from datetime import date, datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bron.domein.terugblik import Beeld, Diploma, Inschrijving, Persoon
from bron.models import DiplomaVersie, Intrekking, Nummerwijziging, PeriodeVersie, PersoonVersie
from bron.queries import as_known_at, beelden_op
from tests.bron.hulp import isg, per
from tests.bron.naslag import Naslag
from tests.bron.test_tijdassen import DAGEN, GESCHIEDENIS, NUMMERS, RECORDS, _leeg, lees

pytestmark = pytest.mark.django_db
EIGENSCHAP = settings(
    derandomize=True,
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
VER = DAGEN[-1] + timedelta(days=30)
DAG = date(2026, 3, 1)
# een groep (ISG met haar ISP's) blijft heel; de knip valt ertussen
GROEPEN = st.lists(RECORDS, max_size=14).map(lambda rest: [[per(nummer)] for nummer in NUMMERS[:2]] + rest)
KNIPPEN = st.lists(st.integers(0, 16), max_size=4).map(sorted)
MODELLEN = (PersoonVersie, PeriodeVersie, DiplomaVersie, Nummerwijziging, Intrekking)
WAAR = {"id", "levering", "regel", "ontvangen_op", "vervallen_op"}  # waar en wanneer iets kwam, niet wat er kwam


def geknipt(groepen: list[list[str]], knippen: list[int]) -> list[list[str]]:
    grenzen = [0, *(min(knip, len(groepen)) for knip in knippen), len(groepen)]
    return [list(chain(*groepen[van:tot])) for van, tot in pairwise(grenzen)]


def opgeslagen() -> dict[str, list[tuple[object, ...]]]:
    """De inhoud van elke bewaarde rij, op volgorde van kennis; zonder waar en wanneer zij kwam."""
    return {
        model.__name__: list(
            model.objects.unscoped("test").order_by("levering_id", "regel", "id").values_list(
                *(veld.name for veld in model._meta.fields if veld.name not in WAAR)
            )
        )
        for model in MODELLEN
    }  # fmt: skip


def feiten(beelden: list[Beeld]) -> set[str]:
    """Wat in de beelden staat, teruggeschreven als records."""
    regels: set[str] = set()
    for beeld in beelden:
        if beeld.persoon:
            regels.add(per(beeld.persoon.pgn, beeld.persoon.achternaam))
        for i in beeld.inschrijvingen:
            tot = str(i.datum_uitschrijving or "")
            regels.add(isg(i.pgn, str(i.datum_inschrijving), tot, brin=i.brin, volgnummer=i.volgnummer)[0])
        regels |= {
            f"DIP;{d.brin};{d.pgn};{d.soort};{d.opleidingcode};{d.niveau};{d.datum_behaald}" for d in beeld.diplomas
        }
    return regels


def geldt_op(regel: str, dag: date) -> bool:
    """Of een record iets zegt over deze dag."""
    velden = regel.split(";")
    match velden[0]:
        case "ISG":
            return velden[4] <= str(dag) <= (velden[5] or "9999")
        case "DIP":
            return velden[6] <= str(dag)
    return True


def alles_op(k, dag=DAG) -> dict[str, list[Beeld]]:
    return {nummer: beelden_op(nummer, k, dag) for nummer in NUMMERS}


@EIGENSCHAP
@given(GROEPEN, KNIPPEN)
def test_bestand_voor_bestand_inlezen_is_hetzelfde_als_de_hele_geschiedenis_in_een_bestand(groepen, knippen):
    """Dezelfde records, dezelfde oordelen en dezelfde stand, als de leveringen elkaar in kennistijd opvolgen."""
    uitkomsten = []
    for bestanden in (geknipt(groepen, knippen), [list(chain(*groepen))]):
        _leeg()
        with TemporaryDirectory() as map_:
            oordelen = [
                lees(Path(map_), nummer, DAGEN[0] + timedelta(hours=nummer), *regels)
                for nummer, regels in enumerate(bestanden, 1)
            ]
        beelden = [feiten(beelden) for dag in (DAG, date(2026, 8, 1)) for beelden in alles_op(VER, dag).values()]
        uitkomsten.append((list(chain(*oordelen)), opgeslagen(), beelden))
    assert uitkomsten[0] == uitkomsten[1]


def antwoorden(tot: int) -> list[tuple[str, tuple[str, ...], set[str], list[datetime]]]:
    """Wat op DAGEN[tot] en de dag ervoor bekend was, met de ontvangst; tot wanneer iets gold, mag later blijken."""
    beelden = [as_known_at(nummer, k, DAG) for k in DAGEN[max(0, tot - 1) : tot + 1] for nummer in NUMMERS]
    return [(b.pgn, b.nummers, feiten([b]), [stand.herkomst.ontvangen_op for stand in _standen(b)]) for b in beelden]


def _standen(beeld: Beeld) -> list[Persoon | Inschrijving | Diploma]:
    return [*([beeld.persoon] if beeld.persoon else []), *beeld.inschrijvingen, *beeld.diplomas]


@EIGENSCHAP
@given(GESCHIEDENIS)
def test_een_levering_verandert_niets_aan_wat_bekend_was_tot_haar_ontvangst(geschiedenis):
    """Ook een levering met een eerder moment dan de vorige: wat tot haar eigen moment bekend was, blijft."""
    _leeg()
    with TemporaryDirectory() as map_:
        for nummer, (dag, regels) in enumerate(geschiedenis, 1):
            eerst = antwoorden(dag)
            lees(Path(map_), nummer, DAGEN[dag], *regels)
            assert antwoorden(dag) == eerst


@EIGENSCHAP
@given(GESCHIEDENIS, st.sampled_from([date(2025, 7, 31), date(2025, 8, 1), DAG, date(2026, 7, 1), date(2026, 8, 1)]))
def test_terugkijken_ziet_wat_de_naslag_zegt_over_die_dag(geschiedenis, dag):
    _leeg()
    naslag = Naslag()
    with TemporaryDirectory() as map_:
        for nummer, (ontvangen, regels) in enumerate(geschiedenis, 1):
            lees(Path(map_), nummer, DAGEN[ontvangen], *regels)
            naslag.lever(DAGEN[ontvangen], regels)
    for k in DAGEN:
        gezien = feiten(list(chain(*alles_op(k, dag).values())))
        assert gezien == {regel for regel in naslag.stand(k) if geldt_op(regel, dag)}
