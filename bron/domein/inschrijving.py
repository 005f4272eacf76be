"""Een inschrijving met haar perioden: geldig op een dag, welke periode dan geldt, examen en bekostiging.

Dagen doen aan beide kanten mee: geldig is `datum_inschrijving <= d <= datum_uitschrijving` (leeg: geen einde).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bron.domein.tijd import OPEN_DAG


@dataclass(frozen=True, slots=True)
class Periode:
    datum_begin: date
    sector: str
    intensiteit: str
    bekostigd: bool

    @property
    def examen(self) -> bool:
        return self.intensiteit == "EX"


@dataclass(frozen=True, slots=True)
class Inschrijving:
    datum_inschrijving: date
    datum_uitschrijving: date | None
    perioden: tuple[Periode, ...]

    def geldig_op(self, dag: date) -> bool:
        return self.datum_inschrijving <= dag and (self.datum_uitschrijving is None or dag <= self.datum_uitschrijving)

    def periode_op(self, dag: date) -> Periode | None:
        """De periode die op `dag` geldt: de laatste die dan begonnen is. None als de inschrijving dan niet geldt."""
        begonnen = [p for p in self.perioden if p.datum_begin <= dag]
        if not self.geldig_op(dag) or not begonnen:
            return None
        return max(begonnen, key=lambda p: p.datum_begin)


def grenzen(begindagen: Sequence[date], datum_uitschrijving: date | None) -> list[tuple[date, date]]:
    """De half open perioden `[van, tot)` van één inschrijving, op volgorde: tot het begin van de volgende.

    De laatste loopt tot de dag na de uitschrijving, of tot OPEN_DAG.
    """
    op_volgorde = sorted(begindagen)
    einde = OPEN_DAG if datum_uitschrijving is None else datum_uitschrijving + timedelta(days=1)
    return list(zip(op_volgorde, [*op_volgorde[1:], einde], strict=True))
