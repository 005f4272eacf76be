"""De regels van de startset en de lijst, als tabellen rond de randen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportages.domein.selectie import (
    Diploma,
    Inschrijving,
    Periode,
    Persoon,
    Reden,
    Waarom,
    in_startset,
    indicatie_startkwalificatie,
    leidende_inschrijving,
    op_lijst,
    reden,
    waarom,
)

T1, T2 = date(2024, 10, 1), date(2025, 2, 1)
DAG = timedelta(days=1)


def inschrijving(begin=date(2024, 8, 1), eind=None, sector="VO", brin="27GZ", nummer="1", later=(), **soort):
    kenmerk = {"bekostigd": True, "examen": False} | soort
    perioden = (Periode(begin, sector, **kenmerk), *later)
    return Inschrijving(brin, nummer, begin, perioden, eind)


def persoon(*inschrijvingen, **anders):
    basis = Persoon("999900006", date(2008, 5, 5), "0363", inschrijvingen or (inschrijving(),))
    return replace(basis, **anders)


IN_STARTSET = [
    ("gewoon", persoon(), True),
    ("vandaag 12", persoon(geboortedatum=date(2012, 10, 1)), True),
    ("morgen 12", persoon(geboortedatum=date(2012, 10, 2)), False),
    ("nog net 21", persoon(geboortedatum=date(2002, 10, 2)), True),
    ("vandaag 22", persoon(geboortedatum=date(2002, 10, 1)), False),
    ("29 februari", persoon(geboortedatum=date(2004, 2, 29)), True),
    ("nog niet geboren", persoon(geboortedatum=date(2025, 1, 1)), False),
    ("geen Nederlandse gemeente", persoon(gemeentecode=""), False),
    ("overleden op t1", persoon(overleden_op=T1), False),
    ("overleden na t1", persoon(overleden_op=T1 + DAG), True),
    ("vertrokken op t1", persoon(vertrokken_op=T1), False),
    ("vertrokken na t1", persoon(vertrokken_op=T1 + DAG), True),
    ("diploma op t1", persoon(diplomas=(Diploma("HAVO", None, T1),)), False),
    ("diploma na t1", persoon(diplomas=(Diploma("HAVO", None, T1 + DAG),)), True),
    ("vmbo-diploma", persoon(diplomas=(Diploma("VMBO", None, T1),)), True),
    ("mbo 1", persoon(diplomas=(Diploma("MBO", 1, T1),)), True),
    ("mbo 2", persoon(diplomas=(Diploma("MBO", 2, T1),)), False),
    ("begint op t1", persoon(inschrijving(T1)), True),
    ("begint na t1", persoon(inschrijving(T1 + DAG)), False),
    ("eindigt op t1", persoon(inschrijving(eind=T1)), True),
    ("eindigt voor t1", persoon(inschrijving(eind=T1 - DAG)), False),
    ("onbekostigd", persoon(inschrijving(bekostigd=False)), False),
    ("examen", persoon(inschrijving(examen=True)), False),
    ("praktijkonderwijs", persoon(inschrijving(sector="PRO")), False),
    ("vavo", persoon(inschrijving(sector="VAVO")), True),
    ("wisselt op t1 naar onbekostigd", persoon(inschrijving(later=(Periode(T1, "VO", False, False),))), False),
    ("wisselt na t1 naar onbekostigd", persoon(inschrijving(later=(Periode(T1 + DAG, "VO", False, False),))), True),
]

WEG = inschrijving(eind=T2 - DAG)
OP_LIJST = [
    ("nog ingeschreven", persoon(), False, None),
    ("weg voor t2", persoon(WEG), True, Reden.GEEN_INSCHRIJVING),
    ("laatste dag is t2", persoon(inschrijving(eind=T2)), False, None),
    ("onbekostigd elders", persoon(WEG, inschrijving(T2, brin="00ZV", bekostigd=False)), True, Reden.NIET_BEKOSTIGD),
    ("begint na t2", persoon(WEG, inschrijving(T2 + DAG, brin="00ZV")), True, Reden.GEEN_INSCHRIJVING),
    ("examen elders", persoon(WEG, inschrijving(T2, brin="00ZV", examen=True)), True, Reden.EXAMENDEELNEMER),
    ("onbekostigd gaat voor examen", persoon(
        WEG, inschrijving(T2, examen=True, nummer="2"), inschrijving(T2, bekostigd=False, nummer="3")
    ), True, Reden.NIET_BEKOSTIGD),
    ("onbekostigd examen", persoon(WEG, inschrijving(T2, examen=True, bekostigd=False, nummer="2")), True,
     Reden.EXAMENDEELNEMER),
    ("bekostigd in het ho", persoon(WEG, inschrijving(T2, sector="HO", brin="00ZV")), False, None),
    ("wordt examendeelnemer op t2", persoon(inschrijving(later=(Periode(T2, "VO", True, True),))), True,
     Reden.EXAMENDEELNEMER),
    ("wordt examendeelnemer na t2", persoon(inschrijving(later=(Periode(T2 + DAG, "VO", True, True),))), False, None),
    ("overleden op t2", persoon(WEG, overleden_op=T2), False, None),
    ("overleden na t2", persoon(WEG, overleden_op=T2 + DAG), True, Reden.GEEN_INSCHRIJVING),
    ("vertrokken op t2", persoon(WEG, vertrokken_op=T2), False, None),
    ("diploma op t2", persoon(WEG, diplomas=(Diploma("VWO", None, T2),)), False, None),
    ("diploma na t2", persoon(WEG, diplomas=(Diploma("VWO", None, T2 + DAG),)), True, Reden.GEEN_INSCHRIJVING),
    ("uit praktijkonderwijs", persoon(inschrijving(eind=T2 - DAG, sector="PRO")), False, None),
]  # fmt: skip

WAAROM = [
    (persoon(WEG, overleden_op=T2, vertrokken_op=T2), Waarom.OVERLEDEN),
    (persoon(vertrokken_op=T2, diplomas=(Diploma("HAVO", None, T2),)), Waarom.VERTROKKEN),
    (persoon(diplomas=(Diploma("HAVO", None, T2),)), Waarom.STARTKWALIFICATIE),
    (persoon(), Waarom.HERINGESCHREVEN),
    (persoon(WEG, inschrijving(T2, sector="PRO", brin="00ZV")), Waarom.HERINGESCHREVEN),
    (persoon(WEG, geboortedatum=date(2000, 1, 1)), Waarom.NIET_IN_STARTSET),
]


@pytest.mark.parametrize(("mens", "verwacht"), [regel[1:] for regel in IN_STARTSET], ids=[r[0] for r in IN_STARTSET])
def test_de_startset_volgt_de_tabel(mens, verwacht):
    assert in_startset(mens, T1) is verwacht


@pytest.mark.parametrize(("mens", "erop", "waardoor"), [r[1:] for r in OP_LIJST], ids=[r[0] for r in OP_LIJST])
def test_de_lijst_volgt_de_tabel(mens, erop, waardoor):
    assert (op_lijst(mens, T1, T2), reden(mens, T2) if erop else None) == (erop, waardoor)


@pytest.mark.parametrize(("mens", "verwacht"), WAAROM, ids=[regel[1].value for regel in WAAROM])
def test_waarom_is_de_eerste_die_geldt(mens, verwacht):
    assert waarom(mens, T2) is verwacht


def test_de_leidende_inschrijving_is_de_laatst_begonnen():
    eerder, later = inschrijving(date(2023, 8, 1), brin="00ZV"), inschrijving(brin="27GZ")
    assert leidende_inschrijving(persoon(eerder, later), T1)[0] is later


def test_bij_gelijke_begindatum_leidt_het_laagste_brin():
    hoog, laag = inschrijving(brin="27GZ"), inschrijving(brin="00ZV", nummer="9")
    assert leidende_inschrijving(persoon(hoog, laag), T1)[0] is laag


def test_daarna_leidt_het_laagste_volgnummer_als_tekst():
    twee, tien = inschrijving(nummer="2"), inschrijving(nummer="10")
    assert leidende_inschrijving(persoon(twee, tien), T1)[0] is tien


def test_een_onbekostigde_inschrijving_leidt_nooit():
    bekostigd, later = inschrijving(), inschrijving(date(2024, 9, 1), nummer="2", bekostigd=False)
    assert leidende_inschrijving(persoon(bekostigd, later), T1)[0] is bekostigd


@pytest.mark.parametrize(("dag", "verwacht"), [(T1, False), (T1 + DAG, True), (T2, True), (T2 + DAG, False)])
def test_de_indicatie_geldt_na_t1_tot_en_met_t2(dag, verwacht):
    assert indicatie_startkwalificatie(persoon(diplomas=(Diploma("MBO", 2, dag),)), T1, T2) is verwacht


@given(st.dates(date(2024, 8, 1), date(2025, 8, 1)), st.booleans(), st.booleans())
def test_op_de_lijst_is_altijd_een_deel_van_de_startset(eind, bekostigd, examen):
    mens = persoon(inschrijving(eind=eind), inschrijving(T2, nummer="2", bekostigd=bekostigd, examen=examen))
    assert in_startset(mens, T1) or not op_lijst(mens, T1, T2)
