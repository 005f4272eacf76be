"""Welke mutaties er in een weeklevering staan: uit wat wij vorige maandag van iemand wisten en wat wij nu weten.

Bron: WOT art. 24f lid 3 en 4; DUO, leveringen aan gemeenten en RMC-regio's. De bouw doet hetzelfde met verzamelingen
in SQL (bron/queries/weekmutaties.py); de tests houden de twee tegen elkaar. Zie docs/domein/weeklevering.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bron.domein.startkwalificatie import is_startkwalificatie
from bron.domein.week import JONGSTE, TE_OUD, geboren_uiterlijk
from verzuimloket.kalender import verjaardag


class MutatieSoort(StrEnum):
    """In de volgorde waarin de regels van één persoon staan."""

    OVERLEDEN = "leerling overleden"
    VIER_JAAR = "4 jaar geworden"
    DRIEENTWINTIG_JAAR = "23 jaar geworden"
    VERHUISD_BINNEN = "binnen de gemeente verhuisd"
    VERHUISD_ANDERS = "verhuisd naar andere gemeente"
    INSCHRIJVING_TOEGEVOEGD = "inschrijving toegevoegd"
    INSCHRIJVING_GEWIJZIGD = "inschrijving gewijzigd"
    INSCHRIJVING_VERWIJDERD = "inschrijving verwijderd"
    RESULTAAT_TOEGEVOEGD = "resultaat toegevoegd"
    RESULTAAT_GEWIJZIGD = "resultaat gewijzigd"
    RESULTAAT_VERWIJDERD = "resultaat verwijderd"
    STARTKWALIFICATIE = "startkwalificatie behaald"
    GEEN_STARTKWALIFICATIE = "voldoet niet langer aan de eisen voor het behalen van een startkwalificatie"


@dataclass(frozen=True, slots=True)
class Inschrijving:
    """Een bekende inschrijving. `inhoud` is alles wat haar stand bepaalt; gelijke inhoud is geen mutatie.

    `ontvangen` is de Nederlandse dag waarop deze stand kwam, `vervallen` (None: nog bekend) die waarop wij deze
    inschrijving voor het laatst kenden.
    """

    brin: str
    volgnummer: str
    datum_inschrijving: date
    datum_uitschrijving: date | None
    inhoud: tuple[object, ...]
    ontvangen: date
    vervallen: date | None = None

    @property
    def sleutel(self) -> tuple[str, ...]:
        return self.brin, self.volgnummer


@dataclass(frozen=True, slots=True)
class Resultaat:
    """Een bekend diploma; alleen het niveau kan veranderen, de rest is de sleutel. `vervallen` als bij Inschrijving."""

    brin: str
    soort: str
    opleidingcode: str
    niveau: str
    datum_behaald: date
    vervallen: date | None = None

    @property
    def sleutel(self) -> tuple[str, ...]:
        return str(self.datum_behaald), self.soort, self.opleidingcode, self.brin


@dataclass(frozen=True, slots=True)
class Stand:
    """Wat op een moment van één persoon bekend is, van al zijn nummers samen. Gemeentecode leeg: buiten Nederland.

    `gekwalificeerd_tot` is de dag waarop wij voor het laatst een startkwalificatie kenden (None: nog steeds).
    """

    geboortedatum: date
    gemeentecode: str
    adres: tuple[str, ...]
    ontvangen: date
    overleden_op: date | None = None
    vertrokken_op: date | None = None
    inschrijvingen: tuple[Inschrijving, ...] = ()
    resultaten: tuple[Resultaat, ...] = ()
    gekwalificeerd_tot: date | None = None

    def gemeente(self, dag: date) -> str:
        """De Nederlandse woongemeente; leeg na vertrek."""
        return "" if self.vertrokken_op and self.vertrokken_op <= dag else self.gemeentecode

    def overleden(self, dag: date) -> bool:
        return self.overleden_op is not None and self.overleden_op <= dag

    def startkwalificaties(self, dag: date) -> list[Resultaat]:
        return [r for r in self.resultaten if r.datum_behaald <= dag and is_startkwalificatie(r.soort, r.niveau)]

    def woont_en_telt(self, dag: date) -> bool:
        """Woont in een Nederlandse gemeente, leeft, en is 4 tot en met 22 jaar."""
        leeftijd = geboren_uiterlijk(dag, TE_OUD) < self.geboortedatum <= geboren_uiterlijk(dag, JONGSTE)
        return leeftijd and bool(self.gemeente(dag)) and not self.overleden(dag)

    def lid(self, dag: date) -> bool:
        """Hoort in de C-levering: woont en telt, en heeft geen startkwalificatie."""
        return self.woont_en_telt(dag) and not self.startkwalificaties(dag)


@dataclass(frozen=True, slots=True)
class Regel:
    """Een mutatie voor één ontvangende gemeente. `sleutel` wijst de inschrijving of het diploma aan."""

    gemeente: str
    soort: MutatieSoort
    datum: date
    sleutel: tuple[str, ...] = ()


def mutaties(voor: Stand | None, nu: Stand, vorige: date, dag: date) -> list[Regel]:
    """De regels van één persoon, op volgorde. `voor` is wat op `vorige` 00:00 bekend was (None: nog niets).

    `vorige` en `dag` zijn de vorige en deze maandag. Wie er uitgaat, krijgt één regel; wie er (nog) niet bij hoort,
    geen. Een pas behaalde startkwalificatie wordt nog één keer meegedeeld.
    """
    was_lid = voor is not None and voor.lid(vorige)
    gekwalificeerd = bool(nu.startkwalificaties(dag))
    if nu.woont_en_telt(dag) and (was_lid or not gekwalificeerd):
        regels = list(_van_een_lid(voor, nu, vorige, dag, was_lid))
    else:
        regels = list(_uitgang(voor, nu, vorige, dag)) if voor is not None and was_lid else []
    return sorted(regels, key=lambda r: (list(MutatieSoort).index(r.soort), r.sleutel, r.gemeente))


def _uitgang(voor: Stand, nu: Stand, vorige: date, dag: date) -> Iterator[Regel]:
    """De ene regel van wie er niet meer bij hoort, voor de gemeente die hem tot nu toe kreeg."""
    gemeente = voor.gemeente(vorige)
    if nu.overleden_op is not None and nu.overleden(dag):
        yield Regel(gemeente, MutatieSoort.OVERLEDEN, nu.overleden_op)
    elif nu.geboortedatum <= geboren_uiterlijk(dag, TE_OUD):
        yield Regel(gemeente, MutatieSoort.DRIEENTWINTIG_JAAR, verjaardag(nu.geboortedatum, TE_OUD))
    elif not nu.gemeente(dag):
        yield Regel(gemeente, MutatieSoort.VERHUISD_ANDERS, _verhuisd_op(nu, dag))


def _verhuisd_op(nu: Stand, dag: date) -> date:
    return nu.vertrokken_op if nu.vertrokken_op and nu.vertrokken_op <= dag else nu.ontvangen


def _van_een_lid(voor: Stand | None, nu: Stand, vorige: date, dag: date, was_lid: bool) -> Iterator[Regel]:
    gemeente = nu.gemeente(dag)
    oude_gemeente = voor.gemeente(vorige) if voor else gemeente
    jonger = (voor or nu).geboortedatum > geboren_uiterlijk(vorige, JONGSTE)
    verloren = voor is not None and bool(voor.startkwalificaties(vorige)) and not nu.startkwalificaties(dag)
    if jonger:
        yield Regel(gemeente, MutatieSoort.VIER_JAAR, verjaardag(nu.geboortedatum, JONGSTE))
    if gemeente != oude_gemeente:
        for ontvanger in (gemeente, oude_gemeente) if was_lid else (gemeente,):
            yield Regel(ontvanger, MutatieSoort.VERHUISD_ANDERS, _verhuisd_op(nu, dag))
    elif voor and was_lid and voor.adres != nu.adres:
        yield Regel(gemeente, MutatieSoort.VERHUISD_BINNEN, nu.ontvangen)
    # wie er zonder eigen soort bij komt (nieuw, of een correctie), is voor de ontvanger helemaal nieuw
    nieuw = not (was_lid or jonger or gemeente != oude_gemeente or verloren)
    yield from _inschrijvingen(None if nieuw else voor, nu, gemeente, dag)
    yield from _resultaten(None if nieuw else voor, nu, gemeente, dag)
    if behaald := nu.startkwalificaties(dag):
        yield Regel(gemeente, MutatieSoort.STARTKWALIFICATIE, min(r.datum_behaald for r in behaald))
    if voor and verloren:
        yield Regel(gemeente, MutatieSoort.GEEN_STARTKWALIFICATIE, _verval(voor.gekwalificeerd_tot, dag))


def _inschrijvingen(voor: Stand | None, nu: Stand, gemeente: str, dag: date) -> Iterator[Regel]:
    oud = {i.sleutel: i for i in voor.inschrijvingen} if voor else {}
    nieuw = {i.sleutel: i for i in nu.inschrijvingen}
    for sleutel, inschrijving in nieuw.items():
        eerder = oud.get(sleutel)
        if eerder is None:
            soort, datum = MutatieSoort.INSCHRIJVING_TOEGEVOEGD, inschrijving.datum_inschrijving
        elif eerder.inhoud == inschrijving.inhoud:
            continue
        else:
            soort, datum = MutatieSoort.INSCHRIJVING_GEWIJZIGD, inschrijving.ontvangen
            if inschrijving.datum_uitschrijving and inschrijving.datum_uitschrijving != eerder.datum_uitschrijving:
                datum = inschrijving.datum_uitschrijving
        yield Regel(gemeente, soort, datum, sleutel)
    for sleutel in oud.keys() - nieuw.keys():
        yield Regel(gemeente, MutatieSoort.INSCHRIJVING_VERWIJDERD, _verval(oud[sleutel].vervallen, dag), sleutel)


def _resultaten(voor: Stand | None, nu: Stand, gemeente: str, dag: date) -> Iterator[Regel]:
    oud = {r.sleutel: r for r in voor.resultaten} if voor else {}
    nieuw = {r.sleutel: r for r in nu.resultaten}
    for sleutel, resultaat in nieuw.items():
        if sleutel not in oud:
            yield Regel(gemeente, MutatieSoort.RESULTAAT_TOEGEVOEGD, resultaat.datum_behaald, sleutel)
        elif oud[sleutel].niveau != resultaat.niveau:
            yield Regel(gemeente, MutatieSoort.RESULTAAT_GEWIJZIGD, resultaat.datum_behaald, sleutel)
    for sleutel in oud.keys() - nieuw.keys():
        yield Regel(gemeente, MutatieSoort.RESULTAAT_VERWIJDERD, _verval(oud[sleutel].vervallen, dag), sleutel)


def _verval(vervallen: date | None, dag: date) -> date:
    """De dag waarop een feit verviel. Verdrong alleen het andere nummer het, dan de dag vóór de peildatum."""
    return vervallen or dag - timedelta(days=1)
