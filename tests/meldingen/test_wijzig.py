"""De dienst `wijzig`: versie, oud en nieuw in de tijdlijn, en de grenzen van wat een school mag veranderen."""

from datetime import date

import pytest

from accounts.domein.rechten import Rol
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.fouten import Domeinfout, Verouderd
from meldingen.gegevens import Dag
from meldingen.models import Gebeurtenis, Melding, Verzuimdag
from meldingen.services import archiveer, stuur_door, trek_in, wijzig, zet_routering
from tests.cast import maak_lid
from tests.meldingen.hulp import sporen, stand, ververst
from tests.zaken import meld, verzuim

pytestmark = pytest.mark.django_db


def test_een_wijziging_laat_een_regel_een_logregel_en_een_bericht_na(wereld, melding):
    with sporen() as nagelaten:
        wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, reden="Ziek gemeld, niet ziek"))
    assert nagelaten.tijdlijn == ["gewijzigd"]
    assert nagelaten.logboek == ["meldingen:melding:gewijzigd"]
    assert nagelaten.post == [("melding/gewijzigd", "gemeente.0363@voorbeeld.example")]


def test_de_tijdlijn_noemt_per_veld_oud_en_nieuw(wereld, melding):
    anders = verzuim(
        wereld, soort="L", eind=date(2026, 11, 6), alle_lessen_gemist=True, actie_gewenst=False,
        toelichting_actie_gewenst="De leerling is terug.", dagen=(Dag(date(2026, 11, 3), False, (1, 2)),),
        afwijkend_adres={"straat": "Dam", "huisnummer": "1", "toevoeging": "II", "postcode": "1012AB", "plaats": "Amsterdam"},
    )  # fmt: skip
    wijzig(wereld.melder, melding.nummer, 1, anders)
    assert Gebeurtenis.objects.unscoped("proef").get(soort="gewijzigd").wijzigingen == [
        ["Vermoedelijke soort verzuim", "16 uur of meer in 4 weken, onder 18", "Luxe verzuim"],
        ["Eind verzuim", "", "6-11-2026"],
        ["Alle lessen gemist", "nee", "ja"],
        ["Actie gewenst", "ja", "nee"],
        ["Toelichting actie gewenst", "", "De leerling is terug."],
        ["Afwijkend adres", "", "Dam 1-II, 1012AB Amsterdam"],
        ["Verzuimdagen", "", "3-11-2026 lesuur 1, 2"],
    ]


def test_zonder_verschil_gebeurt_er_niets(wereld, melding):
    voor = stand()
    wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld))
    assert stand() == voor


def test_een_verouderde_versie_noemt_wie_wanneer_en_wat(wereld, melding):
    wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, reden="De eerste"))
    voor = stand()
    with pytest.raises(Verouderd) as fout:
        wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, reden="De tweede"))
    assert fout.value.zin == (
        "Deze melding is intussen gewijzigd door Naam van melder.00zv (Instelling 00ZV) op 24-11-2026 om 10:00: "
        "Vermoedelijke reden. Wat u typte, staat er nog. Controleer het en verstuur opnieuw."
    )
    assert stand() == voor


def test_een_melding_van_een_andere_school_bestaat_niet(wereld, melding, vreemde_melding):
    with pytest.raises(Melding.DoesNotExist):
        wijzig(wereld.melder, vreemde_melding.nummer, 1, verzuim(wereld, reden="Anders"))
    assert ververst(vreemde_melding).versie == 1


def test_een_ingetrokken_melding_is_niet_te_wijzigen(wereld, melding):
    trek_in(wereld.melder, melding.nummer, 1, "Vergissing")
    with pytest.raises(Domeinfout, match="niet meer te wijzigen"):
        wijzig(wereld.melder, melding.nummer, 2, verzuim(wereld, reden="Anders"))


def test_een_ander_adres_stuurt_een_lopende_melding_niet_om(wereld, andere_wereld, melding):
    andere_wereld.gemeente  # noqa: B018
    adres = {"straat": "Spui", "huisnummer": "1", "postcode": "2511AA", "plaats": "Den Haag"}
    assert wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, afwijkend_adres=adres)).instantie == wereld.gemeente


def test_een_gearchiveerde_locatie_mag_blijven_staan(wereld, melding):
    archiveer(wereld.beheerder, melding.locatie)
    assert wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, reden="Anders")).locatie == melding.locatie


def test_de_dagen_worden_in_hun_geheel_vervangen(wereld, leerling):
    melding = meld(wereld.melder, wereld, leerling, dagen=(Dag(date(2026, 11, 3)), Dag(date(2026, 11, 4))))
    wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, dagen=(Dag(date(2026, 11, 5)),)))
    bewaard = Verzuimdag.objects.unscoped("proef").filter(melding=melding)
    assert list(bewaard.values_list("datum", flat=True)) == [date(2026, 11, 5)]


# --- een andere begindatum kan een andere leeftijdsgroep zijn -----------------------------------------------------


@pytest.fixture
def bijna_18(wereld, school_van):
    """Werd op 10 november 2026 18; gemeld vanaf 2 november, dus kwalificatieplichtig."""
    leerling = school_van(wereld, nummer=3, geboren="2008-11-10")
    return meld(wereld.melder, wereld, leerling)


def test_een_nieuwe_leeftijdsgroep_bij_dezelfde_instantie_wordt_bewaard(wereld, bijna_18):
    assert bijna_18.leeftijdsgroep == Leeftijdsgroep.KWALIFICATIEPLICHTIG
    wijzig(wereld.melder, bijna_18.nummer, 1, verzuim(wereld, soort="RMC", begin=date(2026, 11, 10)))
    assert ververst(bijna_18).leeftijdsgroep == Leeftijdsgroep.RMC


def test_een_nieuwe_leeftijdsgroep_die_elders_hoort_wordt_geweigerd(wereld, bijna_18):
    zet_routering(gebied=wereld.regio, groep=Leeftijdsgroep.RMC, instantie=wereld.regio, vanaf=date(2026, 8, 1))
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        wijzig(wereld.melder, bijna_18.nummer, 1, verzuim(wereld, soort="RMC", begin=date(2026, 11, 10)))
    assert (fout.value.veld, stand()) == ("begin", voor)


def test_een_melding_bij_de_regio_kan_niet_onder_18_worden(wereld, school_van):
    """Anders zou niemand haar meer zien: de regio ziet alleen 18 jaar en ouder."""
    melding = meld(
        wereld.melder, wereld, school_van(wereld, nummer=3, geboren="2008-11-10"), soort="RMC", begin=date(2026, 11, 10)
    )
    stuur_door(wereld.behandelaar, melding.nummer, 1, wereld.regio, "Voor de regio.")
    rmc = maak_lid("rmc2", wereld.regio, Rol.BEHANDELAAR_RMC)
    with pytest.raises(Domeinfout, match="Trek deze melding in"):
        wijzig(wereld.melder, melding.nummer, 2, verzuim(wereld))
    assert Melding.objects.visible_to(rmc).filter(pk=melding.pk).exists()
