"""Waarom één leerling op de lijst staat of eraf is, met de feiten erbij: wat wij op K wisten, in gewone zinnen.

Van een andere instelling leest een school alleen of die inschrijving meetelt en vanaf wanneer (besluit 21).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bron.domein import terugblik as t
from rapportages.domein import selectie
from rapportages.domein.kennis import Kennis, als_inschrijving
from rapportages.domein.niet_op_lijst import feiten_van, reden_niet, zin_niet
from rapportages.domein.ontvanger import Ontvanger
from rapportages.domein.selectie import SECTOREN_STARTSET, Reden, Waarom
from verzuimloket.kalender import AMSTERDAM, dag_voluit


@dataclass(frozen=True, slots=True)
class Lezer:
    """Wie leest. Een gemeente of regio ziet elke instelling van haar inwoner, een school alleen zichzelf."""

    ontvanger: Ontvanger
    namen: t.Namen

    def ziet(self, brin: str) -> bool:
        return self.ontvanger.letter != "I" or brin == self.ontvanger.code

    def instelling(self, brin: str) -> str:
        if not self.ziet(brin):
            return "een andere instelling"
        naam = self.namen.organisaties.get(brin)
        return f"{naam} ({brin})" if naam else brin


@dataclass(frozen=True, slots=True)
class Feit:
    """Een inschrijving of diploma zoals deze lezer het mag zien, met het oordeel over één dag."""

    kop: str
    regels: tuple[tuple[str, str], ...]
    telt: bool
    oordeel: str
    herkomst: t.Herkomst | None
    """Leeg bij een andere instelling: dan alleen `ontvangen_op`."""
    ontvangen_op: datetime


def ontvangen(stand: t.Stand) -> str:
    return f"ontvangen op {dag_voluit(stand.herkomst.ontvangen_op.astimezone(AMSTERDAM).date())}"


def oordeel(inschrijving: selectie.Inschrijving, dag: date, *, startset: bool) -> tuple[bool, str]:
    """Of een inschrijving op `dag` meetelt, en waarom niet. `startset`: alleen vo, mbo en vavo tellen (op t1)."""
    periode = inschrijving.periode_op(dag)
    if periode is None:
        if dag < inschrijving.datum_inschrijving:
            return False, f"telt niet mee: begint op {dag_voluit(inschrijving.datum_inschrijving)}"
        eind = inschrijving.datum_uitschrijving
        return False, f"telt niet mee: uitgeschreven per {dag_voluit(eind)}" if eind else "telt niet mee"
    if periode.examen:
        return False, "telt niet mee: examendeelnemer"
    if not periode.bekostigd:
        return False, "telt niet mee: niet bekostigd"
    if startset and periode.sector not in SECTOREN_STARTSET:
        return False, f"telt niet mee: {periode.sector} hoort niet bij de startset"
    return True, "telt mee"


def feit(stand: t.Inschrijving, dag: date, lezer: Lezer, *, startset: bool) -> Feit:
    """Een inschrijving op één dag, met haar oordeel en alleen wat deze lezer mag zien."""
    telt, zin = oordeel(als_inschrijving(stand), dag, startset=startset)
    kop = lezer.instelling(stand.brin)
    regels = [("Ingeschreven", dag_voluit(stand.datum_inschrijving))]
    if not lezer.ziet(stand.brin):
        return Feit(kop[0].upper() + kop[1:], tuple(regels), telt, zin, None, stand.herkomst.ontvangen_op)
    if stand.datum_uitschrijving:
        regels += [("Uitgeschreven", dag_voluit(stand.datum_uitschrijving))]
    if stand.reden_uitstroom:
        regels += [("Reden van uitstroom", stand.reden_uitstroom)]
    begonnen = [periode for periode in stand.perioden if periode.geldig_van <= dag] or list(stand.perioden[:1])
    if begonnen:
        periode = max(begonnen, key=lambda periode: periode.geldig_van)
        regels += [(f"Periode vanaf {dag_voluit(periode.geldig_van)}", periode.tekst(lezer.namen))]
    return Feit(kop, tuple(regels), telt, zin, stand.herkomst, stand.herkomst.ontvangen_op)


def feiten_op(kennis: Kennis, dag: date, sinds: date, lezer: Lezer) -> list[Feit]:
    """De inschrijvingen die sinds t1 golden, met hun oordeel op `dag`; wat meetelt eerst, dan het laatst begonnen."""
    standen = [stand for stand in kennis.inschrijvingen if (stand.datum_uitschrijving or date.max) >= sinds]
    standen.sort(key=lambda stand: (stand.datum_inschrijving, stand.brin), reverse=True)
    return sorted((feit(stand, dag, lezer, startset=False) for stand in standen), key=lambda f: not f.telt)


def diplomas(kennis: Kennis, lezer: Lezer) -> list[Feit]:
    """De bekende diploma's; van een andere instelling alleen wat een startkwalificatie geeft, zonder soort."""
    uit = []
    for stand in sorted(kennis.diplomas, key=lambda stand: stand.datum_behaald):
        ziet = lezer.ziet(stand.brin)
        if not (ziet or stand.startkwalificatie):
            continue
        regels = [("Behaald", dag_voluit(stand.datum_behaald))]
        if ziet:
            regels = [("Diploma", stand.tekst(lezer.namen)), *regels]
        zin = "geeft een startkwalificatie" if stand.startkwalificatie else "geeft geen startkwalificatie"
        kop = lezer.instelling(stand.brin)
        herkomst = stand.herkomst if ziet else None
        uit.append(
            Feit(kop[0].upper() + kop[1:], tuple(regels), stand.startkwalificatie, zin, herkomst,
                 stand.herkomst.ontvangen_op)
        )  # fmt: skip
    return uit


