"""Het logboek opruimen: hele zegels, na drie jaar, en de controle klopt daarna nog en merkt geknoei nog steeds."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tests.platform.test_zegels import knoei, schrijf, verzegel, zinnen
from verzuimloket import clock
from verzuimloket.audit import opruimen
from verzuimloket.audit.models import AuditEvent, AuditOpruiming, AuditZegel
from verzuimloket.audit.opruimen import LogboekKloptNiet, verwijder_logboek
from verzuimloket.audit.zegels import controleer
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db(transaction=True)
OUD = datetime(2023, 11, 24, 23, 59, 59, tzinfo=AMSTERDAM)
GRENS = datetime(2023, 11, 25, tzinfo=AMSTERDAM)
DAG = date(2026, 11, 25)


def zegel_van(moment: datetime, aantal: int) -> None:
    with clock.op(moment):
        schrijf(aantal)
        verzegel()


def momenten() -> list[datetime]:
    return list(AuditEvent.objects.order_by("pk").values_list("moment", flat=True).distinct())


@pytest.fixture
def drie_zegels() -> None:
    for moment, aantal in ((OUD, 3), (OUD, 2), (GRENS, 4)):
        zegel_van(moment, aantal)


def test_na_drie_jaar_gaat_een_zegel_in_een_keer_en_daarvoor_niet(drie_zegels: None) -> None:
    assert (verwijder_logboek(date(2026, 11, 24)), verwijder_logboek(DAG, proef=True), AuditEvent.objects.count()) == (
        0, 5, 9,
    )  # fmt: skip
    assert (verwijder_logboek(DAG), verwijder_logboek(DAG), AuditEvent.objects.count()) == (5, 0, 4)
    assert AuditZegel.objects.count() == 3


def test_na_het_opruimen_klopt_de_controle_en_telt_zij_wat_weg_is(drie_zegels: None) -> None:
    verwijder_logboek(DAG)
    controle = controleer()
    assert (controle.zegels, controle.regels, controle.opgeruimd, controle.breuken) == (3, 4, 5, ())


def test_een_zegel_met_ook_een_jongere_regel_blijft_heel() -> None:
    with clock.op(OUD):
        schrijf(2)
    with clock.op(GRENS):
        schrijf(1)
    zegel_van(OUD, 1)  # de klok staat weer vroeger dan haar jongste regel
    assert (verwijder_logboek(DAG), AuditEvent.objects.count()) == (0, 4)


def test_in_kleine_pakketten_is_de_uitkomst_gelijk(drie_zegels: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opruimen, "_PAKKET", 1)
    assert (verwijder_logboek(DAG), AuditOpruiming.objects.count(), zinnen()) == (5, 2, [])


def test_wat_onder_een_gebroken_zegel_staat_blijft_tot_iemand_het_uitzocht(drie_zegels: None) -> None:
    knoei("UPDATE audit_auditevent SET actie = 'a:b:c' WHERE id = (SELECT min(id) FROM audit_auditevent)")
    with pytest.raises(LogboekKloptNiet, match="zegel 1"):
        verwijder_logboek(DAG)
    assert AuditEvent.objects.count() == 9


VERVALSINGEN = {
    "een regel weg": ("DELETE FROM audit_auditevent WHERE id = (SELECT max(id) FROM audit_auditevent)", "auditevent"),
    "een verzonnen opruiming": (
        "INSERT INTO audit_auditopruiming (nummer, moment, grens, tot_en_met, regels, afdruk)"
        " SELECT nummer + 1, moment, grens, tot_en_met + 1, 4, afdruk FROM audit_auditopruiming",
        "auditevent",
    ),
    "een verruimde opruiming": ("UPDATE audit_auditopruiming SET tot_en_met = 3, regels = 9", "auditopruiming"),
    "een opruiming weg": ("DELETE FROM audit_auditopruiming", "auditopruiming"),
}


@pytest.mark.parametrize("naam", VERVALSINGEN)
def test_wie_na_het_opruimen_knoeit_valt_op(drie_zegels: None, naam: str) -> None:
    verwijder_logboek(DAG)
    opdracht, tabel = VERVALSINGEN[naam]
    knoei(opdracht, tabel=tabel)
    assert zinnen() != []


def test_een_teruggezette_regel_onder_een_opgeruimd_zegel_valt_op(drie_zegels: None) -> None:
    eerste = AuditEvent.objects.order_by("pk").first()
    assert eerste is not None
    verwijder_logboek(DAG)
    eerste.save(force_insert=True)
    assert [zin.split(" staan ")[1] for zin in zinnen()] == ["1 logregels te veel."]


@pytest.mark.parametrize("opdracht", ["UPDATE audit_auditopruiming SET regels = 0", "DELETE FROM audit_auditopruiming"])
def test_de_database_weigert_een_opruiming_te_veranderen(drie_zegels: None, opdracht: str) -> None:
    verwijder_logboek(DAG)
    with pytest.raises(DatabaseError, match="Het logboek groeit alleen"), transaction.atomic():
        connection.cursor().execute(opdracht)


def test_na_het_opruimen_verzegelt_het_logboek_gewoon_verder(drie_zegels: None) -> None:
    verwijder_logboek(DAG)
    zegel_van(datetime(2026, 11, 25, 12, tzinfo=AMSTERDAM), 2)
    assert (momenten()[0], controleer().regels, zinnen()) == (GRENS, 6, [])
