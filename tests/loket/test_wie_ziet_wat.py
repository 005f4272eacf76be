"""Verhalen over wie een melding ziet, en onder welk nummer een leerling bekend is."""

import pytest

from accounts.domein.rechten import Rol
from bron.domein.pgn import rest
from meldingen.models import Melding
from tests.cast import maak_lid
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.loket.mensen import Mens

pytestmark = pytest.mark.django_db
ONDERWIJSNUMMER = next(f"10{n:07d}" for n in range(1, 99) if rest(f"10{n:07d}") == 5)


def test_een_mentor_ziet_alleen_zijn_eigen_leerlingen(wereld, ingelogd, school, noor, school_van):
    buur = school_van(wereld, nummer=1, achternaam="Buur")
    van_noor, van_buur = school.meldt(noor.pgn), school.meldt(buur.pgn)
    mentor = Mens(ingelogd(maak_lid("mentor", wereld.school, Rol.LEZER, leerling_pgns=[noor.pgn])))
    assert mentor.ziet_in_de_lijst() == [van_noor]
    assert "Noor van der Zeeman" in mentor.leest(van_noor)
    assert mentor.leest(van_buur) == "404"
    assert [mentor.client.get(f"/meldingen/{van_noor}/{stap}/").status_code for stap in ("wijzigen", "intrekken")] == [
        403,
        403,
    ]


def test_een_mentor_van_een_locatie_ziet_wat_daar_gemeld_wordt(wereld, ingelogd, school, noor):
    nummer = school.meldt(noor.pgn)
    locatie = Melding.objects.unscoped("proef").get().locatie_id
    daar = Mens(ingelogd(maak_lid("mentor", wereld.school, Rol.LEZER, locatie_ids=[locatie])))
    elders = Mens(ingelogd(maak_lid("coach", wereld.school, Rol.LEZER, locatie_ids=[locatie + 1])))
    assert (daar.ziet_in_de_lijst(), elders.ziet_in_de_lijst()) == ([nummer], [])


def test_een_andere_school_en_een_andere_gemeente_weten_van_niets(school, den_haag, noor, vreemde_melder, ingelogd):
    nummer = school.meldt(noor.pgn)
    vreemd = Mens(ingelogd(vreemde_melder))
    assert [mens.leest(nummer) for mens in (vreemd, den_haag)] == ["404", "404"]
    assert [mens.ziet_in_de_lijst() for mens in (vreemd, den_haag)] == [[], []]


@pytest.mark.parametrize(("dag", "zichtbaar"), [("2028-11-23", True), ("2028-11-26", False)])
def test_een_school_ziet_haar_meldingen_twee_jaar(wereld, school, noor, klok, dag, zichtbaar):
    nummer = school.meldt(noor.pgn)
    klok.move_to(f"{dag}T10:00:00+01:00", tick=False)
    assert Melding.objects.visible_to(wereld.melder).filter(pk=nummer).exists() is zichtbaar


def test_een_leerling_met_een_onderwijsnummer_krijgt_later_een_bsn(school, gemeente, noor, tmp_path, klok):
    lever(tmp_path, persoon(ONDERWIJSNUMMER, achternaam="Nieuwkomer"), *inschrijving(ONDERWIJSNUMMER))
    eerste = school.meldt(ONDERWIJSNUMMER)
    assert ONDERWIJSNUMMER in gemeente.leest(eerste)

    lever(tmp_path, persoon(pgn(40), achternaam="Nieuwkomer"), f"WPG;{ONDERWIJSNUMMER};{pgn(40)}")
    formulier = school.zoekt_op(ONDERWIJSNUMMER).content.decode()
    assert pgn(40) in formulier
    assert f'href="/meldingen/{eerste}/"' in formulier
    tweede = school.meldt(pgn(40))
    for nummer in (ONDERWIJSNUMMER, pgn(40)):
        html = school.client.post("/meldingen/zoeken/", {"zoek": nummer}, follow=True).content.decode()
        assert [f'href="/meldingen/{elk}/"' in html for elk in (eerste, tweede)] == [True, True]