def zin_op_lijst(kennis: Kennis, t1: date, t2: date, lezer: Lezer) -> str:
    """De zin bij wie op de lijst staat, uit de feiten zoals bekend. Leeg als de feiten een ander verhaal vertellen."""
    persoon = kennis.als_persoon
    leidend = kennis.leidend(t1)
    if persoon is None or leidend is None or not selectie.op_lijst(persoon, t1, t2):
        return ""
    begin = f"Op {dag_voluit(t1)} stond deze leerling bekostigd ingeschreven bij {lezer.instelling(leidend[0].brin)}."
    return f"{begin} {_op_t2(kennis, selectie.reden(persoon, t2), leidend[0], t2, lezer)}"


def _op_t2(kennis: Kennis, reden: Reden, leidend: t.Inschrijving, t2: date, lezer: Lezer) -> str:
    dag = dag_voluit(t2)
    if reden is Reden.GEEN_INSCHRIJVING:
        zin = f"Op {dag} kenden wij geen inschrijving die nog geldt"
        if leidend.datum_uitschrijving is None:
            return f"{zin}."
        return (
            f"{zin}: de leerling is uitgeschreven per {dag_voluit(leidend.datum_uitschrijving)} ({ontvangen(leidend)})."
        )
    stand = next(_geldig(kennis, t2, examen=reden is Reden.EXAMENDEELNEMER))
    waar = f"bij {lezer.instelling(stand.brin)}"
    if reden is Reden.NIET_BEKOSTIGD:
        return f"Op {dag} was er een inschrijving {waar}, maar die is niet bekostigd ({ontvangen(stand)})."
    return f"Op {dag} stond de leerling {waar} alleen ingeschreven als examendeelnemer ({ontvangen(stand)})."


def _geldig(kennis: Kennis, dag: date, *, examen: bool) -> Iterator[t.Inschrijving]:
    """De inschrijvingen die op deze dag gelden, als examendeelnemer of juist niet."""
    for stand in kennis.inschrijvingen:
        periode = als_inschrijving(stand).periode_op(dag)
        if periode is not None and periode.examen is examen:
            yield stand


def zin_van_lijst(kennis: Kennis, waarom: Waarom, t1: date, t2: date, lezer: Lezer) -> str:
    """De zin bij wie van de lijst af is (A02). Leeg als de feiten een ander waarom geven dan de rij."""
    persoon = kennis.als_persoon
    if persoon is None or kennis.persoon is None or selectie.waarom(persoon, t2) is not waarom:
        return ""
    if waarom is Waarom.OVERLEDEN and persoon.overleden_op:
        return f"De leerling is overleden op {dag_voluit(persoon.overleden_op)} ({ontvangen(kennis.persoon)})."
    if waarom is Waarom.VERTROKKEN and persoon.vertrokken_op:
        dag = dag_voluit(persoon.vertrokken_op)
        return f"De leerling is op {dag} uit Nederland vertrokken ({ontvangen(kennis.persoon)})."
    if waarom is Waarom.STARTKWALIFICATIE and (diploma := kennis.kwalificatie(t2)):
        waar = lezer.instelling(diploma.brin)
        dag = dag_voluit(diploma.datum_behaald)
        return f"De leerling haalde op {dag} een startkwalificatie bij {waar} ({ontvangen(diploma)})."
    if waarom is Waarom.HERINGESCHREVEN:
        stand = next(s for s in kennis.inschrijvingen if oordeel(als_inschrijving(s), t2, startset=False)[0])
        sinds = dag_voluit(stand.datum_inschrijving)
        return (
            f"Op {dag_voluit(t2)} stond de leerling bekostigd ingeschreven bij {lezer.instelling(stand.brin)},"
            f" sinds {sinds} ({ontvangen(stand)})."
        )
    return _niet_in_startset(persoon, t1, t2)


def _niet_in_startset(persoon: selectie.Persoon, t1: date, t2: date) -> str:
    """Waarom iemand geen deel meer is van de startset, als gemeente gelezen: zonder namen van instellingen."""
    feiten = feiten_van(persoon, Ontvanger("G", persoon.gemeentecode), t1, t2, bij_ontvanger=True)
    reden = reden_niet(feiten, "G", t1, t2)
    kop = "De leerling hoort niet meer bij de startset."
    return f"{kop} {zin_niet(reden, feiten, 'G', t1, t2)}" if reden else kop
