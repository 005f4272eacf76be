"""De dienst `bekijk`: wie zag welke leerling, en het merk 'ongelezen' van de eigen kant."""

import pytest

from accounts.domein.rechten import Rol
from meldingen.domein.workflow import Status
from meldingen.gegevens import Terugmelding
from meldingen.queries import ongelezen_teller
from meldingen.services import bekijk, leerling_opgezocht, lijst_bekeken, meld_terug, stuur_door
from tests.cast import maak_lid
from tests.meldingen.hulp import ververst
from tests.zaken import meld
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van

pytestmark = pytest.mark.django_db


def test_wie_welke_leerling_zag_staat_in_het_logboek_zonder_het_nummer_zelf(wereld, melding):
    bekijk(wereld.behandelaar, melding)
    regel = AuditEvent.objects.get(actie="meldingen:melding:bekeken")
    assert (regel.gebruiker_id, regel.organisatie_id) == (wereld.behandelaar.pk, wereld.gemeente.pk)
    assert (regel.object_id, regel.onderwerp) == (str(melding.nummer), onderwerp_van(melding.pgn))
    assert melding.pgn not in str(AuditEvent.objects.values().get(pk=regel.pk))


def test_de_instantie_haalt_alleen_haar_eigen_merk_weg(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, Terugmelding(Status.IN_BEHANDELING, "Bo"))
    bekijk(wereld.behandelaar, ververst(melding))
    assert (ververst(melding).ongelezen_school, ververst(melding).ongelezen_instantie) == (True, False)


def test_de_school_haalt_alleen_haar_eigen_merk_weg(wereld, melding):
    bekijk(wereld.melder, melding)
    assert (ververst(melding).ongelezen_school, ververst(melding).ongelezen_instantie) == (False, True)


def test_een_lezer_haalt_het_merk_niet_weg(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, Terugmelding(Status.IN_BEHANDELING, "Bo"))
    lezer = maak_lid("mentor", wereld.school, Rol.LEZER, leerling_pgns=[melding.pgn])
    bekijk(lezer, ververst(melding))
    assert ververst(melding).ongelezen_school is True


def test_een_eerdere_instantie_haalt_het_merk_van_de_nieuwe_niet_weg(wereld, andere_wereld, melding):
    stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Bij u.")
    bekijk(wereld.behandelaar, ververst(melding))
    assert ververst(melding).ongelezen_instantie is True


def test_de_teller_telt_alleen_de_eigen_kant_en_de_eigen_wereld(wereld, leerling, vreemde_melding):
    for keer in (1, 2):
        meld(wereld.melder, wereld, leerling, keer=keer)
    assert (ongelezen_teller(wereld.behandelaar), ongelezen_teller(wereld.melder)) == (2, 0)


def test_een_lijst_geeft_een_logregel_per_leerling(wereld, leerling):
    meldingen = [meld(wereld.melder, wereld, leerling, keer=keer) for keer in (1, 2)]
    lijst_bekeken(wereld.melder, meldingen)
    regels = AuditEvent.objects.filter(actie="meldingen:lijst:bekeken").values_list("onderwerp", flat=True)
    assert list(regels) == [onderwerp_van(leerling.pgn)]


@pytest.mark.parametrize(
    ("gevonden", "actie"), [(True, "bron:leerling:ingezien"), (False, "bron:leerling:niet_gevonden")]
)
def test_ook_zoeken_in_het_register_laat_een_logregel_na(wereld, gevonden, actie):
    leerling_opgezocht(wereld.melder, "999900006", gevonden=gevonden)
    assert AuditEvent.objects.get(actie=actie).onderwerp == onderwerp_van("999900006")
