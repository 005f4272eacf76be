"""De migraties zijn compleet: een wijziging aan een model zonder migratie is een rode test."""

from functools import reduce
from operator import or_

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_er_ontbreekt_geen_migratie():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


EIGEN = ("accounts", "audit", "bron", "meldingen", "outbox", "rapportages")


@pytest.mark.parametrize("app", EIGEN)
def test_elke_migratie_kan_terug(app):
    stappen = MigrationLoader(None).disk_migrations
    vast = [
        f"{sleutel[1]}: {stap.describe()}"
        for sleutel, migratie in stappen.items()
        if sleutel[0] == app
        for stap in migratie.operations
        if not stap.reversible
    ]
    assert vast == []


@pytest.mark.django_db
def test_het_logboek_is_in_de_database_zelf_beschermd():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled, tgtype FROM pg_trigger WHERE tgrelid = 'audit_auditevent'::regclass"
            " AND NOT tgisinternal ORDER BY tgname"
        )
        triggers = cursor.fetchall()
    # tgenabled A: ook als iemand session_replication_role verzet; tgtype-bits 8 verwijderen, 16 wijzigen, 32 legen
    assert {stand for _, stand, _ in triggers} == {"A"}
    assert reduce(or_, (soort for _, _, soort in triggers)) & (8 | 16 | 32) == 8 | 16 | 32
