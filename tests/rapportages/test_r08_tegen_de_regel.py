"""R08 uit SQL tegen de zuivere regel, week na week, op verzonnen meldingen, nummerwijzigingen en doorzendingen."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapportages.domein import potentieel_lrv as regel
from rapportages.models import R08Rij, R08Telling
from rapportages.services import bouw_r08
from tests.rapportages import meldingen, naslag, register
from tests.rapportages.test_tegen_de_naslag import BSNS, OUDE, REGIO_VAN
from tests.rapportages.test_verzuim_tegen_de_naslag import DOOR
from verzuimloket.kalender import AMSTERDAM, WEEK, begin_van_dag

MAANDAGEN = [date(2026, 10, 12) + n * WEEK for n in range(7)]
DAG = timedelta(days=1)
DAGEN = [MAANDAGEN[0] + n * DAG for n in range(-40, 45)]


def verzin(r: Random, nummer: int, pgns: list[str]) -> meldingen.M:
    begin, door = r.choice(DAGEN), r.choice(DOOR)
    eind = r.choice((None, None, begin + r.randint(0, 20) * DAG))
    soort = r.choice(("V3", "V3", "L", "O", "LRV"))
    dagen = {begin + r.randint(0, 30) * DAG for _ in range(r.randint(0, 6))}
    op = datetime.combine(r.choice(DAGEN), time(), tzinfo=AMSTERDAM) - r.choice((0, 1)) * timedelta(seconds=1)
    return meldingen.M(
        nummer, r.choice(pgns), op, brin=r.choice(("27GZ", "27GZ", "00ZV")), gemeentecode=r.choice(("0363", "0059")),
        naar=door, soort=soort, status=r.choice("RRRRBGKI"), begin=begin, eind=eind,
        reden_afsluiting=r.choice((1, 1, 6, 7)), jong=r.random() < 0.9, gewijzigd=begin + r.randint(0, 40) * DAG,
        dagen=tuple(
            regel.Dag(dag, hele_dag=(heel := r.random() < 0.4),
                      lesuren=frozenset() if heel else frozenset(r.sample(range(1, 13), r.randint(1, 9))))
            for dag in dagen
        ),
    )  # fmt: skip


def voor_de_regel(m: meldingen.M) -> regel.Melding:
    return regel.Melding(
        m.nummer, m.soort, m.begin, m.gewijzigd or m.begin, m.eind, m.status,
        m.reden_afsluiting if m.status == "G" else None, m.jong, m.dagen,
    )  # fmt: skip


def verwacht(gemeld: list[meldingen.M], nummers: dict[str, str], maandag: date, vorige: set[tuple]) -> set[tuple]:
    """(persoon, brin, gemeente, uren, dagen, eerste, laatste, nummer, weken) van een maandag."""
    groepen: dict[tuple[str, str], list[meldingen.M]] = defaultdict(list)
    for m in gemeld:
        if m.op < begin_van_dag(maandag):
            groepen[nummers.get(m.pgn, m.pgn), m.brin].append(m)
    uit = set()
    for (persoon, brin), eigen in groepen.items():
        gevonden = regel.potentieel(map(voor_de_regel, eigen), maandag)
        if gevonden is not None:
            gemeente = next(m.gemeente for m in eigen if m.nummer == gevonden.nummer)
            eerder = [rij[-1] for rij in vorige if (nummers.get(rij[0], rij[0]), rij[1]) == (persoon, brin)]
            weken = regel.weken_gemeld(max(eerder, default=None))
            uit.add((persoon, brin, gemeente, gevonden.uren, gevonden.dagen, gevonden.eerste_dag,
                     gevonden.laatste_dag, gevonden.nummer, weken))  # fmt: skip
    return uit


def gebouwd(maandag: date) -> set[tuple]:
    with time_machine.travel(datetime.combine(maandag, time(5, 10), tzinfo=AMSTERDAM), tick=False):
        week = bouw_r08(maandag).week
    velden = ("persoon", "brin", "gemeentecode", "uren", "dagen", "eerste_dag", "laatste_dag", "nummer", "aantal_weken")
    rijen = list(R08Rij.objects.unscoped("test").filter(week=week))
    aantallen = Counter(o for rij in rijen for o in (f"I{rij.brin}", f"G{rij.gemeentecode}", f"R00{rij.rmc_nummer}"))
    tellingen = R08Telling.objects.unscoped("test").filter(week=week)
    assert dict(tellingen.values_list("ontvanger", "aantal")) == dict(aantallen)
    assert [REGIO_VAN[rij.gemeentecode] for rij in rijen] == [rij.rmc_nummer for rij in rijen]
    assert week.leerlingen == len(rijen)
    return {tuple(getattr(rij, veld) for veld in velden) for rij in rijen}


@pytest.mark.django_db
@settings(
    max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate],  # een zaadje verkleinen zegt niets
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(zaad=st.integers(0, 2**32 - 1))
def test_zeven_weken_achter_elkaar_zijn_gelijk_aan_de_regel(organisaties, zaad):
    r = Random(zaad)  # noqa: S311
    paren = list(zip(BSNS[:10], OUDE[:10], strict=True))
    wijzigingen = [(begin_van_dag(r.choice(MAANDAGEN)), naslag.Wpg(oud, nieuw)) for nieuw, oud in paren]
    gemeld = [verzin(r, nummer, [pgn for paar in paren for pgn in paar] + BSNS[10:20]) for nummer in range(1, 121)]
    with transaction.atomic():
        meldingen.instantie()
        register.leg_neer([naslag.Levering(op, (wpg,)) for op, wpg in wijzigingen])
        meldingen.leg_neer(gemeld)
        vorige: set[tuple] = set()
        for maandag in MAANDAGEN:
            nummers = {wpg.oud: wpg.nieuw for op, wpg in wijzigingen if op < begin_van_dag(maandag)}
            nu = verwacht(gemeld, nummers, maandag, vorige)
            assert gebouwd(maandag) == nu
            vorige = nu
        assert max((rij[-1] for rij in vorige), default=0) > 1
        transaction.set_rollback(True)
