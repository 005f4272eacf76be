"""De uitgaande bak: klaarzetten in de transactie, bezorgen met uitstel, zichtbaar opgeven. Naar een echte SMTP-server."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import StringIO
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.smtp import SmtpSink
from verzuimloket.clock import AMSTERDAM, op
from verzuimloket.gegevens import PersoonsgegevenGeweigerd
from verzuimloket.outbox.koerier import (
    EERSTE_WACHT,
    GEDULD,
    KOERIER_GESTOPT,
    LANGSTE_WACHT,
    MINSTE_POGINGEN,
    Uitkomst,
    bezorg_alles,
    bezorg_een,
    pak,
    wachttijd,
)
from verzuimloket.outbox.models import Bericht
from verzuimloket.outbox.services import ONGELDIG_ADRES, enqueue, probeer_opnieuw

pytestmark = pytest.mark.usefixtures("sjablonen")
BEGIN = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)
ADRES = "loket@voorbeeld.example"


def zet_klaar(sleutel: str = "proef:1", ontvanger: str = ADRES, **context: object) -> Bericht:
    with transaction.atomic():
        return enqueue(
            sjabloon="proef/bericht",
            ontvanger=ontvanger,
            sleutel=sleutel,
            context={"nummer": 7, "school": "De Brug"} | context,
        )


def bak() -> dict[str, int]:
    """De stand, zoals een beheerder hem met `outbox --json` ziet."""
    uit = StringIO()
    call_command("outbox", "--json", stdout=uit)
    return {naam: waarde for naam, waarde in json.loads(uit.getvalue()).items() if waarde}


@pytest.fixture
def op_de_klok() -> Iterator[Callable[[timedelta], Uitkomst]]:
    """Een bericht van BEGIN; elke aanroep bezorgt er één, zoveel later."""

    def later(verschil: timedelta) -> Uitkomst:
        with op(BEGIN + verschil):
            return bezorg_een()

    with op(BEGIN):
        zet_klaar()
        yield later


# --- klaarzetten -----------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_een_bericht_buiten_een_transactie_wordt_geweigerd() -> None:
    with pytest.raises(RuntimeError, match="dezelfde transactie"):
        enqueue(sjabloon="proef/bericht", ontvanger=ADRES, sleutel="proef:1", context={})
    assert not Bericht.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_een_bericht_verdwijnt_met_de_handeling_die_terugdraait(smtp_sink: SmtpSink) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        zet_klaar()
        1 / 0  # noqa: B018
    assert (bezorg_alles(), smtp_sink.post) == (0, [])


@pytest.mark.django_db
def test_dezelfde_sleutel_geeft_hetzelfde_bericht_en_verandert_niets() -> None:
    eerste = zet_klaar(nummer=7)
    tweede = zet_klaar(nummer=8, ontvanger="ander@voorbeeld.example")
    assert tweede.pk == eerste.pk
    assert list(Bericht.objects.values_list("ontvanger", "context__nummer")) == [(ADRES, 7)]


@pytest.mark.django_db
def test_een_sleutel_van_200_tekens_past_en_een_langere_wordt_geweigerd() -> None:
    zet_klaar("a" * 200)
    with pytest.raises(ValueError, match="hoogstens 200"):
        zet_klaar("a" * 201)
    assert bak() == {"wacht": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ontvanger", ["", "geen adres", "a@b", "a@voorbeeld.example\nBcc: b@voorbeeld.example", "x" * 400]
)
def test_een_ongeldig_adres_is_zichtbaar_mislukt_en_gaat_nooit_uit(ontvanger: str, smtp_sink: SmtpSink) -> None:
    zet_klaar(ontvanger=ontvanger)
    assert bak() == {"mislukt": 1}
    assert Bericht.objects.get().laatste_fout == ONGELDIG_ADRES
    assert (probeer_opnieuw(), bezorg_alles(), smtp_sink.post) == (0, 0, [])


@pytest.mark.django_db
@pytest.mark.parametrize("sjabloon", ["../geheim", "proef/Bericht", "/proef", "proef//bericht", ""])
def test_een_sjabloon_is_een_pad_onder_de_mails(sjabloon: str) -> None:
    with pytest.raises(ValueError, match="templates/mail"):
        enqueue(sjabloon=sjabloon, ontvanger=ADRES, sleutel="proef:1", context={})


@pytest.mark.django_db
def test_een_pgn_komt_niet_in_een_sleutel() -> None:
    with pytest.raises(PersoonsgegevenGeweigerd):
        zet_klaar("melding:999900006")


# --- de mail ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_de_mail_heeft_een_onderwerp_op_een_regel_en_een_vast_nummer(smtp_sink: SmtpSink) -> None:
    bericht = zet_klaar()
    assert bezorg_een() is Uitkomst.VERZONDEN
    Bericht.objects.filter(pk=bericht.pk).update(staat="wacht")
    assert bezorg_een() is Uitkomst.VERZONDEN
    eerste, tweede = smtp_sink.post
    assert (eerste["Subject"], eerste["To"]) == ("Melding 7 van De Brug", ADRES)
    assert eerste["Message-ID"] == tweede["Message-ID"]


@pytest.mark.django_db
def test_een_sjabloon_dat_niet_bestaat_houdt_de_volgende_mail_niet_tegen(smtp_sink: SmtpSink) -> None:
    with transaction.atomic():
        enqueue(sjabloon="proef/weg", ontvanger=ADRES, sleutel="proef:0", context={})
    zet_klaar()
    assert (bezorg_alles(), bak()["wacht"], bak()["verzonden"]) == (1, 1, 1)


# --- twee koeriers ---------------------------------------------------------------------------------------------
def in_draden(werk: Callable[[], Any], aantal: int) -> list[Any]:
    """Doe `werk` in zoveel draden tegelijk, elk met een eigen verbinding."""
    hek = Barrier(aantal)

    def draad() -> Any:
        hek.wait(10)
        try:
            return werk()
        finally:
            connection.close()

    with ThreadPoolExecutor(aantal) as draden:
        return [taak.result(30) for taak in [draden.submit(draad) for _ in range(aantal)]]


@pytest.mark.django_db(transaction=True)
def test_drie_koeriers_tegelijk_bezorgen_elk_bericht_een_keer(smtp_sink: SmtpSink) -> None:
    for nummer in range(12):
        zet_klaar(f"proef:{nummer}", nummer=nummer)
    assert sum(in_draden(bezorg_alles, 3)) == 12
    assert sorted(mail["Subject"] for mail in smtp_sink.post) == sorted(f"Melding {n} van De Brug" for n in range(12))


@pytest.mark.django_db(transaction=True)
def test_een_koerier_slaat_over_wat_een_ander_vasthoudt() -> None:
    zet_klaar()
    with transaction.atomic():
        assert pak() is not None
        assert in_draden(pak, 1) == [None]
    assert pak() is None


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_klaarzetten_met_dezelfde_sleutel_geeft_een_bericht() -> None:
    een, twee = in_draden(lambda: zet_klaar().pk, 2)
    assert (een, Bericht.objects.count()) == (twee, 1)


# --- de mailserver weigert -------------------------------------------------------------------------------------
def _weigert(sink: SmtpSink, settings: Any) -> None:
    sink.antwoorden[ADRES] = "451 even niet"


def _hangt(sink: SmtpSink, settings: Any) -> None:
    sink.zwijgt, settings.EMAIL_TIMEOUT = True, 0.3


def _weg(sink: SmtpSink, settings: Any) -> None:
    settings.EMAIL_PORT = 1  # daar luistert niemand


STORINGEN = [
    pytest.param(_weigert, Uitkomst.UITGESTELD, "SMTPRecipientsRefused 451", id="451"),
    pytest.param(_hangt, Uitkomst.SERVER_WEG, "SMTPServerDisconnected", id="hangt"),
    pytest.param(_weg, Uitkomst.SERVER_WEG, "ConnectionRefusedError", id="weg"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("storing", "uitkomst", "fout"), STORINGEN)
def test_een_storing_stelt_uit_en_daarna_gaat_de_mail_een_keer_uit(
    storing: Callable[..., None], uitkomst: Uitkomst, fout: str, smtp_sink: SmtpSink, settings: Any, op_de_klok: Any
) -> None:
    poort = settings.EMAIL_PORT
    storing(smtp_sink, settings)
    assert op_de_klok(timedelta()) is uitkomst
    assert (bak(), Bericht.objects.get().laatste_fout) == ({"wacht": 1}, fout)
    smtp_sink.zwijgt, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = False, poort, 5
    smtp_sink.antwoorden.clear()
    uitkomsten = [op_de_klok(timedelta(seconds=s)) for s in (59, 66, 3600)]
    assert uitkomsten == [Uitkomst.LEEG, Uitkomst.VERZONDEN, Uitkomst.LEEG]
    assert (len(smtp_sink.post), bak()) == (1, {"verzonden": 1})


@pytest.mark.django_db
def test_een_onbekende_ontvanger_is_meteen_mislukt_en_kan_met_de_hand_opnieuw(
    smtp_sink: SmtpSink, op_de_klok: Any
) -> None:
    smtp_sink.antwoorden[ADRES] = "550 onbekend: geheim@voorbeeld.example"
    assert op_de_klok(timedelta()) is Uitkomst.MISLUKT
    assert (bak(), Bericht.objects.get().laatste_fout) == ({"mislukt": 1}, "SMTPRecipientsRefused 550")
    smtp_sink.antwoorden.clear()
    assert (op_de_klok(GEDULD), probeer_opnieuw(), op_de_klok(GEDULD)) == (Uitkomst.LEEG, 1, Uitkomst.VERZONDEN)
    assert len(smtp_sink.post) == 1


@pytest.mark.django_db
def test_een_geweigerd_bericht_houdt_het_volgende_niet_tegen(smtp_sink: SmtpSink) -> None:
    smtp_sink.antwoorden[ADRES] = "451 even niet"
    zet_klaar()
    zet_klaar("proef:2", "ander@voorbeeld.example")
    assert (bezorg_alles(), [mail["To"] for mail in smtp_sink.post]) == (1, ["ander@voorbeeld.example"])


@pytest.mark.django_db
def test_is_de_mailserver_weg_dan_stopt_de_koerier_na_een_poging(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    zet_klaar()
    zet_klaar("proef:2")
    assert bezorg_alles() == 0
    assert list(Bericht.objects.order_by("id").values_list("pogingen", flat=True)) == [1, 0]


def test_de_wachttijd_verdubbelt_tot_een_uur() -> None:
    tijden = [wachttijd("proef:1", poging) for poging in range(1, 9)]
    bases = [min(EERSTE_WACHT * 2**stap, LANGSTE_WACHT) for stap in range(8)]
    assert [basis <= tijd <= basis * 1.1 for basis, tijd in zip(bases, tijden, strict=True)] == [True] * 8
    assert bases[-1] == LANGSTE_WACHT


# --- opgeven ---------------------------------------------------------------------------------------------------
def tot_het_eind(poging: Callable[[timedelta], object]) -> tuple[Bericht, timedelta]:
    """Laat de klok steeds naar de volgende poging springen, tot het bericht is opgegeven."""
    for _ in range(500):
        bericht = Bericht.objects.get()
        verschil = bericht.volgende_poging - BEGIN
        if bericht.staat == Bericht.Staat.MISLUKT:
            return bericht, verschil
        poging(verschil)
    raise AssertionError("het bericht wordt nooit opgegeven")


@pytest.mark.django_db
def test_een_bericht_dat_blijft_mislukken_wordt_na_drie_dagen_opgegeven(smtp_sink: SmtpSink, op_de_klok: Any) -> None:
    smtp_sink.antwoorden[ADRES] = "451 even niet"
    bericht, verschil = tot_het_eind(op_de_klok)
    assert bericht.pogingen >= MINSTE_POGINGEN
    assert GEDULD < verschil < GEDULD + 3 * LANGSTE_WACHT
    assert (bak(), smtp_sink.post) == ({"mislukt": 1}, [])


@pytest.mark.django_db
def test_een_bericht_dat_elke_keer_zijn_koerier_doodt_wordt_ook_opgegeven(op_de_klok: Any) -> None:
    def sterf(verschil: timedelta) -> None:
        with op(BEGIN + verschil):
            pak()  # gehuurd, en daarna nooit afgetekend

    bericht, verschil = tot_het_eind(sterf)
    assert (bericht.laatste_fout, bak()) == (KOERIER_GESTOPT, {"mislukt": 1})
    assert GEDULD < verschil < GEDULD + 3 * LANGSTE_WACHT
    assert bericht.pogingen < 100  # met uitstel, niet elke vijf minuten


@pytest.mark.django_db
def test_na_drie_dagen_stilstand_geeft_de_eerste_weigering_het_bericht_niet_op(
    smtp_sink: SmtpSink, op_de_klok: Any
) -> None:
    smtp_sink.antwoorden[ADRES] = "451 even niet"
    assert op_de_klok(GEDULD * 2) is Uitkomst.UITGESTELD
    assert (Bericht.objects.get().pogingen, bak()) == (1, {"wacht": 1})


@pytest.mark.django_db
def test_een_opgegeven_bericht_gaat_met_de_hand_alsnog_uit(op_de_klok: Any, smtp_sink: SmtpSink) -> None:
    Bericht.objects.update(staat="bezig", pogingen=MINSTE_POGINGEN, volgende_poging=BEGIN)
    assert op_de_klok(GEDULD + timedelta(seconds=1)) is Uitkomst.MISLUKT
    assert (probeer_opnieuw(), op_de_klok(GEDULD * 2), bak()) == (1, Uitkomst.VERZONDEN, {"verzonden": 1})
