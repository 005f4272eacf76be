"""Concepten en sessies dragen persoonsgegevens; na hun termijn zijn ze echt weg."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from accounts.models import Concept
from accounts.services.concepten import bewaar_concept
from accounts.tasks import ruim_op
from verzuimloket.clock import echt_nu, nu


def test_een_verlopen_sessie_verdwijnt_met_haar_zoekterm(ingelogd, melder, lezer):
    ingelogd(lezer)
    Session.objects.update(expire_date=echt_nu() - timedelta(seconds=1))
    lopend = ingelogd(melder).session.session_key
    assert (ruim_op()["sessies"], [rij.session_key for rij in Session.objects.all()]) == (1, [lopend])


def test_een_oud_concept_verdwijnt_en_een_nieuw_blijft(melder):
    oud, nieuw = bewaar_concept(melder, "opvoeren", {}), bewaar_concept(melder, "opvoeren", {})
    Concept.objects.unscoped("proef").filter(pk=oud.pk).update(bijgewerkt_op=nu() - timedelta(days=7))
    assert (ruim_op()["concepten"], list(Concept.objects.visible_to(melder))) == (1, [nieuw])


def test_beat_vraagt_er_elk_uur_om(settings):
    vast = settings.CELERY_BEAT_SCHEDULE["accounts-opruimen"]
    assert (vast["task"], vast["schedule"]) == (ruim_op.name, timedelta(hours=1))
