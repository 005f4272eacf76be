"""Zoals bekend op het sluitmoment, naast zoals nu bekend: dezelfde vragen, twee keer beantwoord."""

from dataclasses import dataclass
from datetime import date

from rapportages.domein import selectie
from rapportages.domein.kennis import Kennis, als_inschrijving
from rapportages.domein.verklaring import Lezer, oordeel
from verzuimloket.kalender import dag_voluit


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """Eén vraag met twee antwoorden."""

    vraag: str
    toen: str
    nu: str

    @property
    def anders(self) -> bool:
        return self.toen != self.nu


def naast_elkaar(toen: Kennis, nu: Kennis, t1: date, t2: date, lezer: Lezer) -> list[Vergelijking]:
    """Over dezelfde t1 en t2, met wat wij op het sluitmoment wisten en wat wij nu weten."""
    vragen = (
        (f"Telt op {dag_voluit(t1)}", _telt_op_t1),
        (f"Telt op {dag_voluit(t2)}", _telt_op_t2),
        (f"Startkwalificatie op {dag_voluit(t2)}", _kwalificatie),
        ("Overleden of vertrokken", _weg),
        ("Uitkomst", _uitkomst),
    )
    return [
        Vergelijking(vraag, antwoord(toen, t1, t2, lezer), antwoord(nu, t1, t2, lezer)) for vraag, antwoord in vragen
    ]


def staat_erop(kennis: Kennis, t1: date, t2: date) -> bool:
    persoon = kennis.als_persoon
    return persoon is not None and selectie.op_lijst(persoon, t1, t2)


def _telt_op_t1(kennis: Kennis, t1: date, t2: date, lezer: Lezer) -> str:
    leidend = kennis.leidend(t1)
    return lezer.instelling(leidend[0].brin) if leidend else "geen inschrijving"


def _telt_op_t2(kennis: Kennis, t1: date, t2: date, lezer: Lezer) -> str:
    tellend = [stand for stand in kennis.inschrijvingen if oordeel(als_inschrijving(stand), t2, startset=False)[0]]
    delen = [
        f"{lezer.instelling(stand.brin)}, sinds {dag_voluit(stand.datum_inschrijving)}"
        for stand in sorted(tellend, key=lambda stand: (stand.datum_inschrijving, stand.brin))
    ]
    return "; ".join(delen) or "geen inschrijving"


def _kwalificatie(kennis: Kennis, t1: date, t2: date, lezer: Lezer) -> str:
    diploma = kennis.kwalificatie(t2)
    return f"ja, behaald op {dag_voluit(diploma.datum_behaald)}" if diploma else "nee"


def _weg(kennis: Kennis, t1: date, t2: date, lezer: Lezer) -> str:
    persoon = kennis.persoon
    if persoon and persoon.overleden_op:
        return f"overleden op {dag_voluit(persoon.overleden_op)}"
    if persoon and persoon.vertrokken_op:
        return f"vertrokken op {dag_voluit(persoon.vertrokken_op)}"
    return "nee"


def _uitkomst(kennis: Kennis, t1: date, t2: date, lezer: Lezer) -> str:
    persoon = kennis.als_persoon
    if persoon is not None and selectie.op_lijst(persoon, t1, t2):
        return f"op de lijst: {selectie.reden(persoon, t2).lower()}"
    return "niet op de lijst"
