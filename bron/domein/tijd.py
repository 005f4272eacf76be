"""De twee open einden: een dag en een moment die verder liggen dan alles wat een record mag noemen."""

from datetime import UTC, date, datetime

OPEN_DAG = date(9999, 12, 31)  # geldig_tot van een periode zonder einde
OPEN_MOMENT = datetime(9999, 12, 31, tzinfo=UTC)  # vervallen_op van een versie die nog geldt


def bekend_op(ontvangen_op: datetime, vervallen_op: datetime, k: datetime) -> bool:
    """Of een versie de bekende stand was op moment `k`: ontvangen vóór `k`, en toen nog niet vervangen.

    >>> van, tot = datetime(2022, 10, 3, tzinfo=UTC), datetime(2022, 11, 7, tzinfo=UTC)
    >>> bekend_op(van, tot, van), bekend_op(van, tot, tot)
    (False, True)
    """
    return ontvangen_op < k <= vervallen_op
