"""Wat één verzonnen leerling overkomt, en wanneer het register dat hoort.

Een leven begint in de eerste levering met de hele stand tot dan toe. Daarna komt hoogstens één lotgeval uit `KANSEN`,
en elke zomer gaat een vo-leerling over of van school. De kansen zijn rond gekozen naar de landelijke orde van grootte
(een paar procent uitval per jaar), niet naar een bepaald jaar.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from demo.namen import HERKOMSTEN, kies_naam
from demo.plaatsen import LETTERS, STRATEN
from demo.registerset.land import AANDEEL_MBO, Instelling, Land

KANSEN = (
    (0.022, "uitval"),
    (0.012, "uitval_en_terug"),
    (0.030, "andere_school"),
    (0.008, "onbekostigd"),
    (0.008, "examen"),
    (0.005, "dubbel_en_ingetrokken"),
    (0.005, "fout_en_hersteld"),
    (0.0004, "overleden"),
    (0.002, "vertrokken"),
    (0.050, "verhuisd"),
    (0.004, "nummer_gewijzigd"),
    (0.006, "persoon_verbeterd"),
)
TE_LAAT = 0.07  # aandeel van de gebeurtenissen dat pas na veertig dagen of meer gemeld wordt
LAATSTE_LEERJAAR = {"vmbo": 4, "havo": 5, "vwo": 6}
REDENEN = ("01", "02", "03", "04", "05", "07")


@dataclass(slots=True)
class Inschrijving:
    school: Instelling
    volgnummer: str
    begin: date
    eind: date | None = None
    reden: str = ""
    perioden: list[tuple[date, str]] = field(default_factory=list)

    def regels(self, pgn: str) -> list[str]:
        """De hele stand: de ISG en zijn ISP's."""
        sleutel = f"{self.school.brin};{pgn};{self.volgnummer}"
        isg = f"ISG;{sleutel};{self.begin.isoformat()};{self.eind.isoformat() if self.eind else ''};{self.reden}"
        return [isg, *(f"ISP;{sleutel};{begin.isoformat()};{rest}" for begin, rest in self.perioden)]


