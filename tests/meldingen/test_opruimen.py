"""Een melding verdwijnt twee jaar na het registreren, met alles wat erbij hoort; een melder als niemand hem nog nodig heeft."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meldingen.models import Doorzending, Gebeurtenis, Melder, Melding, Notitie, Verzuimdag
from meldingen.models.zaak import ZICHTBAAR_VOOR_SCHOOL
from meldingen.services import opruimen, plaats_notitie
from meldingen.services.opruimen import verwijder_melders, verwijder_meldingen
from tests.zaken import meld
from verzuimloket.clock import nu, vandaag
from verzuimloket.kalender import begin_van_dag

pytestmark = pytest.mark.django_db
BEWAARD = 2 * 365 + 1  # dagen
DELEN = (Verzuimdag, Gebeurtenis, Notitie, Doorzending)


@pytest.fixture
def leerling(wereld, school_van):
    return school_van(wereld)


def verouder(melding, dagen, *, rest=timedelta()):
    """Geregistreerd zoveel dagen voor vandaag 00:00."""
    op = begin_van_dag(vandaag()) - timedelta(days=dagen) - rest
    Melding.objects.unscoped("proef").filter(pk=melding.pk).update(geregistreerd_op=op)


def over():
    return set(Melding.objects.unscoped("proef").values_list("pk", flat=True))


@pytest.mark.parametrize(("rest", "weg"), [(timedelta(0), 0), (timedelta(microseconds=1), 1)])
def test_een_melding_verdwijnt_na_twee_jaar_en_geen_tel_eerder(wereld, leerling, rest, weg):
    verouder(meld(wereld.melder, wereld, leerling), BEWAARD, rest=rest)
    jong = meld(wereld.melder, wereld, leerling, keer=1)
    assert (verwijder_meldingen(vandaag(), proef=True), verwijder_meldingen(vandaag())) == (weg, weg)
    assert (jong.pk in over(), len(over())) == (True, 2 - weg)


def test_wat_een_school_nog_ziet_staat_er_nog(wereld, leerling):
    """De termijn van het verwijderen is nooit korter dan die van het tonen."""
    melding = meld(wereld.melder, wereld, leerling)
    bijna = nu() - ZICHTBAAR_VOOR_SCHOOL + timedelta(minutes=5)
    Melding.objects.unscoped("proef").filter(pk=melding.pk).update(geregistreerd_op=bijna)
    verwijder_meldingen(vandaag())
    assert Melding.objects.visible_to(wereld.melder).filter(pk=melding.pk).exists()


def test_met_een_melding_gaat_alles_wat_erbij_hoort(wereld, leerling, andere_wereld):
    oud, jong = (meld(wereld.melder, wereld, leerling, keer=keer) for keer in range(2))
    for melding in (oud, jong):
        Verzuimdag.objects.create(melding=melding, datum=date(2026, 11, 2))
        plaats_notitie(wereld.behandelaar, melding.nummer, "Gebeld", intern=True)
        melding.refresh_from_db()
        gebeurtenis = Gebeurtenis.objects.unscoped("proef").filter(melding=melding).latest("pk")
        Doorzending.objects.create(
            melding=melding, van=wereld.gemeente, naar=andere_wereld.gemeente, gebeurtenis=gebeurtenis, reden="verhuisd"
        )
    verouder(oud, BEWAARD + 1)
    verwijder_meldingen(vandaag())
    bij = {model: set(model.objects.unscoped("proef").values_list("melding", flat=True)) for model in DELEN}
    assert [bij[model] for model in DELEN] == [{jong.pk}] * 4


@given(dagen=st.lists(st.integers(BEWAARD - 3, BEWAARD + 3), max_size=8), pakket=st.sampled_from([1, 3, 1000]))
@settings(
    derandomize=True, max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_niets_verdwijnt_te_vroeg_en_niets_blijft_te_lang(wereld, leerling, monkeypatch, dagen, pakket):
    monkeypatch.setattr(opruimen, "_PAKKET", pakket)
    Melding.objects.unscoped("proef").all().delete()
    ouderdom = {}
    for keer, aantal in enumerate(dagen):
        melding = meld(wereld.melder, wereld, leerling, keer=keer)
        verouder(melding, aantal)
        ouderdom[melding.pk] = aantal
    verwijder_meldingen(vandaag())
    assert over() == {nummer for nummer, aantal in ouderdom.items() if aantal <= BEWAARD}


@pytest.mark.parametrize(("gearchiveerd", "met_melding", "blijft"), [
    (None, False, True), (1, False, False), (0, False, True), (1, True, True),
], ids=["in gebruik", "gearchiveerd", "vandaag gearchiveerd", "gearchiveerd, met een melding"])  # fmt: skip
def test_een_melder_verdwijnt_als_niemand_hem_nog_nodig_heeft(wereld, leerling, gearchiveerd, met_melding, blijft):
    op = None if gearchiveerd is None else nu() - timedelta(days=gearchiveerd)
    melder = Melder.objects.create(school=wereld.school, naam="Kim", email="kim@school.example", gearchiveerd_op=op)
    if met_melding:
        melding = meld(wereld.melder, wereld, leerling)
        Melding.objects.unscoped("proef").filter(pk=melding.pk).update(melder=melder)
    assert (verwijder_melders(vandaag(), proef=True), verwijder_melders(vandaag())) == (int(not blijft),) * 2
    assert Melder.objects.unscoped("proef").filter(pk=melder.pk).exists() is blijft
