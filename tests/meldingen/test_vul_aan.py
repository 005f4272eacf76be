"""De dienst `vul_aan`: de school zet iets bij een lopende melding."""

import pytest

from meldingen.fouten import Domeinfout, Verouderd
from meldingen.models import Gebeurtenis, Melding
from meldingen.services import bekijk, trek_in, vul_aan
from tests.meldingen.hulp import sporen, stand, ververst

pytestmark = pytest.mark.django_db


def test_een_aanvulling_laat_een_regel_een_logregel_en_een_bericht_na(wereld, melding):
    with sporen() as nagelaten:
        vul_aan(wereld.melder, melding.nummer, 1, "Er was een gesprek met de ouders.")
    assert nagelaten.tijdlijn == ["aangevuld"]
    assert nagelaten.logboek == ["meldingen:melding:aangevuld"]
    assert nagelaten.post == [("melding/aanvulling", "gemeente.0363@voorbeeld.example")]


def test_de_instantie_leest_de_aanvulling_in_de_tijdlijn_en_ziet_haar_ongelezen(wereld, melding):
    bekijk(wereld.behandelaar, melding)
    vul_aan(wereld.melder, melding.nummer, 1, "Er was een gesprek.")
    regel = Gebeurtenis.objects.visible_to(wereld.behandelaar).get(soort="aangevuld")
    assert (regel.tekst, ververst(melding).ongelezen_instantie) == ("Er was een gesprek.", True)


def test_een_ingetrokken_melding_is_niet_aan_te_vullen(wereld, melding):
    trek_in(wereld.melder, melding.nummer, 1, "Vergissing")
    voor = stand()
    with pytest.raises(Domeinfout, match="Aanvullen kan alleen zolang de melding loopt"):
        vul_aan(wereld.melder, melding.nummer, 2, "Toch nog iets.")
    assert stand() == voor


def test_een_verouderde_versie_wordt_geweigerd(wereld, melding):
    vul_aan(wereld.melder, melding.nummer, 1, "De eerste.")
    with pytest.raises(Verouderd, match=r"10:00: aanvulling van de school\."):
        vul_aan(wereld.melder, melding.nummer, 1, "De tweede.")


def test_een_melding_van_een_andere_school_bestaat_niet(wereld, vreemde_melding):
    with pytest.raises(Melding.DoesNotExist):
        vul_aan(wereld.melder, vreemde_melding.nummer, 1, "Iets.")