class Leven:
    """Eén leerling. `records` zijn (nummer van de levering, regel), in de volgorde van bekend worden."""

    def __init__(
        self, land: Land, rng: Random, bsn: str, onderwijsnummers: Iterator[str], leveringen: list[date]
    ) -> None:
        self.land, self.rng, self.leveringen = land, rng, leveringen
        self.bsn, self.pgn = bsn, bsn
        self.records: list[tuple[int, str]] = []
        self._bekend = leveringen[0]
        self._nummer = 0
        self._begin_leven()
        lot = self._lot()
        if lot == "nummer_gewijzigd":
            self.pgn = next(onderwijsnummers)
        self._meld(leveringen[0], [self._per(), *self.nu.regels(self.pgn), *self._eerder_behaald()])
        self._leef(lot)

    # --- begin -------------------------------------------------------------------------------------------------
    def _begin_leven(self) -> None:
        rng, eerste = self.rng, self.leveringen[0]
        mbo = rng.random() < AANDEEL_MBO
        school = self.land.kies_school(rng, "MBO" if mbo else "VO")
        self.richting = rng.choices(("vmbo", "havo", "vwo"), (50, 27, 23))[0]
        self.leerjaar = 0 if mbo else rng.randint(1, LAATSTE_LEERJAAR[self.richting])
        self.niveau = rng.choices("1234", (6, 22, 26, 46))[0] if mbo else ""
        self.leerweg = rng.choices(("BOL", "BBL"), (76, 24))[0] if mbo else ""
        self.sector = "MBO" if mbo else rng.choices(("VO", "PRO", "VAVO"), (960, 28, 12))[0]
        jaren = rng.choices(range(16, 27), (14, 20, 18, 13, 9, 7, 6, 5, 4, 2, 2))[0] if mbo else 11 + self.leerjaar
        self.geboren = date(eerste.year - jaren, 10, 1) - timedelta(days=rng.randint(1, 365))
        self.geslacht = "O" if rng.random() < 0.001 else rng.choice("MV")
        herkomst = HERKOMSTEN[0] if rng.random() < 0.6 else None
        self.naam = kies_naam(rng, self.geslacht, herkomst)
        self.gemeente = self.land.kies_gemeente(rng, school)
        self.adres = self._kies_adres()
        jaren_hier = rng.randint(0, 2) if mbo else rng.randint(0, self.leerjaar - 1)
        begin = date(eerste.year - jaren_hier, 8, 1)
        self.nu = self._schrijf_in(school, begin)
        if not mbo:
            jaar = self.leerjaar - jaren_hier
            self.nu.perioden = [
                (date(begin.year + n, 8, 1), self._isp(leerjaar=jaar + n)) for n in range(jaren_hier + 1)
            ]

    def _eerder_behaald(self) -> list[str]:
        """Wie op het mbo zit, bracht een diploma mee; havo en mbo vanaf niveau 2 zijn een startkwalificatie."""
        rng = self.rng
        if self.sector != "MBO" or self.niveau == "1":
            return []
        soort = rng.choices(("VMBO", "HAVO", "MBO"), (70, 10, 20))[0]
        school, opleiding = self.land.kies_school(rng, "VO"), ";"
        if soort == "MBO":
            niveau = str(int(self.niveau) - 1)
            school, opleiding = self.nu.school, f"{rng.choice(self.land.opleidingen.mbo[niveau])};{niveau}"
        behaald = self.nu.begin - timedelta(days=rng.randint(20, 60))
        return [f"DIP;{school.brin};{self.pgn};{soort};{opleiding};{behaald.isoformat()}"]

    def _kies_adres(self) -> str:
        rng = self.rng
        postcode = f"{rng.choice(self.land.postcodes[self.gemeente])}{rng.choice(LETTERS)}{rng.choice(LETTERS)}"
        huis = f"{rng.randint(1, 240)};;{'bis' if rng.random() < 0.04 else ''}"
        return f"{rng.choice(STRATEN)};{huis};{postcode};{self.land.plaatsnaam[self.gemeente]};{self.gemeente}"

    def _per(self, overleden: str = "", vertrokken: str = "") -> str:
        naam = f"{self.naam.achternaam};{self.naam.voorvoegsel};{self.naam.voornamen}"
        return f"PER;{self.pgn};{self.geboren.isoformat()};{self.geslacht};{naam};{self.adres};{overleden};{vertrokken}"

    def _isp(self, *, leerjaar: int = 0, intensiteit: str = "VT", bekostigd: str = "J") -> str:
        codes = self.land.opleidingen
        if self.sector == "MBO":
            code, vast = self.rng.choice(codes.mbo[self.niveau]), f";{self.niveau};{self.leerweg}"
            intensiteit = "DT" if self.leerweg == "BBL" and intensiteit == "VT" else intensiteit
        else:
            jaar = leerjaar or self.leerjaar
            lijst = codes.brug if jaar <= 2 else codes.vmbo if self.richting == "vmbo" else codes.havo_vwo
            code, vast = self.rng.choice(lijst), f"{jaar};;"
        return f"{self.sector};{code};{vast};{intensiteit};{bekostigd};{self.rng.randint(0, 3):02d}"

    def _schrijf_in(self, school: Instelling, begin: date) -> Inschrijving:
        self._nummer += 1
        return Inschrijving(school, str(self._nummer), begin, perioden=[(begin, self._isp())])

    # --- de tijd -----------------------------------------------------------------------------------------------
    def _lot(self) -> str:
        worp = self.rng.random()
        for kans, naam in KANSEN:
            worp -= kans
            if worp < 0:
                return naam
        return ""

    def _leef(self, lot: str) -> None:
        eerste, laatste = self.leveringen[0], self.leveringen[-1]
        dagen = (laatste - eerste).days
        momenten: list[tuple[date, Callable[[date], None]]] = [
            (date(jaar, 8, 1), self._zomer)
            for jaar in range(eerste.year, laatste.year + 1)
            if eerste < date(jaar, 8, 1) <= laatste
        ]
        if lot and dagen > 1:
            momenten.append((eerste + timedelta(days=self.rng.randint(1, dagen)), getattr(self, f"_{lot}")))
        for dag, gebeurt in sorted(momenten, key=lambda moment: moment[0]):
            gebeurt(dag)

    def _meld(self, dag: date, regels: list[str]) -> None:
        """De leverancier weet het na een paar dagen, soms pas na maanden; nooit eerder dan wat hij al meldde."""
        if dag > self.leveringen[0]:
            dag += timedelta(days=self.rng.randint(40, 110) if self.rng.random() < TE_LAAT else self.rng.randint(1, 9))
        self._bekend = max(self._bekend, dag)
        nummer = bisect_left(self.leveringen, self._bekend)
        if nummer < len(self.leveringen):
            self.records.extend((nummer, regel) for regel in regels)

    def _meld_stand(self, dag: date) -> None:
        self._meld(dag, self.nu.regels(self.pgn))

    def _stop(self, dag: date, reden: str = "") -> None:
        """Schrijf uit per `dag`, maar nooit vóór het begin; latere perioden vervallen."""
        self.nu.eind = max(dag, self.nu.begin)
        self.nu.reden = reden if self.sector == "MBO" else ""
        self.nu.perioden = [periode for periode in self.nu.perioden if periode[0] <= self.nu.eind]

    # --- wat er kan gebeuren -----------------------------------------------------------------------------------
    def _zomer(self, dag: date) -> None:
        if self.nu.eind is not None or self.nu.begin >= dag:
            return
        if self.sector == "MBO":
            if self.rng.random() < 0.33:
                self._slaag(dag, f"MBO;{self.rng.choice(self.land.opleidingen.mbo[self.niveau])};{self.niveau}")
            return
        if self.leerjaar < LAATSTE_LEERJAAR[self.richting]:
            self.leerjaar += self.rng.random() < 0.95
            self.nu.perioden.append((dag, self._isp()))
            self._meld_stand(dag)
            return
        self._slaag(dag, f"{self.richting.upper()};;")
        if self.richting == "vmbo" and self.rng.random() < 0.94:
            self.sector, self.niveau = "MBO", self.rng.choice("234")
            self.leerweg = "BOL" if self.rng.random() < 0.8 else "BBL"
            self.nu = self._schrijf_in(self.land.kies_school(self.rng, "MBO"), dag)
            self._meld_stand(dag)

    def _slaag(self, dag: date, diploma: str) -> None:
        behaald = dag - timedelta(days=self.rng.randint(20, 45))
        self._stop(dag - timedelta(days=1), "08")
        if behaald >= self.nu.begin:
            dip = f"DIP;{self.nu.school.brin};{self.pgn};{diploma};{behaald.isoformat()}"
            self._meld(dag, [*self.nu.regels(self.pgn), dip])

    def _uitval(self, dag: date) -> None:
        if self.nu.eind is None:
            self._stop(dag, self.rng.choice(REDENEN))
            self._meld_stand(dag)

    def _uitval_en_terug(self, dag: date) -> None:
        self._uitval(dag)
        weer = dag + timedelta(days=self.rng.randint(20, 120))
        school = self.nu.school if self.rng.random() < 0.5 else self.land.kies_school(self.rng, self.nu.school.sector)
        self.nu = self._schrijf_in(school, weer)
        self._meld_stand(weer)

    def _andere_school(self, dag: date) -> None:
        self._uitval(dag)
        self.nu = self._schrijf_in(self.land.kies_school(self.rng, self.nu.school.sector), dag + timedelta(days=1))
        self._meld_stand(dag)

    def _onbekostigd(self, dag: date) -> None:
        self._nieuwe_periode(dag, self._isp(bekostigd="N"))

    def _examen(self, dag: date) -> None:
        self._nieuwe_periode(dag, self._isp(intensiteit="EX"))

    def _nieuwe_periode(self, dag: date, rest: str) -> None:
        if self.nu.eind is None and dag > self.nu.perioden[-1][0]:
            self.nu.perioden.append((dag, rest))
            self._meld_stand(dag)

    def _dubbel_en_ingetrokken(self, dag: date) -> None:
        dubbel = self._schrijf_in(self.land.kies_school(self.rng, self.nu.school.sector), dag)
        self._meld(dag, dubbel.regels(self.pgn))
        self._meld(
            dag + timedelta(days=self.rng.randint(10, 60)),
            [f"VIS;{dubbel.school.brin};{self.pgn};{dubbel.volgnummer}"],
        )

    def _fout_en_hersteld(self, dag: date) -> None:
        """De school schreef de verkeerde uit en herstelt dat later."""
        if self.nu.eind is not None or dag < self.nu.begin:
            return
        fout = Inschrijving(self.nu.school, self.nu.volgnummer, self.nu.begin, dag, "", list(self.nu.perioden))
        fout.perioden = [periode for periode in fout.perioden if periode[0] <= dag]
        self._meld(dag, fout.regels(self.pgn))
        self._meld_stand(dag + timedelta(days=self.rng.randint(10, 60)))

    def _overleden(self, dag: date) -> None:
        self._uitval(dag)
        self._meld(dag, [self._per(overleden=dag.isoformat())])

    def _vertrokken(self, dag: date) -> None:
        self._uitval(dag)
        self._meld(dag, [self._per(vertrokken=dag.isoformat())])

    def _verhuisd(self, dag: date) -> None:
        self.gemeente = self.land.kies_gemeente(self.rng, self.nu.school)
        self.adres = self._kies_adres()
        self._meld(dag, [self._per()])

    def _nummer_gewijzigd(self, dag: date) -> None:
        """Het BSN is bekend: eerst de persoon onder zijn nieuwe nummer, dan de wijziging."""
        oud, self.pgn = self.pgn, self.bsn
        self._meld(dag, [self._per(), f"WPG;{oud};{self.bsn}"])

    def _persoon_verbeterd(self, dag: date) -> None:
        self.geboren -= timedelta(days=self.rng.randint(1, 30))
        self._meld(dag, [self._per()])
