"""Wat er in de demowereld is: de organisaties, mensen en verhalen die een bezoeker nodig heeft."""

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password

from accounts.models import Gebruiker, Toewijzing, Token
from bron.models import Levering, Nummerwijziging, PersoonVersie
from bron.queries import leerling_van_school
from meldingen.models import Melding
from rapportages.models import Maandrapportage, R08Rij, RapportageRij, VerzuimRij
from tests.demo.conftest import NU
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.xdist_group("demowereld")
PROEF = "proef"
ACCOUNTS = {
    "melder.00zv": {("melder", "00ZV")},
    "lezer.00zv": {("lezer", "00ZV")},
    "beheerder.00zv": {("beheerder", "00ZV"), ("beheerder_onderwijs", "00ZV")},
    "rapport.00zv": {("rapportages", "00ZV")},
    "melder.27gz": {("melder", "27GZ")},
    "rapport.27gz": {("rapportages", "27GZ")},
    "behandelaar.0059": {("behandelaar", "0059")},
    "behandelaar.0518": {("behandelaar", "0518")},
    "beheerder.0518": {("beheerder", "0518")},
    "rapport.0518": {("rapportages", "0518")},
    "rmc.06": {("behandelaar_rmc", "06")},
    "rmc.28": {("behandelaar_rmc", "28")},
    "functioneel": {("functioneel_beheer", "LOKET")},
}


def achternamen():
    return set(PersoonVersie.objects.unscoped(PROEF).values_list("achternaam", flat=True))


def test_er_zijn_minstens_drieduizend_leerlingen(demo):
    assert PersoonVersie.objects.unscoped(PROEF).values("pgn").distinct().count() >= 3000


def test_elk_nummer_komt_uit_de_proefreeks(demo):
    nummers = PersoonVersie.objects.unscoped(PROEF).values_list("pgn", flat=True)
    assert {pgn[:4] for pgn in nummers} == {"9999", "1099"}


def test_elke_leverancier_leverde_veertien_maanden_zonder_afkeuring(demo):
    leveringen = Levering.objects.values_list("leverancier", "ontvangen_op__year", "ontvangen_op__month", "afgekeurd")
    assert len(set(leveringen)) == 28
    assert {afgekeurd for *_, afgekeurd in leveringen} == {0}


def test_er_zijn_minstens_vierhonderd_meldingen(demo):
    assert Melding.objects.unscoped(PROEF).count() >= 400


@pytest.mark.parametrize("status", ["R", "B", "G", "K", "I"])
def test_elke_status_komt_bij_elke_demoschool_voor(demo, status):
    scholen = Melding.objects.unscoped(PROEF).filter(status=status).values_list("school__code", flat=True)
    assert set(scholen) == {"00ZV", "27GZ"}


def test_er_zijn_drie_gebouwde_maanden(demo):
    gebouwd = Maandrapportage.objects.filter(zichtbaar=True).order_by("maand").values_list("maand", flat=True)
    assert list(gebouwd) == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]


def test_elke_reden_staat_op_een_lijst(demo):
    redenen = RapportageRij.objects.unscoped(PROEF).filter(code="A04").values_list("reden", flat=True)
    assert set(redenen) == {"NIET BEKOSTIGD", "EXAMENDEELNEMER", "GEEN INSCHRIJVING"}


def test_de_laatste_r08_heeft_leerlingen_van_beide_scholen(demo):
    rijen = R08Rij.objects.unscoped(PROEF).filter(week__peildatum=date(2026, 11, 23))
    assert set(rijen.values_list("brin", flat=True)) == {"00ZV", "27GZ"}


def test_iemand_staat_langer_op_r08(demo):
    assert R08Rij.objects.unscoped(PROEF).filter(aantal_weken__gte=2).exists()


@pytest.mark.parametrize("maand", [9, 10, 11])
def test_elke_gebouwde_maand_heeft_relatief_verzuim_van_beide_scholen(demo, maand):
    rijen = VerzuimRij.objects.unscoped(PROEF).filter(rapportage__maand=date(2026, maand, 1))
    assert set(rijen.values_list("brin", flat=True)) == {"00ZV", "27GZ"}


def test_wie_op_de_lijst_staat_was_soms_al_gemeld(demo):
    rijen = RapportageRij.objects.unscoped(PROEF).filter(code="A04")
    assert set(rijen.values_list("melding_wettelijk", flat=True)) == {True, False}


def test_de_accounts_zijn_die_van_de_afspraak(demo):
    gevonden: dict[str, set[tuple[str, str]]] = {}
    for toewijzing in Toewijzing.objects.unscoped(PROEF).select_related("gebruiker", "organisatie"):
        rol = (toewijzing.rol, toewijzing.organisatie.code)
        gevonden.setdefault(toewijzing.gebruiker.username, set()).add(rol)
    assert gevonden == ACCOUNTS


@pytest.mark.parametrize("naam", sorted(ACCOUNTS))
def test_elk_account_kan_inloggen_met_het_wachtwoord_en_de_code(demo, naam):
    gebruiker = Gebruiker.objects.get(username=naam)
    assert check_password("Demo-verzuim-2026!", gebruiker.password)
    tokens = Token.objects.filter(user=gebruiker, confirmed=True)
    assert [token.sleutel for token in tokens] == [b"Hello!\xde\xad\xbe\xef" * 2]


def test_er_zijn_vietnamese_en_turkse_namen(demo):
    assert {"Nguyễn", "Trần", "Öztürk", "Yıldız"} <= achternamen()


def test_een_onderwijsnummer_werd_een_bsn(demo):
    wijziging = Nummerwijziging.objects.unscoped(PROEF).get()
    assert (wijziging.oud_pgn[:2], wijziging.nieuw_pgn[:4]) == ("10", "9999")
    beeld = leerling_van_school(pgn=wijziging.oud_pgn, brin="00ZV", dag=NU.date())
    assert beeld is not None
    assert beeld.pgn == wijziging.nieuw_pgn


def test_een_afwijkend_adres_bepaalt_de_ontvanger(demo):
    elders = Melding.objects.unscoped(PROEF).filter(afwijkend_adres__postcode="2511BT").first()
    assert elders is not None
    assert elders.gemeentecode == "0518"
    assert "verblijft volgens u in" in elders.routering_reden


def test_alle_mailadressen_zijn_verzonnen(demo):
    adressen = [
        *Bericht.objects.values_list("ontvanger", flat=True),
        *Gebruiker.objects.values_list("email", flat=True),
    ]
    assert {adres.rpartition(".")[2] for adres in adressen} == {"example"}


def test_er_wacht_geen_oude_mail(demo):
    assert set(Bericht.objects.values_list("staat", flat=True)) == {Bericht.Staat.VERZONDEN}
