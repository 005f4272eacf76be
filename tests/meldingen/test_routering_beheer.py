"""Routering door functioneel beheer: aanwijzen, laten eindigen, en wat met open meldingen gebeurt."""

from datetime import date

import pytest

from accounts.domein.rechten import Rol
from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.overdracht import Lot
from meldingen.domein.workflow import Status
from meldingen.fouten import Domeinfout
from meldingen.gegevens import Terugmelding
from meldingen.models import Doorzending, Gebeurtenis, Melding, Routering, Routeringwissel
from meldingen.queries import bepaal_route
from meldingen.services import meld_terug, zet_routering
from meldingen.services.routeringbeheer import (
    beeindig_regel,
    trek_regel_in,
    voeg_regel_toe,
    voer_wissels_uit,
    vooraf_einde,
    vooraf_nieuw,
)
from tests.cast import maak_lid
from tests.zaken import meld
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
G = Leeftijdsgroep
VANDAAG, MORGEN, LATER = date(2026, 11, 24), date(2026, 11, 25), date(2026, 12, 31)


@pytest.fixture
def behandelaar_ui(wereld):
    return maak_lid("behandelaar", wereld.instantie, Rol.BEHANDELAAR)


@pytest.fixture
def opgepakt(wereld, leerling):
    """Een tweede melding, die de gemeente al in behandeling nam."""
    zaak = meld(wereld.melder, wereld, leerling, keer=1)
    return meld_terug(wereld.behandelaar, zaak.nummer, zaak.versie, Terugmelding(Status.IN_BEHANDELING, "Bo"))


def wijs_aan(wereld, functioneel, van=VANDAAG, tot=None, groepen=(G.LEERPLICHTIG,), naar=None):
    return voeg_regel_toe(wereld.gemeente, groepen, naar or wereld.instantie, van, tot, door=functioneel)


def ligt_bij(melding):
    return Melding.objects.unscoped("proef").get(pk=melding.pk).instantie


def test_wat_nog_niemand_oppakte_gaat_mee_en_wat_loopt_blijft(wereld, functioneel, melding, opgepakt):
    assert wijs_aan(wereld, functioneel) == 1
    assert (ligt_bij(melding), ligt_bij(opgepakt)) == (wereld.instantie, wereld.gemeente)


def test_vooraf_staat_wat_er_daarna_gebeurt(wereld, functioneel, melding, opgepakt):
    [gevolg] = vooraf_nieuw(wereld.gemeente, [G.LEERPLICHTIG], wereld.instantie, VANDAAG, None)
    assert (gevolg.van, gevolg.naar, dict(gevolg.aantallen)) == (
        wereld.gemeente.pk, wereld.instantie.pk, {Lot.GAAT_OVER: 1, Lot.OPGEPAKT: 1}
    )  # fmt: skip
    assert wijs_aan(wereld, functioneel) == gevolg.gaat


def test_vooraf_kijken_verandert_niets(wereld, melding):
    vooraf_nieuw(wereld.gemeente, [G.LEERPLICHTIG], wereld.instantie, VANDAAG, None)
    assert (ligt_bij(melding), Routering.objects.count(), Routeringwissel.objects.count()) == (wereld.gemeente, 0, 0)


def test_een_melding_van_een_andere_gemeente_blijft(wereld, functioneel, melding, vreemde_melding, andere_wereld):
    wijs_aan(wereld, functioneel)
    assert ligt_bij(vreemde_melding) == andere_wereld.gemeente


def test_de_vorige_instantie_houdt_de_tijdlijn_en_de_school_ziet_waarom(wereld, functioneel, melding):
    wijs_aan(wereld, functioneel)
    regel = Gebeurtenis.objects.visible_to(wereld.behandelaar).get(soort="doorgestuurd")
    assert regel.tekst == (
        "De routering van Gemeente 0363 is gewijzigd. Daarom ging deze melding op 24-11-2026 over naar "
        "Uitvoerende instantie UI21."
    )
    assert Doorzending.objects.visible_to(wereld.behandelaar).get().naar == wereld.instantie


