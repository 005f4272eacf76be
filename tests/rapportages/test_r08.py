"""R08 bouwen: wat erop komt, één keer, in volgorde, achter een slot; wie bericht krijgt en wanneer het verdwijnt."""

from datetime import date, datetime, time

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections

from accounts.domein.mails import Mailsoort
from accounts.domein.rechten import Rol
from accounts.services.mails import kies_mails
from rapportages.models import R08Rij, R08Telling, R08Week
from rapportages.services import BouwLoopt, RapportageGeweigerd, bouw_r08
from rapportages.services import r08 as dienst
from rapportages.tasks import bouw_r08 as taak
from tests.cast import maak_lid
from tests.domein.rapportages.test_bladzijde_r08 import PEILDATUM, lees_melding, tabel
from tests.factories import BerichtadresFactory
from tests.rapportages import meldingen
from tests.rapportages.meldingen import M
from tests.rapportages.test_tegen_de_naslag import BSNS
from verzuimloket.audit.models import AuditEvent
from verzuimloket.kalender import AMSTERDAM, WEEK
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
VROEG = datetime(2026, 10, 1, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def klok(time_machine):
    time_machine.move_to(datetime.combine(PEILDATUM, time(5, 10), tzinfo=AMSTERDAM), tick=False)
    return time_machine


def van_de_bladzijde(nummer: int, pgn: str, tekst: str) -> M:
    m = lees_melding(tekst)
    return M(
        nummer, pgn, VROEG, soort=m.soort, status=m.status, begin=m.begin, eind=m.eind, jong=m.jong, dagen=m.dagen,
        reden_afsluiting=m.reden_afsluiting or 1, gewijzigd=m.gewijzigd,
    )  # fmt: skip


def drie_dagen(nummer: int = 1, pgn: str = BSNS[0], **anders) -> M:
    tekst = "1 V3 2026-11-02..: 2026-11-02=heel 2026-11-03=heel 2026-11-04=heel"
    return M(nummer, pgn, VROEG, **{"dagen": lees_melding(tekst).dagen, **anders})


def alle(model):
    return model.objects.unscoped("proef")


def test_elk_geval_van_de_bladzijde_komt_zo_op_r08(organisaties):
    gevallen = list(zip(BSNS, tabel("geval"), strict=False))
    teksten = [(pgn, tekst) for pgn, rij in gevallen for tekst in rij[1].split(" + ")]
    meldingen.leg_neer(van_de_bladzijde(nummer, pgn, tekst) for nummer, (pgn, tekst) in enumerate(teksten, 1))
    bouw_r08(PEILDATUM)
    gevonden = {rij.persoon: f"{rij.uren}/{rij.dagen}" for rij in alle(R08Rij)}
    assert [(rij[0], gevonden.get(pgn, "-")) for pgn, rij in gevallen] == [(rij[0], rij[2]) for _, rij in gevallen]


def test_verzuim_bij_twee_scholen_telt_per_school(organisaties):
    dagen = drie_dagen().dagen
    meldingen.leg_neer([drie_dagen(1, dagen=dagen[:2]), drie_dagen(2, brin="00ZV", dagen=dagen[2:])])
    bouw_r08(PEILDATUM)
    assert alle(R08Rij).count() == 0


def test_een_gebouwde_week_verandert_niet_meer(organisaties):
    meldingen.leg_neer([drie_dagen()])
    bouw_r08(PEILDATUM)
    meldingen.leg_neer([drie_dagen(2, BSNS[1])])
    assert bouw_r08(PEILDATUM).gebouwd is False
    assert [rij.persoon for rij in alle(R08Rij)] == [BSNS[0]]


def test_de_taak_haalt_gemiste_weken_in_op_volgorde(organisaties, klok):
    meldingen.leg_neer([drie_dagen()])
    klok.move_to(datetime(2026, 11, 9, 6, tzinfo=AMSTERDAM), tick=False)
    assert taak() == ["2026-11-09"]
    klok.move_to(datetime(2026, 11, 24, 6, tzinfo=AMSTERDAM), tick=False)
    assert taak() == ["2026-11-16", "2026-11-23"]
    assert [rij.aantal_weken for rij in alle(R08Rij).order_by("week__peildatum")] == [1, 2, 3]


def test_een_lange_uitval_haalt_hoogstens_twaalf_eerdere_weken_in(organisaties, klok):
    meldingen.leg_neer([drie_dagen()])
    bouw_r08(PEILDATUM)
    klok.move_to(datetime(2027, 11, 22, 6, tzinfo=AMSTERDAM), tick=False)
    assert len(taak()) == 13


@pytest.mark.parametrize(("uur", "gebouwd"), [((4, 59), []), ((5, 0), ["2026-11-23"])])
def test_een_maandag_is_vanaf_vijf_uur_aan_de_beurt(organisaties, klok, uur, gebouwd):
    meldingen.leg_neer([drie_dagen()])
    klok.move_to(datetime.combine(PEILDATUM, time(*uur), tzinfo=AMSTERDAM), tick=False)
    R08Week.objects.create(peildatum=PEILDATUM - WEEK, gebouwd_op=VROEG, verloopt_op=date(2027, 2, 16))
    assert taak() == gebouwd


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (date(2026, 11, 24), "24-11-2026 is geen maandag. R08 is van een maandag."),
        (date(2026, 11, 30), "De maandag 30-11-2026 is nog niet geweest."),
        (date(2026, 9, 28), "Vóór 28-09-2026 is geen verzuim gemeld."),
    ],
)
def test_een_week_die_niet_kan_wordt_met_een_zin_geweigerd(organisaties, dag, zin):
    meldingen.leg_neer([drie_dagen()])
    with pytest.raises(RapportageGeweigerd, match=f"^{zin}$"):
        bouw_r08(dag)
    assert R08Week.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_er_bouwt_er_een_tegelijk(organisaties):
    meldingen.leg_neer([drie_dagen()])
    ander = connections.create_connection("default")
    ander.connect()
    try:
        with ander.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [dienst.SLOT])
            with pytest.raises(BouwLoopt):
                bouw_r08(PEILDATUM)
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        ander.close()
    assert bouw_r08(PEILDATUM).gebouwd is True


