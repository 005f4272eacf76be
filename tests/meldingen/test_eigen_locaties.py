"""Welke leerlingen buiten de locaties vallen waar iemand zelf voor meldt."""

import pytest

from accounts.domein.rechten import Rol
from meldingen.models import Locatie, Melding
from meldingen.queries.eigen_locaties import buiten_eigen_locaties
from tests.cast import maak_lid
from tests.zaken import meld


@pytest.fixture
def zaken(wereld, school_van):
    """Een melding van de melder op zijn hoofdlocatie, en twee van een collega op een andere locatie."""
    leerling = school_van(wereld)
    ander = maak_lid("ander", wereld.school, Rol.MELDER)
    zij = Locatie.objects.create(school=wereld.school, naam="Zijlocatie")
    eigen = meld(wereld.melder, wereld, leerling)
    return ander, eigen, [meld(ander, wereld, leerling, keer=keer, locatie=zij.pk) for keer in (1, 2)]


def test_een_leerling_op_een_andere_locatie_telt_een_keer(wereld, zaken):
    _, eigen, elders = zaken
    nummers = [melding.nummer for melding in (eigen, *elders)]
    assert buiten_eigen_locaties(wereld.melder.pk, wereld.school.pk, nummers) == 1


def test_op_de_eigen_locatie_valt_niets_op(wereld, zaken):
    ander, eigen, elders = zaken
    assert buiten_eigen_locaties(wereld.melder.pk, wereld.school.pk, [eigen.nummer]) == 0
    assert buiten_eigen_locaties(ander.pk, wereld.school.pk, [melding.nummer for melding in elders]) == 0


def test_wie_zelf_niet_meldt_heeft_geen_eigen_locatie(wereld, zaken):
    _, eigen, elders = zaken
    nummers = [melding.nummer for melding in (eigen, *elders)]
    assert buiten_eigen_locaties(wereld.lezer.pk, wereld.school.pk, nummers) == 0


def test_een_locatie_van_langer_dan_een_jaar_geleden_telt_niet_meer(wereld, zaken):
    _, eigen, elders = zaken
    Melding.objects.unscoped("proef").filter(pk=eigen.pk).update(geregistreerd_op="2024-01-01T00:00:00+01:00")
    assert buiten_eigen_locaties(wereld.melder.pk, wereld.school.pk, [elders[0].nummer]) == 0
