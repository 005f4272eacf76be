"""Bladeren door een groot logboek onder de tweede lijn: langs één index, nooit alle regels van een organisatie."""

from datetime import date

import pytest
from django.db import connection

from accounts.domein.logboek import Keuze
from accounts.identiteit import feiten_van
from accounts.queries import logboek
from verzuimloket.db.bereik import als_web

VUL = """
INSERT INTO audit_auditevent (moment, actie, resultaat, gebruiker_id, organisatie_id, rollen, object_type, object_id,
    onderwerp, operatie, sessie, details)
SELECT timestamptz '2026-11-24 12:00+01' - (i / 25) * interval '6 seconds', 'meldingen:lijst:bekeken', 'ok',
    CASE WHEN (i / 25) %% 3 = 0 THEN %s ELSE (i / 25) %% 3000 + 100 END,
    CASE WHEN (i / 25) %% 3 = 0 THEN %s ELSE (i / 25) %% 300 + 100 END,
    'melder', 'melding', (i %% 10000)::text, md5(i::text) || md5(i::text), md5((i / 25)::text)::uuid, '', '{}'
FROM generate_series(1, 100000) i"""


@pytest.fixture
def groot(melder):
    with connection.cursor() as cursor:
        cursor.execute(VUL, [melder.pk, melder.organisatie.pk])
        cursor.execute("ANALYZE audit_auditevent")
    return melder


def test_een_bladzijde_leest_hooguit_een_handvol_blokken_per_moment(groot, beheerder, monkeypatch):
    monkeypatch.setattr(logboek, "_MOMENTEN", "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + logboek._MOMENTEN)
    keuze = Keuze.bij(None, None, date(2026, 11, 24))
    with als_web(feiten_van(beheerder.scope)):
        [[uitleg]] = logboek._momenten(logboek._waar(groot.organisatie.pk, keuze), logboek._einde(keuze), 51)
    plan = uitleg["Plan"]
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 51 * 10
