"""Opvallend leesgedrag: gevonden uit het logboek, elk uur één keer, gemeld zonder namen, en verklaard door een ander."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.domein.leesgedrag import DREMPELS, Signaalsoort, Uur, signalen
from accounts.domein.rechten import Rol
from accounts.fouten import Geweigerd
from accounts.models import Leessignaal, Leesstand
from accounts.services.leesgedrag import bekijk_wat_moet, verklaar, verwijder_leessignalen
from accounts.tasks import bekijk_leesgedrag
from tests.cast import maak_lid
from tests.house.broncode import BASIS
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van
from verzuimloket.clock import AMSTERDAM
from verzuimloket.outbox.models import Bericht

MELDING, LIJST, BESTAND = "meldingen:melding:bekeken", "meldingen:lijst:bekeken", "rapportages:bestand:bekeken"
PAD = "/beheer/audit/leesgedrag/"


def op(uur, minuut=0, dag=24):
    return datetime(2026, 11, dag, uur, minuut, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def klok(db):
    with time_machine.travel(op(12, 15), tick=False) as reiziger:
        Leesstand.objects.create(pk=1, tot=op(9))
        yield reiziger


def las(wie, aantal, *, moment=None, actie=MELDING, vanaf=0):
    AuditEvent.objects.bulk_create(
        AuditEvent(
            actie=actie, gebruiker_id=wie.pk, organisatie_id=wie.organisatie.pk, moment=moment or op(10, 30),
            onderwerp=onderwerp_van(str(vanaf + nr)), object_type="rij", object_id=str(nr), operatie=UUID(int=nr),
        )
        for nr in range(aantal)
    )  # fmt: skip


def gevonden():
    return [(s.soort, s.aantal) for s in Leessignaal.objects.unscoped("proef").order_by("soort")]


@pytest.mark.parametrize(
    ("uur", "verwacht"),
    [
        (Uur(12, geopend=60, samen=60), []),
        (Uur(12, geopend=61, samen=61), [("veel_geopend", 61)]),
        (Uur(12, in_lijsten=2000, samen=2000), []),
        (Uur(12, in_lijsten=2001, samen=2001), [("lange_lijsten", 2001)]),
        (Uur(22, samen=11), []),
        (Uur(23, samen=11), [("nacht", 11)]),
        (Uur(0, samen=11), [("nacht", 11)]),
        (Uur(5, samen=11), [("nacht", 11)]),
        (Uur(6, samen=11), []),
        (Uur(3, samen=10), []),
        (Uur(12, andere_locatie=11), [("andere_locatie", 11)]),
        (Uur(2, geopend=61, samen=90), [("veel_geopend", 61), ("nacht", 90)]),
    ],
)
def test_een_uur_valt_op_boven_de_drempel_en_niet_erop(uur, verwacht):
    assert list(signalen(uur)) == verwacht


@given(st.builds(Uur, *[st.integers(0, 23), *[st.integers(0, 4000)] * 4]))
@settings(derandomize=True, max_examples=100)
def test_wat_opvalt_ligt_altijd_boven_zijn_drempel(uur):
    assert [soort for soort, aantal in signalen(uur) if aantal <= DREMPELS[soort].meer_dan] == []


def test_dezelfde_leerling_telt_een_keer(melder):
    for minuut in range(3):
        las(melder, 40, moment=op(10, minuut))
    assert (bekijk_wat_moet(), gevonden()) == (0, [])


def test_wie_in_een_uur_te_veel_opent_krijgt_een_signaal(melder):
    las(melder, 61)
    assert (bekijk_wat_moet(), gevonden()) == (1, [("veel_geopend", 61)])


def test_over_twee_uren_verdeeld_valt_het_niet_op(melder):
    las(melder, 40, moment=op(9, 59))
    las(melder, 40, moment=op(10, 0), vanaf=40)
    assert bekijk_wat_moet() == 0


def test_een_bestand_is_geen_lijst_en_geen_openen(melder):
    las(melder, 2500, actie=BESTAND)
    assert bekijk_wat_moet() == 0


def test_twee_gebruikers_tellen_niet_samen(melder, lezer):
    las(melder, 40)
    las(lezer, 40, vanaf=40)
    assert bekijk_wat_moet() == 0


def test_de_nacht_is_die_van_nederland(klok, melder):
    klok.move_to(op(7, 15, 25))
    las(melder, 11, moment=op(23, 30), actie=BESTAND)
    bekijk_wat_moet()
    assert gevonden() == [("nacht", 11)]


@pytest.mark.parametrize("keer", [2, 3])
def test_nog_eens_bekijken_geeft_geen_tweede_signaal_of_bericht(keer, melder, beheerder):
    las(melder, 61)
    assert [bekijk_leesgedrag() for _ in range(keer)] == [1, *[0] * (keer - 1)]
    assert (len(gevonden()), Bericht.objects.count()) == (1, 1)


def test_een_uur_wordt_pas_bekeken_als_het_een_kwartier_voorbij_is(klok, melder):
    las(melder, 61, moment=op(12, 10))
    klok.move_to(op(13, 14, 24))
    assert bekijk_wat_moet() == 0
    klok.move_to(op(13, 15, 24))
    assert bekijk_wat_moet() == 1


def test_na_een_uitval_wordt_elk_gemist_uur_bekeken(klok, melder):
    las(melder, 61, moment=op(10))
    las(melder, 61, moment=op(10, dag=25), vanaf=100)
    klok.move_to(op(12, 15, 26))
    assert (bekijk_wat_moet(), Leesstand.objects.get().tot) == (2, op(12, dag=26))


def test_het_bericht_gaat_naar_de_beheerder_en_functioneel_beheer_en_noemt_niemand(melder, beheerder, functioneel):
    las(melder, 61)
    bekijk_wat_moet()
    berichten = Bericht.objects.order_by("ontvanger")
    assert [(b.ontvanger, b.context) for b in berichten] == [(beheerder.email, {}), (functioneel.email, {})]


def test_de_beheerder_van_een_ander_krijgt_geen_bericht(melder, vreemde_beheerder):
    las(melder, 61)
    assert (bekijk_wat_moet(), Bericht.objects.count()) == (1, 0)


def test_wie_het_zelf_deed_krijgt_geen_bericht_over_alleen_zichzelf(wereld, beheerder):
    las(beheerder, 61)
    tweede = maak_lid("tweede", wereld.school, Rol.BEHEERDER)
    bekijk_wat_moet()
    assert [b.ontvanger for b in Bericht.objects.all()] == [tweede.email]


@pytest.fixture
def signaal(melder):
    return Leessignaal.objects.create(
        gebruiker=melder, organisatie=melder.organisatie, soort=Signaalsoort.VEEL_GEOPEND, uur=op(10), aantal=61
    )


def test_de_pagina_zegt_wat_opviel_zonder_leerling(ingelogd, beheerder, signaal, melder):
    pagina = ingelogd(beheerder).get(f"{PAD}{signaal.pk}/").content.decode()
    assert ("Opende 61 leerlingen in één uur." in pagina, melder.naam in pagina) == (True, True)


def test_een_verklaring_wordt_bewaard_met_wie_en_wanneer(ingelogd, beheerder, signaal):
    ingelogd(beheerder).post(f"{PAD}{signaal.pk}/", {"verklaring": "Inhaalslag na de vakantie"})
    signaal = Leessignaal.objects.unscoped("proef").get()
    assert (signaal.verklaring, signaal.verklaard_door_id, signaal.verklaard_op) == (
        "Inhaalslag na de vakantie", beheerder.pk, op(12, 15)
    )  # fmt: skip
    assert AuditEvent.objects.filter(actie="accounts:leessignaal:verklaard", object_id=str(signaal.pk)).count() == 1


@pytest.mark.parametrize("tekst", ["", "kort", "over leerling 999900006"])
def test_een_verklaring_zegt_iets_en_noemt_geen_nummer(tekst, ingelogd, beheerder, signaal):
    antwoord = ingelogd(beheerder).post(f"{PAD}{signaal.pk}/", {"verklaring": tekst})
    assert list(antwoord.context["form"].errors) == ["verklaring"]


def test_niemand_verklaart_zijn_eigen_lezen(beheerder, signaal):
    Leessignaal.objects.unscoped("proef").update(gebruiker=beheerder)
    with pytest.raises(Geweigerd, match="Dit gaat over uzelf"):
        verklaar(signaal, door=beheerder, verklaring="Dat was ik zelf")


def test_een_tweede_verklaring_overschrijft_de_eerste_niet(beheerder, functioneel, signaal):
    verklaar(signaal, door=beheerder, verklaring="Inhaalslag")
    with pytest.raises(Geweigerd, match="al verklaard"):
        verklaar(signaal, door=functioneel, verklaring="Iets anders")


def test_de_beheerder_van_een_ander_ziet_het_signaal_niet(ingelogd, vreemde_beheerder, signaal):
    client = ingelogd(vreemde_beheerder)
    assert client.get(f"{PAD}{signaal.pk}/").status_code == 404
    assert list(client.get(PAD).context["pagina"].object_list) == []


def test_functioneel_beheer_ziet_ze_van_alle_organisaties(ingelogd, functioneel, signaal):
    assert list(ingelogd(functioneel).get(PAD).context["pagina"].object_list) == [signaal]


@pytest.mark.parametrize(
    ("filters", "verwacht"),
    [
        ({}, ["open", "klaar"]), ({"stand": "open"}, ["open"]), ({"stand": "klaar"}, ["klaar"]),
        ({"soort": "nacht"}, ["klaar"]), ({"stand": "onzin"}, ["open", "klaar"]),
    ],
)  # fmt: skip
def test_het_filter_van_de_lijst(filters, verwacht, ingelogd, beheerder, signaal):
    ander = Leessignaal.objects.create(
        gebruiker=signaal.gebruiker, organisatie=signaal.organisatie, soort="nacht", uur=op(11), aantal=12
    )
    verklaar(ander, door=beheerder, verklaring="Inhaalslag")
    rijen = ingelogd(beheerder).get(PAD, filters).context["pagina"].object_list
    assert ["klaar" if rij.verklaard_op else "open" for rij in rijen] == verwacht


@pytest.mark.parametrize(("dagen", "weg"), [(364, 0), (366, 1)])
def test_na_een_jaar_verdwijnt_een_signaal(dagen, weg, signaal):
    dag = op(0).date() + timedelta(days=dagen)
    assert (verwijder_leessignalen(dag, proef=True), verwijder_leessignalen(dag), len(gevonden())) == (
        weg,
        weg,
        1 - weg,
    )


@pytest.mark.parametrize("drempel", DREMPELS.values(), ids=lambda drempel: drempel.label)
def test_de_handleiding_noemt_elke_drempel(drempel):
    tekst = (BASIS / "docs/handleiding/logboek.md").read_text(encoding="utf-8").casefold()
    assert f"| {drempel.label.casefold()} | meer dan {drempel.meer_dan} " in tekst
