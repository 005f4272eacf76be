"""`as_known_at` en de versies: wat wij op K over dag d wisten, met wanneer wij het hoorden."""

from datetime import date, datetime, timedelta

import pytest

from bron import queries
from bron.domein.terugblik import Merk
from bron.queries import as_known_at, beelden_op, is_bekend
from bron.services import lees_in
from tests.bron.hulp import AN, BEN, OWN, dip, isg, leg, levering, per
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 8, 3, tzinfo=AMSTERDAM)
DAGEN = [BEGIN + timedelta(days=n) for n in range(6)]
DAG = date(2026, 3, 1)


@pytest.fixture
def lever(tmp_path):
    """`lever(dag, *records)`: lees een volgende levering in, ontvangen op DAGEN[dag]."""
    nummers = iter(range(1, 400))

    def _lever(dag, *regels):
        lees_in(leg(tmp_path, levering(*regels, nummer=next(nummers))), ontvangen_op=DAGEN[dag])

    return _lever


def ingeschreven(k, dag=DAG, pgn=AN):
    return [(i.brin, i.datum_uitschrijving) for i in as_known_at(pgn, DAGEN[k], dag).inschrijvingen]


def test_een_late_uitschrijving_verandert_niet_wat_wij_eerder_wisten(lever):
    lever(0, per(AN), *isg(AN))
    lever(2, *isg(AN, tot="2026-01-31"))
    assert [ingeschreven(k) for k in range(5)] == [[], [("00ZV", None)], [("00ZV", None)], [], []]


