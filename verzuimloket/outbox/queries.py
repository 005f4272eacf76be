"""Hoe staat de uitgaande bak ervoor?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from verzuimloket.clock import nu
from verzuimloket.outbox.models import Bericht, Tik


@dataclass(frozen=True)
class Stand:
    """Aantallen per staat; `oudste_seconden` is hoe lang het oudste onverzonden bericht al wacht (0 als er geen is)."""

    aantallen: dict[str, int]
    oudste_seconden: int


def stand() -> Stand:
    open_ = Q(staat__in=[Bericht.Staat.WACHT, Bericht.Staat.BEZIG])
    aantallen = dict(Bericht.objects.values_list("staat").annotate(aantal=Count("id")))
    oudste = Bericht.objects.filter(open_).aggregate(oudste=Min("aangemaakt"))["oudste"]
    return Stand(
        aantallen={staat: aantallen.get(staat, 0) for staat in Bericht.Staat.values},
        oudste_seconden=max(int((nu() - oudste).total_seconds()), 0) if oudste else 0,
    )


def laatste_tik(naam: str) -> datetime | None:
    return Tik.objects.filter(naam=naam).values_list("moment", flat=True).first()
