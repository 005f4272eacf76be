"""Het verloop: wat wij wanneer over een leerling ontvingen, en wat na het sluitmoment nog binnenkwam.

Alleen wat de lijst aangaat: inschrijvingen die sinds t1 golden, diploma's, en van de persoon alleen wat meetelt. Van
een andere instelling leest een school niet meer dan in `verklaring.py` (besluit 21).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bron.domein import terugblik as t
from rapportages.domein.kennis import als_inschrijving
from rapportages.domein.verklaring import Lezer
from verzuimloket.kalender import dag_voluit

_PERSOON = ("Geboortedatum", "Gemeente", "Overleden", "Vertrokken")


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Eén ontvangst. `op` is wanneer wij het hoorden; `tekst` noemt de datums waarvoor het geldt."""

    op: datetime
    kop: str
    tekst: str
    wie: str = ""
    regels: tuple[tuple[str, str, str], ...] = field(default=())
    intern: bool = False
    na_sluiting: bool = False


def verloop(dossiers: Sequence[t.Dossier], k: datetime, t1: date, lezer: Lezer) -> list[Gebeurtenis]:
    """Alle ontvangsten, de nieuwste eerst, met het sluitmoment ertussen."""
    items = [item for dossier in dossiers for item in _van(dossier, k, t1, lezer)]
    items.append(Gebeurtenis(k, "Sluitmoment", "Wat hierna is ontvangen, telt niet mee in deze rapportage."))
    return sorted(items, key=lambda item: item.op, reverse=True)


def na_sluiting(items: Iterable[Gebeurtenis]) -> list[Gebeurtenis]:
    """Wat na het sluitmoment binnenkwam, de oudste eerst."""
    return [item for item in items if item.na_sluiting][::-1]


def tot_sluiting(dossiers: Sequence[t.Dossier], k: datetime) -> list[t.Dossier]:
    """De dossiers zonder wat op of na `k` is ontvangen."""
    return [
        t.Dossier(dossier.titel, tuple(v for v in dossier.versies if v.herkomst.ontvangen_op < k))
        for dossier in dossiers
    ]


def _van(dossier: t.Dossier, k: datetime, t1: date, lezer: Lezer) -> Iterator[Gebeurtenis]:
    standen = [versie.stand for versie in dossier.versies]
    inschrijvingen = [stand for stand in standen if isinstance(stand, t.Inschrijving)]
    if inschrijvingen and all((stand.datum_uitschrijving or date.max) < t1 for stand in inschrijvingen):
        return
    for versie in dossier.versies:
        gelezen = _gebeurtenis(versie, standen, lezer)
        if gelezen is None:
            continue
        kop, tekst, regels, eigen = gelezen
        herkomst = versie.herkomst
        wie = f"levering {herkomst.volgnummer} van {herkomst.leverancier}" if eigen else ""
        yield Gebeurtenis(
            herkomst.ontvangen_op, kop, tekst, wie, regels, na_sluiting=herkomst.ontvangen_op >= k
        )  # fmt: skip


_Gelezen = tuple[str, str, tuple[tuple[str, str, str], ...], bool]


def _gebeurtenis(versie: t.Versie, standen: Sequence[t.Stand], lezer: Lezer) -> _Gelezen | None:
    match versie.stand:
        case t.Persoon() as persoon:
            return _persoon(versie, persoon, lezer)
        case t.Inschrijving() as stand:
            ziet = lezer.ziet(stand.brin)
            kop = f"Inschrijving bij {lezer.instelling(stand.brin)}"
            return kop, _geldig(stand, lezer), _verschil(versie) if ziet else (), ziet
        case t.Diploma() as diploma:
            return _diploma(diploma, lezer)
        case t.Ingetrokken():
            return _ingetrokken(standen, lezer)
    return "Nummerwijziging", "Vanaf dit moment zijn twee nummers één persoon.", (), False


def _persoon(versie: t.Versie, persoon: t.Persoon, lezer: Lezer) -> _Gelezen | None:
    eerste = versie.nummer == 1
    regels = tuple(
        (regel.naam, regel.vorige, regel.waarde)
        for regel in versie.regels
        if regel.merk and regel.naam in _PERSOON and not (regel.naam == "Gemeente" and lezer.ontvanger.letter == "I")
    )
    if not (eerste or regels):
        return None
    delen = [f"Geboren op {dag_voluit(persoon.geboortedatum)}." if eerste else ""]
    if persoon.overleden_op:
        delen.append(f"Overleden op {dag_voluit(persoon.overleden_op)}.")
    if persoon.vertrokken_op:
        delen.append(f"Vertrokken op {dag_voluit(persoon.vertrokken_op)}.")
    return "Persoon", " ".join(deel for deel in delen if deel), regels, False


def _geldig(stand: t.Inschrijving, lezer: Lezer) -> str:
    """Waarvoor een stand geldt, en of zij meetelt."""
    tot = f" tot en met {dag_voluit(stand.datum_uitschrijving)}" if stand.datum_uitschrijving else ""
    zin = f"Geldig vanaf {dag_voluit(stand.datum_inschrijving)}{tot}."
    delen = [
        f"Vanaf {dag_voluit(periode.datum_begin)}: {_soort(periode.bekostigd, periode.examen)}."
        for periode in als_inschrijving(stand).perioden
    ]
    return " ".join([zin, *delen])


def _soort(bekostigd: bool, examen: bool) -> str:
    return "examendeelnemer" if examen else "bekostigd" if bekostigd else "niet bekostigd"


def _verschil(versie: t.Versie) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (regel.naam, regel.vorige, regel.waarde) for regel in versie.regels if regel.merk and regel.naam != "Nummer"
    )


def _diploma(diploma: t.Diploma, lezer: Lezer) -> _Gelezen | None:
    ziet = lezer.ziet(diploma.brin)
    if not (ziet or diploma.startkwalificatie):
        return None
    wat = f"{diploma.tekst(lezer.namen)}, behaald" if ziet else "Behaald"
    geeft = "een" if diploma.startkwalificatie else "geen"
    tekst = f"{wat} op {dag_voluit(diploma.datum_behaald)}. Dit geeft {geeft} startkwalificatie."
    return f"Diploma van {lezer.instelling(diploma.brin)}", tekst, (), ziet


def _ingetrokken(standen: Sequence[t.Stand], lezer: Lezer) -> _Gelezen | None:
    """Een intrekking noemt zelf geen instelling: die staat op de stand die zij intrekt."""
    for stand in standen:
        if isinstance(stand, t.Diploma) and not (lezer.ziet(stand.brin) or stand.startkwalificatie):
            return None
        if isinstance(stand, t.Inschrijving | t.Diploma):
            wat = "Inschrijving" if isinstance(stand, t.Inschrijving) else "Diploma"
            kop = f"{wat} ingetrokken door {lezer.instelling(stand.brin)}"
            return kop, "Geldt vanaf dit moment niet meer.", (), lezer.ziet(stand.brin)
    return None
