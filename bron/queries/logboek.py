"""Wie een leerling zag: de regels van het logboek met zijn sleutel, van alle organisaties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import Organisatie
from accounts.queries.logboek import Logregel, in_woorden
from verzuimloket.audit.models import AuditEvent
from verzuimloket.db.bereik import buiten_bereik

REDEN = "wie keek naar deze leerling, door functioneel beheer met een vastgelegde reden"


@dataclass(frozen=True, slots=True)
class Plek:
    """Waar een bladzijde ophield; in het adres als `moment_nummer`."""

    moment: datetime
    nummer: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}_{self.nummer}"

    @classmethod
    def lees(cls, tekst: str) -> "Plek | None":
        """None bij iets anders: een oude link begint vooraan."""
        moment, _, nummer = tekst.partition("_")
        try:
            plek = cls(datetime.fromisoformat(moment), int(nummer))
        except ValueError:
            return None
        return plek if plek.moment.tzinfo else None


@dataclass(frozen=True, slots=True)
class Kijkers:
    """Paren (naam van de organisatie, regel), nieuwste eerst; `verder` is waar de volgende bladzijde begint."""

    regels: list[tuple[str, Logregel]]
    verder: Plek | None


def wie_keek(onderwerpen: Sequence[str], *, na: Plek | None = None, aantal: int) -> Kijkers:
    """De nieuwste `aantal` regels over deze leerling, ouder dan `na`. Drie vragen."""
    with buiten_bereik(REDEN):
        regels = AuditEvent.objects.filter(onderwerp__in=onderwerpen)
        if na is not None:
            regels = regels.filter(
                Q(moment=na.moment, pk__lt=na.nummer) | Q(moment__lt=na.moment), moment__lte=na.moment
            )
        gelezen = list(regels.order_by("-moment", "-pk")[: aantal + 1])
    getoond = gelezen[:aantal]
    in_zinnen = in_woorden([(regel, 1) for regel in getoond], leerling="deze leerling")
    namen = dict(
        Organisatie.objects.filter(pk__in={regel.organisatie_id for regel in getoond}).values_list("pk", "naam")
    )
    verder = Plek(getoond[-1].moment, getoond[-1].pk) if len(gelezen) > aantal else None
    return Kijkers([(namen.get(regel.organisatie_id or 0, ""), regel) for regel in in_zinnen], verder)


def allen(onderwerpen: Sequence[str], *, per: int = 500) -> Iterator[tuple[str, Logregel]]:
    """Alle regels over deze leerling, nieuwste eerst, in stukken."""
    na: Plek | None = None
    while True:
        kijkers = wie_keek(onderwerpen, na=na, aantal=per)
        yield from kijkers.regels
        if kijkers.verder is None:
            return
        na = kijkers.verder
