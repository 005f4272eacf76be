"""Waarom een nummer niet op de lijst staat, uit het register met twee vragen; tegen de naslag per persoon."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapportages.domein.niet_op_lijst import RedenNiet, feiten_van, reden_niet
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage
from rapportages.services import bouw_maand
from rapportages.services.uitleg import redenen_niet_op_lijst
from tests.rapportages import geschiedenissen, naslag, register
from tests.rapportages.test_tegen_de_naslag import BSNS, OUDE
from tests.tellen import aantal_queries
from verzuimloket.kalender import schooljaar

MAAND = Maand(2025, 2)
ONTVANGERS = [Ontvanger.lees(tekst) for tekst in ("I27GZ", "I00ZV", "G0363", "G0059")]


def bouw(leveringen: list[naslag.Levering]) -> Maandrapportage:
    register.leg_neer(leveringen)
    bouw_maand(MAAND.jaar, MAAND.maand)
    return Maandrapportage.objects.get(maand=MAAND.t2)


def ooit_bij(records: list[naslag.Record], nummers: set[str], ontvanger: Ontvanger) -> bool:
    if ontvanger.letter == "G":
        return any(isinstance(r, naslag.Per) and r.pgn in nummers and r.gemeentecode == ontvanger.code for r in records)
    return any(
        isinstance(r, naslag.Isg) and r.pgn in nummers and r.brin == ontvanger.code
        and r.datum_inschrijving <= MAAND.t2
        and (r.datum_uitschrijving is None or r.datum_uitschrijving >= schooljaar(MAAND.t1))
        for r in records
    )  # fmt: skip


def verwacht(leveringen: list[naslag.Levering], ontvanger: Ontvanger) -> dict[str, RedenNiet]:
    gezien = [r for levering in leveringen if levering.ontvangen_op < MAAND.sluitmoment for r in levering.records]
    nummers = {r.oud: r.nieuw for r in gezien if isinstance(r, naslag.Wpg)}
    mensen = naslag.bekend_op(leveringen, MAAND.sluitmoment)
    uit = {}
    for pgn in {r.pgn for r in gezien if isinstance(r, naslag.Per)}:
        mens = mensen[nummers.get(pgn, pgn)]
        alle = {mens.pgn, *(oud for oud, nieuw in nummers.items() if nieuw == mens.pgn)}
        feiten = feiten_van(mens, ontvanger, MAAND.t1, MAAND.t2, bij_ontvanger=ooit_bij(gezien, alle, ontvanger))
        reden = reden_niet(feiten, ontvanger.letter, MAAND.t1, MAAND.t2)
        if reden is not None:
            uit[pgn] = reden
    return uit


@pytest.mark.django_db
@settings(
    max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(zaad=st.integers(0, 2**32 - 1))
def test_elke_reden_is_gelijk_aan_die_van_de_naslag(organisaties, zaad):
    r = Random(zaad)  # noqa: S311
    levens = [geschiedenissen.Leven(r, pgn, oud) for pgn, oud in zip(BSNS[:150], OUDE, strict=False)]
    leveringen = geschiedenissen.leveringen_van([record for leven in levens for record in leven.records])
    with transaction.atomic():
        rapportage = bouw(leveringen)
        for ontvanger in ONTVANGERS:
            deze = verwacht(leveringen, ontvanger)
            uit = redenen_niet_op_lijst(sorted({*BSNS[:150], *OUDE[:150]}), rapportage, ontvanger)
            assert {pgn: uitkomst.reden for pgn, uitkomst in uit.items() if pgn in deze} == deze
            onbekend = {uitkomst.reden for pgn, uitkomst in uit.items() if pgn not in deze}
            assert onbekend <= {RedenNiet.NIET_BIJ_U}
        transaction.set_rollback(True)


@pytest.fixture
def rapportage(organisaties):
    begin = naslag.Isp(naslag.date(2024, 8, 1))
    records = [
        *(naslag.Per(pgn, naslag.date(2008, 5, 5)) for pgn in BSNS[:3]),
        naslag.Isg("27GZ", BSNS[0], "1", begin.datum_begin, (begin,), naslag.date(2024, 10, 14), "07"),
        naslag.Isg("27GZ", BSNS[1], "1", begin.datum_begin, (begin,)),
        naslag.Isg("00ZV", BSNS[2], "1", begin.datum_begin, (begin,)),
    ]
    return bouw([naslag.Levering(geschiedenissen.VROEG, tuple(records))])


@pytest.mark.parametrize("aantal", [1, 2000])
def test_een_lijst_nummers_kost_altijd_twee_vragen(rapportage, aantal):
    with aantal_queries(2):
        redenen_niet_op_lijst(BSNS[:aantal], rapportage, ONTVANGERS[0])


def test_wie_op_de_lijst_staat_zit_niet_in_het_antwoord(rapportage):
    assert list(redenen_niet_op_lijst(BSNS[:1], rapportage, ONTVANGERS[0])) == []


def test_een_leerling_van_een_ander_is_voor_een_school_gelijk_aan_een_onbekend_nummer(rapportage):
    vreemd, onbekend = BSNS[2], BSNS[9]
    uit = redenen_niet_op_lijst([vreemd, onbekend], rapportage, ONTVANGERS[0])
    assert uit[vreemd] == uit[onbekend]


def test_een_nummer_dat_geen_nummer_is_krijgt_ook_antwoord(rapportage):
    uit = redenen_niet_op_lijst(["geen nummer"], rapportage, ONTVANGERS[0])
    assert [uitkomst.reden for uitkomst in uit.values()] == [RedenNiet.NIET_BIJ_U]


def test_wie_ingeschreven_bleef_leest_sinds_wanneer(rapportage):
    zin = redenen_niet_op_lijst([BSNS[1]], rapportage, ONTVANGERS[0])[BSNS[1]].zin
    assert zin == "Op 1 februari 2025 was er een bekostigde inschrijving, sinds 1 augustus 2024."
