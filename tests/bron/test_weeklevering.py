"""Een weeklevering bouwen: één keer, met één logregel en één bericht per lezer, en alleen op een voorbije maandag."""

from datetime import date, datetime, timedelta

import pytest

from accounts.domein.mails import Mailsoort
from accounts.domein.rechten import Rol
from accounts.services.mails import kies_mails
from bron.models import Inlezing, Mutatie, Weeklevering
from bron.services.weeklevering import LeveringLoopt, WeekleveringGeweigerd, bouw_wat_moet, bouw_week
from bron.services.weekopruimen import verwijder_verlopen
from bron.tasks import bouw_weekleveringen
from tests.bron.week import AN, MAANDAG, K, bekend, deze_week
from tests.cast import maak_lid
from tests.factories import BerichtadresFactory
from tests.leveringen import inschrijving, persoon
from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent
from verzuimloket.clock import AMSTERDAM
from verzuimloket.outbox.koerier import bezorg_alles
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def een_mutatie(tmp_path, wereld, andere_wereld, maandagochtend):
    """AN woont in gemeente 0363 en kreeg deze week een inschrijving."""
    _ = wereld.gemeente, andere_wereld.gemeente
    bekend(tmp_path, persoon(AN))
    deze_week(tmp_path, *inschrijving(AN))


def maandagen() -> list[date]:
    return list(Weeklevering.objects.order_by("peildatum").values_list("peildatum", flat=True))


def test_een_gebouwde_maandag_is_zichtbaar_telt_haar_mutaties_en_verloopt_na_drie_maanden():
    levering = bouw_week(MAANDAG).levering
    assert (levering.mutaties, levering.gebouwd_op, levering.verloopt_op) == (
        1,
        K.replace(hour=4),
        date(2027, 2, 23),
    )


def test_een_gebouwde_maandag_blijft_zoals_zij_is(tmp_path):
    bouw_week(MAANDAG)
    eerst = list(Mutatie.objects.unscoped("test").values_list())
    deze_week(tmp_path, f"VIS;00ZV;{AN};1")
    assert (bouw_week(MAANDAG).gebouwd, list(Mutatie.objects.unscoped("test").values_list())) == (False, eerst)


def test_bouwen_geeft_een_logregel_met_het_aantal():
    bouw_week(MAANDAG)
    bouw_week(MAANDAG)
    [regel] = AuditEvent.objects.filter(actie="bron:weeklevering:gebouwd")
    assert (regel.object_id, regel.details) == ("2026-11-23", {"mutaties": 1})


def test_wie_leest_bij_een_ontvanger_met_regels_krijgt_een_bericht(wereld, andere_wereld):
    lezers = [maak_lid("rapport", wereld.gemeente, Rol.RAPPORTAGES), wereld.rmc]
    maak_lid("rapport", andere_wereld.gemeente, Rol.RAPPORTAGES)  # geen regels
    _ = wereld.behandelaar, wereld.rapport  # geen lezer van leveringen, geen ontvanger
    bouw_week(MAANDAG)
    bouw_week(MAANDAG)
    assert sorted(Bericht.objects.values_list("ontvanger", flat=True)) == sorted(lezer.email for lezer in lezers)


def test_wie_de_mail_uitzette_krijgt_geen_bericht(wereld):
    kies_mails(wereld.rmc, te_kiezen=[Mailsoort.WEEKLEVERINGEN], aan=[])
    assert (bouw_week(MAANDAG).gebouwd, Bericht.objects.count()) == (True, 0)


def test_een_bevestigd_adres_van_een_ontvanger_met_regels_krijgt_bericht(wereld, andere_wereld):
    for gemeente in (wereld.gemeente, andere_wereld.gemeente):
        BerichtadresFactory(organisatie=gemeente, gebeurtenis="weekleveringen", email=f"post@{gemeente.code}.example")
    bouw_week(MAANDAG)
    assert list(Bericht.objects.values_list("ontvanger", flat=True)) == ["post@0363.example"]


