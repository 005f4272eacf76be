"""Het bewijs van vernietiging: per regel en per keer een rij die ook na een `kill -9` klopt, en tegelijk mag."""

import signal
from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connections

from verzuimloket import clock
from verzuimloket.audit.models import AuditEvent, Opschoning
from verzuimloket.audit.zinnen import zin
from verzuimloket.clock import AMSTERDAM
from verzuimloket.opschonen import OpschonenMislukt, schoon_op
from verzuimloket.outbox import opruimen
from verzuimloket.outbox.models import Bericht
from verzuimloket.outbox.opruimen import verwijder_berichten

pytestmark = pytest.mark.django_db(transaction=True)
DAG = date(2026, 11, 25)
GRENS = datetime(2026, 8, 25, tzinfo=AMSTERDAM)
REGEL = {"berichten": "verzuimloket.outbox.opruimen.verwijder_berichten"}
# een eigen proces ruimt op met pakketten van drie; bij het tweede pakket zegt het dat, en dan wacht het op zijn dood
DOOD_HALVERWEGE = """
import signal
from datetime import date
from verzuimloket import opschonen
from verzuimloket.outbox import opruimen
opruimen._PAKKET = 3
settings.OPSCHOONREGELS = {"berichten": "verzuimloket.outbox.opruimen.verwijder_berichten"}
echt, keer = opschonen.F, []
def tel(naam):
    keer.append(naam)
    if keer.count("aantal") == 3:
        print("nu", flush=True)
        signal.pause()
    return echt(naam)
opschonen.F = tel
opschonen.schoon_op(date(2026, 11, 25))
"""


def berichten(aantal: int, moment: datetime, **velden: object) -> None:
    waarden = {"staat": "verzonden", "verzonden_op": moment, "aangemaakt": moment} | velden
    Bericht.objects.bulk_create(
        Bericht(sleutel=f"{moment}:{waarden['staat']}:{n}", sjabloon="a", ontvanger="a@b.example", **waarden)
        for n in range(aantal)
    )


@pytest.fixture
def alleen_berichten(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPSCHOONREGELS = REGEL
    monkeypatch.setattr(opruimen, "_PAKKET", 3)


def bewijs() -> list[tuple[str, date, int, bool]]:
    rijen = Opschoning.objects.order_by("pk")
    return [(rij.regel, rij.grens, rij.aantal, rij.klaar_op is not None) for rij in rijen]


@pytest.mark.parametrize(
    ("velden", "blijft"),
    [
        ({}, False),
        ({"staat": "mislukt", "verzonden_op": None}, False),
        ({"staat": "wacht", "verzonden_op": None}, True),
        ({"staat": "bezig", "verzonden_op": None}, True),
    ],
    ids=["verzonden", "mislukt", "wacht nog", "is bezig"],
)
def test_een_bericht_verdwijnt_drie_maanden_na_bezorging(velden: dict[str, object], blijft: bool) -> None:
    berichten(1, GRENS - timedelta(microseconds=1), **velden)
    berichten(1, GRENS, **velden)
    weg = verwijder_berichten(DAG, proef=True)
    assert (weg, verwijder_berichten(DAG), Bericht.objects.count()) == (int(not blijft),) * 2 + (1 + int(blijft),)


def test_van_elke_keer_staat_vast_welke_grens_gold_en_hoeveel_er_weg_is(alleen_berichten: None) -> None:
    berichten(7, GRENS - timedelta(days=1))
    schoon_op(DAG)
    schoon_op(DAG)
    assert bewijs() == [("berichten", GRENS.date(), 7, True), ("berichten", GRENS.date(), 0, True)]


def test_het_logboek_zegt_wat_er_vernietigd_is(alleen_berichten: None) -> None:
    berichten(7, GRENS - timedelta(days=1))
    schoon_op(DAG)
    assert [zin(regel) for regel in AuditEvent.objects.all()] == [
        "Verwijderde volgens de bewaartermijn: berichten, tot 2026-08-25, aantal 7."
    ]


def test_een_proef_laat_geen_bewijs_achter(alleen_berichten: None) -> None:
    berichten(7, GRENS - timedelta(days=1))
    assert (schoon_op(DAG, proef=True), bewijs(), Bericht.objects.count()) == ({"berichten": 7}, [], 7)


def test_een_regel_die_halverwege_stukloopt_staat_vast_als_niet_af(
    alleen_berichten: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    berichten(7, GRENS - timedelta(days=1))
    monkeypatch.setattr(opruimen, "_PAKKET", "geen getal")
    with pytest.raises(OpschonenMislukt, match="berichten"):
        schoon_op(DAG)
    assert bewijs() == [("berichten", DAG, 0, False)]


def test_na_een_kill_9_klopt_het_bewijs_en_maakt_de_volgende_keer_het_af(alleen_berichten: None, proces: Any) -> None:
    berichten(10, GRENS - timedelta(days=1))
    kind = proces(DOOD_HALVERWEGE)
    assert kind.stdout.readline() == "nu\n"
    kind.send_signal(signal.SIGKILL)
    kind.communicate()
    gebleven = Bericht.objects.count()
    assert bewijs() == [("berichten", GRENS.date(), 10 - gebleven, False)]
    assert (gebleven, schoon_op(DAG), Bericht.objects.count()) == (4, {"berichten": 4}, 0)


def test_twee_tegelijk_verwijderen_alles_een_keer(alleen_berichten: None) -> None:
    berichten(40, GRENS - timedelta(days=1))

    def draai() -> None:
        schoon_op(DAG)
        connections.close_all()

    draden = [Thread(target=draai) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert (sum(aantal for _, _, aantal, _ in bewijs()), Bericht.objects.count()) == (40, 0)


def test_de_volgende_keer_begint_waar_een_lange_tabel_bleef_steken(settings: Any) -> None:
    settings.OPSCHOONREGELS = {"lang": f"{__name__}.lange_tabel"}
    Opschoning.objects.create(keer="0" * 32, regel="lang", grens=DAG, plek=12, begonnen_op=clock.nu())
    assert (schoon_op(DAG), schoon_op(DAG)) == ({"lang": 12}, {"lang": 0})


def lange_tabel(_vandaag: date, *, proef: bool = False) -> int:
    from verzuimloket.opschonen import begin_plek  # de plek van de lopende keer

    return begin_plek()
