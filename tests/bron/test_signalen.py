"""Signalen door de echte inlezer: bij welk record, met welke code, en wat er in de terugkoppeling staat."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from bron.domein.pgn import SQL_ONDERWIJSNUMMER, is_onderwijsnummer
from bron.domein.signaal import ZINNEN
from bron.domein.tijd import OPEN_DAG
from bron.models import Levering, LeveringPerBrin, Oordeel
from bron.services import lees_in
from bron.services.signalen import _OVERLAP
from rapportages.domein.codes import Code
from rapportages.models import Maandrapportage, RapportageRij
from tests.bron.hulp import AN, BEN, OWN, dip, leg, levering, per
from verzuimloket.clock import AMSTERDAM, op

pytestmark = pytest.mark.django_db
BASIS = Path(__file__).parents[2]
PAGINA = (BASIS / "docs" / "domein" / "signalen.md").read_text(encoding="utf-8")
GOLDEN = BASIS / "tests" / "golden" / "bron"
BEGIN = datetime(2026, 8, 3, tzinfo=AMSTERDAM)
NOVEMBER = datetime(2026, 11, 2, tzinfo=AMSTERDAM)


def isg(
    brin: str, pgn: str, van: str, tot: str = "-", sector: str = "VO", vorm: str = "VT;J", reden: str = "",
    *, volgnummer: str = "1",
) -> list[str]:  # fmt: skip
    """Een ISG met één ISP; `tot` is `-` zonder einde, `vorm` is intensiteit;bekostigbaar."""
    sleutel = f"{brin};{pgn};{volgnummer}"
    return [f"ISG;{sleutel};{van};{tot.strip('-')};{reden}", f"ISP;{sleutel};{van};{sector};25180;;2;;{vorm};"]


def codes(map_: Path, *records: str, nummer: int = 2, op: datetime = NOVEMBER) -> list[str]:
    """Lees deze records in; geef per record dat geen ISP is de code, of `goed`."""
    uitslag = lees_in(leg(map_, levering(*records, nummer=nummer), f"{nummer}.csv"), ontvangen_op=op)
    oordelen = Oordeel.objects.unscoped("proef").filter(levering=uitslag.levering)
    gegeven = dict(oordelen.values_list("regel", "code"))
    return [gegeven.get(n, "goed") for n, record in enumerate(records, 2) if not record.startswith("ISP")]


@pytest.fixture(autouse=True)
def personen(tmp_path):
    lees_in(leg(tmp_path, levering(per(AN), per(BEN), per(OWN))), ontvangen_op=BEGIN)


def blokken() -> list[list[str]]:
    return [blok.splitlines() for blok in re.findall(r"^```signalen\n(.*?)^```", PAGINA, re.MULTILINE | re.DOTALL)]


@pytest.mark.parametrize("blok", blokken(), ids=lambda blok: blok[0].rpartition("-> ")[2])
def test_elk_voorbeeld_van_de_bladzijde_krijgt_het_beschreven_oordeel(tmp_path, blok):
    for nummer, regel in enumerate(blok, 2):
        links, verwacht = regel.split(" -> ")
        dag, rest = links.split(" ", 1)
        records = [record for deel in rest.split(" | ") for record in isg(*deel.split())]
        moment = datetime.fromisoformat(dag).replace(tzinfo=AMSTERDAM)
        assert codes(tmp_path, *records, nummer=nummer, op=moment) == verwacht.split(), regel


def test_de_tabel_op_de_bladzijde_is_die_van_het_domein():
    rijen = re.findall(r"^\| ([A-Z]+) \| (.+?) \|", PAGINA, re.MULTILINE)
    assert rijen == [(signaal.value, zin) for signaal, zin in ZINNEN.items()]


# --- de lijst --------------------------------------------------------------------------------------------------
def zet_op_de_lijst(pgn: str, **anders: object) -> Maandrapportage:
    """Een gebouwde lijst van november, met deze leerling erop."""
    velden = {"maand": date(2026, 11, 1), "sluitmoment": datetime(2026, 11, 7, tzinfo=AMSTERDAM), "zichtbaar": True}
    lijst = Maandrapportage.objects.create(t1=date(2026, 10, 1), **(velden | anders))
    RapportageRij.objects.create(
        rapportage=lijst, code=Code.A04, persoon=pgn, brin="00ZV", gemeentecode="0363", rmc_nummer="21",
        geboortedatum=date(2009, 5, 5), reden="GEEN INSCHRIJVING", vanaf="202610", type="VO onderbouw",
        datum_inschrijving=date(2025, 8, 1),
    )  # fmt: skip
    return lijst


NA_DE_LIJST = datetime(2026, 11, 9, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("record", "verwacht"),
    [
        (("27GZ", AN, "2026-11-05"), "INSCHRIJF"),
        (("27GZ", AN, "2026-08-01", "2026-11-01"), "INSCHRIJF"),
        (("27GZ", AN, "2026-08-01", "2026-10-31"), "goed"),
        (("27GZ", AN, "2026-11-05", "-", "HO"), "INSCHRIJF"),
        (("27GZ", AN, "2026-11-05", "-", "VO", "EX;J"), "goed"),
        (("27GZ", AN, "2026-11-05", "-", "VO", "VT;N"), "NIETBEKOST"),
        (("27GZ", BEN, "2026-11-05"), "goed"),
    ],
)
def test_wie_op_de_laatste_lijst_staat_en_weer_is_ingeschreven(tmp_path, record, verwacht):
    zet_op_de_lijst(AN)
    assert codes(tmp_path, *isg(*record), op=NA_DE_LIJST) == [verwacht]


@pytest.mark.parametrize(
    "anders",
    [
        {"zichtbaar": False},
        {"sluitmoment": datetime(2026, 12, 5, tzinfo=AMSTERDAM)},
        {"verloopt_op": date(2026, 11, 9)},
        {"opgeruimd_op": date(2026, 11, 9)},
    ],
    ids=lambda anders: next(iter(anders)),
)
def test_een_lijst_die_er_niet_of_niet_meer_is_geeft_geen_signaal(tmp_path, anders):
    zet_op_de_lijst(AN, **anders)
    with op(NA_DE_LIJST):
        assert codes(tmp_path, *isg("27GZ", AN, "2026-11-05"), op=NA_DE_LIJST) == ["goed"]


def test_alleen_de_laatste_lijst_telt(tmp_path):
    zet_op_de_lijst(AN)
    zet_op_de_lijst(BEN, maand=date(2026, 12, 1), sluitmoment=datetime(2026, 12, 5, tzinfo=AMSTERDAM))
    records = [*isg("27GZ", AN, "2026-12-05"), *isg("27GZ", BEN, "2026-12-05")]
    assert codes(tmp_path, *records, op=datetime(2026, 12, 7, tzinfo=AMSTERDAM)) == ["goed", "INSCHRIJF"]


@pytest.mark.parametrize("op_lijst", [OWN, AN])
@pytest.mark.parametrize("ingeschreven", [OWN, AN])
def test_na_een_nummerwijziging_is_het_op_de_lijst_dezelfde_persoon(tmp_path, op_lijst, ingeschreven):
    zet_op_de_lijst(op_lijst)
    records = [f"WPG;{OWN};{AN}", *isg("27GZ", ingeschreven, "2026-11-05")]
    assert codes(tmp_path, *records, op=NA_DE_LIJST) == ["goed", "INSCHRIJF"]


# --- personen met twee nummers, en wat er verderop gebeurt --------------------------------------------------------
def test_na_een_nummerwijziging_overlappen_de_inschrijvingen_van_beide_nummers(tmp_path):
    codes(tmp_path, *isg("00ZV", OWN, "2025-08-01"), f"WPG;{OWN};{AN}")
    assert codes(tmp_path, *isg("27GZ", AN, "2026-08-01"), nummer=3) == ["OVERLAP"]


def test_zonder_nummerwijziging_zijn_twee_nummers_twee_personen(tmp_path):
    codes(tmp_path, *isg("00ZV", AN, "2025-08-01"))
    assert codes(tmp_path, *isg("27GZ", BEN, "2026-08-01"), nummer=3) == ["goed"]


def test_een_ingetrokken_inschrijving_overlapt_niet_meer(tmp_path):
    codes(tmp_path, *isg("00ZV", AN, "2025-08-01"))
    records = [*isg("27GZ", AN, "2026-08-01"), f"VIS;00ZV;{AN};1"]
    assert codes(tmp_path, *records, nummer=3) == ["goed", "goed"]


def test_wat_in_dezelfde_levering_wordt_ingetrokken_krijgt_geen_signaal(tmp_path):
    records = [*isg("00ZV", AN, "2025-08-01", "-", "VO", "VT;N"), f"VIS;00ZV;{AN};1"]
    assert codes(tmp_path, *records) == ["goed", "goed"]


def test_twee_inschrijvingen_in_een_levering_krijgen_allebei_het_signaal(tmp_path):
    records = [*isg("00ZV", AN, "2025-08-01"), *isg("27GZ", AN, "2026-08-01")]
    assert codes(tmp_path, *records) == ["OVERLAP", "OVERLAP"]


def test_een_eerder_oordeel_verandert_niet(tmp_path):
    codes(tmp_path, *isg("00ZV", AN, "2025-08-01"))
    codes(tmp_path, *isg("27GZ", AN, "2026-08-01"), nummer=3)
    oordelen = Oordeel.objects.unscoped("proef").values_list("levering__volgnummer", "code")
    assert list(oordelen) == [(3, "OVERLAP")]


def test_een_late_levering_kijkt_alleen_naar_wat_toen_bekend_was(tmp_path):
    codes(tmp_path, *isg("27GZ", AN, "2026-08-01"))
    assert codes(tmp_path, *isg("00ZV", AN, "2025-08-01"), nummer=3, op=NOVEMBER - timedelta(days=1)) == ["goed"]


def test_een_onderwijsnummer_met_nummerwijziging_in_dezelfde_levering_is_niet_oud(tmp_path):
    assert codes(tmp_path, per(OWN), f"WPG;{OWN};{AN}") == ["goed", "goed"]


def test_het_signaal_over_een_nummer_staat_bij_het_eerste_record_van_die_persoon(tmp_path):
    records = [per(BEN), dip(OWN), *isg("00ZV", OWN, "2026-08-01"), per(OWN)]
    assert codes(tmp_path, *records) == ["goed", "OWNOUD", "goed", "goed"]


def test_een_afgekeurd_record_heeft_geen_signaal(tmp_path):
    assert codes(tmp_path, *isg("00ZV", AN, "2025-08-01", "-", "VO", "VT;N"), *isg("00ZV", AN, "2025-13-01")) == [
        "NIETBEKOST",
        "DATUM",
    ]


# --- tellen en terugkoppelen ---------------------------------------------------------------------------------------
def test_verwerkt_blijft_aangeboden_min_afgekeurd_en_signalen_staan_ernaast(tmp_path):
    codes(tmp_path, *isg("00ZV", AN, "2025-08-01", "-", "VO", "VT;N"), f"VIS;00ZV;{BEN};1")
    geteld = Levering.objects.values_list("aangeboden", "verwerkt", "afgekeurd", "signalen").get(volgnummer=2)
    assert geteld == (3, 2, 1, 1)


def test_per_instelling_staat_hoeveel_er_was_en_wat_er_niet_goed_ging(tmp_path):
    codes(
        tmp_path, per(AN), *isg("00ZV", AN, "2025-08-01", "-", "VO", "VT;N"), dip(AN), f"VIS;00ZV;{BEN};1",
        *isg("27GZ", BEN, "2025-08-01"), *isg("27GZ", BEN, "2025-13-01", volgnummer="2"), "ISG;27;;;;;",
    )  # fmt: skip
    velden = ("brin", "aangeboden", "afgekeurd", "signalen", "ontvangen_op")
    assert list(LeveringPerBrin.objects.order_by("brin").values_list(*velden)) == [
        ("00ZV", 4, 1, 1, NOVEMBER),
        ("27GZ", 4, 2, 0, NOVEMBER),
    ]


def test_de_terugkoppeling_met_signalen_is_byte_voor_byte_de_afgesproken_tekst(tmp_path):
    zet_op_de_lijst(AN)
    bestand = leg(tmp_path, (GOLDEN / "alle-signalen.csv").read_bytes())
    lees_in(bestand, ontvangen_op=NA_DE_LIJST)
    verwacht = (GOLDEN / "alle-signalen.csv.terugkoppeling.csv").read_bytes()
    assert (tmp_path / "levering.csv.terugkoppeling.csv").read_bytes() == verwacht


@pytest.mark.parametrize("pgn", [AN, BEN, OWN, "100000016", "100000009", "101222331", "109999996"])
def test_de_database_kent_een_onderwijsnummer_zoals_het_domein(pgn):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SQL_ONDERWIJSNUMMER} FROM (VALUES (%s)) AS rij (pgn)", [pgn])
        assert cursor.fetchone()[0] == is_onderwijsnummer(pgn)


def test_de_vraag_naar_overlap_loopt_per_leerling_langs_de_index(tmp_path):
    """Zonder dezelfde sortering aan beide kanten past de index niet, en leest één bericht het hele register."""
    codes(tmp_path, *isg("00ZV", AN, "2025-08-01"))
    waarden = {"op": NOVEMBER, "open_dag": OPEN_DAG, "overlap": 1}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {_OVERLAP}", waarden)
        plan = "\n".join(regel for (regel,) in cursor.fetchall())
    assert (plan.count("periode_leerling"), "Seq Scan on bron_periodeversie" in plan) == (2, False)
