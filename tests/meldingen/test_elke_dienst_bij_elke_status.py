"""Elke dienst bij elke status, ook bij de oude status D: wat niet in contract 3a staat, laat niets na."""

import pytest
from django.db import transaction

from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout
from meldingen.gegevens import Terugmelding
from meldingen.models import Melding
from meldingen.services import heropen, meld_terug, stuur_door, trek_in, vul_aan, wijzig
from tests.meldingen.hulp import stand, ververst
from tests.zaken import verzuim

pytestmark = pytest.mark.django_db
AFSLUITEN = {"reden_afsluiting": 1, "toelichting_afsluiting": 1}


def terug(status, **slot):
    return lambda w, m: meld_terug(w.behandelaar, m.nummer, m.versie, Terugmelding(Status(status), "Bo", **slot))


# dienst -> (uitvoering, {status waar zij mag: status erna})
TABEL = {
    "wijzig": (lambda w, m: wijzig(w.melder, m.nummer, m.versie, verzuim(w, reden="Anders")), {"R": "R", "B": "B"}),
    "vul_aan": (lambda w, m: vul_aan(w.melder, m.nummer, m.versie, "Iets."), {"R": "R", "B": "B"}),
    "trek_in": (lambda w, m: trek_in(w.melder, m.nummer, m.versie, "Vergissing"), {"R": "I", "B": "I"}),
    "in behandeling": (terug("B"), {"R": "B"}),
    "afsluiten": (terug("G", **AFSLUITEN), {"R": "G", "B": "G"}),
    "ter kennisgeving": (terug("K"), {"R": "K", "B": "K"}),
    "terug naar geregistreerd": (terug("R"), {}),
    "intrekken door de instantie": (terug("I"), {}),
    "overdragen": (terug("D"), {}),
    "heropen": (lambda w, m: heropen(w.behandelaar, m.nummer, m.versie, "Weer weg"), {"G": "B", "K": "B"}),
    "stuur_door": (lambda w, m: stuur_door(w.behandelaar, m.nummer, m.versie, w.instantie, "Bij u"), {"R": "R", "B": "B"}),
}  # fmt: skip


def in_status(melding, status):
    slot = AFSLUITEN if status == "G" else dict.fromkeys(AFSLUITEN)
    Melding.objects.unscoped("proef").filter(pk=melding.pk).update(status=status, **slot)
    return ververst(melding)


@pytest.mark.parametrize("naam", TABEL)
def test_een_dienst_mag_alleen_bij_haar_eigen_statussen(wereld, melding, naam):
    doe, mag = TABEL[naam]
    wereld.behandelaar, wereld.instantie  # noqa: B018 - de organisaties bestaan pas als ernaar gevraagd wordt
    gelukt = {}
    for status in Status:
        with transaction.atomic():
            zaak = in_status(melding, status.value)
            voor = stand()
            try:
                doe(wereld, zaak)
                gelukt[status.value] = ververst(melding).status
            except Domeinfout:
                assert stand() == voor, status
            transaction.set_rollback(True)
    assert gelukt == mag
