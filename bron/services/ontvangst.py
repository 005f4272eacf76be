"""Het moment van ontvangst als niemand het geeft: nu, maar nooit vóór wat al verwerkt is."""

import logging
from datetime import datetime

from django.db.models import Max

from bron.models import Levering
from verzuimloket.clock import nu

logger = logging.getLogger(__name__)


def ontvangen_nu() -> datetime:
    """Nu. Loopt de klok achter op de laatst verwerkte levering, dan het moment waarop die verwerkt werd.

    Anders zou een nieuwere levering eerder ontvangen lijken dan een oudere, en verdween haar stand zodra de klok weer
    bij is; en wat op een voorbij moment bekend was, zou achteraf veranderen.
    """
    moment = nu()
    laatste: datetime | None = Levering.objects.aggregate(laatste=Max("verwerkt_op"))["laatste"]
    if laatste is None or laatste <= moment:
        return moment
    logger.warning("De klok loopt achter op de vorige levering; deze telt als ontvangen op %s.", laatste.isoformat())
    return laatste
