"""Hoe actueel het register is: per instelling en per leverancier de laatste levering, en wie er stil is.

Elke vraag loopt per instelling of leverancier één stap langs een index en de laatste acht weken langs een andere. Zij
wordt dus niet trager met de jaren (docs/besluiten/0015-signalen-en-actualiteit.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from verzuimloket.clock import AMSTERDAM, nu

STIL_NA = timedelta(days=8)
VENSTER = timedelta(weeks=8)
_TIENDE = Decimal("0.1")

# De CTE springt langs de index van BRIN naar BRIN, in plaats van elke rij te lezen.
_PER_INSTELLING = """
WITH RECURSIVE gezien AS (
    SELECT min(brin)::text AS code FROM bron_leveringperbrin
    UNION ALL
    SELECT (SELECT min(p.brin)::text FROM bron_leveringperbrin p WHERE p.brin > g.code) FROM gezien g
        WHERE g.code IS NOT NULL
), alle AS (
    SELECT code FROM gezien WHERE code IS NOT NULL
    UNION SELECT code FROM accounts_organisatie WHERE soort = 'instelling' AND actief
)
SELECT a.code, coalesce(o.naam, ''), coalesce(o.actief, true), l.levering_id, v.leverancier, v.volgnummer,
    l.ontvangen_op, l.aangeboden, l.afgekeurd, l.signalen, w.aangeboden, w.afgekeurd, w.ontbreekt
FROM alle a
LEFT JOIN accounts_organisatie o ON o.soort = 'instelling' AND o.code = a.code
LEFT JOIN LATERAL (SELECT * FROM bron_leveringperbrin p WHERE p.brin = a.code
    ORDER BY p.ontvangen_op DESC, p.levering_id DESC LIMIT 1) l ON true
LEFT JOIN bron_levering v ON v.id = l.levering_id
LEFT JOIN LATERAL (SELECT sum(p.aangeboden) AS aangeboden, sum(p.afgekeurd) AS afgekeurd,
        sum(q.ontbreekt)::bigint AS ontbreekt
    FROM bron_leveringperbrin p JOIN bron_levering q ON q.id = p.levering_id
    WHERE p.brin = a.code AND p.ontvangen_op >= %(sinds)s) w ON true"""

# De laatste van een leverancier is die met het hoogste volgnummer: lager wordt geweigerd.
_PER_LEVERANCIER = """
WITH RECURSIVE gezien AS (
    SELECT min(leverancier)::text AS code FROM bron_levering
    UNION ALL
    SELECT (SELECT min(p.leverancier)::text FROM bron_levering p WHERE p.leverancier > g.code) FROM gezien g
        WHERE g.code IS NOT NULL
), recent AS (
    SELECT leverancier, sum(aangeboden) AS aangeboden, sum(afgekeurd) AS afgekeurd, sum(ontbreekt)::bigint AS ontbreekt
    FROM bron_levering WHERE ontvangen_op >= %(sinds)s GROUP BY leverancier
)
SELECT g.code, '', true, l.id, l.leverancier, l.volgnummer, l.ontvangen_op, l.aangeboden, l.afgekeurd, l.signalen,
    r.aangeboden, r.afgekeurd, r.ontbreekt
FROM gezien g
JOIN LATERAL (SELECT * FROM bron_levering p WHERE p.leverancier = g.code ORDER BY p.volgnummer DESC LIMIT 1) l ON true
LEFT JOIN recent r ON r.leverancier = g.code"""

_STIL = """
SELECT count(*) FROM accounts_organisatie o WHERE o.soort = 'instelling' AND o.actief AND NOT EXISTS (
    SELECT FROM bron_leveringperbrin p WHERE p.brin = o.code AND p.ontvangen_op >= %s)"""


@dataclass(frozen=True, slots=True)
class Stand:
    """De stand van één instelling of leverancier. `venster_*` tellen de laatste acht weken; None is: niets geleverd."""

    code: str
    naam: str
    actief: bool
    levering: int | None
    leverancier: str | None
    volgnummer: int | None
    ontvangen_op: datetime | None
    aangeboden: int | None
    afgekeurd: int | None
    signalen: int | None
    venster_aangeboden: int | None
    venster_afgekeurd: int | None
    ontbreekt: int | None
    dagen: int | None
    stil: bool

    @property
    def dag(self) -> date | None:
        """De Nederlandse dag van de laatste levering."""
        return None if self.ontvangen_op is None else self.ontvangen_op.astimezone(AMSTERDAM).date()

    @property
    def aandeel(self) -> Decimal | None:
        """Het percentage afgekeurd over acht weken, met één decimaal; None zonder records."""
        if not self.venster_aangeboden:
            return None
        deel = Decimal(100 * (self.venster_afgekeurd or 0)) / self.venster_aangeboden
        return deel.quantize(_TIENDE, ROUND_HALF_UP)


def per_instelling(moment: datetime) -> list[Stand]:
    """Elke instelling die meedoet of ooit leverde. Wie gesloten is en stil, staat er niet in."""
    return [stand for stand in _standen(_PER_INSTELLING, moment) if stand.actief or not stand.stil]


def per_leverancier(moment: datetime) -> list[Stand]:
    """Elke leverancier die ooit leverde."""
    return _standen(_PER_LEVERANCIER, moment)


def aantal_stil() -> int:
    """Hoeveel instellingen die meedoen de laatste acht dagen niets leverden."""
    with connection.cursor() as cursor:
        cursor.execute(_STIL, [nu() - STIL_NA])
        return int(cursor.fetchone()[0])


def _standen(vraag: str, moment: datetime) -> list[Stand]:
    with connection.cursor() as cursor:
        cursor.execute(vraag, {"sinds": moment - VENSTER})
        return [_stand(rij, moment) for rij in cursor.fetchall()]


def _stand(rij: tuple[Any, ...], moment: datetime) -> Stand:
    ontvangen: datetime | None = rij[6]
    dagen = None
    if ontvangen is not None:
        verschil = moment.astimezone(AMSTERDAM).date() - ontvangen.astimezone(AMSTERDAM).date()
        dagen = max(verschil.days, 0)  # een levering met een moment in de toekomst is van vandaag
    return Stand(*(*rij, dagen, ontvangen is None or ontvangen < moment - STIL_NA))


_NIETS = (1, 0)  # wie niets heeft, staat bij oplopend achteraan
SORTERINGEN: dict[str, Callable[[Stand], Any]] = {
    "code": lambda stand: stand.code,
    "naam": lambda stand: (stand.naam.casefold(), stand.code),
    "dagen": lambda stand: _NIETS if stand.dagen is None else (0, stand.dagen),
    "aangeboden": lambda stand: stand.aangeboden or 0,
    "aandeel": lambda stand: stand.aandeel or Decimal(-1 if stand.aandeel is None else 0),
    "ontbreekt": lambda stand: stand.ontbreekt or 0,
}


def gesorteerd(standen: list[Stand], sorteer: str) -> list[Stand]:
    """Op een sleutel van SORTERINGEN, met een min ervoor aflopend; bij gelijke stand op code."""
    op_code = sorted(standen, key=SORTERINGEN["code"])
    return sorted(op_code, key=SORTERINGEN[sorteer.removeprefix("-")], reverse=sorteer.startswith("-"))
