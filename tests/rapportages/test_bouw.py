"""De bouw van een maand: vaste taak, inhalen, afkeuren, herhalen en verlopen."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.domein.mails import Mailsoort
from accounts.models import Gebruiker, Organisatie
from accounts.services.mails import kies_mails
from bron.models import Opleiding
from rapportages.domein.codes import Code
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.peildatum import Maand
from rapportages.models import Maandrapportage, Naam, RapportageRij, Telling
from rapportages.queries.bouwstand import bouwstanden
from rapportages.services import (
    BouwLoopt,
    RapportageGeweigerd,
    bouw_indien_nodig,
    bouw_maand,
    exporteer,
    verwijder_verlopen,
    vraag_bouw,
)
from rapportages.tasks import bouw_indien_nodig as taak
from tests.factories import BerichtadresFactory, OrganisatieFactory
from tests.leveringen import inschrijving, lever, persoon, pgn
from tests.rapportages.bouwhulp import (
    DECEMBER,
    JANUARI,
    NOVEMBER,
    OKTOBER,
    alle_bestanden,
    maak_lezers,
    post,
    vul_register,
)
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
MINUUT, UUR, DAG = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def gevuld(organisaties):
    vul_register()
    return maak_lezers()


def taak_op(moment):
    with clock.op(moment):
        return taak()


def bouw(*maanden):
    for maand in maanden:
        with clock.op(maand.sluitmoment + UUR):
            bouw_maand(maand.jaar, maand.maand)


def maak_stuk(maand, code=Code.A04):
    """Haal een rij weg tussen twee stappen, zoals een storing of een vreemde hand dat zou doen."""
    rij = RapportageRij.objects.unscoped("test").filter(rapportage__maand=maand.t2, code=code, nieuw=False).first()
    rij.delete()


def bouw_stuk(maand, moment=None):
    """Bouw de maand en breek haar lijst zodra de herinschrijvingen klaar zijn."""
    with clock.op(moment or maand.sluitmoment + UUR):
        return bouw_maand(
            maand.jaar, maand.maand, voortgang=lambda stap: maak_stuk(maand) if stap.naam == "tellingen" else None
        )


# --- de vaste taak ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("na", "gebouwd"), [(-MINUUT, []), (timedelta(0), ["2024-11"]), (MINUUT, ["2024-11"]), (20 * DAG, ["2024-11"])]
)
def test_de_vaste_taak_bouwt_vanaf_het_sluitmoment(gevuld, na, gebouwd):
    bouw(OKTOBER)
    assert taak_op(NOVEMBER.sluitmoment + na) == gebouwd


def test_een_uitval_wordt_ingehaald_met_dezelfde_k_en_de_oudste_eerst(gevuld, tmp_path):
    bouw(OKTOBER)
    assert taak_op(JANUARI.sluitmoment + 5 * DAG) == ["2024-11", "2024-12", "2025-01"]
    momenten = dict(Maandrapportage.objects.values_list("maand", "sluitmoment"))
    assert [momenten[maand.t2] for maand in (NOVEMBER, DECEMBER)] == [NOVEMBER.sluitmoment, DECEMBER.sluitmoment]


def test_een_ingehaalde_maand_heeft_dezelfde_bytes_als_een_op_tijd_gebouwde(gevuld, tmp_path):
    bouw(OKTOBER, NOVEMBER)
    with clock.op(DECEMBER.sluitmoment):
        op_tijd = alle_bestanden(NOVEMBER, tmp_path)
    Maandrapportage.objects.filter(maand=NOVEMBER.t2).update(zichtbaar=False, afgekeurd_op=NOVEMBER.sluitmoment)
    taak_op(JANUARI.sluitmoment + DAG)
    with clock.op(JANUARI.sluitmoment + DAG):
        assert alle_bestanden(NOVEMBER, tmp_path) == op_tijd


def test_meer_dan_drie_maanden_terug_wordt_niet_ingehaald(gevuld):
    bouw(OKTOBER)
    assert taak_op(Maand(2025, 6).sluitmoment) == ["2025-04", "2025-05", "2025-06"]


def test_zonder_eerdere_maand_bouwt_de_taak_alleen_de_laatste(gevuld):
    assert taak_op(DECEMBER.sluitmoment + DAG) == ["2024-12"]


def test_een_gat_tussen_gebouwde_maanden_wordt_gevuld(gevuld):
    bouw(OKTOBER, DECEMBER)
    assert taak_op(DECEMBER.sluitmoment + DAG) == ["2024-11"]


def test_een_maand_zonder_registraties_blijft_liggen(organisaties):
    assert taak_op(DECEMBER.sluitmoment) == []


def test_twee_keer_dezelfde_taak_bouwt_en_mailt_een_keer(gevuld):
    assert [taak_op(NOVEMBER.sluitmoment) for _ in range(3)] == [["2024-11"], [], []]
    assert post("klaar") == sorted(gevuld[:2])


def test_wie_de_mail_uitzette_krijgt_geen_bericht(gevuld):
    eerste = Gebruiker.objects.get(email=gevuld[0])
    kies_mails(eerste, te_kiezen=[Mailsoort.MAANDRAPPORTAGES], aan=[])
    taak_op(NOVEMBER.sluitmoment)
    assert post("klaar") == [gevuld[1]]


def test_een_bevestigd_adres_krijgt_bericht_zolang_zijn_organisatie_open_is(gevuld):
    for nummer, actief in enumerate((True, False)):
        organisatie = OrganisatieFactory(code=f"9{nummer}ZZ", actief=actief)
        BerichtadresFactory(
            organisatie=organisatie, gebeurtenis="maandrapportages", email=f"post{nummer}@school.example"
        )
    taak_op(NOVEMBER.sluitmoment)
    assert set(post("klaar")) - set(gevuld) == {"post0@school.example"}


# --- afgekeurd -------------------------------------------------------------------------------------------------
def test_klopt_de_controle_niet_dan_is_niets_zichtbaar_en_hoort_functioneel_beheer_het(gevuld, tmp_path):
    bouw(OKTOBER, NOVEMBER)
    with pytest.raises(RapportageGeweigerd, match="De controle van 2024-12 klopt niet"):
        bouw_stuk(DECEMBER)
    assert (post("afgekeurd"), Bericht.objects.filter(context__maand="2024-12").count()) == ([gevuld[2]], 1)
    rij = Maandrapportage.objects.get(maand=DECEMBER.t2)
    assert (rij.zichtbaar, rij.stap, rij.controle["A04"] + 1) == (False, 6, _verwacht(rij.controle))
    with pytest.raises(RapportageGeweigerd, match="De maand 2024-12 is niet gebouwd"):
        exporteer(DECEMBER, Code.A04, Ontvanger.lees("I27GZ"), tmp_path / "a04.csv")


def _verwacht(controle):
    return controle["vorige"] + controle["A01"] - controle["A02"]


def test_een_afgekeurde_maand_wordt_de_dag_erna_vanzelf_goed_en_meldt_zich_een_keer(gevuld):
    bouw(OKTOBER, NOVEMBER)
    for dag in range(2):
        with pytest.raises(RapportageGeweigerd):
            bouw_stuk(DECEMBER, DECEMBER.sluitmoment + dag * DAG + UUR)
    assert post("afgekeurd") == [gevuld[2]]
    assert taak_op(DECEMBER.sluitmoment + DAG + 2 * UUR) == []  # vandaag al geprobeerd
    assert taak_op(DECEMBER.sluitmoment + 2 * DAG + UUR) == ["2024-12"]


def test_de_maand_erna_wacht_op_een_afgekeurde_en_dat_hoort_functioneel_beheer_een_keer(gevuld):
    bouw(OKTOBER, NOVEMBER)
    with pytest.raises(RapportageGeweigerd):
        bouw_stuk(DECEMBER, JANUARI.sluitmoment)
    for uur in range(1, 4):
        assert taak_op(JANUARI.sluitmoment + uur * UUR) == []
    assert (post("wacht"), post("klaar")) == ([gevuld[2]], sorted(gevuld[:2] * 2))


def test_functioneel_beheer_kan_de_wachtende_maand_toch_laten_bouwen(gevuld, functioneel):
    bouw(OKTOBER, NOVEMBER)
    with pytest.raises(RapportageGeweigerd):
        bouw_stuk(DECEMBER, JANUARI.sluitmoment)
    with clock.op(JANUARI.sluitmoment + UUR):
        vraag_bouw(functioneel, JANUARI)
        assert bouw_indien_nodig() == [JANUARI]
    assert AuditEvent.objects.filter(actie="rapportages:maand:gevraagd", object_id="2025-01").count() == 1


def test_opnieuw_proberen_mag_op_dezelfde_dag(gevuld, functioneel):
    bouw(OKTOBER, NOVEMBER)
    with pytest.raises(RapportageGeweigerd):
        bouw_stuk(DECEMBER)
    with clock.op(DECEMBER.sluitmoment + 2 * UUR):
        vraag_bouw(functioneel, DECEMBER)
        vraag_bouw(functioneel, DECEMBER)
        [stand] = bouwstanden([DECEMBER])
        assert (stand.stand, bouw_indien_nodig(), bouw_indien_nodig()) == ("gevraagd", [DECEMBER], [])


def test_een_afgekeurde_maand_houdt_de_rest_niet_langer_dan_de_bewaartermijn_op(gevuld):
    bouw(OKTOBER, NOVEMBER)
    with pytest.raises(RapportageGeweigerd):
        bouw_stuk(DECEMBER)
    maart = Maand(2025, 3).sluitmoment
    Maandrapportage.objects.filter(maand=DECEMBER.t2).update(afgekeurd_op=maart)  # de laatste poging
    assert taak_op(maart + UUR) == ["2025-01", "2025-02", "2025-03"]


@pytest.mark.parametrize(
    ("maand", "zin"),
    [(NOVEMBER, "is al gebouwd"), (JANUARI, "nog niet gesloten"), (Maand(2020, 1), "geen registraties")],
)
def test_wat_niet_te_bouwen_is_kan_niet_gevraagd_worden(gevuld, functioneel, maand, zin):
    bouw(NOVEMBER)
    with clock.op(DECEMBER.sluitmoment), pytest.raises(RapportageGeweigerd, match=zin):
        vraag_bouw(functioneel, maand)
    assert Maandrapportage.objects.count() == 1


# --- dezelfde bytes --------------------------------------------------------------------------------------------
def test_dezelfde_maand_nog_eens_bouwen_verandert_niets(gevuld, tmp_path):
    bouw(OKTOBER, NOVEMBER)
    with clock.op(DECEMBER.sluitmoment):
        eerst = alle_bestanden(NOVEMBER, tmp_path)
        assert bouw_maand(2024, 11).gebouwd is False
        assert (alle_bestanden(NOVEMBER, tmp_path), len(post("klaar"))) == (eerst, 4)


def test_latere_leveringen_en_een_herindeling_veranderen_geen_byte(gevuld, tmp_path):
    bouw(OKTOBER, NOVEMBER)
    with clock.op(DECEMBER.sluitmoment):
        eerst = alle_bestanden(NOVEMBER, tmp_path)
        lever(tmp_path, persoon(pgn(0), gemeente="0059"), *inschrijving(pgn(0), brin="27GZ", sinds="2024-08-01"),
              op=NOVEMBER.sluitmoment)  # fmt: skip
        Organisatie.objects.filter(code="0363").update(rmc_nummer="04", naam="Nieuwstad")
        Opleiding.objects.update(naam="VMBO iets anders")
        assert alle_bestanden(NOVEMBER, tmp_path) == eerst


def test_een_levering_van_voor_k_die_nog_verwerkt_wordt_houdt_de_bouw_op(gevuld):
    from bron.models import Inlezing

    moment = NOVEMBER.sluitmoment
    Inlezing.objects.create(
        bestandsnaam="laat.csv", leverancier="PROEF", herkomst=Inlezing.Herkomst.SCHERM, stand="bezig",
        begonnen_op=moment - MINUUT, bijgewerkt_op=moment,
    )  # fmt: skip
    with clock.op(moment + MINUUT), pytest.raises(BouwLoopt, match="nog een levering"):
        bouw_maand(2024, 11)
    assert (taak_op(moment + MINUUT), taak_op(moment + UUR)) == ([], ["2024-11"])


# --- verlopen --------------------------------------------------------------------------------------------------
def test_een_verlopen_maand_wordt_niet_opnieuw_gebouwd_of_gemaild(gevuld):
    bouw(NOVEMBER)
    verloopt = Maandrapportage.objects.get().verloopt_op
    with clock.op(NOVEMBER.sluitmoment.replace(year=2025)):
        assert (verwijder_verlopen(verloopt), bouw_maand(2024, 11).gebouwd) == (1, False)
    assert (RapportageRij.objects.unscoped("test").count(), Naam.objects.count(), len(post("klaar"))) == (0, 0, 2)


def test_opruimen_laat_de_tellingen_staan_en_mag_opnieuw(gevuld):
    bouw(NOVEMBER)
    rapportage = Maandrapportage.objects.get()
    tellingen = list(Telling.objects.unscoped("test").order_by("pk").values_list())
    assert verwijder_verlopen(rapportage.verloopt_op - DAG) == 0
    assert verwijder_verlopen(rapportage.verloopt_op, proef=True) == 1
    assert RapportageRij.objects.unscoped("test").exists()
    assert [verwijder_verlopen(rapportage.verloopt_op) for _ in range(2)] == [1, 0]
    assert (list(Telling.objects.unscoped("test").order_by("pk").values_list()), bool(tellingen)) == (tellingen, True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rapportages_verzuimrij")
        assert cursor.fetchone() == (0,)


def test_de_maand_na_het_bouwen_verloopt_na_drie_kalendermaanden(gevuld):
    bouw(NOVEMBER)
    assert Maandrapportage.objects.get().verloopt_op == date(2025, 2, 2)


# --- de opdrachten ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [
        (["maandrapportage", "november"], "Schrijf een maand als 2026-11."),
        (["maandrapportage", "2024-13"], "Deze maand bestaat niet."),
        (["maandrapportage", "2025-01"], "De maand 2025-01 is nog niet gesloten. Dat gebeurt op 04-01-2025 om 00:00."),
        (["maandrapportage", "2019-01"], "Voor 2019-01 zijn vóór 05-01-2019 geen registraties ontvangen."),
        (["maandrapportage", "2024-11", "--ontvanger", "X1"], "Schrijf een ontvanger als I27GZ"),
        (["maandrapportage", "2024-11", "--ontvanger", "I99ZZ"], "De ontvanger I99ZZ is niet bekend."),
        (["rapportage_export", "2024-12", "A04", "I27GZ", "--uit", "x.csv"], "De maand 2024-12 is niet gebouwd."),
        (["rapportage_export", "2024-11", "A99", "I27GZ", "--uit", "x.csv"], "Kies een code"),
        (["rapportage_export", "2024-11", "A04", "G9999", "--uit", "x.csv"], "De ontvanger G9999 is niet bekend."),
        (["rapportage_export", "2024-11", "A04", "I27GZ", "--uit", "x.doc"], "eindigt op .csv, .xlsx of .pdf"),
        (
            ["rapportage_export", "2024-11", "A04", "I27GZ", "--uit", "weg/x.csv"],
            "niet geschreven: de map bestaat niet.",
        ),
    ],
)
def test_een_verkeerde_vraag_krijgt_een_zin_en_verandert_niets(gevuld, argumenten, zin, tmp_path, monkeypatch):
    bouw(NOVEMBER)
    monkeypatch.chdir(tmp_path)
    voor = list(Maandrapportage.objects.values_list())
    with clock.op(DECEMBER.sluitmoment), pytest.raises(CommandError, match=zin):
        call_command(*argumenten)
    assert (list(Maandrapportage.objects.values_list()), list(tmp_path.iterdir())) == (voor, [])


def test_de_opdracht_meldt_elke_stap_en_daarna_de_aantallen(gevuld, capsys):
    with clock.op(NOVEMBER.sluitmoment):
        call_command("maandrapportage", "2024-11")
    uit, fout = capsys.readouterr()
    assert fout.splitlines()[:2] == ["stap 1 van 7: namen", "stap 2 van 7: lijst"]
    assert [regel.split()[0] for regel in uit.splitlines()] == ["A01", "A02", "A04", "A05", "A06", "A14", "R01"]
