"""De uitleg vertelt hetzelfde als de regels: uit het register gelezen, tegen de naslag, op verzonnen levens."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bron.queries import dossiers_van
from rapportages.domein import selectie
from rapportages.domein.kennis import Kennis, kennis_op
from rapportages.domein.naast_elkaar import naast_elkaar
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.domein.selectie import Persoon
from rapportages.domein.verklaring import Lezer, diplomas, feiten_op, zin_op_lijst, zin_van_lijst
from rapportages.domein.verloop import verloop
from tests.rapportages import geschiedenissen, naslag, register
from tests.rapportages.conftest import INSTELLINGEN
from tests.rapportages.test_tegen_de_naslag import BSNS, OUDE

MAANDEN = [Maand(*maand) for maand in geschiedenissen.MAANDEN]
AANTAL = 60
voorbeelden = settings(
    max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip


def leg_levens_neer(zaad: int) -> list[naslag.Levering]:
    r = Random(zaad)  # noqa: S311
    levens = [geschiedenissen.Leven(r, pgn, oud) for pgn, oud in zip(BSNS[:AANTAL], OUDE, strict=False)]
    leveringen = geschiedenissen.leveringen_van([record for leven in levens for record in leven.records])
    register.leg_neer(leveringen)
    return leveringen


def oordelen(mens: Persoon, maand: Maand) -> tuple[object, ...]:
    """Alles wat de rapportage van iemand vindt."""
    leidend = selectie.leidende_inschrijving(mens, maand.t1)
    return (
        leidend and (leidend[0].brin, leidend[0].volgnummer),
        selectie.in_startset(mens, maand.t1),
        selectie.op_lijst(mens, maand.t1, maand.t2),
        selectie.reden(mens, maand.t2),
        selectie.waarom(mens, maand.t2),
    )


@pytest.mark.django_db
@voorbeelden
@given(zaad=st.integers(0, 2**32 - 1))
def test_de_kennis_op_k_geeft_hetzelfde_oordeel_als_de_naslag(organisaties, zaad):
    with transaction.atomic():
        leveringen = leg_levens_neer(zaad)
        for maand in MAANDEN:
            for pgn, mens in naslag.bekend_op(leveringen, maand.sluitmoment).items():
                kennis = kennis_op(dossiers_van(pgn)[0], pgn, maand.sluitmoment)
                assert kennis.als_persoon is not None
                assert oordelen(kennis.als_persoon, maand) == oordelen(mens, maand)
        transaction.set_rollback(True)


def lezing(kennis: Kennis, maand: Maand, lezer: Lezer) -> list[str]:
    """Alle teksten die de pagina van deze kennis toont, zonder het verloop."""
    feiten = [*feiten_op(kennis, maand.t2, maand.t1, lezer), *diplomas(kennis, lezer)]
    mens = kennis.als_persoon
    assert mens is not None
    zinnen = [zin_op_lijst(kennis, maand.t1, maand.t2, lezer),
              zin_van_lijst(kennis, selectie.waarom(mens, maand.t2), maand.t1, maand.t2, lezer)]  # fmt: skip
    zinnen += [f"{regel.toen} {regel.nu}" for regel in naast_elkaar(kennis, kennis, maand.t1, maand.t2, lezer)]
    return [*zinnen, *(str((feit.kop, feit.regels, feit.oordeel)) for feit in feiten)]


@pytest.mark.django_db
@voorbeelden
@given(zaad=st.integers(0, 2**32 - 1))
def test_de_zin_en_de_feiten_spreken_de_lijst_nooit_tegen(organisaties, zaad):
    with transaction.atomic():
        leg_levens_neer(zaad)
        for pgn in BSNS[:AANTAL]:
            dossiers, namen = dossiers_van(pgn)
            for maand in MAANDEN:
                kennis = kennis_op(dossiers, pgn, maand.sluitmoment)
                mens, lezer = kennis.als_persoon, Lezer(Ontvanger("G", "0363"), namen)
                if mens is None:
                    continue
                erop = selectie.op_lijst(mens, maand.t1, maand.t2)
                assert bool(zin_op_lijst(kennis, maand.t1, maand.t2, lezer)) == erop
                feiten = feiten_op(kennis, maand.t2, maand.t1, lezer)
                assert any(feit.telt for feit in feiten) == selectie.heringeschreven(mens, maand.t2)
                waarom = selectie.waarom(mens, maand.t2)
                assert zin_van_lijst(kennis, waarom, maand.t1, maand.t2, lezer).endswith(".")
        transaction.set_rollback(True)


@pytest.mark.django_db
@voorbeelden
@given(zaad=st.integers(0, 2**32 - 1))
def test_een_school_leest_van_een_ander_nooit_de_naam_of_het_brin(organisaties, zaad):
    with transaction.atomic():
        leg_levens_neer(zaad)
        for pgn in BSNS[:AANTAL]:
            dossiers, namen = dossiers_van(pgn)
            kennis = kennis_op(dossiers, pgn)
            lezer = Lezer(Ontvanger("I", "27GZ"), namen)
            teksten = [str((item.kop, item.tekst, item.wie, item.regels))
                       for item in verloop(dossiers, MAANDEN[2].sluitmoment, MAANDEN[2].t1, lezer)]  # fmt: skip
            if kennis.als_persoon:
                teksten += lezing(kennis, MAANDEN[2], lezer)
            verboden = [woord for brin, naam in INSTELLINGEN if brin != "27GZ" for woord in (brin, naam)]
            assert [tekst for tekst in teksten if any(woord in tekst for woord in verboden)] == []
            elders = {feit.kop for feit in feiten_op(kennis, MAANDEN[2].t2, MAANDEN[2].t1, lezer)}
            assert elders <= {"Een andere instelling", "ROC van Proefstad (27GZ)"}
        transaction.set_rollback(True)
