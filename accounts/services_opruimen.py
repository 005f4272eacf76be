"""Wat deze kamer niet langer mag bewaren: oude concepten en sessies die voorbij zijn (docs/bewaartermijnen.md)."""

from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.services_concept import ruim_concepten_op
from verzuimloket.clock import echt_nu


@transaction.atomic
def ruim_op() -> dict[str, int]:
    """Verwijder concepten na zeven dagen en verlopen sessies; geeft het aantal van elk. Herhalen mag.

    Een sessie kan een zoekterm dragen, dus een naam; zij verloopt op de echte klok, want Django zette haar einde.
    """
    sessies = Session.objects.filter(expire_date__lte=echt_nu()).delete()[0]
    return {"concepten": ruim_concepten_op(), "sessies": sessies}
