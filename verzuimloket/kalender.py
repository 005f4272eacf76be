"""De kalender van het onderwijs: schooljaar, convenantjaar, sluitmoment, leeftijd, werkdagen en schoolweken.

Zuiver rekenwerk op datums; wie feestdagen of vakanties nodig heeft, geeft ze mee (zie verzuimloket/vakanties.py).
Alle datums zijn kalenderdagen in Nederland, alle grenzen zijn inclusief tenzij er iets anders staat.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAG = timedelta(days=1)
WEEK = timedelta(weeks=1)
ZATERDAG = 5  # date.weekday(): maandag = 0
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def dag_voluit(dag: date) -> str:
    """`3 november 2026`."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


class Regio(StrEnum):
    """Vakantieregio's, Regeling vaststelling schoolvakanties."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


@dataclass(frozen=True, slots=True)
class Vakantie:
    """Een schoolvakantie van een regio; eerste en laatste vrije dag horen erbij."""

    naam: str
    regio: Regio
    begin: date
    eind: date

    def omvat(self, dag: date) -> bool:
        return self.begin <= dag <= self.eind


# --- schooljaar ------------------------------------------------------------------------------------------------


def schooljaar(dag: date) -> date:
    """De eerste dag (1 augustus) van het schooljaar waarin `dag` valt. Bron: Leerplichtwet 1969, art. 1."""
    return date(dag.year if dag.month >= 8 else dag.year - 1, 8, 1)


def schooljaar_grenzen(dag: date) -> tuple[date, date]:
    """Eerste en laatste dag van het schooljaar van `dag`: 1 augustus en 31 juli."""
    begin = schooljaar(dag)
    return begin, date(begin.year + 1, 7, 31)


def schooljaar_label(dag: date) -> str:
    """Het schooljaar zoals mensen het noemen: `2025-2026`."""
    begin = schooljaar(dag)
    return f"{begin.year}-{begin.year + 1}"


# --- maandrapportage -------------------------------------------------------------------------------------------


def t2(jaar: int, maand: int) -> date:
    """De meetdag van een maandrapportage: de eerste dag van de maand."""
    return date(jaar, maand, 1)


def t1(t2: date) -> date:
    """De begindag van het convenantjaar: de laatste 1 oktober strikt vóór `t2`.

    Op 1 oktober zelf eindigt het vorige convenantjaar dus pas: t1 ligt dan precies een jaar terug.
    """
    dit_jaar = date(t2.year, 10, 1)
    return dit_jaar if dit_jaar < t2 else date(t2.year - 1, 10, 1)


def convenantjaar(t2: date) -> str:
    """Het convenantjaar van meetdag `t2`, genoemd naar de twee jaren die het raakt: `2021-2022`."""
    begin = t1(t2)
    return f"{begin.year}-{begin.year + 1}"


def eerste_volledige_weekend(jaar: int, maand: int) -> date:
    """De zaterdag van het eerste volledige weekend: de eerste zaterdag van de maand.

    Is de 1e een zondag, dan hoort die bij een weekend dat in de vorige maand begon.
    """
    eerste = date(jaar, maand, 1)
    return eerste + timedelta(days=(ZATERDAG - eerste.weekday()) % 7)


def sluitmoment(jaar: int, maand: int) -> datetime:
    """Moment K: 00:00 Nederlandse tijd op de zaterdag van het eerste volledige weekend.

    Wat vóór K is ontvangen telt mee, wat op of na K is ontvangen niet.
    """
    return begin_van_dag(eerste_volledige_weekend(jaar, maand))


def begin_van_dag(dag: date) -> datetime:
    """00:00 Nederlandse tijd van `dag`. De klok verspringt in Nederland nooit om middernacht."""
    return datetime.combine(dag, time(), tzinfo=AMSTERDAM)


def kalendermaanden_erbij(dag: date, aantal: int) -> date:
    """`dag` plus `aantal` kalendermaanden (mag negatief); een dag die niet bestaat wordt de laatste van de maand.

    31 maart + 3 maanden = 30 juni; 29 februari 2024 + 12 maanden = 28 februari 2025. Werpt ValueError buiten
    de jaren 1-9999.
    """
    jaar, maand_min_een = divmod(dag.year * 12 + dag.month - 1 + aantal, 12)
    maand = maand_min_een + 1
    if not date.min.year <= jaar <= date.max.year:
        raise ValueError("De datum valt buiten de kalender.")
    return date(jaar, maand, min(dag.day, monthrange(jaar, maand)[1]))


# --- leeftijd --------------------------------------------------------------------------------------------------


def verjaardag(geboren: date, leeftijd: int) -> date:
    """De dag waarop iemand `leeftijd` jaar wordt; wie op 29 februari is geboren, in een gewoon jaar op 1 maart."""
    jaar = geboren.year + leeftijd
    if (geboren.month, geboren.day) == (2, 29) and monthrange(jaar, 2)[1] == 28:
        return date(jaar, 3, 1)
    return geboren.replace(year=jaar)


def leeftijd(geboren: date, dag: date) -> int:
    """Leeftijd in volle jaren op `dag`; 29 februari geldt als bereikt op 1 maart. Werpt ValueError vóór de geboorte."""
    if dag < geboren:
        raise ValueError("De dag ligt vóór de geboortedatum.")
    # (3, 1) <= (2, 29) is onwaar, dus 28 februari is nog te vroeg en 1 maart is op tijd
    return dag.year - geboren.year - ((dag.month, dag.day) < (geboren.month, geboren.day))


# --- werkdagen en schoolweken ----------------------------------------------------------------------------------


def dagen(begin: date, eind: date) -> Iterator[date]:
    """Alle dagen van `begin` tot en met `eind`."""
    return (begin + timedelta(days=n) for n in range((eind - begin).days + 1))


def is_werkdag(dag: date, feestdagen: Collection[date] = ()) -> bool:
    """Maandag tot en met vrijdag, behalve een feestdag."""
    return dag.weekday() < ZATERDAG and dag not in feestdagen


def werkdagen(begin: date, eind: date, feestdagen: Collection[date] = ()) -> int:
    """Aantal werkdagen van `begin` tot en met `eind`; 0 als `eind` vóór `begin` ligt."""
    return sum(is_werkdag(dag, feestdagen) for dag in dagen(begin, eind))


def werkdagen_erbij(dag: date, aantal: int, feestdagen: Collection[date] = ()) -> date:
    """De `aantal`-de werkdag na `dag` (aantal >= 0); bij 0 `dag` zelf."""
    while aantal > 0:
        dag += DAG
        aantal -= is_werkdag(dag, feestdagen)
    return dag


def is_schooldag(dag: date, vakanties: Iterable[Vakantie], feestdagen: Collection[date] = ()) -> bool:
    """Een werkdag buiten de (al op regio gekozen) `vakanties`."""
    return is_werkdag(dag, feestdagen) and not any(vakantie.omvat(dag) for vakantie in vakanties)


def maandag(dag: date) -> date:
    """De maandag van de week van `dag`."""
    return dag - timedelta(days=dag.weekday())


def schoolweken(
    begin: date, eind: date, vakanties: Iterable[Vakantie], feestdagen: Collection[date] = ()
) -> list[date]:
    """De maandagen van de weken van `begin` tot en met `eind` waarin minstens één schooldag valt.

    Een week telt als geheel: ook een schooldag vóór `begin` of na `eind` in dezelfde week maakt haar een schoolweek.
    """
    vrij = tuple(vakanties)
    weken = range((maandag(eind) - maandag(begin)).days // 7 + 1)
    return [
        start
        for start in (maandag(begin) + n * WEEK for n in weken)
        if any(is_schooldag(dag, vrij, feestdagen) for dag in dagen(start, start + 4 * DAG))
    ]


def venster_van_schoolweken(
    begin: date, aantal: int, vakanties: Iterable[Vakantie], feestdagen: Collection[date] = ()
) -> date:
    """De laatste dag van `aantal` opeenvolgende schoolweken vanaf `begin` (Leerplichtwet art. 21a: vier lesweken).

    Weken zonder één schooldag (vakantie) tellen niet mee en onderbreken de reeks niet. De eerste week begint op
    `begin` zelf en duurt zeven kalenderdagen; de uitkomst is de dag vóór de volgende week zou beginnen. Werpt
    ValueError als er in twee jaar niet genoeg schoolweken zijn (vakanties die alles bedekken).
    """
    vrij = tuple(vakanties)
    start = begin
    for _ in range(104):
        if any(is_schooldag(dag, vrij, feestdagen) for dag in dagen(start, start + 6 * DAG)):
            aantal -= 1
            if aantal <= 0:
                return start + 6 * DAG
        start += WEEK
    raise ValueError("Er zijn niet genoeg schoolweken na deze datum.")
