"""De voorbeelden van docs/domein/levering.md en docs/domein/twee-tijdassen.md, nagespeeld door de echte inlezer."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from bron.domein.levering import VELDEN, Code
from bron.domein.pgn import is_bsn, is_onderwijsnummer, rest
from bron.models import PeriodeVersie
from bron.queries import beelden_op
from bron.services import lees_in
from tests.bron.hulp import OWN, dip, isg, leg, levering, per
from verzuimloket.clock import AMSTERDAM

DOCS = Path(__file__).parents[2] / "docs" / "domein"
LEVERING, TIJDASSEN = ((DOCS / naam).read_text(encoding="utf-8") for naam in ("levering.md", "twee-tijdassen.md"))


def blokken(tekst: str, soort: str) -> list[list[str]]:
    return [blok.splitlines() for blok in re.findall(rf"^```{soort}\n(.*?)^```", tekst, re.MULTILINE | re.DOTALL)]


def tabel(kop: str) -> list[list[str]]:
    blok = next(b for b in re.findall(r"(?:^\|.*\n)+", LEVERING, re.MULTILINE) if b.startswith(f"| {kop} |"))
    return [[cel.strip() for cel in rij.strip("|").split("|")] for rij in blok.splitlines()[2:]]


@pytest.mark.parametrize("rij", tabel("nummer"), ids=lambda rij: rij[0])
def test_de_tabel_met_nummers_klopt(rij):
    soort = "BSN" if is_bsn(rij[0]) else "onderwijsnummer" if is_onderwijsnummer(rij[0]) else "geen PGN"
    assert [str(rest(rij[0])), soort] == rij[1:]


@pytest.mark.parametrize("rij", tabel("record")[1:-1], ids=lambda rij: rij[0])
def test_de_tabel_met_velden_noemt_elk_veld_op_volgorde(rij):
    velden = [veld.naam + "*" * veld.verplicht for veld in VELDEN[rij[0]]]
    assert rij[1].split("; ") == velden


def test_de_tabel_met_codes_is_volledig():
    assert [rij[0] for rij in tabel("code")] == list(Code)


@pytest.mark.django_db
@pytest.mark.parametrize("blok", blokken(LEVERING, "levering"), ids=["persoon", "groep", "nummerwijziging"])
def test_elk_voorbeeld_van_een_levering_krijgt_het_beschreven_oordeel(tmp_path, blok):
    regels, verwacht = zip(*(re.split(r"\s+-> ", regel) for regel in blok), strict=True)
    lees_in(leg(tmp_path, levering(*regels), "a.csv"))
    rijen = (tmp_path / "a.csv.terugkoppeling.csv").read_text().splitlines()[1:]
    assert [rij.split(";")[4] or "goed" for rij in rijen] == list(verwacht)


def moment(dag: str) -> datetime:
    return datetime.fromisoformat(dag).replace(tzinfo=AMSTERDAM)


def records(soort: str, pgn: str, *rest: str) -> list[str]:
    match soort:
        case "ISG":
            return isg(pgn, tot=rest[0].replace("open", ""))
        case "VIS":
            return [f"VIS;00ZV;{pgn};1"]
        case "DIP":
            return [dip(pgn, dag=rest[0])]
    return [f"WPG;{pgn};{rest[0]}"]


def bekend(dag: str) -> str:
    rijen = PeriodeVersie.objects.unscoped("test").filter(ontvangen_op__lt=moment(dag), vervallen_op__gte=moment(dag))
    return ", ".join(f"{p.pgn} {p.datum_uitschrijving or 'open'}" for p in rijen.order_by("pgn")) or "niets"


def lever_blok(map_: Path, blok: list[str]) -> None:
    """De leveringen van een voorbeeld, nadat de personen bekend zijn."""
    lees_in(leg(map_, levering(per("999900006"), per(OWN))), ontvangen_op=moment("2026-08-01"))
    leveringen = [regel.split() for regel in blok if not regel.startswith("op ")]
    for nummer, (dag, *record) in enumerate(leveringen, 2):
        uitslag = lees_in(leg(map_, levering(*records(*record), nummer=nummer)), ontvangen_op=moment(dag))
        assert uitslag.levering.afgekeurd == 0


@pytest.mark.django_db
@pytest.mark.parametrize("blok", blokken(TIJDASSEN, "tijd"), ids=["correctie", "laat", "wijziging", "twee standen"])
def test_elk_voorbeeld_van_twee_tijdassen_klopt(tmp_path, blok):
    lever_blok(tmp_path, blok)
    verwacht = dict(re.fullmatch(r"op (\S+): (.+)", regel).groups() for regel in blok if regel.startswith("op "))
    assert {dag: bekend(dag) for dag in verwacht} == verwacht


def in_het_kort(k: str, d: str) -> str:
    """Wat de pagina Register antwoordt: scholen en startkwalificatie, per persoon."""
    beelden = beelden_op("999900006", moment(k), date.fromisoformat(d))
    scholen = [", ".join(i.brin for i in beeld.inschrijvingen) or "geen" for beeld in beelden]
    return " | ".join(f"{s}, {'J' if beeld.kwalificerend else 'N'}" for s, beeld in zip(scholen, beelden, strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize("blok", blokken(TIJDASSEN, "terugblik"), ids=["correctie", "twee personen"])
def test_elk_voorbeeld_van_terugkijken_klopt(tmp_path, blok):
    lever_blok(tmp_path, blok)
    vragen = [re.fullmatch(r"op (\S+) over (\S+): (.+)", regel).groups() for regel in blok if regel.startswith("op ")]
    assert [(k, d, in_het_kort(k, d)) for k, d, _ in vragen] == vragen
