"""De diensten van locaties en melders: archiveren in plaats van verwijderen wat gebruikt is."""

import pytest

from accounts.domein.rechten import Rol
from meldingen.fouten import Domeinfout
from meldingen.models import Locatie, Melder
from meldingen.services import archiveer, bewaar_locatie, bewaar_melder, haal_terug
from tests.cast import maak_lid
from tests.meldingen.hulp import sporen, stand
from tests.zaken import meld

pytestmark = pytest.mark.django_db


def locatie(wereld, naam="Bijgebouw"):
    return bewaar_locatie(wereld.beheerder, naam=naam, adres="Dam 1", plaats="Amsterdam")


def melder(wereld, **anders):
    waarden = {"naam": "Bo", "functie": "", "telefoon": "", "email": "bo@x.example"} | anders
    return bewaar_melder(wereld.beheerder, **waarden)


def bestaat(bezit) -> bool:
    return type(bezit).objects.unscoped("proef").filter(pk=bezit.pk).exists()


def test_een_nieuwe_locatie_hoort_bij_de_eigen_school_en_staat_in_het_logboek(wereld):
    with sporen() as nagelaten:
        nieuw = locatie(wereld)
    assert (nieuw.school, nagelaten.logboek) == (wereld.school, ["meldingen:locatie:toegevoegd"])


def test_wijzigen_houdt_dezelfde_rij(wereld):
    eerst = melder(wereld)
    with sporen() as nagelaten:
        melder(wereld, naam="Bo de Vries", melder=eerst)
    assert nagelaten.logboek == ["meldingen:melder:gewijzigd"]
    assert list(Melder.objects.unscoped("proef").values_list("pk", "naam")) == [(eerst.pk, "Bo de Vries")]


@pytest.mark.parametrize(("maak", "veld"), [(locatie, "naam"), (melder, "email")])
def test_dezelfde_naam_twee_keer_wordt_bij_het_veld_geweigerd(wereld, maak, veld):
    maak(wereld)
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        maak(wereld)
    assert (fout.value.veld, stand()) == (veld, voor)


def test_twee_scholen_mogen_dezelfde_naam_gebruiken(wereld, andere_wereld):
    locatie(wereld), locatie(andere_wereld)
    assert Locatie.objects.unscoped("proef").filter(naam="Bijgebouw").count() == 2


@pytest.mark.parametrize("maak", [locatie, melder])
def test_wat_nooit_gebruikt_is_mag_weg(wereld, maak):
    bezit = maak(wereld)
    with sporen() as nagelaten:
        assert archiveer(wereld.beheerder, bezit) is True
    assert not bestaat(bezit)
    assert nagelaten.logboek == [f"meldingen:{maak.__name__}:verwijderd"]


def test_een_gebruikte_locatie_wordt_gearchiveerd_en_blijft_bij_de_melding(wereld, melding):
    assert archiveer(wereld.beheerder, melding.locatie) is False
    assert bestaat(melding.locatie)
    assert not Locatie.objects.visible_to(wereld.melder).actief().exists()


def test_een_gebruikte_melder_wordt_gearchiveerd(wereld, leerling):
    persoon = melder(wereld)
    meld(wereld.melder, wereld, leerling, melder=persoon.pk)
    assert archiveer(wereld.beheerder, persoon) is False
    assert bestaat(persoon)


def test_een_locatie_waar_een_lezer_aan_hangt_wordt_gearchiveerd(wereld):
    bezit = locatie(wereld)
    maak_lid("mentor", wereld.school, Rol.LEZER, locatie_ids=[bezit.pk])
    assert archiveer(wereld.beheerder, bezit) is False


def test_teruggezet_is_een_locatie_weer_te_kiezen(wereld, melding):
    archiveer(wereld.beheerder, melding.locatie)
    with sporen() as nagelaten:
        haal_terug(wereld.beheerder, melding.locatie)
    assert Locatie.objects.visible_to(wereld.melder).actief().get() == melding.locatie
    assert nagelaten.logboek == ["meldingen:locatie:gewijzigd"]


def test_terugzetten_kan_niet_als_de_naam_intussen_opnieuw_gebruikt_is(wereld, melding):
    archiveer(wereld.beheerder, melding.locatie)
    locatie(wereld, "Hoofdlocatie")
    voor = stand()
    with pytest.raises(Domeinfout, match="Er is al een locatie met deze naam"):
        haal_terug(wereld.beheerder, melding.locatie)
    assert stand() == voor


def test_een_andere_school_ziet_locaties_en_melders_niet(wereld, andere_wereld):
    locatie(wereld), melder(wereld)
    for model in (Locatie, Melder):
        assert not model.objects.visible_to(andere_wereld.melder).exists()
