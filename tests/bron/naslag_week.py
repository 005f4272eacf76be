"""De naslag van de weeklevering: dezelfde regels, persoon voor persoon uit de nagespeelde records, zonder database.

De mutaties zelf komen uit bron/domein/mutatie.py; wat er bekend was, uit tests/bron/naslag.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bron.domein.diploma import hoogste_diploma
from bron.domein.mutatie import Inschrijving, MutatieSoort, Regel, Resultaat, Stand, mutaties
from bron.domein.startkwalificatie import Diploma, is_startkwalificatie
from bron.domein.week import WEEK, sluitmoment
from tests.bron.naslag import Naslag, speel_na
from tests.bron.naslag import sleutel as naslag_sleutel
from verzuimloket.clock import AMSTERDAM

REGIO_VAN = {"0363": "21", "0362": "21", "0518": "28", "": ""}
Feit = tuple[datetime, str]  # wanneer wij het leerden, en het record


@dataclass(frozen=True)
class Rij:
    """Wat van een regel vergeleken wordt."""

    gemeente: str
    regio: str
    soort: str
    datum: date
    pgn: str
    woont: str
    straat: str
    brin: str
    sector: str
    leerweg: str
    uitgeschreven: date | None
    diploma: str
    startkwalificatie: bool | None


def rijen(naslag: Naslag, dag: date) -> list[Rij]:
    """De hele weeklevering van maandag `dag`, op volgorde."""
    k, vorige = sluitmoment(dag), dag - WEEK
    toen, nu = _bekend(naslag, sluitmoment(vorige), k), _bekend(naslag, k, k)
    uit = []
    for pgn in sorted(nu):
        voor = _stand(naslag, pgn, toen[pgn], dag) if pgn in toen else None
        na = _stand(naslag, pgn, nu[pgn], dag)
        for regel in mutaties(voor, na, vorige, dag):
            uit.append(_rij(pgn, regel, toen.get(pgn, {}), nu[pgn], na, dag))
    return uit


def _bekend(naslag: Naslag, moment: datetime, k: datetime) -> dict[str, dict[tuple[str, ...], Feit]]:
    """Per persoon (zoals op `k`: één met een BSN) per sleutel het nieuwste feit dat op `moment` bekend was."""
    records = [r for r in naslag.records if r[0] < moment]
    volgorde = sorted(records)
    wissels = dict(r.split(";")[1:] for op, _, r in naslag.records if op < k and r.startswith("WPG"))
    uit: dict[str, dict[tuple[str, ...], tuple[int, Feit]]] = {}
    for (pgn, sleutel), (nummer, tekst) in speel_na(records)[0].items():
        feiten = uit.setdefault(wissels.get(pgn, pgn), {})
        feiten[sleutel] = max(feiten.get(sleutel, (-1, (volgorde[0][0], ""))), (nummer, (volgorde[nummer][0], tekst)))
    return {
        pgn: {sleutel: feit for sleutel, (_, feit) in feiten.items()}
        for pgn, feiten in uit.items()
        if ("PER",) in feiten
    }


def _laatst_gekend(naslag: Naslag, k: datetime, raakt: Callable[[str, str], bool]) -> date | None:
    """De dag waarop voor het laatst een record verdween dat `raakt`; None als er op `k` nog een is."""
    eerder, weg = False, None
    for moment in sorted({op for op, _, _ in naslag.records if op < k}):
        stand, _ = speel_na([r for r in naslag.records if r[0] <= moment])
        gekend = any(raakt(pgn, tekst) for (pgn, _), (_, tekst) in stand.items())
        weg = _dag(moment) if eerder and not gekend else None if gekend else weg
        eerder = gekend
    return weg


def _dag(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _datum(tekst: str) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def _stand(naslag: Naslag, pgn: str, feiten: dict[tuple[str, ...], Feit], dag: date) -> Stand:
    k = sluitmoment(dag)
    nummers = {pgn, *(r.split(";")[1] for op, _, r in naslag.records if op < k and r == f"WPG;{r[4:13]};{pgn}")}

    def tot(sleutel: tuple[str, ...]) -> date | None:
        return _laatst_gekend(naslag, k, lambda wie, tekst: wie in nummers and naslag_sleutel(tekst)[1] == sleutel)

    def kwalificeert(wie: str, tekst: str) -> bool:
        v = tekst.split(";")
        return wie in nummers and v[0] == "DIP" and v[6] <= str(dag) and is_startkwalificatie(v[3], v[5])

    op, per = feiten["PER",]
    v = per.split(";")
    return Stand(
        date.fromisoformat(v[2]), v[13], tuple(v[7:13]), _dag(op), _datum(v[14]), _datum(v[15]),
        tuple(_inschrijving(feit, tot(sleutel)) for sleutel, feit in feiten.items() if sleutel[0] == "ISG"),
        tuple(_resultaat(feit[1], tot(sleutel)) for sleutel, feit in feiten.items() if sleutel[0] == "DIP"),
        _laatst_gekend(naslag, k, kwalificeert),
    )  # fmt: skip


def _inschrijving(feit: Feit, vervallen: date | None) -> Inschrijving:
    kop, *perioden = feit[1].split("\n")
    _, brin, _, volgnummer, van, tot, reden = kop.split(";")
    inhoud = (van, tot, reden, *sorted(tuple(p.split(";")[4:]) for p in perioden))
    return Inschrijving(
        brin, volgnummer, date.fromisoformat(van), _datum(tot), inhoud, _dag(feit[0]), vervallen
    )  # fmt: skip


def _resultaat(dip: str, vervallen: date | None) -> Resultaat:
    _, brin, _, soort, code, niveau, behaald = dip.split(";")
    return Resultaat(brin, soort, code, niveau, date.fromisoformat(behaald), vervallen)


def _rij(pgn: str, regel: Regel, toen: dict, nu: dict, stand: Stand, dag: date) -> Rij:
    woont = stand.gemeente(dag)
    oud = regel.gemeente != woont
    bron = toen if regel.soort is MutatieSoort.INSCHRIJVING_VERWIJDERD else nu
    isg = "" if oud else _leidend(nu, dag)
    if regel.soort.startswith("inschrijving"):
        isg = bron["ISG", *regel.sleutel][1]
    velden, periode = _getoond(isg, dag)
    dubbel = oud and regel.soort is MutatieSoort.VERHUISD_ANDERS and REGIO_VAN[regel.gemeente] == REGIO_VAN[woont]
    behaald = [Diploma(r.soort, r.niveau, r.datum_behaald) for r in stand.resultaten]
    return Rij(
        regel.gemeente, "" if dubbel else REGIO_VAN[regel.gemeente], regel.soort.value, regel.datum, pgn, woont,
        "" if oud else stand.adres[0], velden[1], periode[5], "EX" if periode[10] == "EX" else periode[9],
        _datum(velden[5]), "" if oud else hoogste_diploma(behaald, dag),
        None if oud else bool(stand.startkwalificaties(dag)),
    )  # fmt: skip


def _leidend(nu: dict, dag: date) -> str:
    """De laatst begonnen geldige inschrijving, anders de laatst geëindigde; dan het laagste BRIN en volgnummer."""
    begonnen = [i[1] for sleutel, i in nu.items() if sleutel[0] == "ISG" and i[1].split(";")[4] <= str(dag)]

    def volgorde(isg: str) -> tuple[object, ...]:
        _, brin, _, volgnummer, van, tot, *_ = isg.split("\n")[0].split(";")
        voorbij = bool(tot) and tot < str(dag)
        eind = -date.fromisoformat(tot).toordinal() if voorbij else 0
        return voorbij, eind, -date.fromisoformat(van).toordinal(), brin, volgnummer

    return min(begonnen, key=volgorde, default="")


def _getoond(isg: str, dag: date) -> tuple[list[str], list[str]]:
    """De velden van de ISG en van de ISP die op `dag` geldt; anders de laatste, anders de eerste. Leeg zonder ISG."""
    kop, *perioden = isg.split("\n")
    if not perioden:
        return [""] * 7, [""] * 13
    op_volgorde = sorted((p.split(";") for p in perioden), key=lambda p: p[4])
    begonnen = [p for p in op_volgorde if p[4] <= str(dag)]
    return kop.split(";"), (begonnen or op_volgorde[:1])[-1]


def leden(naslag: Naslag, dag: date) -> list[tuple[str, str, str, str]]:
    """De C-levering op `dag` van alle gemeenten: gemeente, PGN, BRIN van de leidende inschrijving, hoogste diploma."""
    uit = []
    for pgn, feiten in _bekend(naslag, sluitmoment(dag), sluitmoment(dag)).items():
        stand = _stand(naslag, pgn, feiten, dag)
        if stand.lid(dag):
            velden, _ = _getoond(_leidend(feiten, dag), dag)
            behaald = [Diploma(r.soort, r.niveau, r.datum_behaald) for r in stand.resultaten]
            uit.append((stand.gemeente(dag), pgn, velden[1], hoogste_diploma(behaald, dag)))
    return sorted(uit)