def test_wie_de_meldingen_krijgt_ziet_ze_ongelezen(wereld, functioneel, melding, behandelaar_ui):
    wijs_aan(wereld, functioneel)
    gezien = Melding.objects.visible_to(behandelaar_ui).get()
    assert (gezien.ongelezen_instantie, gezien.ongelezen_school, gezien.versie) == (True, True, 2)


def test_de_behandelaars_krijgen_een_mail_zonder_nummers_van_leerlingen(wereld, functioneel, melding, behandelaar_ui):
    Bericht.objects.all().delete()
    wijs_aan(wereld, functioneel)
    gestuurd = {bericht.sjabloon: (bericht.ontvanger, bericht.context) for bericht in Bericht.objects.all()}
    assert gestuurd == {
        "routering/aangewezen": (
            behandelaar_ui.email, {"gebied": "Gemeente 0363", "groep": "leerplichtig", "vanaf": "24-11-2026"}
        ),
        "routering/overgedragen": (behandelaar_ui.email, {"aantal": 1}),
    }  # fmt: skip


def test_elke_stap_staat_in_het_logboek(wereld, functioneel, melding):
    wijs_aan(wereld, functioneel)
    acties = AuditEvent.objects.filter(gebruiker_id=functioneel.pk).order_by("pk").values_list("actie", flat=True)
    assert list(acties) == [
        "meldingen:routering:gezet", "meldingen:melding:doorgestuurd", "meldingen:routering:uitgevoerd"
    ]  # fmt: skip


def test_een_regel_voor_later_wacht_op_haar_dag(wereld, functioneel, melding, klok):
    assert wijs_aan(wereld, functioneel, van=MORGEN) == 0
    assert (voer_wissels_uit(), ligt_bij(melding)) == (0, wereld.gemeente)
    klok.move_to("2026-11-25T00:01:00+01:00", tick=False)
    assert (voer_wissels_uit(), ligt_bij(melding)) == (1, wereld.instantie)


def test_twee_keer_draaien_is_een_keer(wereld, functioneel, melding, klok):
    wijs_aan(wereld, functioneel, van=MORGEN)
    klok.move_to("2026-11-25T00:01:00+01:00", tick=False)
    assert (voer_wissels_uit(), voer_wissels_uit()) == (1, 0)
    assert Doorzending.objects.unscoped("proef").count() == 1


