"""De migraties zijn compleet: een wijziging aan een model zonder migratie is een rode test."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_er_ontbreekt_geen_migratie():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
