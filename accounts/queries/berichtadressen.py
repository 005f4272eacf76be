"""De extra adressen van organisaties."""

from collections.abc import Collection

from accounts.domein.berichtadressen import soort_van
from accounts.models import Berichtadres
from verzuimloket.db.bereik import buiten_bereik

_REDEN = "wie een melding opvoert, ziet de adressen van de instantie niet, maar die krijgen wel bericht"


@buiten_bereik(_REDEN)
def bevestigde_adressen(organisaties: Collection[int], sjabloon: str) -> dict[int, str]:
    """De bevestigde adressen van deze organisaties voor deze mail, van nummer naar adres. Gesloten doet niet mee."""
    soort = soort_van(sjabloon)
    if soort is None or not organisaties:
        return {}
    rijen = Berichtadres.objects.unscoped(_REDEN).filter(
        gebeurtenis=soort, organisatie__in=organisaties, organisatie__actief=True, bevestigd_op__isnull=False
    )
    return dict(rijen.values_list("pk", "email"))
