"""Wat deze kamer niet langer mag bewaren: oude concepten en sessies die voorbij zijn (docs/bewaartermijnen.md)."""

from datetime import date, datetime, time

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from accounts.services.concepten import ruim_concepten_op
from verzuimloket.clock import AMSTERDAM, echt_nu


@transaction.atomic
def ruim_op() -> dict[str, int]:
    """Elk uur: verwijder concepten na zeven dagen en verlopen sessies; geeft het aantal van elk. Herhalen mag."""
    return {"concepten": ruim_concepten_op(), "sessies": _verwijder(_verlopen_sessies(echt_nu()))}


@transaction.atomic
def verwijder_concepten(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de concepten die op `vandaag` 00:00 zeven dagen oud waren; geeft het aantal. `proef` telt alleen."""
    return ruim_concepten_op(_begin_van(vandaag), proef=proef)


@transaction.atomic
def verwijder_sessies(vandaag: date, *, proef: bool = False) -> int:
    """Verwijder de sessies die op `vandaag` 00:00 verlopen waren; geeft het aantal. `proef` telt alleen.

    Een sessie kan een zoekterm dragen, dus een naam. Zij verloopt op de echte klok, want Django zette haar einde: een
    dag in de toekomst verwijdert geen sessie die nog loopt.
    """
    verlopen = _verlopen_sessies(min(_begin_van(vandaag), echt_nu()))
    return verlopen.count() if proef else _verwijder(verlopen)


def _verwijder(sessies: QuerySet[Session]) -> int:
    """Wat andere kamers aan een sessie hingen, gaat mee maar telt niet."""
    return sessies.delete()[1].get(Session._meta.label, 0)


def _verlopen_sessies(moment: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lte=moment)


def _begin_van(dag: date) -> datetime:
    return datetime.combine(dag, time(), tzinfo=AMSTERDAM)
