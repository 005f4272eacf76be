"""De leerlingen van de demowereld, met alles wat het register over hen te horen krijgt en wanneer."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from demo.namen import TURKS, VIETNAMEES, Naam, kies_naam
from demo.pgn import proef_onderwijsnummers, proefnummers
from demo.plaatsen import Adres, kies_adres
from demo.wereld import PROEFLEERLINGEN, SCHOLEN, ZAAD, School, gebouwde_maanden
from verzuimloket.kalender import schooljaar, t1

MBO_CODES = {"1": "25251", "2": "25080", "3": "25078", "4": "25297"}
VO_CODES = {"1": "0011", "2": "0011", "3": "0011", "4": "0011", "5": "0011"}


@dataclass(slots=True)
class Leerling:
    """Een verzonnen leerling; `records` zijn (dag waarop het bij de leverancier bekend is, regel)."""

    pgn: str
    school: School
    geboren: date
    geslacht: str
    naam: Naam
    adres: Adres
    begin: date
    leerjaar: str = ""
    niveau: str = ""
    leerweg: str = ""
    proef: bool = False
    verhaal: str = ""
    records: list[tuple[date, list[str]]] = field(default_factory=list)

    def per(self, adres: Adres | None = None, *, overleden: str = "", vertrokken: str = "", pgn: str = "") -> str:
        a = adres or self.adres
        velden = [
            "PER", pgn or self.pgn, self.geboren.isoformat(), self.geslacht, self.naam.achternaam,
            self.naam.voorvoegsel, self.naam.voornamen, a.straat, a.huisnummer, a.huisletter, a.toevoeging,
            a.postcode, a.plaats, a.gemeentecode, overleden, vertrokken,
        ]  # fmt: skip
        return ";".join(velden)

    def isg(self, *, tot: date | None = None, reden: str = "", brin: str = "", volgnummer: str = "1",
            begin: date | None = None, pgn: str = "") -> str:  # fmt: skip
        delen = ["ISG", brin or self.school.brin, pgn or self.pgn, volgnummer, (begin or self.begin).isoformat()]
        return ";".join([*delen, tot.isoformat() if tot else "", reden])

    def isp(self, vanaf: date | None = None, *, intensiteit: str = "VT", bekostigd: str = "J", brin: str = "",
            volgnummer: str = "1", sector: str = "", pgn: str = "") -> str:  # fmt: skip
        sector = sector or self.school.sector
        mbo = sector == "MBO"
        niveau = (self.niveau or "2") if mbo else ""
        code = MBO_CODES[niveau] if mbo else VO_CODES.get(self.leerjaar, "0011")
        delen = [
            "ISP", brin or self.school.brin, pgn or self.pgn, volgnummer, (vanaf or self.begin).isoformat(), sector,
            code, "" if mbo else self.leerjaar, niveau, (self.leerweg or "BOL") if mbo else "",
            intensiteit, bekostigd, "00",
        ]  # fmt: skip
        return ";".join(delen)


def alle_leerlingen(vandaag: date) -> list[Leerling]:
    """De hele wereld, elke keer dezelfde voor dezelfde dag."""
    rng = Random(ZAAD)  # noqa: S311 - herhaalbaarheid, geen geheim
    nummers, onderwijsnummers = proefnummers(), proef_onderwijsnummers()
    leerlingen = [
        _nieuw(rng, school, volgorde, next(nummers), vandaag) for school in SCHOLEN for volgorde in range(school.aantal)
    ]
    for leerling in leerlingen:
        leerling.records.append((_eerste_dag(leerling, vandaag), [leerling.per(), leerling.isg(), leerling.isp()]))
    gewone = [leerling for leerling in leerlingen if not leerling.proef]
    for nummer, leerling in enumerate(gewone):
        _gebeurtenis(rng, leerling, nummer, vandaag)
    _van_onderwijsnummer_naar_bsn(gewone[5], next(onderwijsnummers), vandaag)
    return leerlingen


def _nieuw(rng: Random, school: School, volgorde: int, pgn: str, vandaag: date) -> Leerling:
    proef = volgorde < PROEFLEERLINGEN
    mbo = school.sector == "MBO"
    jaren = (17 if mbo else 14) if proef else rng.randint(16, 21) if mbo else rng.randint(12, 17)
    geboren = schooljaar(vandaag).replace(year=schooljaar(vandaag).year - jaren) - timedelta(days=rng.randint(20, 340))
    geslacht = rng.choice("MV") if rng.random() > 0.01 else "O"
    herkomst = {4: VIETNAMEES, 5: TURKS}.get(volgorde)
    gemeente = school.woonplaatsen[0][0] if proef else rng.choices(
        [code for code, _ in school.woonplaatsen], [gewicht for _, gewicht in school.woonplaatsen]
    )[0]  # fmt: skip
    begin = date(schooljaar(vandaag).year - (1 if proef else rng.randint(1, 2)), 8, 1)
    return Leerling(
        pgn=pgn, school=school, geboren=geboren, geslacht=geslacht, naam=kies_naam(rng, geslacht, herkomst),
        adres=kies_adres(rng, gemeente), begin=begin, leerjaar="" if mbo else str(min(max(jaren - 11, 1), 5)),
        niveau=("2" if proef else rng.choices("1234", (8, 32, 25, 35))[0]) if mbo else "",
        leerweg=("BBL" if rng.random() < 0.2 else "BOL") if mbo else "", proef=proef,
    )  # fmt: skip


def _eerste_dag(leerling: Leerling, vandaag: date) -> date:
    """De eerste levering is van veertien maanden geleden; wie toen al stond ingeschreven, zit daarin."""
    return max(leerling.begin, vandaag - timedelta(days=430))


def _gebeurtenis(rng: Random, leerling: Leerling, nummer: int, vandaag: date) -> None:
    """Wat deze leerling overkomt. Vaste nummers dragen de verhalen die er altijd moeten zijn; de rest is kans."""
    peil = gebouwde_maanden(vandaag)[-1]  # een lijst die er nog niet is, kan geen verhaal laten zien
    eerste = t1(peil)
    na_t1 = eerste + timedelta(
        days=1 + rng.randint(2, max(3, (peil - eerste).days - 3)) % max(1, (peil - eerste).days - 1)
    )
    keuze = rng.random()
    if nummer % 61 == 7 or keuze < 0.012:
        _schrijf_uit(rng, leerling, na_t1)
    elif nummer % 149 == 8 or keuze < 0.018:
        leerling.verhaal = "examendeelnemer"
        leerling.records.append((na_t1, [leerling.isg(), leerling.isp(), leerling.isp(na_t1, intensiteit="EX")]))
    elif nummer % 151 == 9 or keuze < 0.024:
        leerling.verhaal = "niet bekostigd"
        leerling.records.append((na_t1, [leerling.isg(), leerling.isp(), leerling.isp(na_t1, bekostigd="N")]))
    elif keuze < 0.05:
        dag = vandaag - timedelta(days=rng.randint(30, 380))
        _schrijf_uit(
            rng, leerling, max(dag, leerling.begin + timedelta(days=20)), terug=rng.random() < 0.5, vandaag=vandaag
        )
    elif keuze < 0.09:
        nieuw = kies_adres(rng, rng.choice([code for code, _ in leerling.school.woonplaatsen]))
        leerling.verhaal = "verhuisd"
        leerling.records.append((vandaag - timedelta(days=rng.randint(20, 400)), [leerling.per(nieuw)]))
    elif (keuze < 0.12 and leerling.leerjaar == "5") or (keuze < 0.16 and leerling.niveau in {"2", "3", "4"}):
        _diploma(leerling, vandaag)
    elif keuze < 0.161:
        leerling.verhaal = "overleden"
        dag = vandaag - timedelta(days=rng.randint(40, 200))
        leerling.records.append((dag + timedelta(days=8), [leerling.per(overleden=dag.isoformat())]))
    elif keuze < 0.165:
        leerling.verhaal = "dubbel ingeschreven en ingetrokken"
        dag = vandaag - timedelta(days=rng.randint(60, 300))
        leerling.records.append((dag, [leerling.isg(volgnummer="9", begin=dag), leerling.isp(dag, volgnummer="9")]))
        leerling.records.append((dag + timedelta(days=40), [f"VIS;{leerling.school.brin};{leerling.pgn};9"]))


def _schrijf_uit(
    rng: Random, leerling: Leerling, dag: date, *, terug: bool = False, vandaag: date | None = None
) -> None:
    leerling.verhaal = "uitgeschreven"
    reden = rng.choice(["01", "02", "03", "04", "05", "07"]) if leerling.school.sector == "MBO" else ""
    laat = timedelta(days=rng.choice((3, 5, 6, 7, 25)))
    leerling.records.append((dag + laat, [leerling.isg(tot=dag, reden=reden), leerling.isp()]))
    weer = dag + timedelta(days=45)
    if terug and vandaag and weer + timedelta(days=6) < vandaag:
        leerling.verhaal = "heringeschreven"
        regels = [leerling.isg(volgnummer="2", begin=weer), leerling.isp(weer, volgnummer="2")]
        leerling.records.append((weer + timedelta(days=6), regels))


def _diploma(leerling: Leerling, vandaag: date) -> None:
    leerling.verhaal = "diploma"
    jaar = schooljaar(vandaag).year
    behaald = date(jaar, 7, 3)
    soort = f"MBO;{MBO_CODES[leerling.niveau]};{leerling.niveau}" if leerling.niveau else "HAVO;;"
    regels = [
        f"DIP;{leerling.school.brin};{leerling.pgn};{soort};{behaald.isoformat()}",
        leerling.isg(tot=date(jaar, 7, 31), reden="08" if leerling.niveau else ""),
        leerling.isp(),
    ]
    leerling.records.append((date(jaar, 7, 10), regels))


def _van_onderwijsnummer_naar_bsn(leerling: Leerling, onderwijsnummer: str, vandaag: date) -> None:
    """De leerling stond eerst onder een onderwijsnummer geregistreerd; drie maanden geleden werd zijn BSN bekend."""
    leerling.verhaal = "onderwijsnummer wordt BSN"
    eerst = [leerling.per(pgn=onderwijsnummer), leerling.isg(pgn=onderwijsnummer), leerling.isp(pgn=onderwijsnummer)]
    leerling.records = [
        (_eerste_dag(leerling, vandaag), eerst),
        (vandaag - timedelta(days=90), [leerling.per(), f"WPG;{onderwijsnummer};{leerling.pgn}"]),
    ]