def test_een_afgebroken_bouw_laat_niets_na(organisaties):
    meldingen.leg_neer([drie_dagen()])
    with connection.cursor() as cursor:  # de bouw breekt na de rijen af, bij het tellen
        cursor.execute("ALTER TABLE rapportages_r08telling ADD CHECK (aantal > 1)")
    with pytest.raises(IntegrityError):
        bouw_r08(PEILDATUM)
    assert (R08Week.objects.count(), alle(R08Rij).count()) == (0, 0)


def test_alleen_lezers_met_rijen_krijgen_een_bericht_elk_een(wereld, andere_wereld):
    wereld.gemeente, wereld.regio, andere_wereld.gemeente  # noqa: B018 - de organisaties bestaan pas als ernaar gevraagd wordt
    lezers = [wereld.rapport, maak_lid("rapport", wereld.gemeente, Rol.RAPPORTAGES)]
    assert andere_wereld.rapport.email
    meldingen.leg_neer([drie_dagen(1, brin="00ZV"), drie_dagen(2, BSNS[1], brin="00ZV")])
    bouw_r08(PEILDATUM)
    bouw_r08(PEILDATUM)
    berichten = Bericht.objects.filter(sjabloon="rapportages/r08_klaar").order_by("ontvanger")
    assert [bericht.ontvanger for bericht in berichten] == sorted(lezer.email for lezer in lezers)
    assert {tuple(bericht.context.items()) for bericht in berichten} == {(("peildatum", "23-11-2026"),)}


def test_wie_de_mail_uitzette_krijgt_geen_bericht(wereld):
    _ = wereld.gemeente, wereld.regio  # bestaan pas als ernaar gevraagd wordt
    kies_mails(wereld.rapport, te_kiezen=[Mailsoort.R08], aan=[])
    meldingen.leg_neer([drie_dagen(1, brin="00ZV")])
    assert bouw_r08(PEILDATUM).gebouwd is True
    assert Bericht.objects.filter(sjabloon="rapportages/r08_klaar").count() == 0


def test_een_bevestigd_adres_van_een_ontvanger_met_rijen_krijgt_bericht(wereld, andere_wereld):
    _ = wereld.school, wereld.regio  # bestaan pas als ernaar gevraagd wordt
    for organisatie in (wereld.gemeente, andere_wereld.gemeente):
        BerichtadresFactory(organisatie=organisatie, gebeurtenis="r08", email=f"post@{organisatie.code}.example")
    meldingen.leg_neer([drie_dagen(1, brin="00ZV")])
    bouw_r08(PEILDATUM)
    berichten = Bericht.objects.filter(sjabloon="rapportages/r08_klaar")
    assert list(berichten.values_list("ontvanger", flat=True)) == ["post@0363.example"]


def test_na_drie_maanden_zijn_de_rijen_weg_en_de_aantallen_niet(organisaties):
    meldingen.leg_neer([drie_dagen()])
    bouw_r08(PEILDATUM)
    assert dienst.verwijder_verlopen(date(2027, 2, 22)) == 0
    assert dienst.verwijder_verlopen(date(2027, 2, 23), proef=True) == 1
    assert dienst.verwijder_verlopen(date(2027, 2, 23)) == 1
    assert dienst.verwijder_verlopen(date(2027, 2, 23)) == 0
    assert alle(R08Rij).count() == 0
    tellingen = alle(R08Telling).order_by("ontvanger")
    assert [(t.ontvanger, t.aantal) for t in tellingen] == [("G0363", 1), ("I27GZ", 1), ("R0021", 1)]


def test_het_logboek_weet_van_bouwen_en_opruimen(organisaties):
    meldingen.leg_neer([drie_dagen()])
    bouw_r08(PEILDATUM)
    dienst.verwijder_verlopen(date(2027, 2, 23))
    regels = AuditEvent.objects.filter(actie__startswith="rapportages:potentieel_lrv").order_by("pk")
    assert [(regel.actie.rsplit(":")[-1], regel.object_id, regel.details) for regel in regels] == [
        ("gebouwd", "2026-11-23", {"leerlingen": 1}),
        ("opgeruimd", "2026-11-23", {"rijen": 1}),
    ]


def test_de_opdracht_bouwt_de_laatste_maandag(organisaties, capsys):
    meldingen.leg_neer([drie_dagen()])
    call_command("rapportage_r08")
    call_command("rapportage_r08", "--peildatum", "2026-11-23")
    assert capsys.readouterr().out == "R08 2026-11-23: 1 rijen\nR08 2026-11-23: 1 rijen, stond er al\n"


def test_de_opdracht_weigert_een_verlopen_week(organisaties, klok):
    meldingen.leg_neer([drie_dagen()])
    bouw_r08(PEILDATUM)
    klok.move_to(datetime(2027, 2, 23, 12, tzinfo=AMSTERDAM), tick=False)
    with pytest.raises(CommandError, match=r"^R08 van 23-11-2026 is verlopen op 23-02-2027\.$"):
        call_command("rapportage_r08", "--peildatum", "2026-11-23")
