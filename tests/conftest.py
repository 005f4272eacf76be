"""Wat alle tests delen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

from tests import smtp
from tests.cast import (  # noqa: F401 - DE CAST, voor elke test
    andere_wereld,
    behandelaar,
    beheerder,
    functioneel,
    ingelogd,
    lezer,
    melder,
    rapport,
    rmc,
    vreemde_behandelaar,
    vreemde_beheerder,
    vreemde_lezer,
    vreemde_melder,
    vreemde_rapport,
    vreemde_rmc,
    wereld,
)

_legen = DatabaseOperations.execute_sql_flush


def _legen_met_logboek(self: DatabaseOperations, opdrachten: list[str]) -> None:
    _legen(self, ["SET LOCAL verzuimloket.logboek_opschonen_tot = 'infinity'", *opdrachten])


# het logboek weigert legen; alleen het opruimen na een test met echte transacties mag het, in een testdatabase
DatabaseOperations.execute_sql_flush = _legen_met_logboek


@pytest.fixture
def smtp_sink(settings: Any) -> Iterator[smtp.SmtpSink]:
    """Een echte SMTP-server waar de mail van deze test heen gaat."""
    sink = smtp.SmtpSink()
    controller = smtp.start(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.poort, 5
    yield sink
    controller.stop()
