"""De dienst `plaats_notitie`: gedeeld met de andere kant, of intern voor de eigen organisatie."""

import pytest

from meldingen.models import Melding, Notitie
from meldingen.queries import tijdlijn
from meldingen.services import bekijk, plaats_notitie
from tests.meldingen.hulp import Sporen, sporen, ververst

pytestmark = pytest.mark.django_db
KANTEN = [("melder", "behandelaar"), ("behandelaar", "melder")]


@pytest.mark.parametrize(
    ("wie", "bericht"),
    [("melder", ("melding/aanvulling", "gemeente.0363@voorbeeld.example")),
     ("behandelaar", ("melding/notitie", "mees@school.example"))],
)  # fmt: skip
def test_een_gedeelde_notitie_laat_een_regel_een_logregel_en_een_bericht_na(wereld, melding, wie, bericht):
    with sporen() as nagelaten:
        plaats_notitie(getattr(wereld, wie), melding.nummer, "Kunt u bellen?", intern=False)
    assert nagelaten.tijdlijn == ["notitie"]
    assert nagelaten.logboek == ["meldingen:melding:notitie"]
    assert nagelaten.post == [bericht]


@pytest.mark.parametrize("wie", ["melder", "behandelaar"])
def test_een_interne_notitie_laat_alleen_een_logregel_na(wereld, melding, wie):
    with sporen() as nagelaten:
        plaats_notitie(getattr(wereld, wie), melding.nummer, "Eerst overleggen.", intern=True)
    assert (nagelaten.tijdlijn, nagelaten.post) == ([], [])
    assert nagelaten.logboek == ["meldingen:notitie:geplaatst"]
    assert ververst(melding).versie == 1


@pytest.mark.parametrize(("wie", "ander"), KANTEN)
def test_een_interne_notitie_ziet_alleen_de_eigen_organisatie(wereld, melding, wie, ander):
    plaats_notitie(getattr(wereld, wie), melding.nummer, "Eerst overleggen.", intern=True)
    gezien = [[r.tekst for r in tijdlijn(getattr(wereld, elk), melding) if r.intern] for elk in (wie, ander)]
    assert gezien == [["Eerst overleggen."], []]
    assert not Notitie.objects.visible_to(getattr(wereld, ander)).exists()


@pytest.mark.parametrize(("wie", "ander"), KANTEN)
def test_een_gedeelde_notitie_is_ongelezen_bij_de_andere_kant(wereld, melding, wie, ander):
    bekijk(wereld.behandelaar, melding)
    plaats_notitie(getattr(wereld, wie), melding.nummer, "Kunt u bellen?", intern=False)
    nu = ververst(melding)
    assert (nu.ongelezen_school, nu.ongelezen_instantie) == (ander == "melder", ander == "behandelaar")


@pytest.mark.parametrize("intern", [True, False])
def test_twee_keer_klikken_geeft_een_notitie(wereld, melding, intern):
    eerste = plaats_notitie(wereld.melder, melding.nummer, "Kunt u bellen?", intern=intern)
    with sporen() as nagelaten:
        assert plaats_notitie(wereld.melder, melding.nummer, "Kunt u bellen?", intern=intern) == eerste
    assert nagelaten == Sporen()


def test_dezelfde_tekst_later_is_een_nieuwe_notitie(wereld, melding, klok):
    plaats_notitie(wereld.melder, melding.nummer, "Kunt u bellen?", intern=False)
    klok.shift(61)
    plaats_notitie(wereld.melder, melding.nummer, "Kunt u bellen?", intern=False)
    assert Notitie.objects.unscoped("proef").count() == 2


def test_een_melding_van_een_andere_wereld_bestaat_niet(wereld, vreemde_melding):
    for wie in (wereld.melder, wereld.behandelaar):
        with pytest.raises(Melding.DoesNotExist):
            plaats_notitie(wie, vreemde_melding.nummer, "Hallo?", intern=True)
