"""De dienst `stuur_door`: de afzender houdt de regel in de tijdlijn, en niets van wat daarna komt."""

import pytest

from accounts.domein.rechten import Rol
from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout, Verouderd
from meldingen.gegevens import Terugmelding
from meldingen.models import Doorzending, Gebeurtenis, Melding, Notitie, Verzuimdag
from meldingen.queries import eigen_doorzending, mogelijke_ontvangers, tijdlijn
from meldingen.services import meld_terug, plaats_notitie, stuur_door, vul_aan, wijzig
from tests.cast import maak_lid
from tests.meldingen.hulp import sporen, stand, ververst
from tests.zaken import verzuim

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(wereld, andere_wereld, melding):
    """Doorgestuurd van gemeente 0363 naar gemeente 0518, waar daarna nog van alles gebeurt."""
    plaats_notitie(wereld.behandelaar, melding.nummer, "Dit is van voor het doorsturen.", intern=False)
    stuur_door(wereld.behandelaar, melding.nummer, 2, andere_wereld.gemeente, "Verblijft bij u.")
    meld_terug(andere_wereld.behandelaar, melding.nummer, 3, Terugmelding(Status.IN_BEHANDELING, "An Ander"))
    vul_aan(wereld.melder, melding.nummer, 4, "Dit is van erna.")
    plaats_notitie(andere_wereld.behandelaar, melding.nummer, "Alleen voor 0518.", intern=True)
    return ververst(melding)


def test_doorsturen_laat_een_regel_een_logregel_en_twee_berichten_na(wereld, andere_wereld, melding):
    naar = andere_wereld.gemeente
    with sporen() as nagelaten:
        stuur_door(wereld.behandelaar, melding.nummer, 1, naar, "Verblijft bij u.")
    assert nagelaten.tijdlijn == ["doorgestuurd"]
    assert nagelaten.logboek == ["meldingen:melding:doorgestuurd"]
    assert nagelaten.post == [
        ("melding/doorgestuurd", "gemeente.0518@voorbeeld.example"), ("melding/overgenomen", "mees@school.example")
    ]  # fmt: skip


def test_van_naar_en_reden_staan_in_de_tijdlijn_en_in_de_doorzending(wereld, andere_wereld, melding):
    stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Verblijft bij u.")
    regel = Gebeurtenis.objects.unscoped("proef").get(soort="doorgestuurd")
    assert (regel.wijzigingen, regel.tekst) == ([["Instantie", "Gemeente 0363", "Gemeente 0518"]], "Verblijft bij u.")
    assert Doorzending.objects.unscoped("proef").get().reden == "Verblijft bij u."


def test_beide_kanten_zien_de_doorgestuurde_melding_ongelezen(wereld, andere_wereld, melding):
    nu = stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Verblijft bij u.")
    assert (nu.ongelezen_school, nu.ongelezen_instantie) == (True, True)


def test_de_afzender_houdt_de_tijdlijn_tot_en_met_het_doorsturen(wereld, door):
    doorzending = eigen_doorzending(wereld.behandelaar, door)
    regels = tijdlijn(wereld.behandelaar, door, tot_en_met=doorzending.gebeurtenis_id)
    assert [regel.kop for regel in regels] == ["Melding doorgestuurd", "Notitie", "Melding gedaan"]


def test_ook_zonder_grens_geeft_de_deur_de_afzender_niets_van_erna(wereld, door):
    soorten = Gebeurtenis.objects.visible_to(wereld.behandelaar).order_by("id").values_list("soort", flat=True)
    assert list(soorten) == ["ingediend", "notitie", "doorgestuurd"]
    for model in (Notitie, Verzuimdag):
        assert list(model.objects.visible_to(wereld.behandelaar)) == []


def test_de_nieuwe_instantie_ziet_wat_er_eerder_gebeurde(andere_wereld, door):
    koppen = [regel.kop for regel in tijdlijn(andere_wereld.behandelaar, door)]
    assert sorted(koppen) == sorted(
        [
            "Interne notitie",
            "Aanvulling van de school",
            "Terugmelding",
            "Melding doorgestuurd",
            "Notitie",
            "Melding gedaan",
        ]
    )


def test_de_afzender_kan_er_niets_meer_mee(wereld, door):
    voor = stand()
    with pytest.raises(Melding.DoesNotExist):
        meld_terug(wereld.behandelaar, door.nummer, door.versie, Terugmelding(Status.TER_KENNISGEVING, "Bo"))
    assert stand() == voor


def test_komt_de_melding_terug_dan_ziet_de_eerste_weer_alles(wereld, andere_wereld, door):
    stuur_door(andere_wereld.behandelaar, door.nummer, door.versie, wereld.gemeente, "Toch bij u.")
    assert eigen_doorzending(wereld.behandelaar, ververst(door)) is None
    assert len(tijdlijn(wereld.behandelaar, door)) == 6


def test_een_afgeronde_melding_is_niet_door_te_sturen(wereld, andere_wereld, melding):
    meld_terug(wereld.behandelaar, melding.nummer, 1, Terugmelding(Status.TER_KENNISGEVING, "Bo"))
    with pytest.raises(Domeinfout, match="Alleen een lopende melding"):
        stuur_door(wereld.behandelaar, melding.nummer, 2, andere_wereld.gemeente, "Verblijft bij u.")


@pytest.mark.parametrize("naar", ["gemeente", "school", "regio"])
def test_doorsturen_kan_niet_naar_zichzelf_een_school_of_onder_18_een_regio(wereld, melding, naar):
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        stuur_door(wereld.behandelaar, melding.nummer, 1, getattr(wereld, naar), "Verblijft bij u.")
    assert (fout.value.veld, stand()) == ("naar", voor)


def test_een_gesloten_organisatie_staat_niet_in_de_lijst(wereld, andere_wereld, melding):
    weg = andere_wereld.gemeente
    assert weg in mogelijke_ontvangers(melding)
    weg.actief = False
    weg.save()
    assert weg not in mogelijke_ontvangers(melding)


def test_een_verouderde_versie_wordt_geweigerd(wereld, andere_wereld, melding):
    wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, reden="Anders"))
    with pytest.raises(Verouderd):
        stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Verblijft bij u.")


def test_een_melding_bij_een_andere_gemeente_bestaat_niet(wereld, vreemde_melding):
    with pytest.raises(Melding.DoesNotExist):
        stuur_door(wereld.behandelaar, vreemde_melding.nummer, 1, wereld.gemeente, "Naar ons.")


def test_een_derde_gemeente_ziet_er_niets_van(wereld, door):
    derde = maak_lid("derde", wereld.instantie, Rol.BEHANDELAAR)
    assert not Melding.objects.visible_to(derde).exists()
    assert not Gebeurtenis.objects.visible_to(derde).exists()
