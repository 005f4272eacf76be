"""De diensten van referentiegegevens en routering, en de route die eruit volgt."""

from datetime import date

import pytest

from meldingen.domein.leeftijd import Leeftijdsgroep
from meldingen.domein.soorten import SOORTEN
from meldingen.models import Postcodegebied, Routering, Verzuimsoort
from meldingen.queries import bepaal_route, gemeente_bij_postcode
from meldingen.services import laad_referentie_meldingen, zet_routering
from tests.zaken import meld
from verzuimloket.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
G = Leeftijdsgroep


def route(wereld, groep, dag=date(2026, 11, 24), postcode=""):
    return bepaal_route(gemeentecode=wereld.gemeentecode, verblijfpostcode=postcode, groep=groep, dag=dag)


@pytest.fixture
def regels(wereld):
    for vanaf, gebied, groep, instantie in (
        (date(2026, 1, 1), wereld.gemeente, G.LEERPLICHTIG, wereld.instantie),
        (date(2026, 1, 1), wereld.regio, G.RMC, wereld.regio),
    ):
        zet_routering(gebied=gebied, groep=groep, instantie=instantie, vanaf=vanaf)


@pytest.mark.parametrize(
    ("groep", "naar"), [(G.LEERPLICHTIG, "instantie"), (G.KWALIFICATIEPLICHTIG, "gemeente"), (G.RMC, "regio")]
)
def test_elke_groep_volgt_haar_eigen_regel(wereld, regels, groep, naar):
    assert route(wereld, groep).instantie == getattr(wereld, naar).pk


def test_een_regel_geldt_vanaf_haar_eerste_dag(wereld, regels):
    assert route(wereld, G.LEERPLICHTIG, date(2025, 12, 31)).instantie == wereld.gemeente.pk
    assert route(wereld, G.LEERPLICHTIG, date(2026, 1, 1)).instantie == wereld.instantie.pk


def test_een_nieuwe_regel_sluit_de_oude_af_op_de_dag_ervoor(wereld, regels):
    zet_routering(gebied=wereld.gemeente, groep=G.LEERPLICHTIG, instantie=wereld.gemeente, vanaf=date(2026, 11, 1))
    rijen = Routering.objects.filter(gebied=wereld.gemeente).order_by("geldig_van")
    assert list(rijen.values_list("geldig_tot", flat=True)) == [date(2026, 10, 31), None]
    assert route(wereld, G.LEERPLICHTIG, date(2026, 10, 31)).instantie == wereld.instantie.pk
    assert route(wereld, G.LEERPLICHTIG, date(2026, 11, 1)).instantie == wereld.gemeente.pk


def test_een_regel_naar_een_gesloten_instantie_telt_niet_mee(wereld, regels):
    wereld.instantie.actief = False
    wereld.instantie.save()
    assert route(wereld, G.LEERPLICHTIG).instantie == wereld.gemeente.pk


def test_een_nieuwe_regel_verhuist_geen_oude_melding(wereld, melding):
    zet_routering(gebied=wereld.gemeente, groep=G.LEERPLICHTIG, instantie=wereld.instantie, vanaf=date(2026, 11, 24))
    melding.refresh_from_db()
    assert melding.instantie == wereld.gemeente


def test_een_nieuwe_melding_gaat_naar_de_aangewezen_instantie(wereld, leerling, regels):
    melding = meld(wereld.melder, wereld, leerling)
    assert melding.instantie == wereld.instantie
    assert melding.routering_reden.endswith("Gemeente 0363 laat deze meldingen doen door Uitvoerende instantie UI21.")


def test_een_regel_zetten_staat_in_het_logboek(wereld, functioneel):
    zet_routering(
        gebied=wereld.gemeente, groep=G.RMC, instantie=wereld.regio, vanaf=date(2026, 11, 1), door=functioneel
    )
    regel = AuditEvent.objects.get(actie="meldingen:routering:gezet")
    assert (regel.gebruiker_id, regel.details) == (
        functioneel.pk, {"groep": "rmc", "instantie": wereld.regio.pk, "vanaf": "2026-11-01"}
    )  # fmt: skip


def test_de_codelijsten_laden_twee_keer_is_een_keer(db):
    eerste = laad_referentie_meldingen()
    assert laad_referentie_meldingen() == eerste
    assert Verzuimsoort.objects.count() == len(SOORTEN) == 8
    assert Postcodegebied.objects.count() == eerste["postcodegebieden"]


@pytest.mark.parametrize(("postcode", "gemeente"), [("1012AB", "0363"), ("2511AA", "0518"), ("0000AA", None)])
def test_een_postcode_kent_haar_gemeente(db, postcode, gemeente):
    laad_referentie_meldingen()
    assert gemeente_bij_postcode(postcode) == gemeente
