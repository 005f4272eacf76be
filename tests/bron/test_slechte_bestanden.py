"""Slechte bestanden: altijd een duidelijk oordeel, niets kwijt en niets half. Wat als geheel geweigerd wordt, staat ook in
test_weigering.py; wat een storing doet, in test_storing.py; processen tegelijk in test_veiligheid.py.
"""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bron.models import DiplomaVersie, Levering, Oordeel, PeriodeVersie, PersoonVersie
from bron.queries import as_known_at
from bron.services import LeveringGeweigerd, lees_in
from tests.bron.hulp import AN, BEN, CAS, aantallen, dip, isg, leg, levering, omgeving, per
from verzuimloket import clock

pytestmark = pytest.mark.django_db
GEHEUGEN = 400  # MB


def codes(map_: Path, *regels: str, nummer: int = 1) -> list[str]:
    """Lees deze records in en geef per record de code uit de terugkoppeling, of `goed`."""
    lees_in(leg(map_, levering(*regels, nummer=nummer), "a.csv"))
    rijen = (map_ / "a.csv.terugkoppeling.csv").read_text().splitlines()[1:]
    return [rij.split(";")[4] or "goed" for rij in rijen]


def test_een_bestand_dat_ergens_is_afgebroken_is_geweigerd_op_welke_byte_ook(tmp_path):
    heel = levering(per(AN, "Zeemán€"), *isg(AN), *["x"] * 7).encode()  # tien records: SLR;1 is ook een sluitrecord
    aangenomen = []
    for lengte in range(len(heel) - 1):  # zonder de laatste LF is het bestand nog heel
        try:
            lees_in(leg(tmp_path, heel[:lengte]))
            aangenomen.append(lengte)
        except LeveringGeweigerd:
            continue
    assert (aangenomen, aantallen()) == ([], {})


@pytest.mark.parametrize("stuk", ["\0", "\x01", "\x1f", "\x7f", "\u200b\0"])
def test_een_stuurteken_kost_alleen_zijn_eigen_record(tmp_path, stuk):
    assert codes(tmp_path, per(AN), per(BEN, f"Zee{stuk}man"), per(CAS)) == ["goed", "VELD", "goed"]
    assert aantallen() == {"levering": 1, "persoonversie": 2, "oordeel": 1}


def test_een_record_zonder_eigen_regel_door_een_los_regeleinde_is_afgekeurd(tmp_path):
    assert codes(tmp_path, f"{per(AN)}\r{per(BEN)}", per(CAS)) == ["RECORD", "goed"]


# --- dezelfde sleutel, en de volgorde -------------------------------------------------------------------------------
def geldend(model, veld):
    """Wat nu de bekende stand is, en hoeveel versies er bewaard zijn."""
    rijen = model.objects.unscoped("test")
    return list(rijen.filter(vervallen_op__year=9999).values_list(veld, flat=True)), rijen.count()


def test_van_dezelfde_persoon_in_een_bestand_geldt_de_laatste_en_blijven_alle_versies(tmp_path):
    assert codes(tmp_path, per(AN, "Een"), per(BEN), per(AN, "Twee"), per(AN, "Drie")) == ["goed"] * 4
    assert geldend(PersoonVersie, "achternaam") == (["Zeeman", "Drie"], 4)


def test_van_dezelfde_inschrijving_in_een_bestand_geldt_de_laatste(tmp_path):
    regels = [per(AN), *isg(AN), *isg(AN, tot="2026-01-31"), *isg(AN, tot="2026-07-31")]
    assert codes(tmp_path, *regels) == ["goed"] * 7
    assert [str(dag) for dag in geldend(PeriodeVersie, "datum_uitschrijving")[0]] == ["2026-07-31"]


def test_van_hetzelfde_diploma_in_een_bestand_geldt_het_laatste(tmp_path):
    assert codes(tmp_path, per(AN), dip(AN), dip(AN), dip(AN)) == ["goed"] * 4
    assert geldend(DiplomaVersie, "soort") == (["HAVO"], 3)


@pytest.mark.parametrize(
    ("volgorde", "verwacht"),
    [
        ([0, 1, 2, 3], ["goed", "goed", "goed", "goed"]),
        ([3, 0, 1, 2], ["PERSOON", "goed", "goed", "goed"]),
        ([1, 2, 0, 3], ["PERSOON", "GROEP", "goed", "goed"]),
        ([0, 2, 1, 3], ["goed", "PERIODE", "PERIODE", "goed"]),
        ([0, 1, 3, 2], ["goed", "PERIODE", "goed", "PERIODE"]),
        ([2, 1, 0, 3], ["PERIODE", "PERIODE", "goed", "goed"]),
    ],
)
def test_records_door_elkaar_krijgen_elk_hun_oordeel(tmp_path, volgorde, verwacht):
    regels = [per(AN), *isg(AN), dip(AN)]
    assert codes(tmp_path, *(regels[plaats] for plaats in volgorde)) == verwacht


