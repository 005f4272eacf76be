"""De pagina met de actualiteit: wie wanneer voor het laatst leverde, en wie stil is."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from accounts.domein.rechten import Soort
from bron.models import Levering, LeveringPerBrin
from bron.queries import actualiteit
from bron.queries.actualiteit import SORTERINGEN, aantal_stil, gesorteerd, per_instelling, per_leverancier
from tests.factories import OrganisatieFactory
from tests.leveringen import inschrijving, lever, persoon, pgn
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
NU = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def _klok():
    with time_machine.travel(NU, tick=False):
        yield


def zet(brin: str, geleden: timedelta, *, leverancier: str = "", ontbreekt: int = 0, afgekeurd: int = 0) -> Levering:
    """Een levering van tien records van deze instelling, zo lang geleden ontvangen."""
    leverancier = leverancier or f"VAN-{brin}"
    levering = Levering.objects.create(
        leverancier=leverancier, volgnummer=Levering.objects.count() + 1, aangemaakt=NU, ontvangen_op=NU - geleden,
        verwerkt_op=NU, sha256="0" * 64, bestandsnaam="x.csv", aangeboden=10, verwerkt=10 - afgekeurd,
        afgekeurd=afgekeurd, ontbreekt=ontbreekt,
    )  # fmt: skip
    LeveringPerBrin.objects.create(
        levering=levering, brin=brin, ontvangen_op=levering.ontvangen_op, aangeboden=10, afgekeurd=afgekeurd
    )
    return levering


def instelling(brin: str, **anders: object):
    return OrganisatieFactory(soort=Soort.INSTELLING, code=brin, **anders)


def dagen(aantal: int, **anders: int) -> timedelta:
    return timedelta(days=aantal, **anders)


def stand(brin: str):
    return next(stand for stand in per_instelling(NU) if stand.code == brin)


@pytest.mark.parametrize(
    ("geleden", "stil", "aantal_dagen"),
    [
        (dagen(0), False, 0),
        (dagen(0, hours=11), False, 1),
        (dagen(8), False, 8),
        (dagen(8, seconds=1), True, 8),
        (dagen(400), True, 400),
        (-dagen(3), False, 0),
    ],
)
def test_na_acht_dagen_zonder_levering_is_een_instelling_stil(geleden, stil, aantal_dagen):
    instelling("00ZV")
    zet("00ZV", geleden)
    assert (stand("00ZV").stil, stand("00ZV").dagen, aantal_stil()) == (stil, aantal_dagen, int(stil))


def test_een_levering_van_net_na_middernacht_is_van_die_dag():
    zet("00ZV", dagen(0, hours=9, minutes=30))
    assert (stand("00ZV").dag, stand("00ZV").dagen) == (NU.date(), 0)


def test_wie_nog_nooit_leverde_is_stil_en_staat_er_ook():
    instelling("00ZV")
    gezien = stand("00ZV")
    assert (gezien.stil, gezien.dagen, gezien.levering, gezien.aandeel, aantal_stil()) == (True, None, None, None, 1)


def test_een_instelling_die_het_loket_niet_kent_maar_wel_levert_staat_er_ook():
    zet("27GZ", dagen(1))
    assert [(s.code, s.naam, s.stil) for s in per_instelling(NU)] == [("27GZ", "", False)]


@pytest.mark.parametrize(("geleden", "verwacht"), [(dagen(1), ["00ZV"]), (dagen(9), [])])
def test_een_gesloten_instelling_staat_er_alleen_als_zij_nog_levert(geleden, verwacht):
    instelling("00ZV", actief=False)
    zet("00ZV", geleden)
    assert ([s.code for s in per_instelling(NU)], aantal_stil()) == (verwacht, 0)


def test_de_laatste_is_de_laatst_ontvangen_levering_en_niet_de_laatst_verwerkte():
    nieuw = zet("00ZV", dagen(1))
    zet("00ZV", dagen(5), afgekeurd=3)
    assert (stand("00ZV").levering, stand("00ZV").afgekeurd) == (nieuw.pk, 0)


def test_het_aandeel_en_de_gaten_gaan_over_acht_weken():
    zet("00ZV", dagen(1), afgekeurd=1, ontbreekt=2)
    zet("00ZV", dagen(56), afgekeurd=2, ontbreekt=1)
    zet("00ZV", dagen(56, seconds=1), afgekeurd=9, ontbreekt=9)
    zet("27GZ", dagen(1), afgekeurd=10, ontbreekt=9)
    gezien = stand("00ZV")
    assert (gezien.aandeel, gezien.ontbreekt) == (Decimal("15.0"), 3)


def test_per_leverancier_telt_het_hoogste_volgnummer():
    zet("00ZV", dagen(12), leverancier="A", ontbreekt=4)
    zet("27GZ", dagen(10), leverancier="A")
    zet("27GZ", dagen(1), leverancier="B")
    gezien = {s.code: (s.volgnummer, s.dagen, s.stil, s.ontbreekt) for s in per_leverancier(NU)}
    assert gezien == {"A": (2, 10, True, 4), "B": (3, 1, False, 0)}


def test_een_echte_levering_telt_mee_bij_haar_instelling(tmp_path):
    lever(tmp_path, persoon(pgn(0), gemeente=""), *inschrijving(pgn(0), brin="00ZV"), op=NU - dagen(2))
    gezien = stand("00ZV")
    assert (gezien.aangeboden, gezien.dagen, gezien.leverancier) == (2, 2, "PROEF")


@pytest.mark.parametrize(
    ("sorteer", "verwacht"),
    [
        ("code", ["00AA", "00BB", "00CC"]),
        ("-code", ["00CC", "00BB", "00AA"]),
        ("dagen", ["00CC", "00BB", "00AA"]),
        ("-dagen", ["00AA", "00BB", "00CC"]),
        ("aandeel", ["00AA", "00BB", "00CC"]),
        ("-ontbreekt", ["00BB", "00AA", "00CC"]),
    ],
)
def test_sorteren_zet_wie_niets_heeft_aan_het_eind_van_de_rij(sorteer, verwacht):
    instelling("00AA")
    zet("00BB", dagen(20), ontbreekt=3)
    zet("00CC", dagen(1), afgekeurd=5)
    assert [s.code for s in gesorteerd(per_instelling(NU), sorteer)] == verwacht


# --- de pagina -------------------------------------------------------------------------------------------------
def pagina(client, **query) -> str:
    antwoord = client.get(reverse("bron:actualiteit"), query)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


@pytest.fixture
def twee(functioneel):
    instelling("00ZV", naam="Stille School")
    instelling("27GZ", naam="Trouwe School")
    zet("27GZ", dagen(1), ontbreekt=1)


def test_de_pagina_zegt_van_wanneer_de_stand_is(ingelogd, functioneel, twee):
    tekst = pagina(ingelogd(functioneel))
    assert "24 november 2026 om 10:00</time>.</p>" in tekst


@pytest.mark.parametrize(
    ("query", "verwacht"),
    [
        ({}, (True, True)),
        ({"stil": "on"}, (True, False)),
        ({"gat": "on"}, (False, True)),
        ({"wie": "leverancier"}, (False, False)),
        ({"wie": "../../x", "sorteer": "pk", "pagina": "x", "per": "-1"}, (True, True)),
        ({"sorteer": "--dagen"}, (True, True)),
    ],
    ids=str,
)
def test_de_filters_van_de_pagina(ingelogd, functioneel, twee, query, verwacht):
    tekst = pagina(ingelogd(functioneel), **query)
    assert ("Stille School" in tekst, "Trouwe School" in tekst) == verwacht


def test_per_leverancier_staat_wie_een_gat_heeft(ingelogd, functioneel, twee):
    assert "VAN-27GZ" in pagina(ingelogd(functioneel), wie="leverancier", gat="on")


def test_zonder_resultaat_staat_er_wat_u_kunt_doen(ingelogd, functioneel):
    assert "Haal een filter weg." in pagina(ingelogd(functioneel), stil="on")


def test_de_startpagina_telt_wie_niet_levert_en_brengt_u_erheen(ingelogd, functioneel, twee):
    tekst = ingelogd(functioneel).get("/").content.decode()
    assert ('<span class="vl-tegel__getal">1</span>' in tekst, "actualiteit/?stil=on" in tekst) == (True, True)


def test_het_bestand_heeft_dezelfde_rijen_met_het_moment_erbij(ingelogd, functioneel, twee):
    antwoord = ingelogd(functioneel).get(reverse("bron:actualiteit_csv"), {"sorteer": "code"})
    regels = b"".join(antwoord.streaming_content).decode().splitlines()
    assert regels[1:] == [
        "2026-11-24T10:00+01:00;00ZV;Stille School;;;;;J;;;;;",
        "2026-11-24T10:00+01:00;27GZ;Trouwe School;VAN-27GZ;1;23-11-2026;1;N;10;0;0;0,0;1",
    ]


def test_elke_kolom_die_sorteert_bestaat():
    instelling("00ZV")
    assert [len(gesorteerd(per_instelling(NU), sorteer)) for sorteer in SORTERINGEN] == [1] * len(SORTERINGEN)


def test_de_vraag_raakt_per_instelling_alleen_haar_laatste_leveringen():
    """Vier jaar leveringen: de index geeft de laatste zonder de oude te lezen, en van BRIN naar BRIN wordt gesprongen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO bron_levering (leverancier, volgnummer, aangemaakt, ontvangen_op, verwerkt_op, sha256,
                bestandsnaam, aangeboden, verwerkt, afgekeurd, signalen, ontbreekt)
            SELECT 'L', n, %(nu)s, %(nu)s - n * interval '7 days', %(nu)s, '', '', 1, 1, 0, 0, 0
            FROM generate_series(1, 200) n;
            INSERT INTO bron_leveringperbrin (levering_id, brin, ontvangen_op, aangeboden, afgekeurd, signalen)
            SELECT l.id, lpad(b::text, 2, '0') || 'AA', l.ontvangen_op, 1, 0, 0
            FROM bron_levering l, generate_series(10, 59) b; ANALYZE bron_levering, bron_leveringperbrin""",
            {"nu": NU},
        )
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + actualiteit._PER_INSTELLING, {"sinds": NU - dagen(56)})
        [(plan,)] = cursor.fetchall()
    gelezen = [knoop for knoop in _knopen(plan[0]["Plan"]) if knoop.get("Relation Name") == "bron_leveringperbrin"]
    assert {knoop["Node Type"] for knoop in gelezen} <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}
    assert max(knoop["Actual Rows"] for knoop in gelezen) <= 9


def _knopen(knoop):
    yield knoop
    for kind in knoop.get("Plans", []):
        yield from _knopen(kind)