def test_het_bericht_noemt_de_maandag_en_niemand(smtp_sink, wereld):
    maak_lid("rapport", wereld.gemeente, Rol.RAPPORTAGES)
    bouw_week(MAANDAG)
    bezorg_alles()
    [mail] = smtp_sink.post
    assert (mail["Subject"], AN in mail.get_content(), "Zeeman" in mail.get_content()) == (
        "De weeklevering van 23-11-2026 staat klaar", False, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (date(2026, 11, 24), "24-11-2026 is geen maandag. Een weeklevering is van een maandag."),
        (date(2026, 11, 30), "De maandag 30-11-2026 is nog niet geweest."),
        (date(2026, 11, 2), "Vóór 02-11-2026 zijn geen registraties ontvangen."),
    ],
)
def test_een_maandag_die_er_niet_kan_zijn_wordt_geweigerd(dag, zin):
    with pytest.raises(WeekleveringGeweigerd, match=f"^{zin}$"):
        bouw_week(dag)
    assert maandagen() == []


def test_een_opgeruimde_maandag_wordt_niet_nog_eens_gebouwd():
    bouw_week(MAANDAG)
    verwijder_verlopen(date(2027, 2, 23))
    with pytest.raises(WeekleveringGeweigerd, match=r"verlopen op 23-02-2027\.$"):
        bouw_week(MAANDAG)
    assert Mutatie.objects.unscoped("test").count() == 0


@pytest.mark.parametrize(("stil", "wacht"), [(timedelta(minutes=9), True), (timedelta(minutes=11), False)])
def test_wat_voor_de_maandag_binnenkwam_en_nog_gelezen_wordt_houdt_de_bouw_op(stil, wacht):
    begonnen, bijgewerkt = K - timedelta(hours=1), K.replace(hour=4) - stil
    Inlezing.objects.create(
        bestandsnaam="a.csv", herkomst="scherm", stand="bezig", begonnen_op=begonnen, bijgewerkt_op=bijgewerkt
    )
    try:
        gebouwd = bouw_week(MAANDAG).gebouwd
    except LeveringLoopt:
        gebouwd = False
    assert gebouwd is not wacht


# --- de vaste taak ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("nu", "verwacht"),
    [
        (datetime(2026, 11, 23, 3, 59, tzinfo=AMSTERDAM), MAANDAG - WEEK),
        (datetime(2026, 11, 23, 4, tzinfo=AMSTERDAM), MAANDAG),
        (datetime(2026, 11, 29, 23, tzinfo=AMSTERDAM), MAANDAG),
        (datetime(2027, 3, 29, 4, tzinfo=AMSTERDAM), date(2027, 3, 29)),  # de klok ging zondag vooruit
        (datetime(2027, 11, 1, 3, 59, tzinfo=AMSTERDAM), date(2027, 10, 25)),  # de klok ging zondag terug
    ],
)
def test_een_maandag_is_vanaf_vier_uur_aan_de_beurt(nu, verwacht):
    with clock.op(nu):
        assert bouw_weekleveringen() == [str(verwacht)]


def test_na_een_uitval_haalt_de_taak_hoogstens_dertien_weken_in():
    bouw_week(MAANDAG)
    with clock.op(K + 20 * WEEK + timedelta(hours=4)):
        assert bouw_wat_moet() == [MAANDAG + n * WEEK for n in range(8, 21)]


def test_de_taak_vult_ook_een_gat_en_doet_daarna_niets_meer():
    bouw_week(MAANDAG - WEEK)
    with clock.op(K + 2 * WEEK + timedelta(hours=4)):
        bouw_week(MAANDAG + WEEK)
        assert (bouw_wat_moet(), bouw_wat_moet()) == ([MAANDAG, MAANDAG + 2 * WEEK], [])


@pytest.mark.parametrize(("maandag", "uren"), [(date(2027, 3, 29), 167), (date(2027, 11, 1), 169), (MAANDAG, 168)])
def test_een_week_loopt_van_middernacht_tot_middernacht_ook_als_de_klok_verspringt(maandag, uren):
    with clock.op(datetime(2028, 1, 1, tzinfo=AMSTERDAM)):
        levering = bouw_week(maandag).levering
    lengte = levering.sluitmoment.timestamp() - levering.vorig_sluitmoment.timestamp()
    assert (levering.sluitmoment.astimezone(AMSTERDAM).hour, lengte) == (0, uren * 3600)


# --- bewaren ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("vandaag", "weg"), [(date(2027, 2, 22), 0), (date(2027, 2, 23), 1)])
def test_na_drie_maanden_verdwijnen_de_mutaties_en_blijft_het_aantal(vandaag, weg):
    bouw_week(MAANDAG)
    assert (verwijder_verlopen(vandaag, proef=True), verwijder_verlopen(vandaag)) == (weg, weg)
    levering = Weeklevering.objects.get()
    assert (Mutatie.objects.unscoped("test").count(), levering.mutaties) == (1 - weg, 1)
