"""MELDING_VERZUIM_* en R01 uit SQL tegen de naslag, op verzonnen levens en meldingen rond t1, t2 en K."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, RapportageRij, Telling, VerzuimRij
from rapportages.services import bouw_maand
from tests.rapportages import geschiedenissen, meldingen, naslag, register
from tests.rapportages.test_tegen_de_naslag import BSNS, OUDE, REGIO_VAN
from verzuimloket.kalender import begin_van_dag

SECONDE = timedelta(seconds=1)
MAANDEN = [Maand(*maand) for maand in geschiedenissen.MAANDEN]
RANDEN = [begin_van_dag(maand.t1) for maand in MAANDEN] + [begin_van_dag(maand.t2) for maand in MAANDEN]
MOMENTEN = [
    rand + verschil
    for rand in (*RANDEN, *(maand.sluitmoment for maand in MAANDEN), begin_van_dag(MAANDEN[0].vorige_t1 or MAANDEN[0].t1))
    for verschil in (-SECONDE, 0 * SECONDE, 9 * SECONDE)
]  # fmt: skip
DOOR = ((), (), (), (("gemeente", "0059"),), (("gemeente", "0059"), ("uitvoerende_instantie", "RBL1")),
        (("gemeente", "0059"), ("gemeente", "0363")))  # fmt: skip


def verzin(r: Random, pgns: list[str]) -> list[meldingen.M]:
    return [
        meldingen.M(
            nummer, r.choice(pgns), r.choice(MOMENTEN), brin=r.choice(geschiedenissen.BRINS),
            gemeentecode=r.choice(("0363", "0059")), naar=r.choice(DOOR), soort=r.choice(sorted(meldingen.VERPLICHT)),
            status=r.choice("RBGKI"),
        )
        for nummer in range(1, 151)
    ]  # fmt: skip


def nummers_op(leveringen: list[naslag.Levering], maand: Maand) -> dict[str, str]:
    records = [record for lev in leveringen if lev.ontvangen_op < maand.sluitmoment for record in lev.records]
    return {record.oud: record.nieuw for record in records if isinstance(record, naslag.Wpg)}


def vergelijk(gemeld: list[meldingen.M], nummers: dict[str, str], maand: Maand) -> int:
    """Geeft hoeveel rijen een melding hadden, zodat een test kan zien dat er iets te vergelijken viel."""
    bouw_maand(maand.jaar, maand.maand)
    rapportage = Maandrapportage.objects.get(maand=maand.t2)
    met_melding = 0
    for rij in RapportageRij.objects.unscoped("test").filter(rapportage=rapportage, code__in=("A04", "A14")):
        t1 = maand.t1 if rij.code == "A04" else maand.vorige_t1
        verwacht = meldingen.gemeld(gemeld, rij.persoon, nummers, t1, maand.sluitmoment)
        assert (rij.melding_wettelijk, rij.melding_niet_wettelijk) == verwacht
        met_melding += any(verwacht)
    velden = ("nummer", "persoon", "brin", "gemeentecode", "soort", "verplicht", "status")
    rijen = VerzuimRij.objects.unscoped("test").filter(rapportage=rapportage)
    verwacht_r01 = meldingen.r01(gemeld, nummers, maand)
    assert set(rijen.values_list(*velden)) == verwacht_r01
    assert all(REGIO_VAN[rij.gemeentecode] == rij.rmc_nummer for rij in rijen)
    tellingen = Telling.objects.unscoped("test").filter(rapportage=rapportage, code="R01")
    gevonden = {(t.ontvanger, t.soort): t.aantal for t in tellingen}
    assert gevonden == dict(meldingen.r01_aantallen(verwacht_r01, REGIO_VAN))
    return met_melding


@pytest.mark.django_db
@settings(
    max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate],  # een zaadje verkleinen zegt niets
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(zaad=st.integers(0, 2**32 - 1))
def test_vijf_maanden_met_meldingen_zijn_gelijk_aan_de_naslag(organisaties, zaad):
    r = Random(zaad)  # noqa: S311
    levens = [geschiedenissen.Leven(r, pgn, oud) for pgn, oud in zip(BSNS[:100], OUDE, strict=False)]
    leveringen = geschiedenissen.leveringen_van([record for leven in levens for record in leven.records])
    gemeld = verzin(r, [pgn for leven in levens for pgn in leven.nummers])
    with transaction.atomic():
        meldingen.instantie()
        register.leg_neer(leveringen)
        meldingen.leg_neer(gemeld)
        raak = [vergelijk(gemeld, nummers_op(leveringen, maand), maand) for maand in MAANDEN]
        assert sum(raak) > 5
        transaction.set_rollback(True)
