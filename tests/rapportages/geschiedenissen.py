"""Verzonnen levens rond alle randen: t1, t2, K, verjaardagen, bekostiging, examen, intrekkingen en nummerwijzigingen.

Een leven volgt uit een zaadje: dezelfde `Random` geeft hetzelfde leven. De kansen zijn zo gekozen dat elke kolom en
elke reden vaak voorkomt.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from tests.rapportages import naslag as n
from verzuimloket.kalender import AMSTERDAM, sluitmoment

MAANDEN = ((2024, 10), (2024, 11), (2024, 12), (2025, 1), (2025, 2))  # twee convenantjaren, A01, A02 en A14
_DAG = timedelta(days=1)
_RANDEN = (date(2023, 10, 1), date(2024, 10, 1), *(date(jaar, maand, 1) for jaar, maand in MAANDEN[1:]))
DAGEN = tuple(rand + verschil * _DAG for rand in _RANDEN for verschil in (-1, 0, 1))
BEGIN = (date(2023, 8, 1), date(2023, 10, 1), date(2024, 2, 29), date(2024, 8, 1), date(2024, 8, 1), date(2024, 10, 1))
VROEG = datetime(2023, 9, 1, tzinfo=AMSTERDAM)
MOMENTEN = (
    VROEG,
    VROEG,
    datetime(2024, 9, 1, tzinfo=AMSTERDAM),
    *(sluitmoment(*maand) + verschil for maand in MAANDEN for verschil in (-timedelta(seconds=1), timedelta(0))),
    datetime.combine(date(2024, 11, 20), time(12), tzinfo=AMSTERDAM),
)
GEBOREN = (
    *(date(jaar, 10, dag) for jaar in (2001, 2002, 2011, 2012) for dag in (1, 2)),
    date(2004, 2, 29),
    *(date(2008, 5, 5),) * 30,
)
BRINS = ("27GZ", "00ZV", "25LZ")


class Leven:
    """Eén persoon, soms met een onderwijsnummer dat een BSN wordt; `records` dragen hun moment van ontvangst."""

    def __init__(self, r: Random, pgn: str, oud: str) -> None:
        self.r = r
        self.nummers: Sequence[str] = (pgn, oud) if self.kans(0.3) else (pgn,)
        self.records: list[tuple[datetime, n.Record]] = []
        if len(self.nummers) > 1:
            self.records.append((r.choice(MOMENTEN), n.Wpg(oud, pgn)))
        for nummer in self.nummers:
            self.personalia(nummer)
            for _ in range(r.choice((1, 1, 1, 2, 3))):
                self.inschrijving(nummer)
            if self.kans(0.2):
                self.diploma(nummer)

    def kans(self, deel: float) -> bool:
        return self.r.random() < deel

    def later_dan(self, moment: datetime) -> datetime | None:
        return self.r.choice([m for m in MOMENTEN if m > moment] or [None])

    def personalia(self, nummer: str) -> None:
        gemeente = self.r.choice(("0363",) * 6 + ("0059", "0059", ""))
        per = n.Per(nummer, self.r.choice(GEBOREN), gemeente)
        self.records.append((VROEG, per))
        if self.kans(0.3):
            anders = self.r.choice((
                {"overleden_op": self.r.choice(DAGEN)},
                {"vertrokken_op": self.r.choice(DAGEN)},
                {"gemeentecode": "0059"},
            ))  # fmt: skip
            self.records.append((self.r.choice(MOMENTEN), replace(per, **anders)))

    def inschrijving(self, nummer: str) -> None:
        begin = self.r.choice(BEGIN if self.kans(0.8) else DAGEN)
        isg = n.Isg(self.r.choice(BRINS), nummer, self.r.choice(("1", "2", "10")), begin, ())
        moment = self.r.choice(MOMENTEN[:4] if self.kans(0.7) else MOMENTEN)
        self.records.append((moment, self.stand(isg, eind_kans=0.5)))
        while self.kans(0.4) and (later := self.later_dan(moment)):
            moment = later
            ander = self.r.choice(self.nummers) if self.kans(0.3) else nummer
            if self.kans(0.25):
                self.records.append((moment, n.Vis(isg.brin, ander, isg.volgnummer)))
            else:
                self.records.append((moment, self.stand(replace(isg, pgn=ander), eind_kans=0.6)))

    def stand(self, isg: n.Isg, eind_kans: float) -> n.Isg:
        na = [dag for dag in DAGEN if dag >= isg.datum_inschrijving]
        eind = self.r.choice(na) if na and self.kans(eind_kans) else None
        dagen = [isg.datum_inschrijving]
        if self.kans(0.3):
            dagen += [dag for dag in self.r.sample(DAGEN, 2) if isg.datum_inschrijving < dag <= (eind or date.max)]
        perioden = tuple(self.periode(dag, eerste=not nummer) for nummer, dag in enumerate(sorted(set(dagen))))
        return replace(isg, perioden=perioden, datum_uitschrijving=eind, reden_uitstroom="07" if eind else "")

    def periode(self, dag: date, *, eerste: bool) -> n.Isp:
        sector = self.r.choice(("VO", "VO", "MBO", "MBO", "VAVO", "PRO", "HO") if self.kans(0.5) else ("VO", "MBO"))
        gewoon = 0.9 if eerste else 0.4
        return n.Isp(
            dag, sector, self.kans(gewoon), not self.kans(gewoon), self.r.randint(1, 4) if sector == "MBO" else None,
            leerjaar=self.r.randint(1, 6), leerweg=self.r.choice(("BOL", "BBL")) if sector == "MBO" else "",
        )  # fmt: skip

    def diploma(self, nummer: str) -> None:
        soort, niveau = self.r.choice((("HAVO", None), ("VMBO", None), ("MBO", 1), ("MBO", 2), ("VWO", None)))
        dip = n.Dip(self.r.choice(BRINS), nummer, soort, self.r.choice(DAGEN), niveau)
        moment = self.r.choice(MOMENTEN)
        self.records.append((moment, dip))
        later = self.later_dan(moment)
        if later and self.kans(0.4):
            self.records.append((later, n.Vdi(dip.brin, self.r.choice(self.nummers), soort, dip.datum_behaald)))


def leveringen_van(records: list[tuple[datetime, n.Record]]) -> list[n.Levering]:
    """Per moment één levering; binnen een moment eerst personen, dan nummerwijzigingen, dan de rest op volgorde."""
    rang = {n.Per: 0, n.Wpg: 1}
    return [
        n.Levering(
            moment,
            tuple(sorted((r for m, r in records if m == moment), key=lambda record: rang.get(type(record), 2))),
        )
        for moment in sorted({moment for moment, _ in records})
    ]
