"""Verhalen over één melding tussen school en gemeente."""

import pytest

pytestmark = pytest.mark.django_db
GEMEENTE, MELDER = "gemeente.0363@voorbeeld.example", "mees@school.example"
AFSLUITEN = {"status": "G", "reden_afsluiting": "1", "toelichting_afsluiting": "1"}


def test_de_gemeente_pakt_op_en_sluit_af_en_de_school_leest_beide_antwoorden(school, gemeente, noor, brievenbus):
    nummer = school.meldt(noor.pgn)
    assert brievenbus() == [(GEMEENTE, "gedaan.")]
    assert gemeente.ziet_in_de_lijst("?ongelezen=1") == [nummer]
    assert "Noor van der Zeeman" in gemeente.leest(nummer)
    assert gemeente.ziet_in_de_lijst("?ongelezen=1") == []

    gemeente.doet("terugmelden", nummer, status="B")
    gemeente.doet("terugmelden", nummer, **AFSLUITEN)
    assert brievenbus() == [(MELDER, "teruggemeld."), (MELDER, "teruggemeld.")]

    assert school.ziet_in_de_lijst("?ongelezen=1") == [nummer]
    gelezen = school.leest(nummer)
    assert "Status: Geregistreerd → wordt In behandeling" in gelezen
    assert "Reden van afsluiten terug naar school, opleiding hervat" in gelezen
    assert school.ziet_in_de_lijst("?ongelezen=1") == []


def test_de_school_vult_aan_en_wijzigt_terwijl_de_gemeente_bezig_is(school, gemeente, noor, brievenbus):
    nummer = school.meldt(noor.pgn)
    gemeente.doet("terugmelden", nummer, status="B")
    brievenbus()

    school.doet("aanvullen", nummer, tekst="Noor is sinds vandaag terug.")
    school.doet("wijzigen", nummer, eind="23-11-2026")
    assert brievenbus() == [(GEMEENTE, "aangevuld."), (GEMEENTE, "gewijzigd.")]
    assert gemeente.ziet_in_de_lijst("?ongelezen=1") == [nummer]
    gelezen = gemeente.leest(nummer)
    assert "Noor is sinds vandaag terug." in gelezen
    assert "Eind verzuim: leeg → wordt 23-11-2026" in gelezen


def test_de_school_trekt_in_en_niemand_kan_nog_iets(school, gemeente, noor, brievenbus):
    nummer = school.meldt(noor.pgn)
    school.doet("intrekken", nummer, reden="Verkeerde leerling gekozen.")
    assert brievenbus() == [(GEMEENTE, "gedaan."), (GEMEENTE, "ingetrokken.")]
    assert "Verkeerde leerling gekozen." in gemeente.leest(nummer)
    for mens in (school, gemeente):
        for knop in ("terugmelden", "heropenen", "doorsturen", "wijzigen", "intrekken", "aanvullen"):
            assert f"/meldingen/{nummer}/{knop}/" not in mens.client.get(f"/meldingen/{nummer}/").content.decode()


def test_de_gemeente_heropent_als_de_leerling_weer_wegblijft(school, gemeente, noor, brievenbus):
    nummer = school.meldt(noor.pgn)
    gemeente.doet("terugmelden", nummer, **AFSLUITEN)
    brievenbus()

    gemeente.doet("heropenen", nummer, reden="De school belde: weer weg.")
    assert brievenbus() == [(MELDER, "heropend.")]
    gelezen = school.leest(nummer)
    assert "De school belde: weer weg." in gelezen
    assert "Status In behandeling" in gelezen
    school.doet("aanvullen", nummer, tekst="Klopt, sinds maandag.")
    gemeente.doet("terugmelden", nummer, status="K")
    assert brievenbus() == [(GEMEENTE, "aangevuld."), (MELDER, "teruggemeld.")]


def test_wie_opnieuw_meldt_ziet_dat_er_al_een_melding_loopt(school, gemeente, noor):
    nummer = school.meldt(noor.pgn)
    formulier = school.zoekt_op(noor.pgn).content.decode()
    assert "Er loopt al een melding voor deze leerling" in formulier
    assert f'href="/meldingen/{nummer}/"' in formulier
    gemeente.doet("terugmelden", nummer, status="K")
    assert "Er loopt al een melding" not in school.zoekt_op(noor.pgn).content.decode()