def test_een_inschrijving_geldt_van_en_met_haar_eerste_tot_en_met_haar_laatste_dag(lever):
    lever(0, per(AN), *isg(AN, tot="2026-01-31"))
    dagen = [date(2025, 7, 31), date(2025, 8, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [len(ingeschreven(1, dag)) for dag in dagen] == [0, 1, 1, 0]


def test_van_een_inschrijving_staat_alleen_de_periode_er_die_op_die_dag_gold(lever):
    kop, eerste = isg(AN)
    lever(0, per(AN), kop, eerste, eerste.replace("2025-08-01", "2026-01-01").replace("VT", "EX"))
    beelden = [as_known_at(AN, DAGEN[1], dag).inschrijvingen[0].perioden for dag in (date(2025, 12, 31), DAG)]
    assert [[p.intensiteit for p in perioden] for perioden in beelden] == [["VT"], ["EX"]]


def test_een_adres_is_het_laatst_bekende_welke_dag_u_ook_vraagt(lever):
    lever(0, per(AN).replace(";;;;;;;", ";Oudelaan;1;;;1011AB;Ons Dorp;", 1))
    lever(2, per(AN).replace(";;;;;;;", ";Nieuwelaan;2;a;;1011AB;Ons Dorp;", 1))
    adressen = [as_known_at(AN, DAGEN[k], dag).persoon.adres for k in (1, 3) for dag in (date(2020, 1, 1), DAG)]
    assert adressen == ["Oudelaan 1, 1011AB Ons Dorp"] * 2 + ["Nieuwelaan 2a, 1011AB Ons Dorp"] * 2


@pytest.mark.parametrize(
    ("diploma", "dag", "verwacht"),
    [
        (dip(AN), date(2026, 7, 1), "HAVO"),
        (dip(AN), date(2026, 6, 30), None),
        (dip(AN, "VMBO"), date(2026, 7, 1), None),
        (f"DIP;00ZV;{AN};MBO;25180;1;2026-07-01", date(2026, 7, 1), None),
        (f"DIP;00ZV;{AN};MBO;25180;2;2026-07-01", date(2026, 7, 1), "MBO"),
    ],
)
def test_een_startkwalificatie_komt_van_een_diploma_op_of_voor_die_dag(lever, diploma, dag, verwacht):
    lever(0, per(AN), diploma)
    gehaald = as_known_at(AN, DAGEN[1], dag).kwalificerend
    assert (gehaald and gehaald.soort) == verwacht


def test_bij_elk_feit_staat_uit_welke_regel_van_welke_levering_het_kwam(lever):
    lever(0, per(AN))
    lever(1, per(BEN), *isg(AN), dip(AN))
    beeld = as_known_at(AN, DAGEN[2], date(2026, 7, 1))
    herkomst = [beeld.persoon.herkomst, beeld.inschrijvingen[0].herkomst, beeld.kwalificerend.herkomst]
    assert [(h.ontvangen_op, h.volgnummer, h.regel) for h in herkomst] == [
        (DAGEN[0], 1, 2), (DAGEN[1], 2, 3), (DAGEN[1], 2, 5),
    ]  # fmt: skip


def test_na_een_nummerwijziging_vinden_beide_nummers_dezelfde_persoon(lever):
    lever(0, per(OWN), *isg(OWN))
    lever(1, f"WPG;{OWN};{AN}")
    beelden = [as_known_at(nummer, DAGEN[2], DAG) for nummer in (OWN, AN)]
    assert beelden[0] == beelden[1]
    assert (beelden[0].pgn, len(beelden[0].inschrijvingen)) == (AN, 1)


def test_voor_een_nummerwijziging_waren_het_twee_personen(lever):
    lever(0, per(OWN, "Oud"), per(AN, "Nieuw"))
    lever(2, f"WPG;{OWN};{AN}")
    beelden = [[(b.pgn, b.persoon.achternaam) for b in beelden_op(OWN, DAGEN[k], DAG)] for k in (1, 3)]
    assert beelden == [[(AN, "Nieuw"), (OWN, "Oud")], [(AN, "Nieuw")]]


def test_een_nummer_is_bekend_zodra_het_ooit_een_persoon_was(lever):
    lever(0, per(OWN), f"WPG;{OWN};{AN}")
    assert [is_bekend(nummer) for nummer in (OWN, AN, BEN)] == [True, True, False]


# --- de versies -----------------------------------------------------------------------------------------------------
def dossiers_van(pgn):
    return queries.dossiers_van(pgn)[0]


def verschillen(dossier):
    """Per versie, de oudste eerst, wat er anders is: naam, merk, was, werd."""
    return [
        [(r.naam, r.merk, r.vorige, r.waarde) for r in versie.regels if r.merk] for versie in reversed(dossier.versies)
    ]


def test_een_versie_laat_zien_wat_er_veranderde_sinds_de_vorige(lever):
    lever(0, per(AN, "Zeeman"))
    lever(1, per(AN, "Berg"))
    [persoon] = dossiers_van(AN)
    assert verschillen(persoon) == [[], [("Achternaam", Merk.GEWIJZIGD, "Zeeman", "Berg")]]


def test_een_periode_erbij_en_een_periode_weg_zijn_verschillen(lever):
    kop, eerste = isg(AN)
    tweede = eerste.replace("2025-08-01", "2026-01-01")
    lever(0, per(AN), kop, eerste)
    lever(1, kop, eerste, tweede)
    lever(2, kop, eerste)
    _, inschrijving = dossiers_van(AN)
    tekst, naam = "VO, leerjaar 2, 0011, voltijd, bekostigd, vestiging 00", "Periode vanaf 1-1-2026"
    assert verschillen(inschrijving) == [[], [(naam, Merk.NIEUW, "", tekst)], [(naam, Merk.WEG, tekst, "")]]


def test_een_intrekking_staat_tussen_de_versies_en_wat_erna_komt_begint_opnieuw(lever):
    lever(0, per(AN), *isg(AN))
    lever(1, f"VIS;00ZV;{AN};1")
    lever(2, *isg(AN, tot="2026-01-31"))
    _, inschrijving = dossiers_van(AN)
    assert [v.is_intrekking for v in reversed(inschrijving.versies)] == [False, True, False]
    assert verschillen(inschrijving) == [[], [], []]


def test_een_ingetrokken_diploma_staat_bij_zijn_eigen_diploma(lever):
    lever(0, per(AN), dip(AN), dip(AN, "VWO"))
    lever(1, f"VDI;00ZV;{AN};HAVO;;2026-07-01")
    _, *diplomas = dossiers_van(AN)
    assert {d.titel: [v.is_intrekking for v in d.versies] for d in diplomas} == {
        "Diploma HAVO van 1-7-2026 bij 00ZV": [True, False],
        "Diploma VWO van 1-7-2026 bij 00ZV": [False],
    }


def test_de_versies_van_beide_nummers_staan_bij_elkaar_met_de_wijziging(lever):
    lever(0, per(OWN), *isg(OWN))
    lever(1, f"WPG;{OWN};{AN}")
    lever(2, per(AN), *isg(AN))
    persoon, inschrijving, wijziging = dossiers_van(OWN)
    assert verschillen(persoon) == verschillen(inschrijving) == [[], [("Nummer", Merk.GEWIJZIGD, OWN, AN)]]
    assert [(v.stand.oud_pgn, v.stand.nieuw_pgn) for v in wijziging.versies] == [(OWN, AN)]


def test_een_late_levering_staat_op_de_plaats_van_haar_ontvangst(lever):
    lever(0, per(AN, "Eerst"))
    lever(4, per(AN, "Laatst"))
    lever(2, per(AN, "Tussen"))
    [persoon] = dossiers_van(AN)
    assert [(v.stand.achternaam, v.herkomst.vervallen_op) for v in reversed(persoon.versies)][:2] == [
        ("Eerst", DAGEN[2]),
        ("Tussen", DAGEN[4]),
    ]


def test_wat_op_hetzelfde_moment_werd_vervangen_gold_nooit(lever):
    lever(0, per(AN, "Eerst"), per(AN, "Laatst"))
    [persoon] = dossiers_van(AN)
    assert [(v.stand.achternaam, v.herkomst.gold_nooit) for v in persoon.versies] == [
        ("Laatst", False),
        ("Eerst", True),
    ]


def test_van_een_ander_komt_er_niets_bij(lever):
    lever(0, per(AN), per(BEN), *isg(BEN), dip(BEN))
    assert [d.titel for d in dossiers_van(AN)] == ["Persoon"]
