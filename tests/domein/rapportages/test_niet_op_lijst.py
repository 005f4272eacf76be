"""Waarom een leerling niet op de lijst staat: de volgorde van de redenen, en dat zij nooit de lijst tegenspreken."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapportages.domein import selectie
from rapportages.domein.niet_op_lijst import Feiten, RedenNiet, feiten_van, reden_niet, zin_niet
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from tests.rapportages import geschiedenissen, naslag

T1, T2 = date(2024, 10, 1), date(2024, 11, 1)
DAG = timedelta(days=1)
OP_DE_LIJST = Feiten(True, True, True, date(2008, 5, 5), in_nederland=True)
R = RedenNiet
TABEL = [
    ({}, None),
    ({"bij_ontvanger": False}, R.NIET_BIJ_U),
    ({"bij_ontvanger": False, "overleden_op": T1}, R.NIET_BIJ_U),
    ({"geboortedatum": None}, R.NIET_BIJ_U),
    ({"telt_op_t1": False, "hoort_bij_ontvanger": False}, R.NIET_INGESCHREVEN),
    ({"hoort_bij_ontvanger": False}, R.ANDERE_ONTVANGER),
    ({"hoort_bij_ontvanger": False, "overleden_op": T1}, R.ANDERE_ONTVANGER),
    ({"geboortedatum": date(2012, 10, 2)}, R.TE_JONG),
    ({"geboortedatum": date(2012, 10, 1)}, None),
    ({"geboortedatum": T1 + DAG}, R.TE_JONG),
    ({"geboortedatum": date(2002, 10, 1)}, R.TE_OUD),
    ({"geboortedatum": date(2002, 10, 2)}, None),
    ({"in_nederland": False}, R.GEEN_ADRES),
    ({"overleden_op": T2}, R.OVERLEDEN),
    ({"overleden_op": T2 + DAG}, None),
    ({"overleden_op": T2, "vertrokken_op": T1}, R.OVERLEDEN),
    ({"vertrokken_op": T2, "gekwalificeerd_op": T1}, R.VERTROKKEN),
    ({"gekwalificeerd_op": T2, "telt_sinds": T1}, R.STARTKWALIFICATIE),
    ({"gekwalificeerd_op": T2 + DAG}, None),
    ({"telt_sinds": T1}, R.INGESCHREVEN),
]


@pytest.mark.parametrize(("anders", "verwacht"), TABEL)
def test_de_eerste_reden_die_geldt_wint(anders, verwacht):
    assert reden_niet(replace(OP_DE_LIJST, **anders), "I", T1, T2) == verwacht


def test_een_gemeente_leest_van_wie_elders_woont_alleen_dat():
    feiten = replace(OP_DE_LIJST, hoort_bij_ontvanger=False, telt_op_t1=False, overleden_op=T1)
    assert reden_niet(feiten, "G", T1, T2) == R.ANDERE_ONTVANGER


@pytest.mark.parametrize("letter", ["I", "G", "R"])
@pytest.mark.parametrize("reden", R)
def test_elke_reden_heeft_een_zin_zonder_lege_plekken(reden, letter):
    feiten = replace(OP_DE_LIJST, overleden_op=T2, vertrokken_op=T2, gekwalificeerd_op=T2, telt_sinds=T2)
    zin = zin_niet(reden, feiten, letter, T1, T2)
    assert zin.endswith(".")
    assert "  " not in zin
    assert "{" not in zin


@pytest.mark.parametrize(
    ("reden", "zin"),
    [
        (R.TE_JONG, "Geboren op 5 mei 2008: op 1 oktober 2024 nog geen 12 jaar."),
        (R.NIET_INGESCHREVEN, "Op 1 oktober 2024 was er geen bekostigde inschrijving in vo, mbo of vavo."),
        (R.INGESCHREVEN, "Op 1 november 2024 was er een bekostigde inschrijving, sinds 14 oktober 2024."),
    ],
)
def test_de_zin_noemt_haar_dag(reden, zin):
    assert zin_niet(reden, replace(OP_DE_LIJST, telt_sinds=date(2024, 10, 14)), "I", T1, T2) == zin


def mensen(zaad: int) -> list[selectie.Persoon]:
    leven = geschiedenissen.Leven(Random(zaad), "999900006", "100000009")  # noqa: S311
    leveringen = geschiedenissen.leveringen_van(leven.records)
    return list(naslag.bekend_op(leveringen, Maand(2025, 2).sluitmoment).values())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(zaad=st.integers(0, 2**32 - 1), maand=st.sampled_from(geschiedenissen.MAANDEN))
def test_geen_reden_betekent_op_de_lijst_van_deze_ontvanger(zaad, maand):
    m = Maand(*maand)
    for mens in mensen(zaad):
        for brin in geschiedenissen.BRINS:
            feiten = feiten_van(mens, Ontvanger("I", brin), m.t1, m.t2, bij_ontvanger=True)
            leidend = selectie.leidende_inschrijving(mens, m.t1)
            bij_deze = leidend is not None and leidend[0].brin == brin
            staat_erop = bij_deze and selectie.op_lijst(mens, m.t1, m.t2)
            assert (reden_niet(feiten, "I", m.t1, m.t2) is None) == staat_erop