def test_wie_halverwege_doodging_begint_opnieuw(wereld, functioneel, melding, klok, monkeypatch):
    wijs_aan(wereld, functioneel, van=MORGEN)
    klok.move_to("2026-11-25T00:01:00+01:00", tick=False)
    with monkeypatch.context() as dood:
        dood.setattr("meldingen.berichten.overgedragen", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            voer_wissels_uit()
    assert ligt_bij(melding) == wereld.gemeente
    assert (voer_wissels_uit(), ligt_bij(melding)) == (1, wereld.instantie)


def test_na_de_laatste_dag_gaat_een_nieuwe_melding_terug_naar_de_gemeente(wereld, functioneel, melding, klok):
    wijs_aan(wereld, functioneel, tot=MORGEN)
    klok.move_to("2026-11-27T09:00:00+01:00", tick=False)
    assert (voer_wissels_uit(), ligt_bij(melding)) == (1, wereld.gemeente)


def test_na_een_uitval_volgt_elke_gemiste_dag_de_oudste_eerst(wereld, functioneel, melding, klok, andere_wereld):
    wijs_aan(wereld, functioneel, van=MORGEN, tot=MORGEN)
    wijs_aan(wereld, functioneel, van=date(2026, 11, 26), naar=andere_wereld.instantie)
    klok.move_to("2026-11-29T09:00:00+01:00", tick=False)
    assert (voer_wissels_uit(), ligt_bij(melding)) == (2, andere_wereld.instantie)


@pytest.mark.parametrize(
    ("van", "tot", "veld"),
    [
        (MORGEN, None, "van"),
        (date(2026, 11, 23), None, "van"),
        (LATER, date(2026, 12, 30), "tot"),
    ],
    ids=["overlap", "verleden", "omgekeerd"],
)
def test_een_regel_die_niet_kan_zegt_bij_welk_veld(wereld, functioneel, van, tot, veld):
    wijs_aan(wereld, functioneel, tot=date(2026, 12, 1))
    with pytest.raises(Domeinfout) as fout:
        wijs_aan(wereld, functioneel, van=van, tot=tot)
    assert (fout.value.veld, Routering.objects.count()) == (veld, 1)


def test_een_overlap_noemt_de_regel_die_er_al_is(wereld, functioneel):
    wijs_aan(wereld, functioneel)
    zin = (
        "Voor de groep leerplichtig geldt al een regel naar Uitvoerende instantie UI21, vanaf 24-11-2026, zonder laatste "
        "dag. Laat die eerst eindigen."
    )
    with pytest.raises(Domeinfout, match=f"^{zin}$"):
        wijs_aan(wereld, functioneel, van=LATER)


def test_een_regio_krijgt_geen_leerlingen_onder_de_18(wereld, functioneel):
    with pytest.raises(Domeinfout, match="alleen meldingen van 18 jaar en ouder"):
        wijs_aan(wereld, functioneel, naar=wereld.regio)


def test_een_fout_bij_de_tweede_groep_laat_ook_de_eerste_niet_staan(wereld, functioneel):
    wijs_aan(wereld, functioneel, groepen=[G.RMC])
    with pytest.raises(Domeinfout):
        wijs_aan(wereld, functioneel, groepen=[G.LEERPLICHTIG, G.RMC])
    assert list(Routering.objects.values_list("groep", flat=True)) == ["rmc"]


def test_een_regel_van_de_regio_raakt_alleen_gemeenten_zonder_eigen_regel(wereld, functioneel):
    zet_routering(gebied=wereld.gemeente, groep=G.RMC, instantie=wereld.gemeente, vanaf=date(2026, 1, 1))
    assert vooraf_nieuw(wereld.regio, [G.RMC], wereld.instantie, VANDAAG, None) == []


def test_laten_eindigen_laat_vooraf_zien_naar_wie_het_gaat(wereld, functioneel, melding):
    wijs_aan(wereld, functioneel)
    regel = Routering.objects.get()
    [gevolg] = vooraf_einde(regel, MORGEN)
    assert (gevolg.van, gevolg.naar, gevolg.gaat) == (wereld.instantie.pk, wereld.gemeente.pk, 1)
    beeindig_regel(regel, MORGEN, door=functioneel)
    assert list(Routeringwissel.objects.filter(uitgevoerd_op=None).values_list("dag", flat=True)) == [
        date(2026, 11, 26)
    ]


@pytest.mark.parametrize("dag", [date(2026, 11, 23), date(2026, 11, 20)])
def test_een_regel_eindigt_niet_in_het_verleden(wereld, functioneel, dag):
    wijs_aan(wereld, functioneel)
    with pytest.raises(Domeinfout, match="al voorbij"):
        beeindig_regel(Routering.objects.get(), dag, door=functioneel)


def test_een_regel_die_nog_niet_begon_is_in_te_trekken(wereld, functioneel, melding, klok):
    wijs_aan(wereld, functioneel, van=MORGEN)
    trek_regel_in(Routering.objects.get(), door=functioneel)
    klok.move_to("2026-11-25T09:00:00+01:00", tick=False)
    assert (voer_wissels_uit(), Routering.objects.count(), ligt_bij(melding)) == (0, 0, wereld.gemeente)


def test_een_regel_die_al_geldt_is_niet_in_te_trekken(wereld, functioneel):
    wijs_aan(wereld, functioneel)
    with pytest.raises(Domeinfout, match="geldt al"):
        trek_regel_in(Routering.objects.get(), door=functioneel)


def test_van_een_gesloten_instantie_gaat_ook_mee_wat_in_behandeling_was(wereld, functioneel, opgepakt, klok):
    wijs_aan(wereld, functioneel, van=MORGEN)
    wereld.gemeente.actief = False
    wereld.gemeente.save()
    klok.move_to("2026-11-25T09:00:00+01:00", tick=False)
    assert (voer_wissels_uit(), ligt_bij(opgepakt)) == (1, wereld.instantie)


def test_een_nieuwe_melding_volgt_de_nieuwe_regel(wereld, functioneel):
    wijs_aan(wereld, functioneel)
    keuze = bepaal_route(gemeentecode="0363", verblijfpostcode="", groep=G.LEERPLICHTIG, dag=VANDAAG)
    assert keuze.instantie == wereld.instantie.pk
