"""De bouw in SQL tegen de naslag, op verzonnen levens rond alle randen van de week van maandag 1 maart 2027."""

from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn, onderwijsnummer

from accounts.domein.rechten import Soort
from bron.models import Levering, Mutatie, Weeklevering
from bron.queries.weeklevering import c_stand
from bron.services.weeklevering import bouw_week
from tests.bron import naslag_week
from tests.bron.hulp import MODELLEN
from tests.bron.naslag import Naslag
from tests.factories import OrganisatieFactory
from tests.leveringen import lever
from verzuimloket import clock
from verzuimloket.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
MAANDAG = date(2027, 3, 1)
VORIGE = MAANDAG - timedelta(weeks=1)
BSNS = [f"9999{n:05}" for n in range(2000) if bsn.is_valid(f"9999{n:05}")]
OUDE = [f"10{n:07}" for n in range(9000) if onderwijsnummer.is_valid(f"10{n:07}")]
K, VORIGE_K = (datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM) for dag in (MAANDAG, VORIGE))
SECONDE = timedelta(seconds=1)
MOMENTEN = [
    datetime(2026, 9, 1, tzinfo=AMSTERDAM), VORIGE_K - SECONDE, VORIGE_K, datetime(2027, 2, 24, 23, 30, tzinfo=AMSTERDAM),
    datetime(2027, 2, 26, 9, tzinfo=AMSTERDAM), K - SECONDE, K,
]  # fmt: skip
DAGEN = [VORIGE - timedelta(1), VORIGE, date(2027, 2, 25), MAANDAG - timedelta(1), MAANDAG, MAANDAG + timedelta(1)]
GEBOREN = [
    "2004-02-29", "2004-02-22", "2004-02-23", "2004-03-01", "2004-03-02", "2023-02-22", "2023-02-23", "2023-03-01",
    "2023-03-02", *["2010-05-05"] * 12,
]  # fmt: skip
DIPLOMAS = [("HAVO", "", ""), ("MBO", "25080", "1"), ("MBO", "25080", "2"), ("VMBO", "", ""), ("MBO", "25080", "4")]


class Leven:
    """De records van één persoon, soms met een onderwijsnummer dat een BSN wordt."""

    def __init__(self, r: Random, bsn_: str, oud: str) -> None:
        self.r, self.records = r, list[tuple[datetime, str]]()
        self.nummers = (bsn_, oud) if r.random() < 0.5 else (bsn_,)
        begin = r.choice([MOMENTEN[0]] * 4 + MOMENTEN[1:])
        for nummer in self.nummers:
            self.neem(begin, self.per(nummer))
        if len(self.nummers) > 1:
            self.neem(r.choice(MOMENTEN), f"WPG;{oud};{bsn_}")
        for _ in range(r.randint(0, 7)):
            self.neem(r.choice(MOMENTEN), self.record(r.choice(self.nummers)))

    def neem(self, moment: datetime, record: str) -> None:
        self.records.append((moment, record))
        if self.r.random() < 0.2:  # nog eens dezelfde stand
            self.records.append((self.r.choice(MOMENTEN), record))

    def per(self, pgn: str) -> str:
        k = self.r.choice
        dood = k([""] * 9 + [str(k(DAGEN))])
        weg = k([""] * 9 + [str(k(DAGEN))])
        gemeente = k(["0363", "0363", "0363", "0362", "0518", ""])
        return f"PER;{pgn};{k(GEBOREN)};V;Zeeman;;Noor;{k(['Dijk', 'Laan'])};1;;;1012AB;Stad;{gemeente};{dood};{weg}"

    def record(self, pgn: str) -> str:
        k, brin = self.r.choice, self.r.choice(["00ZV", "00ZV", "00ZV", "27GZ"])
        soort, code, niveau = k(DIPLOMAS)
        behaald = k(DAGEN)
        match k(["PER", "ISG", "ISG", "ISG", "VIS", "DIP", "DIP", "VDI"]):
            case "PER":
                return self.per(pgn)
            case "ISG":
                return self.isg(brin, pgn, k("112"))
            case "VIS":
                return f"VIS;{brin};{pgn};{k('112')}"
            case "DIP":
                return f"DIP;00ZV;{pgn};{soort};{code};{niveau};{behaald}"
        return f"VDI;00ZV;{pgn};{soort};{code};{behaald}"

    def isg(self, brin: str, pgn: str, volgnummer: str) -> str:
        van = self.r.choice([date(2026, 8, 1), date(2026, 8, 1), VORIGE, MAANDAG, MAANDAG + timedelta(3)])
        tot = self.r.choice(["", "", *(str(dag) for dag in DAGEN if dag >= van)])
        begin = [
            van,
            *(dag for dag in self.r.sample(DAGEN, self.r.randint(0, 1)) if van < dag and str(dag) <= (tot or "9")),
        ]
        perioden = [f"ISP;{brin};{pgn};{volgnummer};{dag};{self.periode()}" for dag in begin]
        return "\n".join([f"ISG;{brin};{pgn};{volgnummer};{van};{tot};{'07' if tot else ''}", *perioden])

    def periode(self) -> str:
        return self.r.choice(["VO;0011;2;;;VT;J;00", "MBO;25080;;2;BOL;VT;J;00", "MBO;25080;;2;BBL;EX;N;00"])


def lever_alles(map_: Path, naslag: Naslag, levens: list[Leven]) -> None:
    """Per moment één levering: eerst personen, dan nummerwijzigingen, dan de rest op volgorde."""
    rang = {"PER": 0, "WPG": 1}
    for moment in MOMENTEN:
        records = [r for leven in levens for op, r in leven.records if op == moment]
        records.sort(key=lambda record: rang.get(record[:3], 2))
        naslag.lever(moment, records)
        lever(map_, *chain(*(record.split("\n") for record in records)), op=moment)


def gebouwd() -> list[naslag_week.Rij]:
    rijen = Mutatie.objects.unscoped("test").order_by("pgn", "pk").values_list(
        "ontvanger_gemeente", "ontvanger_regio", "soort", "datum", "pgn", "gemeentecode", "straat", "brin", "sector",
        "leerweg", "datum_uitschrijving", "hoogste_diploma", "startkwalificatie",
    )  # fmt: skip
    return [naslag_week.Rij(*rij) for rij in rijen]


@pytest.fixture
def gebied(db):
    regios = (("0362", "21"), ("0363", "21"), ("0518", "28"))
    return [OrganisatieFactory(soort=Soort.GEMEENTE, code=code, rmc_nummer=regio) for code, regio in regios]


@settings(
    derandomize=True, max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(zaad=st.integers(0, 2**32 - 1))
def test_de_p_en_de_c_levering_zijn_gelijk_aan_de_naslag(gebied, zaad):
    for model in (Mutatie, *MODELLEN):
        model.objects.unscoped("test").delete()
    Weeklevering.objects.all().delete()
    Levering.objects.all().delete()
    r, naslag = Random(zaad), Naslag()  # noqa: S311
    levens = [Leven(r, nummer, oud) for nummer, oud in zip(BSNS[:40], OUDE, strict=False)]
    with TemporaryDirectory() as map_, clock.op(K + timedelta(days=2)):
        lever_alles(Path(map_), naslag, levens)
        bouw_week(MAANDAG)
    assert gebouwd() == naslag_week.rijen(naslag, MAANDAG)
    gehaald = [(g.code, s.pgn, s.brin, s.hoogste_diploma) for g in gebied for s in c_stand(g, MAANDAG)]
    assert gehaald == naslag_week.leden(naslag, MAANDAG)
