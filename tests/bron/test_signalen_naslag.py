"""De signalen in SQL tegen de zuivere regels: willekeurige leveringen, record voor record nagerekend."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from bron.domein.signaal import Feiten, Periode, samengevat, signalen
from bron.domein.tijd import OPEN_DAG
from bron.models import Oordeel
from bron.services import lees_in
from tests.bron.hulp import AN, CAS, OWN, leg, levering, per
from tests.bron.test_signalen import zet_op_de_lijst
from verzuimloket.clock import AMSTERDAM

BEGIN = datetime(2026, 8, 20, tzinfo=AMSTERDAM)
T2 = date(2026, 11, 1)
PERSOON = {OWN: CAS}  # na de nummerwijziging; volgnummers zeggen bij wie zij horen, dus sleutels botsen niet


@dataclass(frozen=True)
class Inschrijving:
    pgn: str
    brin: str
    van: date
    duur: int  # dagen tot en met de uitschrijving; 0 is open
    reden: str
    vormen: tuple[tuple[str, str], ...]  # (sector, intensiteit;bekostigbaar) per periode, elk een week later

    @property
    def sleutel(self) -> tuple[str, str]:
        return self.brin, self.pgn

    @property
    def uit(self) -> date | None:
        return self.van + timedelta(self.duur) if self.duur else None

    @property
    def perioden(self) -> tuple[Periode, ...]:
        begin = [self.van + timedelta(weeks=nr) for nr in range(len(self.vormen))]
        einde = [*begin[1:], self.uit + timedelta(1) if self.uit else OPEN_DAG]
        return tuple(
            Periode(self.brin, van, tot, sector, vorm.endswith("J"), vorm.startswith("EX"))
            for van, tot, (sector, vorm) in zip(begin, einde, self.vormen, strict=True)
        )

    @property
    def records(self) -> list[str]:
        sleutel = f"{self.brin};{self.pgn};{self.pgn[-3:]}"
        isp = [
            f"ISP;{sleutel};{p.van};{sector};25180;;2;;{vorm};"
            for p, (sector, vorm) in zip(self.perioden, self.vormen, strict=True)
        ]
        return [f"ISG;{sleutel};{self.van};{self.uit or ''};{self.reden}", *isp]


inschrijvingen = st.builds(
    Inschrijving,
    pgn=st.sampled_from([AN, CAS, OWN]),
    brin=st.sampled_from(["00ZV", "27GZ"]),
    van=st.sampled_from([date(2026, 8, 1), date(2026, 9, 18), date(2026, 10, 20)]),
    duur=st.sampled_from([0, 12, 13, 14, 31]),
    reden=st.sampled_from(["", "01"]),
    vormen=st.lists(
        st.tuples(st.sampled_from(["VO", "MBO", "HO"]), st.sampled_from(["VT;J", "VT;J", "VT;N", "EX;J"])),
        min_size=1,
        max_size=2,
    ).map(tuple),
)
rijen_leveringen = st.lists(st.lists(inschrijvingen, min_size=2, max_size=5), min_size=2, max_size=3)


def verwacht(
    stand: dict[tuple[str, str], Inschrijving], deel: list[Inschrijving], op: datetime, gewisseld: bool
) -> list[str]:
    """De meldingen die de zuivere regels aan dit deel geven, op volgorde."""
    gezien, uit = set(), []
    for nummer, record in enumerate(deel):
        actueel = all(ander.sleutel != record.sleutel for ander in deel[nummer + 1 :])
        persoon = defaultdict(str, {pgn: pgn for pgn in (AN, CAS, OWN)} | (PERSOON if gewisseld else {}))
        ander = [i for s, i in stand.items() if s != record.sleutel and persoon[i.pgn] == persoon[record.pgn]]
        eerste = record.pgn == OWN and not gewisseld and OWN not in gezien
        gezien.add(record.pgn)
        over_nummer = Feiten(op, nummer_sinds=BEGIN if eerste else None)
        feiten = Feiten(
            op, record.perioden, tuple(p for i in ander for p in i.perioden), record.uit, record.reden,
            T2 if persoon[record.pgn] == persoon[CAS] else None, over_nummer.nummer_sinds,
        )  # fmt: skip
        gegeven = signalen(feiten if actueel else over_nummer)
        uit.append(samengevat(gegeven)[1] if gegeven else "")
    return uit


@pytest.mark.django_db(transaction=False)
@settings(derandomize=True, max_examples=20, deadline=None)
@given(rijen_leveringen, st.integers(0, 3))
def test_elk_signaal_is_dat_van_de_zuivere_regel(leveringen, wissel_na):
    with TemporaryDirectory() as naam, transaction.atomic():
        map_ = Path(naam)
        zet_op_de_lijst(CAS, maand=T2, sluitmoment=BEGIN)
        lees_in(leg(map_, levering(*map(per, (AN, CAS, OWN)))), ontvangen_op=BEGIN)
        stand: dict[tuple[str, str], Inschrijving] = {}
        for nummer, deel in enumerate(leveringen):
            op = datetime(2026, 9, 25, tzinfo=AMSTERDAM) + timedelta(days=15 * (nummer + 1))
            stand |= {record.sleutel: record for record in deel}
            regels = [f"WPG;{OWN};{CAS}"] * (nummer == wissel_na) + [r for record in deel for r in record.records]
            uitslag = lees_in(leg(map_, levering(*regels, nummer=nummer + 2)), ontvangen_op=op)
            oordelen = Oordeel.objects.unscoped("proef").filter(levering=uitslag.levering)
            melding = dict(oordelen.values_list("regel", "melding"))
            kregen = [melding.get(n, "") for n, regel in enumerate(regels, 2) if regel.startswith("ISG")]
            goed = verwacht(stand, deel, op, nummer >= wissel_na)
            assert (uitslag.levering.afgekeurd, kregen) == (0, goed)
        transaction.set_rollback(True)
