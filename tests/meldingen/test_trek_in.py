"""De dienst `trek_in`: alleen de school, alleen met een reden, alleen een lopende melding."""

import pytest

from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout, Verouderd
from meldingen.gegevens import Terugmelding
from meldingen.models import Gebeurtenis, Melding
from meldingen.services import meld_terug, trek_in
from tests.meldingen.hulp import sporen, stand, ververst

pytestmark = pytest.mark.django_db


def test_intrekken_laat_een_regel_een_logregel_en_een_bericht_na(wereld, melding):
    with sporen() as nagelaten:
        trek_in(wereld.melder, melding.nummer, 1, "Verkeerde leerling")
    assert nagelaten.tijdlijn == ["ingetrokken"]
    assert nagelaten.logboek == ["meldingen:melding:ingetrokken"]
    assert nagelaten.post == [("melding/ingetrokken", "gemeente.0363@voorbeeld.example")]


def test_de_reden_staat_in_de_tijdlijn_en_de_instantie_ziet_haar_ongelezen(wereld, melding):
    trek_in(wereld.melder, melding.nummer, 1, "Verkeerde leerling")
    assert Gebeurtenis.objects.unscoped("proef").get(soort="ingetrokken").tekst == "Verkeerde leerling"
    assert (ververst(melding).status, ververst(melding).ongelezen_instantie) == ("I", True)


@pytest.mark.parametrize("status", [Status.IN_BEHANDELING, Status.TER_KENNISGEVING])
def test_intrekken_kan_tot_de_instantie_klaar_is(wereld, melding, status):
    meld_terug(wereld.behandelaar, melding.nummer, 1, Terugmelding(status, "Bo"))
    if status is Status.IN_BEHANDELING:
        assert trek_in(wereld.melder, melding.nummer, 2, "Vergissing").status == "I"
    else:
        with pytest.raises(Domeinfout, match="kan niet naar ‘Ingetrokken’"):
            trek_in(wereld.melder, melding.nummer, 2, "Vergissing")


def test_zonder_reden_gebeurt_er_niets(wereld, melding):
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        trek_in(wereld.melder, melding.nummer, 1, "")
    assert (fout.value.veld, fout.value.zin, stand()) == ("reden", "Vul de reden in.", voor)


def test_een_verouderde_versie_wordt_geweigerd(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, Terugmelding(Status.IN_BEHANDELING, "Bo"))
    with pytest.raises(Verouderd, match=r"door Naam van behandelaar\.0363 \(Gemeente 0363\) .*: Status\."):
        trek_in(wereld.melder, melding.nummer, 1, "Vergissing")


def test_een_melding_van_een_andere_school_bestaat_niet(wereld, vreemde_melding):
    with pytest.raises(Melding.DoesNotExist):
        trek_in(wereld.melder, vreemde_melding.nummer, 1, "Vergissing")
    assert ververst(vreemde_melding).status == "R"
