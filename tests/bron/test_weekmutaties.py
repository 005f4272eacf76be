"""Elke soort mutatie, van leveringsbestand tot regel voor een gemeente."""

from datetime import timedelta

import pytest

from bron.models import Mutatie
from tests.bron.hulp import OWN
from tests.bron.week import AN, DEZE_WEEK, MAANDAG, K, bekend, deze_week, mutaties
from tests.leveringen import inschrijving, persoon

pytestmark = pytest.mark.django_db
HAVO = f"DIP;00ZV;{AN};HAVO;;;2026-07-01"
MBO1 = f"DIP;00ZV;{AN};MBO;25080;1;2026-07-01"


@pytest.fixture(autouse=True)
def gemeenten(wereld, andere_wereld, maandagochtend):
    return wereld.gemeente, andere_wereld.gemeente


@pytest.mark.parametrize(
    ("voor", "nu", "verwacht"),
    [
        ([persoon(AN)], [persoon(AN, overleden="2026-11-17")], [("leerling overleden", "2026-11-17")]),
        ([persoon(AN)], [persoon(AN, straat="Ander")], [("binnen de gemeente verhuisd", "2026-11-18")]),
        ([persoon(AN)], [persoon(AN, gemeente="0518")], [("verhuisd naar andere gemeente", "2026-11-18")]),
        ([persoon(AN)], [persoon(AN, vertrokken="2026-11-16")], [("verhuisd naar andere gemeente", "2026-11-16")]),
        ([persoon(AN)], [persoon(AN, achternaam="Ander")], []),
        ([persoon(AN)], inschrijving(AN), [("inschrijving toegevoegd", "2025-08-01")]),
        ([], [persoon(AN), *inschrijving(AN)], [("inschrijving toegevoegd", "2025-08-01")]),
        ([], [persoon(AN)], []),
        (
            [persoon(AN), *inschrijving(AN)],
            inschrijving(AN, tot="2026-11-13"),
            [("inschrijving gewijzigd", "2026-11-13")],
        ),
        (
            [persoon(AN), *inschrijving(AN)],
            inschrijving(AN, sector="VAVO"),
            [("inschrijving gewijzigd", "2026-11-18")],
        ),
        ([persoon(AN), *inschrijving(AN)], inschrijving(AN), []),
        ([persoon(AN), *inschrijving(AN)], [persoon(AN)], []),
        ([persoon(AN), *inschrijving(AN)], [f"VIS;00ZV;{AN};1"], [("inschrijving verwijderd", "2026-11-18")]),
        ([persoon(AN), *inschrijving(AN)], [f"VIS;00ZV;{AN};1", *inschrijving(AN)], []),
        ([persoon(AN)], [MBO1], [("resultaat toegevoegd", "2026-07-01")]),
        ([persoon(AN), MBO1], [MBO1], []),
        ([persoon(AN), MBO1], [f"VDI;00ZV;{AN};MBO;25080;2026-07-01"], [("resultaat verwijderd", "2026-11-18")]),
        ([persoon(AN)], [HAVO], [("resultaat toegevoegd", "2026-07-01"), ("startkwalificatie behaald", "2026-07-01")]),
        (
            [persoon(AN), MBO1],
            [MBO1.replace(";1;", ";2;")],
            [("resultaat gewijzigd", "2026-07-01"), ("startkwalificatie behaald", "2026-07-01")],
        ),
        (
            [persoon(AN), HAVO],
            [f"VDI;00ZV;{AN};HAVO;;2026-07-01"],
            [
                ("resultaat verwijderd", "2026-11-18"),
                ("voldoet niet langer aan de eisen voor het behalen van een startkwalificatie", "2026-11-18"),
            ],
        ),
        ([persoon(AN), HAVO], inschrijving(AN), []),
        ([persoon(AN, geboren="2022-11-20")], [], [("4 jaar geworden", "2026-11-20")]),
        ([persoon(AN, geboren="2022-11-23")], [], [("4 jaar geworden", "2026-11-23")]),
        ([persoon(AN, geboren="2022-11-16")], [], []),
        ([persoon(AN, geboren="2022-11-24")], inschrijving(AN), []),
        ([persoon(AN, geboren="2003-11-20")], [], [("23 jaar geworden", "2026-11-20")]),
        ([persoon(AN, geboren="2003-11-16")], inschrijving(AN), []),
    ],
)  # fmt: skip
def test_elke_verandering_van_kennis_is_een_regel(tmp_path, voor, nu, verwacht):
    bekend(tmp_path, *voor)
    deze_week(tmp_path, *nu)
    assert mutaties() == verwacht


def test_wie_verhuist_staat_bij_beide_gemeenten_en_de_oude_ziet_het_nieuwe_adres_niet(tmp_path):
    bekend(tmp_path, persoon(AN), *inschrijving(AN))
    deze_week(tmp_path, persoon(AN, gemeente="0518", straat="Nieuwstraat"))
    mutaties()
    rijen = Mutatie.objects.unscoped("test").order_by("ontvanger_gemeente")
    assert list(rijen.values_list("ontvanger_gemeente", "ontvanger_regio", "gemeentecode", "straat", "brin")) == [
        ("0363", "21", "0518", "", ""),
        ("0518", "28", "0518", "Nieuwstraat", "00ZV"),
    ]


def test_een_regio_met_beide_gemeenten_ziet_een_verhuizing_een_keer(tmp_path, andere_wereld):
    andere_wereld.gemeente.rmc_nummer = "21"
    andere_wereld.gemeente.save()
    bekend(tmp_path, persoon(AN))
    deze_week(tmp_path, persoon(AN, gemeente="0518"))
    mutaties()
    rijen = Mutatie.objects.unscoped("test").order_by("ontvanger_gemeente")
    assert list(rijen.values_list("ontvanger_gemeente", "ontvanger_regio")) == [("0363", ""), ("0518", "21")]


def test_een_nummerwijziging_is_geen_mutatie_maar_de_regels_dragen_het_bsn(tmp_path):
    bekend(tmp_path, persoon(OWN), *inschrijving(OWN))
    deze_week(tmp_path, f"WPG;{OWN};{AN}", persoon(AN), *inschrijving(AN), MBO1)
    assert mutaties() == [("resultaat toegevoegd", "2026-07-01")]
    assert Mutatie.objects.unscoped("test").get().pgn == AN


def test_de_grens_van_de_week_is_maandag_middernacht(tmp_path):
    bekend(tmp_path, persoon(AN))
    deze_week(tmp_path, MBO1, op=K - timedelta(microseconds=1))
    deze_week(tmp_path, *inschrijving(AN), op=K)
    assert (mutaties(), mutaties(maandag=MAANDAG - timedelta(weeks=1))) == (
        [("resultaat toegevoegd", "2026-07-01")],
        [],
    )


def test_een_pas_behaalde_startkwalificatie_wordt_een_keer_gemeld(tmp_path):
    bekend(tmp_path, persoon(AN))
    deze_week(tmp_path, HAVO, op=DEZE_WEEK - timedelta(weeks=1))
    deze_week(tmp_path, *inschrijving(AN))
    assert (len(mutaties(maandag=MAANDAG - timedelta(weeks=1))), mutaties()) == (2, [])
