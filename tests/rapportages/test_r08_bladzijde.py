"""R08 op het scherm en als bestand: wie ziet welke leerling, het filter, de volgorde, en wat het logboek ervan weet."""

from datetime import date

import pytest

from accounts.domein.rechten import Rol
from rapportages.models import R08Rij
from tests.cast import maak_lid
from tests.leveringen import pgn
from tests.rapportages.maanden import lezer_bij
from tests.rapportages.r08 import MAANDAG, r08_rij, r08_week
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.kalender import WEEK

pytestmark = pytest.mark.django_db
PAD = "/rapportages/r08/2026-11-23/"
WAAR = ["school", "gemeente", "regio"]


@pytest.fixture(autouse=True)
def klok(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)
    return time_machine


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def personen(antwoord) -> list[str]:
    return [rij.persoon for rij, _ in antwoord.context["rijen"]]


def spoor(woord: str):
    return AuditEvent.objects.filter(actie=f"rapportages:potentieel_lrv:{woord}", object_id="2026-11-23")


@pytest.mark.parametrize("waar", WAAR)
def test_een_ontvanger_leest_alleen_zijn_eigen_leerlingen(ingelogd, wereld, andere_wereld, waar):
    week = r08_week()
    r08_rij(week, wereld, 0)
    r08_rij(week, andere_wereld, 1)
    antwoord = ingelogd(lezer_bij(wereld, waar)).get(PAD)
    assert (personen(antwoord), pgn(1) in tekst(antwoord)) == ([pgn(0)], False)


@pytest.mark.parametrize("waar", WAAR)
def test_een_csv_bevat_alleen_de_eigen_leerlingen(ingelogd, wereld, andere_wereld, waar):
    week = r08_week()
    for nummer, van in enumerate((wereld, andere_wereld, wereld)):
        r08_rij(week, van, nummer)
    antwoord = ingelogd(lezer_bij(wereld, waar)).get(f"{PAD}csv/")
    regels = b"".join(antwoord.streaming_content).decode().split("\r\n")
    assert [regel.split(";")[0] for regel in regels[1:]] == [pgn(0), pgn(2), ""]


@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
@pytest.mark.parametrize(("waar", "code"), [("school", "I00ZV"), ("gemeente", "G0363"), ("regio", "R0021")])
def test_een_bestand_heet_naar_zijn_maandag_en_ontvanger(ingelogd, wereld, waar, code, vorm):
    r08_week()
    antwoord = ingelogd(lezer_bij(wereld, waar)).get(f"{PAD}{vorm}/")
    assert b"".join(antwoord.streaming_content)
    kop = f'attachment; filename="20261123R08{code}.{vorm}"'
    assert (antwoord.headers["Content-Disposition"], antwoord.headers["Cache-Control"]) == (kop, "no-store")


def test_een_instantie_ontvangt_geen_r08(ingelogd, wereld):
    r08_week()
    client = ingelogd(maak_lid("rapport", wereld.instantie, Rol.RAPPORTAGES))
    assert [client.get(pad).status_code for pad in ("/rapportages/r08/", PAD, f"{PAD}csv/")] == [404, 404, 404]


def test_het_overzicht_toont_de_weken_nieuwste_eerst_met_het_eigen_aantal(ingelogd, wereld, andere_wereld, rapport):
    oud, nieuw = r08_week(MAANDAG - WEEK), r08_week()
    for nummer, van in enumerate((wereld, wereld, andere_wereld)):
        r08_rij(nieuw, van, nummer)
    r08_week(MAANDAG - 14 * WEEK)
    r08_week(MAANDAG + WEEK, gebouwd_op=None)
    weken = ingelogd(rapport).get("/rapportages/r08/").context["weken"]
    assert weken == [(nieuw, 2), (oud, 0)]


def test_zonder_weken_zegt_het_overzicht_wanneer_er_een_komt(ingelogd, rapport):
    assert "Elke maandag om 5 uur ’s nachts maken wij een nieuwe." in tekst(ingelogd(rapport).get("/rapportages/r08/"))


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", [0, 1, 2]),
        ("weken=1", [2]),
        ("weken=2", [0, 1]),
        ("weken=4", [0]),
        ("gemeente=0059", [1]),
        ("weken=4&gemeente=0059", []),
        ("school=27GZ", [0, 1, 2]),  # een school kiest geen school
    ],
)
def test_het_filter_staat_in_het_adres(ingelogd, wereld, rapport, vraag, verwacht):
    week = r08_week()
    r08_rij(week, wereld, 0, aantal_weken=5)
    r08_rij(week, wereld, 1, aantal_weken=2, gemeentecode="0059")
    r08_rij(week, wereld, 2)
    assert personen(ingelogd(rapport).get(f"{PAD}?{vraag}")) == [pgn(nummer) for nummer in verwacht]


