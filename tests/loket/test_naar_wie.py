"""Verhalen over bij wie een melding terechtkomt."""

from datetime import date

import pytest

from accounts.domein.rechten import Rol
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.services import zet_routering
from tests.cast import maak_lid
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.loket.mensen import Mens

pytestmark = pytest.mark.django_db
MELDER = "mees@school.example"
ADRES = {
    "afwijkend_adres-straat": "Spui", "afwijkend_adres-huisnummer": "70", "afwijkend_adres-postcode": "2511 bt",
    "afwijkend_adres-plaats": "Den Haag",
}  # fmt: skip


def test_wie_ergens_anders_verblijft_gaat_naar_die_gemeente(school, gemeente, den_haag, noor, brievenbus):
    nummer = school.meldt(noor.pgn, **ADRES)
    assert brievenbus() == [("gemeente.0518@voorbeeld.example", "gedaan.")]
    assert gemeente.leest(nummer) == "404"
    gelezen = den_haag.leest(nummer)
    assert "De leerling verblijft volgens u in Gemeente 0518" in gelezen
    assert "Spui 70, 2511BT Den Haag" in gelezen


def test_een_verhuizing_verandert_een_lopende_melding_niet(school, gemeente, den_haag, noor, tmp_path):
    nummer = school.meldt(noor.pgn)
    lever(tmp_path, persoon(noor.pgn, gemeente="0518", postcode="2511BT", plaats="Den Haag"))
    assert "Proefstraat 12, 1012AB Amsterdam" in gemeente.leest(nummer)
    assert den_haag.leest(nummer) == "404"


def test_18_jaar_en_ouder_gaat_naar_het_doorstroompunt_van_de_regio(
    wereld, ingelogd, school, gemeente, brievenbus, noor, tmp_path
):
    zet_routering(gebied=wereld.regio, groep=Leeftijdsgroep.RMC, instantie=wereld.regio, vanaf=date(2026, 1, 1))
    lever(tmp_path, persoon(pgn(5), geboren="2008-11-02"), *inschrijving(pgn(5), sector="MBO"))
    nummer = school.meldt(pgn(5), soort="RMC")
    assert brievenbus() == [("rmc-regio.21@voorbeeld.example", "gedaan.")]
    assert "Deze meldingen gaan voor de hele regio naar Rmc regio 21" in Mens(ingelogd(wereld.rmc)).leest(nummer)
    assert gemeente.leest(nummer) == "404"


def test_de_contactgemeente_doet_18_en_ouder_en_ziet_daar_niemand_onder_18(
    wereld, andere_wereld, ingelogd, school, noor, tmp_path
):
    contact = andere_wereld.gemeente
    zet_routering(gebied=wereld.regio, groep=Leeftijdsgroep.RMC, instantie=contact, vanaf=date(2026, 1, 1))
    lever(tmp_path, persoon(pgn(5), geboren="2008-11-02"), *inschrijving(pgn(5), sector="MBO"))
    oud, jong = school.meldt(pgn(5), soort="V4"), school.meldt(noor.pgn, **ADRES)
    rmc = Mens(ingelogd(maak_lid("rmc", contact, Rol.BEHANDELAAR_RMC)))
    assert (rmc.ziet_in_de_lijst(), rmc.leest(jong)) == ([oud], "404")
    leerplicht = Mens(ingelogd(maak_lid("leerplicht", contact, Rol.BEHANDELAAR)))
    assert leerplicht.ziet_in_de_lijst() == [jong, oud]


def test_een_uitvoerende_instantie_doet_het_voor_de_gemeente(wereld, ingelogd, school, gemeente, noor):
    zet_routering(
        gebied=wereld.gemeente, groep=Leeftijdsgroep.LEERPLICHTIG, instantie=wereld.instantie, vanaf=date(2026, 8, 1)
    )
    bureau = Mens(ingelogd(maak_lid("behandelaar", wereld.instantie, Rol.BEHANDELAAR)))
    nummer = school.meldt(noor.pgn)
    assert (bureau.ziet_in_de_lijst(), gemeente.ziet_in_de_lijst()) == ([nummer], [])


def test_de_gemeente_stuurt_door_en_ziet_daarna_niets_meer(andere_wereld, school, gemeente, den_haag, noor, brievenbus):
    nummer = school.meldt(noor.pgn)
    brievenbus()
    gemeente.doet("doorsturen", nummer, naar=str(andere_wereld.gemeente.pk), reden="Noor verblijft bij haar tante.")
    assert brievenbus() == [
        ("gemeente.0518@voorbeeld.example", "naar u doorgestuurd."),
        (MELDER, "doorgestuurd naar een andere instantie."),
    ]
    den_haag.doet("terugmelden", nummer, status="B")
    school.doet("aanvullen", nummer, tekst="Haar tante heeft gebeld.")
    gelezen = gemeente.leest(nummer)
    assert "Noor verblijft bij haar tante." in gelezen
    assert "Haar tante heeft gebeld." not in gelezen
    assert (gemeente.ziet_in_de_lijst(), gemeente.ziet_in_de_lijst("?doorgestuurd=1")) == ([], [nummer])
    assert "Haar tante heeft gebeld." in den_haag.leest(nummer)
