"""Zegels op het logboek: een gewijzigde of verwijderde regel valt op, ook als de bewaking van de database uit stond."""

import time
from datetime import timedelta
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from verzuimloket.audit import zegels
from verzuimloket.audit.models import AuditEvent, AuditZegel
from verzuimloket.audit.services import record
from verzuimloket.audit.tasks import stuur_zegel
from verzuimloket.audit.tasks import verzegel as verzegeltaak
from verzuimloket.audit.zegels import controleer
from verzuimloket.outbox.models import Bericht

pytestmark = pytest.mark.django_db(transaction=True)
ACTIE = "meldingen:melding:ingediend"


def schrijf(aantal: int = 1) -> list[AuditEvent]:
    """Zoveel regels erbij, in één transactie; geeft ze zoals zij er staan."""
    with transaction.atomic():
        for nummer in range(aantal):
            record(actie=ACTIE, object_type="melding", object_id=nummer, details={"keer": nummer})
        return list(AuditEvent.objects.order_by("-pk")[:aantal])[::-1]


def wacht_op_rust() -> None:
    """Tot alles wat er staat ook verzegeld kan worden: een transactie van een andere test houdt het even tegen."""
    einde = time.monotonic() + 60
    while time.monotonic() < einde:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT NOT EXISTS (SELECT FROM audit_auditevent"
                " WHERE transactie >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)


def verzegel() -> AuditZegel | None:
    wacht_op_rust()
    return zegels.verzegel()


def knoei(opdracht: str, *waarden: object, tabel: str = "auditevent") -> None:
    """Zoals een beheerder van de database: de bewaking uit, knoeien, en weer aan."""
    bewaking = {"auditzegel": "audit_zegel_", "auditopruiming": "audit_opruiming_"}.get(tabel, "audit_")
    bewaking += "alleen_toevoegen_rij"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE audit_{tabel} DISABLE TRIGGER {bewaking}")
        cursor.execute(opdracht, waarden)
        cursor.execute(f"ALTER TABLE audit_{tabel} ENABLE ALWAYS TRIGGER {bewaking}")


def zinnen() -> list[str]:
    return [breuk.zin for breuk in controleer().breuken]


def test_elke_regel_komt_onder_precies_een_zegel() -> None:
    schrijf(3)
    eerste = verzegel()
    schrijf(2)
    tweede = verzegel()
    assert eerste is not None
    assert tweede is not None
    assert (eerste.aantal, tweede.aantal, verzegel()) == (3, 2, None)


def test_een_ongemoeid_logboek_klopt() -> None:
    for _ in range(3):
        schrijf(2)
        verzegel()
    assert (controleer().zegels, controleer().regels, controleer().breuken) == (3, 6, ())


@pytest.mark.parametrize(
    "kolom",
    [
        "actie = 'a:b:c'", "resultaat = 'geweigerd'", "gebruiker_id = 7", "organisatie_id = 7", "rollen = 'melder'",
        "object_type = 'locatie'", "object_id = '99'", "onderwerp = repeat('a', 64)", "operatie = gen_random_uuid()",
        "sessie = 'x'", "ip = '10.0.0.1'", "details = '{}'", "moment = moment + interval '1 microsecond'",
        "transactie = transactie + 1",
    ],
)  # fmt: skip
def test_een_gewijzigde_kolom_breekt_het_zegel(kolom: str) -> None:
    regel = schrijf(3)[1]
    verzegel()
    knoei(f"UPDATE audit_auditevent SET {kolom} WHERE id = %s", regel.pk)
    assert [breuk.nummer for breuk in controleer().breuken] == [1]


def test_de_toets_kent_elke_kolom_van_het_logboek() -> None:
    kolommen = {veld.name for veld in AuditEvent._meta.fields}
    [tabel] = [m for m in test_een_gewijzigde_kolom_breekt_het_zegel.pytestmark if m.name == "parametrize"]
    assert {opdracht.split(" ")[0] for opdracht in tabel.args[1]} == kolommen - {"id"}


def test_een_verwijderde_regel_valt_op() -> None:
    regel = schrijf(3)[0]
    verzegel()
    knoei("DELETE FROM audit_auditevent WHERE id = %s", regel.pk)
    assert [zin.split(" ontbreken ")[1] for zin in zinnen()] == ["1 van de 3 logregels."]


def test_een_regel_met_een_nieuw_nummer_valt_op() -> None:
    regel = schrijf(2)[0]
    verzegel()
    knoei("UPDATE audit_auditevent SET id = id + 1000000 WHERE id = %s", regel.pk)
    assert len(controleer().breuken) == 1


def test_een_herrekend_zegel_zonder_de_sleutel_valt_op() -> None:
    schrijf(2)
    verzegel()
    knoei("UPDATE audit_auditzegel SET aantal = 1", tabel="auditzegel")
    assert "Zegel 1 is veranderd of sluit niet aan op het vorige." in zinnen()


def test_een_verwijderd_zegel_breekt_de_keten() -> None:
    for _ in range(3):
        schrijf()
        verzegel()
    knoei("DELETE FROM audit_auditzegel WHERE nummer = 2", tabel="auditzegel")
    assert zinnen() == ["De zegels 2 tot en met 2 ontbreken."]


def test_weggehaalde_laatste_zegels_vallen_op_tegen_het_zegel_dat_buiten_bewaard_is() -> None:
    schrijf()
    verzegel()
    schrijf()
    laatste = verzegel()
    assert laatste is not None
    knoei("DELETE FROM audit_auditzegel WHERE nummer = 2", tabel="auditzegel")
    assert [breuk.zin for breuk in controleer({2: laatste.afdruk}).breuken] == ["Het bewaarde zegel 2 is er niet meer."]


def test_een_nagemaakte_keten_valt_op_tegen_het_zegel_dat_buiten_bewaard_is() -> None:
    schrijf()
    verzegel()
    assert [breuk.nummer for breuk in controleer({1: "0" * 64}).breuken] == [1]


@pytest.mark.parametrize(
    "opdracht", ["UPDATE audit_auditzegel SET aantal = 0", "DELETE FROM audit_auditzegel", "TRUNCATE audit_auditzegel"]
)
def test_de_database_weigert_een_zegel_te_veranderen_of_te_verwijderen(opdracht: str) -> None:
    schrijf()
    verzegel()
    with pytest.raises(DatabaseError, match="Het logboek groeit alleen"), transaction.atomic():
        connection.cursor().execute(opdracht)


def test_een_regel_van_een_transactie_die_nog_loopt_komt_onder_een_later_zegel() -> None:
    geschreven, verder = Event(), Event()

    def loopt_nog() -> None:
        with transaction.atomic():
            record(actie=ACTIE)
            geschreven.set()
            verder.wait(10)
        connections.close_all()

    draad = Thread(target=loopt_nog)
    draad.start()
    geschreven.wait(10)
    schrijf()  # later begonnen, eerder klaar
    tussendoor = zegels.verzegel()
    verder.set()
    draad.join()
    na_afloop = verzegel()
    assert na_afloop is not None
    assert (tussendoor.aantal if tussendoor else 0) + na_afloop.aantal == 2
    assert controleer().breuken == ()


def test_na_terugzetten_in_een_nieuwe_database_gaat_de_keten_verder() -> None:
    schrijf(2)
    verzegel()
    # een nieuwe database begint weer laag te tellen: alsof de oude al veel verder was
    knoei("UPDATE audit_auditzegel SET grens = grens + 1000000000", tabel="auditzegel")
    knoei("UPDATE audit_auditzegel SET afdruk = %s", _nieuwe_afdruk(), tabel="auditzegel")
    schrijf(3)
    nieuw = verzegel()
    assert nieuw is not None
    assert (nieuw.aantal, controleer().breuken) == (3, ())


def _nieuwe_afdruk() -> str:
    from verzuimloket.audit.zegels import EERSTE, _afdruk

    return _afdruk(AuditZegel.objects.get(), EERSTE)


def test_de_opdracht_zegt_dat_alles_klopt_en_verzegelt_wat_erbij_kwam() -> None:
    schrijf(2)
    verzegel()
    schrijf(3)
    uit = StringIO()
    wacht_op_rust()
    call_command("audit_controleer", stdout=uit)
    assert uit.getvalue().splitlines() == [
        "gecontroleerd: 1 zegels, 2 logregels; alles klopt",
        "nieuw verzegeld: 3 logregels",
    ]


def test_de_opdracht_weigert_een_logboek_waar_een_regel_uit_weg_is() -> None:
    regel = schrijf(2)[0]
    wacht_op_rust()
    call_command("audit_controleer", stdout=StringIO())
    knoei("DELETE FROM audit_auditevent WHERE id = %s", regel.pk)
    with pytest.raises(CommandError, match="ontbreken 1 van de 2 logregels") as fout:
        call_command("audit_controleer", stdout=StringIO())
    assert fout.value.returncode == 1


def test_na_een_breuk_komt_er_bij_het_controleren_geen_zegel_bij() -> None:
    regel = schrijf(2)[0]
    verzegel()
    knoei("DELETE FROM audit_auditevent WHERE id = %s", regel.pk)
    schrijf()
    with pytest.raises(CommandError):
        call_command("audit_controleer", stdout=StringIO())
    assert AuditZegel.objects.count() == 1


@pytest.mark.parametrize("zegel", ["1", "1=kort", "0=" + "a" * 64, "x=" + "a" * 64])
def test_een_zegel_in_een_andere_vorm_is_verkeerd_gebruik(zegel: str) -> None:
    with pytest.raises(CommandError) as fout:
        call_command("audit_controleer", "--zegel", zegel)
    assert fout.value.returncode != 0


def test_de_taak_verzegelt_en_geeft_het_aantal() -> None:
    schrijf(4)
    wacht_op_rust()
    assert (verzegeltaak(), verzegeltaak()) == (4, 0)


def test_het_laatste_zegel_gaat_een_keer_per_mail_naar_buiten(settings) -> None:
    settings.ZEGEL_ADRES = "fg@loket.example"
    schrijf()
    zegel = verzegel()
    assert zegel is not None
    stuur_zegel()
    stuur_zegel()
    assert [(b.ontvanger, b.context["afdruk"]) for b in Bericht.objects.all()] == [("fg@loket.example", zegel.afdruk)]


def test_zonder_adres_gaat_het_zegel_alleen_naar_de_log(settings, caplog) -> None:
    settings.ZEGEL_ADRES = ""
    schrijf()
    zegel = verzegel()
    assert zegel is not None
    with caplog.at_level("INFO", logger="verzuimloket.audit.zegels"):
        stuur_zegel()
    assert [regel.getMessage() for regel in caplog.records] == [f"Zegel 1 van het logboek: {zegel.afdruk}"]
    assert not Bericht.objects.exists()


def test_een_zegel_telt_de_tijd_van_het_portaal() -> None:
    [regel] = schrijf()
    zegel = verzegel()
    assert zegel is not None
    assert timedelta(0) <= zegel.moment - regel.moment < timedelta(minutes=1)