# --- heel groot -----------------------------------------------------------------------------------------------------
# niet ru_maxrss: die erft een kind van zijn ouder
MEET = """
import re, runpy, sys
sys.argv = ["manage.py", "bron_inlezen", *sys.argv[1:]]
try:
    runpy.run_path("manage.py", run_name="__main__")
finally:
    with open("/proc/self/status") as stand:
        print(re.search("VmHWM:[^0-9]*([0-9]+) kB", stand.read())[1], file=sys.stderr)
"""


def in_eigen_proces(bestand: Path) -> tuple[int, int, str]:
    """De afsluitcode van `bron_inlezen`, haar hoogste geheugen in MB, en wat zij afdrukte."""
    proces = subprocess.run(
        [sys.executable, "-c", MEET, str(bestand)], check=False, capture_output=True, text=True, **omgeving()
    )
    return proces.returncode, int(proces.stderr.split()[-1]) // 1024, proces.stdout


@pytest.mark.django_db(transaction=True)
def test_een_regel_van_honderd_megabyte_is_een_afgekeurd_record_en_past_in_het_geheugen(tmp_path):
    with (tmp_path / "groot.csv").open("w") as bestand:
        bestand.write(levering(per(AN), "KAPOT", per(BEN)).replace("KAPOT", "PER;" + "é" * 50_000_000))
    code, geheugen, uit = in_eigen_proces(tmp_path / "groot.csv")
    assert (code, uit) == (0, "aangeboden 3, verwerkt 2, afgekeurd 1\n")
    assert geheugen < GEHEUGEN
    assert aantallen() == {"levering": 1, "persoonversie": 2, "oordeel": 1}


@pytest.mark.django_db(transaction=True)
def test_een_miljoen_afgekeurde_records_krijgen_elk_hun_oordeel_in_begrensd_geheugen(tmp_path):
    aantal = 1_000_000
    soorten = ["", "PER;1", "ISG;00ZV", "XYZ", f"DIP;00ZV;{AN};HAVO;;;2026-07-01"]
    with (tmp_path / "slecht.csv").open("w") as bestand:
        bestand.write(levering(*soorten * (aantal // len(soorten))))
    code, geheugen, uit = in_eigen_proces(tmp_path / "slecht.csv")
    assert (code, uit) == (0, f"aangeboden {aantal}, verwerkt 0, afgekeurd {aantal}\n")
    assert geheugen < GEHEUGEN
    with (tmp_path / "slecht.csv.terugkoppeling.csv").open() as terug:
        per_code = Counter(regel.split(";")[4] for regel in terug)
    assert per_code == {"code": 1, "RECORD": 800_000, "PERSOON": 200_000}
    assert Oordeel.objects.unscoped("test").count() == aantal


# --- een klok die terugspringt --------------------------------------------------------------------------------------
T = datetime(2026, 9, 1, 12, tzinfo=UTC)


def lees_om(map_: Path, moment: datetime, nummer: int, *regels: str, op: datetime | None = None) -> datetime:
    """Lees een levering in terwijl de klok op `moment` staat; geeft het moment van ontvangst."""
    with clock.op(moment):
        bestand = leg(map_, levering(*regels, nummer=nummer), f"{nummer}.csv")
        return lees_in(bestand, ontvangen_op=op).levering.ontvangen_op


def test_een_klok_die_terugspringt_maakt_een_nieuwe_levering_niet_ouder_dan_de_vorige(tmp_path, caplog):
    uur = timedelta(hours=1)
    momenten = [lees_om(tmp_path, T + stap * uur, n, per(AN, f"Naam {n}")) for n, stap in enumerate((0, -3, -2, 1), 1)]
    assert momenten == [T, T, T, T + uur]
    assert geldend(PersoonVersie, "achternaam") == (["Naam 4"], 4)
    assert len([regel for regel in caplog.messages if regel.startswith("De klok loopt achter")]) == 2


def test_na_een_sprong_terug_blijft_wat_eerder_bekend_was_hetzelfde(tmp_path):
    lees_om(tmp_path, T - timedelta(hours=5), 1, per(AN, "Eerst"))
    lees_om(tmp_path, T, 2, per(AN, "Daarna"))
    toen = [as_known_at(AN, T - timedelta(hours=n), T.date()) for n in range(6)]
    lees_om(tmp_path, T - timedelta(hours=3), 3, per(AN, "Laatst"))
    assert [as_known_at(AN, T - timedelta(hours=n), T.date()) for n in range(6)] == toen
    assert geldend(PersoonVersie, "achternaam")[0] == ["Laatst"]


def test_een_gegeven_moment_van_ontvangst_mag_wel_eerder_zijn_of_later(tmp_path):
    dag = timedelta(days=1)
    assert lees_om(tmp_path, T, 1, op=T + dag) == T + dag
    assert lees_om(tmp_path, T, 2, op=T - dag) == T - dag
    assert lees_om(tmp_path, T, 3) == T
    assert Levering.objects.count() == 3
