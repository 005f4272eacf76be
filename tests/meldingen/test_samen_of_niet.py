"""Elke dienst schrijft zaak, tijdlijn, logboek en bericht samen, of niets. PostgreSQL zelf weigert hier de laatste rij."""

from datetime import date

import pytest
from django.db import IntegrityError

from meldingen.domein.workflow import Status
from meldingen.gegevens import Dag, Terugmelding
from meldingen.models import Locatie
from meldingen.services import (
    archiveer,
    bewaar_locatie,
    bewaar_melder,
    heropen,
    meld_terug,
    plaats_notitie,
    stuur_door,
    trek_in,
    vul_aan,
    wijzig,
)
from tests.meldingen.hulp import stand, ververst, weiger_schrijven
from tests.zaken import meld, verzuim
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
ANTWOORD = Terugmelding(Status.TER_KENNISGEVING, "Bo Behandelaar")
DIENSTEN = {
    "dien_in": lambda w, m, b: meld(w.melder, w, b, keer=9, dagen=(Dag(date(2026, 11, 3)),)),
    "wijzig": lambda w, m, b: wijzig(
        w.melder, m.nummer, m.versie, verzuim(w, reden="Anders", dagen=(Dag(date(2026, 11, 3)),))
    ),
    "trek_in": lambda w, m, b: trek_in(w.melder, m.nummer, m.versie, "Vergissing"),
    "vul_aan": lambda w, m, b: vul_aan(w.melder, m.nummer, m.versie, "Er was een gesprek."),
    "meld_terug": lambda w, m, b: meld_terug(w.behandelaar, m.nummer, m.versie, ANTWOORD),
    "stuur_door": lambda w, m, b: stuur_door(w.behandelaar, m.nummer, m.versie, w.instantie, "Hoort bij u."),
    "notitie": lambda w, m, b: plaats_notitie(w.behandelaar, m.nummer, "Kunt u bellen?", intern=False),
}
ZONDER_POST = {
    "interne notitie": lambda w, m, b: plaats_notitie(w.behandelaar, m.nummer, "Eerst overleggen.", intern=True),
    "bewaar_locatie": lambda w, m, b: bewaar_locatie(w.beheerder, naam="Bijgebouw", adres="", plaats=""),
    "bewaar_melder": lambda w, m, b: bewaar_melder(
        w.beheerder, naam="Bo", functie="", telefoon="", email="bo@x.example"
    ),
    "archiveer": lambda w, m, b: archiveer(w.beheerder, Locatie.objects.unscoped("proef").get()),
}


def _faalt_schoon(dienst, wereld, melding, leerling, tabel):
    wereld.behandelaar, wereld.instantie, wereld.beheerder  # noqa: B018 - de organisaties bestaan pas als ernaar gevraagd wordt
    voor = stand()
    weiger_schrijven(tabel)
    with pytest.raises(IntegrityError):
        dienst(wereld, melding, leerling)
    assert stand() == voor


@pytest.mark.parametrize("naam", DIENSTEN)
def test_zonder_bericht_is_er_ook_geen_handeling(wereld, melding, leerling, naam):
    _faalt_schoon(DIENSTEN[naam], wereld, melding, leerling, Bericht)


@pytest.mark.parametrize("naam", DIENSTEN | ZONDER_POST)
def test_zonder_logregel_is_er_ook_geen_handeling(wereld, melding, leerling, naam):
    _faalt_schoon((DIENSTEN | ZONDER_POST)[naam], wereld, melding, leerling, AuditEvent)


@pytest.mark.parametrize("tabel", [Bericht, AuditEvent], ids=["bericht", "logregel"])
def test_heropenen_gebeurt_helemaal_of_niet(wereld, melding, leerling, tabel):
    meld_terug(wereld.behandelaar, melding.nummer, 1, ANTWOORD)
    _faalt_schoon(
        lambda w, m, b: heropen(w.behandelaar, m.nummer, 2, "Toch niet"), wereld, ververst(melding), leerling, tabel
    )
