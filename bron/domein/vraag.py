"""Een vraag om terug te kijken: over wie, bekend op welk moment, over welke dag, en waarom."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

LANGSTE_TOELICHTING = 150  # tekens; het logboek neemt geen langere tekst aan
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Aanleiding(StrEnum):
    SCHOOL = "vraag van een school"
    GEMEENTE = "vraag van een gemeente of RMC-regio"
    INZAGE = "verzoek om inzage"
    LEVERING = "controle van een levering"
    BEZWAAR = "klacht of bezwaar"
    STORING = "storing"

    @classmethod
    def keuzes(cls) -> list[tuple[str, str]]:
        return [(aanleiding.value, aanleiding[0].upper() + aanleiding[1:]) for aanleiding in cls]


@dataclass(frozen=True, slots=True)
class Vraag:
    """`bekend_op` is K. `hele_dag`: er was alleen een dag gevraagd, dus K is het einde ervan (of toen nog: nu)."""

    pgn: str
    bekend_op: datetime
    dag: date
    aanleiding: Aanleiding
    toelichting: str
    hele_dag: bool = False

    @property
    def getypt(self) -> tuple[date, str]:
        """De dag en de tijd zoals iemand ze invulde."""
        lokaal = self.bekend_op.astimezone(_AMSTERDAM)
        if not self.hele_dag:
            return lokaal.date(), f"{lokaal:%H:%M}"
        middernacht = (lokaal.hour, lokaal.minute, lokaal.second, lokaal.microsecond) == (0, 0, 0, 0)
        return date.fromordinal(lokaal.toordinal() - middernacht), ""

    def als_json(self) -> dict[str, str | bool]:
        return {
            "pgn": self.pgn,
            "bekend_op": self.bekend_op.isoformat(),
            "dag": self.dag.isoformat(),
            "aanleiding": self.aanleiding.value,
            "toelichting": self.toelichting,
            "hele_dag": self.hele_dag,
        }

    @classmethod
    def uit_json(cls, gegevens: dict[str, str]) -> "Vraag":
        return cls(
            pgn=gegevens["pgn"],
            bekend_op=datetime.fromisoformat(gegevens["bekend_op"]),
            dag=date.fromisoformat(gegevens["dag"]),
            aanleiding=Aanleiding(gegevens["aanleiding"]),
            toelichting=gegevens["toelichting"],
            hele_dag=bool(gegevens["hele_dag"]),
        )