def test_een_gemeente_filtert_op_school(ingelogd, wereld):
    week = r08_week()
    r08_rij(week, wereld, 0)
    r08_rij(week, wereld, 1, brin="25LZ", naam_instelling="Andere school")
    assert personen(ingelogd(lezer_bij(wereld, "gemeente")).get(f"{PAD}?school=25LZ")) == [pgn(1)]


@pytest.mark.parametrize(
    ("sorteer", "verwacht"),
    [("naam", [1, 0]), ("-naam", [0, 1]), ("uren", [0, 1]), ("-uren", [1, 0]), ("weken", [0, 1]), ("-weken", [1, 0]),
     ("laatste", [0, 1]), ("-laatste", [1, 0]), ("bestaat-niet", [1, 0]), ("", [1, 0])],
)  # fmt: skip
def test_de_volgorde_staat_in_het_adres(ingelogd, wereld, rapport, sorteer, verwacht):
    week = r08_week()
    r08_rij(week, wereld, 0, achternaam="Bakker" if sorteer.endswith("uren") else "Visser")
    r08_rij(week, wereld, 1, achternaam="Bakker", uren=30, aantal_weken=3, laatste_dag=date(2026, 11, 20))
    assert personen(ingelogd(rapport).get(f"{PAD}?sorteer={sorteer}")) == [pgn(nummer) for nummer in verwacht]


@pytest.mark.parametrize(
    "vraag", ["weken=9", "weken=' OR 1=1 --", "gemeente=9999", "pagina=-1", "pagina=x", "per=7", "sorteer=persoon"]
)  # fmt: skip
def test_een_vreemde_waarde_in_het_adres_telt_niet_mee(ingelogd, wereld, rapport, vraag):
    r08_rij(r08_week(), wereld)
    assert personen(ingelogd(rapport).get(f"{PAD}?{vraag}")) == [pgn(0)]


def test_een_pagina_legt_alleen_vast_wie_erop_staat(ingelogd, wereld, rapport):
    week = r08_week()
    for nummer in range(26):
        r08_rij(week, wereld, nummer)
    antwoord = ingelogd(rapport).get(f"{PAD}?per=25&pagina=2")
    assert list(spoor("bekeken").values_list("onderwerp", flat=True)) == [onderwerp_van(p) for p in personen(antwoord)]


def test_een_bestand_legt_elke_leerling_en_het_ophalen_vast(ingelogd, wereld, rapport):
    week = r08_week()
    for nummer in range(3):
        r08_rij(week, wereld, nummer)
    b"".join(ingelogd(rapport).get(f"{PAD}csv/").streaming_content)
    gezien = sorted(spoor("bekeken").values_list("onderwerp", flat=True))
    assert gezien == sorted(onderwerp_van(pgn(nummer)) for nummer in range(3))
    assert list(spoor("opgehaald").values_list("details", flat=True)) == [{"vorm": "csv", "rijen": 3}]


@pytest.mark.parametrize("einde", ["", "csv/", "xlsx/"])
def test_een_verlopen_week_is_weg_met_uitleg(ingelogd, wereld, rapport, klok, einde):
    r08_rij(r08_week(), wereld)
    klok.move_to("2027-02-23T00:00:00+01:00", tick=False)
    antwoord = ingelogd(rapport).get(f"{PAD}{einde}")
    zin = "De week van 23-11-2026 is op 23-02-2027 verlopen en verwijderd."
    assert (antwoord.status_code, zin in tekst(antwoord)) == (410, True)


@pytest.mark.parametrize("dag", ["2026-11-24", "2026-11-16", "2026-02-30", "2026-11-30"])
def test_een_dag_zonder_r08_bestaat_niet(ingelogd, rapport, dag):
    r08_week(MAANDAG + WEEK, gebouwd_op=None)
    assert ingelogd(rapport).get(f"/rapportages/r08/{dag}/").status_code == 404


def test_een_formule_in_een_naam_is_tekst(ingelogd, wereld, rapport):
    r08_rij(r08_week(), wereld, achternaam="=HYPERLINK(1)")
    inhoud = b"".join(ingelogd(rapport).get(f"{PAD}csv/").streaming_content).decode()
    assert inhoud.split("\r\n")[1].split(";")[1] == "'=HYPERLINK(1)"


def test_een_rij_toont_de_laatste_melding_en_de_weken(ingelogd, wereld, rapport):
    r08_rij(r08_week(), wereld, aantal_weken=4)
    pagina = tekst(ingelogd(rapport).get(PAD))
    assert "1000: 16 uur of meer in 4 weken, onder 18" in pagina
    assert R08Rij.objects.visible_to(rapport).get().lijstnaam in pagina
