"""De dienst `meld_terug`: het antwoord van de instantie."""

import pytest
from django.db import IntegrityError, transaction

from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout, Verouderd
from meldingen.gegevens import Terugmelding
from meldingen.models import Gebeurtenis, Melding
from meldingen.models.zaak import REDENEN_AFSLUITING, TOELICHTINGEN_AFSLUITING
from meldingen.services import meld_terug
from tests.meldingen.hulp import sporen, stand, ververst

pytestmark = pytest.mark.django_db


def antwoord(status: str, **anders) -> Terugmelding:
    return Terugmelding(Status(status), "Bo Behandelaar", **anders)


def test_een_terugmelding_laat_een_regel_een_logregel_en_een_bericht_aan_de_melder_na(wereld, melding):
    with sporen() as nagelaten:
        meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("B"))
    assert nagelaten.tijdlijn == ["teruggemeld"]
    assert nagelaten.logboek == ["meldingen:melding:teruggemeld"]
    assert nagelaten.post == [("melding/teruggemeld", "mees@school.example")]


def test_afsluiten_bewaart_reden_toelichting_en_contact(wereld, melding):
    slot = antwoord("G", reden_afsluiting=6, toelichting_afsluiting=3, contact_email="bo@gemeente.example")
    meld_terug(wereld.behandelaar, melding.nummer, 1, slot)
    assert Gebeurtenis.objects.unscoped("proef").get(soort="teruggemeld").wijzigingen == [
        ["Status", "Geregistreerd", "Afgesloten"],
        ["Reden van afsluiten", "", "geen verzuim, langdurig ziek"],
        ["Toelichting", "", "er loopt geen actie meer richting leerling of deelnemer"],
    ]
    assert ververst(melding).contact == "Bo Behandelaar\nbo@gemeente.example"


def test_er_zijn_zeven_redenen_en_drie_toelichtingen():
    assert [nummer for nummer, _ in REDENEN_AFSLUITING] == [1, 2, 3, 4, 5, 6, 7]
    assert [nummer for nummer, _ in TOELICHTINGEN_AFSLUITING] == [1, 2, 3]


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [({"toelichting_afsluiting": 1}, "reden_afsluiting", "Kies de reden van afsluiten."),
     ({"reden_afsluiting": 1}, "toelichting_afsluiting", "Kies de toelichting bij het afsluiten.")],
)  # fmt: skip
def test_afsluiten_zonder_reden_of_toelichting_kan_niet(wereld, melding, anders, veld, zin):
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("G", **anders))
    assert (fout.value.veld, fout.value.zin, stand()) == (veld, zin, voor)


def test_ook_de_database_weigert_afsluiten_zonder_reden(melding):
    with pytest.raises(IntegrityError, match="melding_afgesloten_met_reden"), transaction.atomic():
        Melding.objects.unscoped("proef").filter(pk=melding.pk).update(status="G")


def test_een_reden_bij_ter_kennisgeving_wordt_niet_bewaard(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("K", reden_afsluiting=1, toelichting_afsluiting=1))
    assert (ververst(melding).status, ververst(melding).reden_afsluiting) == ("K", None)


def test_de_school_ziet_het_antwoord_ongelezen_en_de_instantie_niet_meer(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("B"))
    assert (ververst(melding).ongelezen_school, ververst(melding).ongelezen_instantie) == (True, False)


def test_twee_keer_in_behandeling_verandert_niets(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("B"))
    voor = stand()
    with pytest.raises(Domeinfout, match="kan niet naar ‘In behandeling’"):
        meld_terug(wereld.behandelaar, melding.nummer, 2, antwoord("B"))
    assert stand() == voor


def test_een_afgeronde_melding_moet_eerst_heropend_worden(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("K"))
    with pytest.raises(Domeinfout) as fout:
        meld_terug(wereld.behandelaar, melding.nummer, 2, antwoord("B"))
    assert (fout.value.veld, fout.value.zin) == ("status", "Deze melding is al afgerond. Heropen haar eerst.")


def test_een_verouderde_versie_wordt_geweigerd(wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("B"))
    with pytest.raises(Verouderd):
        meld_terug(wereld.behandelaar, melding.nummer, 1, antwoord("K"))


def test_een_melding_bij_een_andere_gemeente_bestaat_niet(wereld, vreemde_melding):
    with pytest.raises(Melding.DoesNotExist):
        meld_terug(wereld.behandelaar, vreemde_melding.nummer, 1, antwoord("B"))
    assert ververst(vreemde_melding).status == "R"
