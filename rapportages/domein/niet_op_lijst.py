"""Waarom een leerling níet op de lijst (A04) van een ontvanger staat: één reden, de eerste die geldt.

De volgorde is die van het minste zeggen: van wie niet bij de ontvanger hoort, zegt het loket verder niets (besluit 21).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapportages.domein import selectie
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.selectie import JONGSTE, OUDSTE, Persoon
from verzuimloket.kalender import dag_voluit, leeftijd


class RedenNiet(StrEnum):
    """Waarom iemand niet op de lijst van deze ontvanger staat."""

    NIET_BIJ_U = "NIET BIJ U BEKEND"
    ANDERE_ONTVANGER = "ANDERE ONTVANGER"
    NIET_INGESCHREVEN = "OP T1 NIET INGESCHREVEN"
    TE_JONG = "TE JONG"
    TE_OUD = "TE OUD"
    GEEN_ADRES = "GEEN ADRES IN NEDERLAND"
    OVERLEDEN = "OVERLEDEN"
    VERTROKKEN = "VERTROKKEN"
    STARTKWALIFICATIE = "STARTKWALIFICATIE"
    INGESCHREVEN = "INGESCHREVEN"
    LATER_BEKEND = "LATER BEKEND"


@dataclass(frozen=True, slots=True)
class Feiten:
    """Wat op K bekend is van één persoon, zover de reden ervan afhangt. Datums zijn leeg als iets niet zo is.

    `bij_ontvanger`: de instelling had hem in dit schooljaar ooit ingeschreven, of hij woonde ooit in deze gemeente of
    regio. `hoort_bij_ontvanger`: de leidende inschrijving is van deze instelling, of hij woont er volgens de nieuwste
    stand. `gekwalificeerd_op`: de eerste startkwalificatie. `telt_sinds`: het begin van wat op t2 telt.
    """

    bij_ontvanger: bool
    hoort_bij_ontvanger: bool
    telt_op_t1: bool
    geboortedatum: date | None
    in_nederland: bool
    overleden_op: date | None = None
    vertrokken_op: date | None = None
    gekwalificeerd_op: date | None = None
    telt_sinds: date | None = None


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """De reden en haar zin. `zin` noemt alleen wat deze ontvanger mag weten."""

    reden: RedenNiet
    zin: str


def reden_niet(feiten: Feiten, letter: str, t1: date, t2: date) -> RedenNiet | None:
    """De eerste reden die geldt; None als de leerling volgens deze feiten op de lijst van de ontvanger hoort.

    `letter` is die van de ontvanger: I, G of R.
    """
    if not feiten.bij_ontvanger or feiten.geboortedatum is None:
        return RedenNiet.NIET_BIJ_U
    if letter != "I" and not feiten.hoort_bij_ontvanger:
        return RedenNiet.ANDERE_ONTVANGER
    if not feiten.telt_op_t1:
        return RedenNiet.NIET_INGESCHREVEN
    if not feiten.hoort_bij_ontvanger:
        return RedenNiet.ANDERE_ONTVANGER
    return _startset(feiten, feiten.geboortedatum, t1) or _lijst(feiten, t2)


def _startset(feiten: Feiten, geboren: date, t1: date) -> RedenNiet | None:
    if geboren > t1 or leeftijd(geboren, t1) < JONGSTE:
        return RedenNiet.TE_JONG
    if leeftijd(geboren, t1) > OUDSTE:
        return RedenNiet.TE_OUD
    return None if feiten.in_nederland else RedenNiet.GEEN_ADRES


def _lijst(feiten: Feiten, t2: date) -> RedenNiet | None:
    for reden, dag in (
        (RedenNiet.OVERLEDEN, feiten.overleden_op),
        (RedenNiet.VERTROKKEN, feiten.vertrokken_op),
        (RedenNiet.STARTKWALIFICATIE, feiten.gekwalificeerd_op),
    ):
        if dag is not None and dag <= t2:
            return reden
    return RedenNiet.INGESCHREVEN if feiten.telt_sinds is not None else None


def feiten_van(persoon: Persoon, ontvanger: Ontvanger, t1: date, t2: date, *, bij_ontvanger: bool) -> Feiten:
    """De feiten van één persoon, uit dezelfde regels als de lijst. Alleen voor gemeente en instelling.

    De dienst haalt ze met verzamelingen uit het register; de tests houden de twee tegen elkaar.
    """
    leidend = selectie.leidende_inschrijving(persoon, t1)
    eigen = {
        "I": leidend is not None and leidend[0].brin == ontvanger.code,
        "G": persoon.gemeentecode == ontvanger.code,
    }[ontvanger.letter]
    behaald = [diploma.datum_behaald for diploma in persoon.diplomas if diploma.startkwalificatie]
    telt = [inschrijving.datum_inschrijving for inschrijving, periode in selectie.perioden_op(persoon, t2)
            if periode.telt_mee]  # fmt: skip
    return Feiten(
        bij_ontvanger=bij_ontvanger,
        hoort_bij_ontvanger=eigen,
        telt_op_t1=leidend is not None,
        geboortedatum=persoon.geboortedatum,
        in_nederland=persoon.gemeentecode != "",
        overleden_op=persoon.overleden_op,
        vertrokken_op=persoon.vertrokken_op,
        gekwalificeerd_op=min(behaald, default=None),
        telt_sinds=min(telt, default=None),
    )


def zin_niet(reden: RedenNiet, feiten: Feiten, letter: str, t1: date, t2: date) -> str:
    """Eén zin bij een reden, met haar dag. Noemt nooit een andere instelling of gemeente."""
    if letter == "I" and reden in _ZIN_INSTELLING:
        return _ZIN_INSTELLING[reden].format(t1=dag_voluit(t1))
    zin, veld = _ZIN[reden]
    dag: date | None = getattr(feiten, veld) if veld else None
    return zin.format(
        t1=dag_voluit(t1), t2=dag_voluit(t2), dag=dag_voluit(dag) if dag else "", waar=_WAAR[letter]
    )  # fmt: skip


_WAAR = {"I": "instelling", "G": "gemeente", "R": "regio"}
_ZIN_INSTELLING = {
    RedenNiet.NIET_BIJ_U: "Wij kennen deze leerling in dit schooljaar niet bij uw instelling. Controleer het nummer.",
    RedenNiet.ANDERE_ONTVANGER: "Op {t1} telde de inschrijving bij een andere instelling.",
}
_ZIN = {
    RedenNiet.NIET_BIJ_U: ("Wij kennen deze leerling niet in uw {waar}. Controleer het nummer.", ""),
    RedenNiet.ANDERE_ONTVANGER: ("De leerling woont volgens het laatst bekende adres niet in uw {waar}.", ""),
    RedenNiet.NIET_INGESCHREVEN: ("Op {t1} was er geen bekostigde inschrijving in vo, mbo of vavo.", ""),
    RedenNiet.TE_JONG: (f"Geboren op {{dag}}: op {{t1}} nog geen {JONGSTE} jaar.", "geboortedatum"),
    RedenNiet.TE_OUD: (f"Geboren op {{dag}}: op {{t1}} al ouder dan {OUDSTE} jaar.", "geboortedatum"),
    RedenNiet.GEEN_ADRES: ("Wij kennen geen adres van de leerling in een Nederlandse gemeente.", ""),
    RedenNiet.OVERLEDEN: ("De leerling is overleden op {dag}.", "overleden_op"),
    RedenNiet.VERTROKKEN: ("De leerling is op {dag} uit Nederland vertrokken.", "vertrokken_op"),
    RedenNiet.STARTKWALIFICATIE: ("De leerling heeft sinds {dag} een startkwalificatie.", "gekwalificeerd_op"),
    RedenNiet.INGESCHREVEN: ("Op {t2} was er een bekostigde inschrijving, sinds {dag}.", "telt_sinds"),
    RedenNiet.LATER_BEKEND: ("Toen de lijst werd gemaakt, kenden wij nog niet alles wat wij nu weten.", ""),
}
