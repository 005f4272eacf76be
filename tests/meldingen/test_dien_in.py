"""De dienst `dien_in`: één transactie, één melding per sleutel, naar de instantie van de route."""

import threading
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import connections

from meldingen.fouten import Domeinfout
from meldingen.gegevens import Dag
from meldingen.models import Locatie, Melder, Melding, Verzuimdag
from meldingen.services import archiveer, dien_in
from tests.meldingen.hulp import sporen, stand
from tests.zaken import meld, verzuim

pytestmark = pytest.mark.django_db
SLEUTEL = UUID("3f8f8f4e-5e6e-4b27-9f3e-6c1a2b3c4d5e")


def test_een_melding_laat_een_regel_een_logregel_en_een_bericht_na(wereld, leerling):
    with sporen() as nagelaten:
        meld(wereld.melder, wereld, leerling)
    assert nagelaten.tijdlijn == ["ingediend"]
    assert nagelaten.logboek == ["meldingen:melding:ingediend"]
    assert nagelaten.post == [("melding/nieuw", "gemeente.0363@voorbeeld.example")]


def test_een_melding_begint_geregistreerd_en_ongelezen_bij_de_instantie(wereld, leerling):
    melding = meld(wereld.melder, wereld, leerling)
    assert (melding.status, melding.versie, melding.instantie) == ("R", 1, wereld.gemeente)
    assert (melding.ongelezen_school, melding.ongelezen_instantie) == (False, True)
    assert melding.routering_reden == "De leerling woont in Gemeente 0363 en is op de eerste verzuimdag leerplichtig."


def test_het_nummer_groeit_en_wordt_na_verwijderen_niet_opnieuw_gebruikt(wereld, leerling):
    eerste, tweede = (meld(wereld.melder, wereld, leerling, keer=keer).nummer for keer in (1, 2))
    Melding.objects.unscoped("proef").filter(nummer=tweede).delete()
    assert eerste < tweede < meld(wereld.melder, wereld, leerling, keer=3).nummer


def test_de_leerling_komt_uit_het_register_en_niet_uit_het_formulier(wereld, leerling):
    melding = meld(wereld.melder, wereld, leerling)
    assert (melding.naam, melding.pgn) == ("Noor van der Zeeman", leerling.pgn)
    assert (melding.volledig_adres, melding.bron_stand_van) == ("Proefstraat 12, 1012AB Amsterdam", leerling.stand_van)


def test_de_dagen_en_lesuren_worden_bewaard(wereld, leerling):
    dagen = (Dag(date(2026, 11, 3)), Dag(date(2026, 11, 4), hele_dag=False, lesuren=(2, 12)))
    melding = meld(wereld.melder, wereld, leerling, dagen=dagen)
    bewaard = Verzuimdag.objects.unscoped("proef").filter(melding=melding).order_by("datum")
    assert [(d.datum.day, d.omschrijving) for d in bewaard] == [(3, "hele dag"), (4, "lesuur 2, 12")]


def test_dezelfde_sleutel_geeft_dezelfde_melding_en_laat_niets_nieuws_na(wereld, leerling):
    eerste = dien_in(wereld.melder, leerling, verzuim(wereld), sleutel=SLEUTEL)
    voor = stand()
    assert dien_in(wereld.melder, leerling, verzuim(wereld, reden="Iets anders"), sleutel=SLEUTEL) == eerste
    assert stand() == voor


@pytest.mark.django_db(transaction=True)
def test_zes_keer_tegelijk_versturen_geeft_een_melding_en_een_bericht(wereld, leerling):
    inhoud, gebruiker, klaar = verzuim(wereld), wereld.melder, threading.Barrier(6)
    nummers: list[int] = []

    def verstuur() -> None:
        klaar.wait()
        try:
            nummers.append(dien_in(gebruiker, leerling, inhoud, sleutel=SLEUTEL).nummer)
        finally:
            connections.close_all()

    with sporen() as nagelaten:
        draden = [threading.Thread(target=verstuur) for _ in range(6)]
        [draad.start() for draad in draden]
        [draad.join() for draad in draden]
    assert len(nummers) == 6
    assert set(nummers) == set(Melding.objects.unscoped("proef").values_list("nummer", flat=True))
    assert nagelaten.post == [("melding/nieuw", "gemeente.0363@voorbeeld.example")]


def _weigering(wereld, leerling, **anders):
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        dien_in(wereld.melder, leerling, verzuim(wereld, **anders), sleutel=SLEUTEL)
    assert stand() == voor
    return fout.value.veld, fout.value.zin


def test_een_locatie_van_een_andere_school_bestaat_hier_niet(wereld, leerling, andere_wereld):
    vreemd = Locatie.objects.unscoped("proef").create(school=andere_wereld.school, naam="Vreemd")
    assert _weigering(wereld, leerling, locatie=vreemd.pk) == ("locatie", "Kies een locatie uit de lijst.")


def test_een_melder_van_een_andere_school_bestaat_hier_niet(wereld, leerling, andere_wereld):
    vreemd = Melder.objects.unscoped("proef").create(school=andere_wereld.school, naam="V", email="v@x.example")
    assert _weigering(wereld, leerling, melder=vreemd.pk) == ("melder", "Kies een melder uit de lijst.")


def test_een_gearchiveerde_locatie_is_niet_meer_te_kiezen(wereld, leerling):
    meld(wereld.melder, wereld, leerling)
    locatie = Locatie.objects.unscoped("proef").get(naam="Hoofdlocatie")
    archiveer(wereld.beheerder, locatie)
    assert _weigering(wereld, leerling, locatie=locatie.pk) == ("locatie", "Kies een locatie uit de lijst.")


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"soort": "V4"}, "soort"),
        ({"soort": "XX"}, "soort"),
        ({"soort": "V1"}, "soort"),
        ({"begin": date(2016, 3, 31)}, "begin"),
    ],
)
def test_wat_niet_bij_de_leeftijd_of_dag_past_wordt_bij_het_veld_geweigerd(wereld, leerling, anders, veld):
    assert _weigering(wereld, leerling, **anders)[0] == veld


def test_zonder_gemeente_vraagt_de_dienst_om_een_afwijkend_adres(wereld, leerling):
    elders = replace(leerling, gemeentecode="")
    voor = stand()
    with pytest.raises(Domeinfout) as fout:
        dien_in(wereld.melder, elders, verzuim(wereld), sleutel=SLEUTEL)
    assert fout.value.veld == "afwijkend_adres-postcode"
    assert stand() == voor


def test_een_afwijkend_adres_in_een_andere_gemeente_wint(wereld, leerling, andere_wereld):
    andere_wereld.gemeente  # noqa: B018 - bestaat pas als ernaar gevraagd wordt
    adres = {"straat": "Spui", "huisnummer": "1", "postcode": "2511AA", "plaats": "Den Haag"}
    melding = meld(wereld.melder, wereld, leerling, afwijkend_adres=adres)
    assert (melding.instantie, melding.gemeentecode) == (andere_wereld.gemeente, "0518")
