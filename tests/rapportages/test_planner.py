"""Wat PostgreSQL van een nieuwe maand weet: de eerste lezer krijgt geen plan voor een lege tabel."""

import pytest
from django.db import connection

from rapportages.models import Naam, RapportageRij, Telling
from rapportages.services import bouw_maand
from tests.rapportages.bouwhulp import NOVEMBER, maak_lezers, vul_register
from verzuimloket import clock


@pytest.fixture
def maand(organisaties):
    vul_register()
    maak_lezers()
    with clock.op(NOVEMBER.sluitmoment):
        bouw_maand(NOVEMBER.jaar, NOVEMBER.maand)


@pytest.mark.parametrize("model", [RapportageRij, Telling, Naam])
def test_na_het_bouwen_weet_de_planner_hoeveel_rijen_er_staan(maand, model):
    tabel = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT reltuples, (SELECT count(*) FROM {tabel}) FROM pg_class WHERE oid = %s::regclass", [tabel]
        )
        [(geteld, staan)] = cursor.fetchall()
    assert geteld == staan > 0
