"""Op wie een beperking rust (AVG art. 18). Elke kamer vraagt het hier; er zijn er nooit veel tegelijk."""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Beperking
from verzuimloket.db.bereik import buiten_bereik

REDEN = "of er een beperking op iemand rust; wie en waarom blijft bij het loket"


@buiten_bereik(REDEN)
def beperkte_nummers() -> frozenset[str]:
    """Elk nummer van ieder op wie nu een beperking rust: ook zijn vorige. Eén vraag, en per beperking nog een."""
    nummers_van = import_string(settings.NUMMERS_VAN_PERSOON)
    return frozenset(nummer for pgn in _geldend() for nummer in nummers_van(pgn))


@buiten_bereik(REDEN)
def is_beperkt(pgn: str) -> bool:
    """Of er nu een beperking op deze persoon rust. Eén vraag zolang er geen enkele geldt, anders hoogstens twee."""
    geldend = _geldend()
    if not geldend or pgn in geldend:
        return bool(geldend)
    return not geldend.isdisjoint(import_string(settings.NUMMERS_VAN_PERSOON)(pgn))


def _geldend() -> frozenset[str]:
    return frozenset(Beperking.objects.unscoped(REDEN).geldend().exclude(pgn="").values_list("pgn", flat=True))
