"""De dienst `heropen`: een afgeronde melding loopt weer, met een reden."""

import pytest

from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout, Verouderd
from meldingen.gegevens import Terugmelding
from meldingen.models import Gebeurtenis, Melding
from meldingen.services import heropen, meld_terug, wijzig
from tests.meldingen.hulp import sporen, stand, ververst
from tests.zaken import verzuim

pytestmark = pytest.mark.django_db
SLOT = {
    "G": Terugmelding(Status.AFGESLOTEN, "Bo", reden_afsluiting=1, toelichting_afsluiting=1),
    "K": Terugmelding(Status.TER_KENNISGEVING, "Bo"),
}


@pytest.fixture(params=["G", "K"])
def gesloten(request, wereld, melding):
    return meld_terug(wereld.behandelaar, melding.nummer, 1, SLOT[request.param])


def test_heropenen_laat_een_regel_een_logregel_en_een_bericht_aan_de_melder_na(wereld, gesloten):
    with sporen() as nagelaten:
        heropen(wereld.behandelaar, gesloten.nummer, 2, "De leerling is weer weg.")
    assert nagelaten.tijdlijn == ["heropend"]
    assert nagelaten.logboek == ["meldingen:melding:heropend"]
    assert nagelaten.post == [("melding/heropend", "mees@school.example")]


def test_een_heropende_melding_is_in_behandeling_zonder_reden_van_afsluiten(wereld, gesloten):
    heropen(wereld.behandelaar, gesloten.nummer, 2, "De leerling is weer weg.")
    nu = ververst(gesloten)
    assert (nu.status, nu.reden_afsluiting, nu.toelichting_afsluiting, nu.ongelezen_school) == ("B", None, None, True)
    assert Gebeurtenis.objects.unscoped("proef").get(soort="heropend").tekst == "De leerling is weer weg."


def test_na_heropenen_kan_de_school_weer_wijzigen(wereld, gesloten):
    heropen(wereld.behandelaar, gesloten.nummer, 2, "De leerling is weer weg.")
    assert wijzig(wereld.melder, gesloten.nummer, 3, verzuim(wereld, reden="Weer weg")).versie == 4


def test_heropenen_zonder_reden_kan_niet(wereld, gesloten):
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        heropen(wereld.behandelaar, gesloten.nummer, 2, "")
    assert (fout.value.veld, stand()) == ("reden", voor)


def test_een_lopende_melding_is_niet_te_heropenen(wereld, melding):
    wereld.behandelaar  # noqa: B018 - haar gemeente bestaat al, hijzelf nog niet
    voor = stand()
    with pytest.raises(Domeinfout, match="Alleen een afgeronde melding kan worden heropend"):
        heropen(wereld.behandelaar, melding.nummer, 1, "Zomaar")
    assert stand() == voor


def test_een_verouderde_versie_wordt_geweigerd(wereld, gesloten):
    with pytest.raises(Verouderd):
        heropen(wereld.behandelaar, gesloten.nummer, 1, "Toch niet")


def test_een_melding_bij_een_andere_gemeente_bestaat_niet(wereld, andere_wereld, vreemde_melding):
    meld_terug(andere_wereld.behandelaar, vreemde_melding.nummer, 1, SLOT["K"])
    with pytest.raises(Melding.DoesNotExist):
        heropen(wereld.behandelaar, vreemde_melding.nummer, 2, "Toch niet")
