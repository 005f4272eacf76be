"""Wanneer een diploma een startkwalificatie is, en vanaf welke dag."""

from datetime import date

import pytest

from bron.domein.startkwalificatie import Diploma, heeft_startkwalificatie, is_startkwalificatie


@pytest.mark.parametrize(
    ("soort", "niveau", "verwacht"),
    [
        ("HAVO", "", True),
        ("VWO", "", True),
        ("MBO", "1", False),
        ("MBO", "2", True),
        ("MBO", "3", True),
        ("MBO", "4", True),
        ("MBO", "", False),
        ("VMBO", "", False),
        ("VMBO", "4", False),
        ("PRO", "", False),
        ("VSO", "", False),
    ],
)
def test_een_startkwalificatie_is_havo_vwo_of_mbo_vanaf_niveau_twee(soort, niveau, verwacht):
    assert is_startkwalificatie(soort, niveau) is verwacht


@pytest.mark.parametrize(("dag", "verwacht"), [(8, False), (9, True), (10, True)])
def test_een_diploma_telt_vanaf_de_dag_van_behalen(dag, verwacht):
    diplomas = [Diploma("VMBO", "", date(2023, 7, 1)), Diploma("HAVO", "", date(2025, 7, 9))]
    assert heeft_startkwalificatie(diplomas, date(2025, 7, dag)) is verwacht


def test_zonder_diploma_is_er_geen_startkwalificatie():
    assert heeft_startkwalificatie([], date(2025, 7, 9)) is False
