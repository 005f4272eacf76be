"""`manage.py rod_inlezen`: berichten uit bestanden, met het antwoord ernaast."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bron.services import lees_in
from bron.services.rod import verwerk
from tests.bron.hulp import AN, aantallen, leg, levering, per
from tests.bron.rod import envelop, inschrijving, nummer
from tests.factories import OrganisatieFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _school(tmp_path):
    OrganisatieFactory(code="00ZV")
    (tmp_path / "vooraf").mkdir()
    lees_in(leg(tmp_path / "vooraf", levering(per(AN))))


def draai(*argumenten: str | Path) -> str:
    uit = io.StringIO()
    call_command("rod_inlezen", *map(str, argumenten), "--leverancier", "00ZV", stdout=uit)
    return uit.getvalue()


def geweigerd(*argumenten: str | Path) -> tuple[int, str]:
    with pytest.raises(CommandError) as fout:
        draai(*argumenten)
    return fout.value.returncode, str(fout.value)


def test_een_bericht_uit_een_bestand_geeft_het_antwoord_van_de_koppeling(tmp_path):
    bestand = leg(tmp_path, inschrijving(AN), "a.xml")
    assert draai(bestand) == "aangeboden 2, verwerkt 2, afgekeurd 0\n"
    assert (tmp_path / "a.xml.antwoord.xml").read_bytes() == verwerk(inschrijving(AN), leverancier="00ZV").document


def test_een_herhaald_bestand_wijzigt_niets(tmp_path):
    bestand = leg(tmp_path, envelop(inschrijving(AN)), "a.xml")
    eerste = draai(bestand)
    assert draai(bestand) == f"a.xml: dit bericht was er al. Er is niets gewijzigd.\n{eerste}"


def test_het_antwoord_gaat_naar_de_gekozen_map(tmp_path):
    (tmp_path / "uit").mkdir()
    draai(leg(tmp_path, inschrijving(AN), "a.xml"), "--terugkoppeling", tmp_path / "uit")
    assert [pad.name for pad in (tmp_path / "uit").iterdir()] == ["a.xml.antwoord.xml"]


def test_na_een_weigering_stopt_de_opdracht_en_staat_het_foutdocument_er(tmp_path):
    fout = leg(tmp_path, b"<x/>", "fout.xml")
    daarna = leg(tmp_path, inschrijving(AN, bericht=nummer(2)), "daarna.xml")
    code, zin = geweigerd(fout, daarna)
    assert (code, zin.partition(".xml: ")[2][:24], aantallen().get("periodeversie")) == (
        1,
        "Dit bericht is onbekend.",
        None,
    )
    assert "<rod:code>BERICHT</rod:code>" in (tmp_path / "fout.xml.antwoord.xml").read_text()


def test_een_te_groot_bestand_wordt_niet_helemaal_gelezen(tmp_path):
    assert geweigerd(leg(tmp_path, inschrijving(AN) + b" " * 2_000_000, "a.xml")) == (
        1, "a.xml: Het bericht is groter dan 1024 kB.",
    )  # fmt: skip


@pytest.mark.parametrize("leverancier", ["27GZ", "DUO", "00zv"])
def test_een_onbekende_leverancier_is_geweigerd(tmp_path, leverancier):
    bestand = leg(tmp_path, inschrijving(AN), "a.xml")
    with pytest.raises(CommandError, match="geen bekende instelling"):
        call_command("rod_inlezen", str(bestand), "--leverancier", leverancier)
    assert not (tmp_path / "a.xml.antwoord.xml").exists()


@pytest.mark.parametrize("naam", ["bestaat-niet.xml", "."])
def test_een_bestand_dat_niet_te_lezen_is_geeft_een_zin(tmp_path, naam):
    code, zin = geweigerd(tmp_path / naam)
    assert (code, "lezen of schrijven is niet gelukt" in zin) == (1, True)


def test_zonder_map_voor_het_antwoord_gebeurt_er_niets(tmp_path):
    bestand = leg(tmp_path, inschrijving(AN), "a.xml")
    code, zin = geweigerd(bestand, "--terugkoppeling", tmp_path / "weg")
    assert (code, zin.startswith("De map voor het antwoord bestaat niet"), aantallen().get("periodeversie")) == (
        1,
        True,
        None,
    )
