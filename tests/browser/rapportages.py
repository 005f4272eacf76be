"""De maandrapportages van de browserwereld: per reden en per waarom een leerling van 00ZV in 0518, en een verlopen maand.

December 2026 is hier al gebouwd, zodat er een A02 is.
"""

from rapportages.domein.codes import Code
from tests.cast import Wereld
from tests.rapportages import uitleg_wereld
from tests.rapportages.rijen import rapportage, rapportagerij


def laad_rapportages() -> dict[str, str]:
    """Geeft per leerling het deel van het adres achter /rapportages/."""
    december = uitleg_wereld.bouw("0518")
    rijen = {naam: uitleg_wereld.rij_van(naam, december) for naam in uitleg_wereld.NAMEN}
    oud = rapportagerij(rapportage(2026, 7), Wereld("00ZV", "0518", "28"), uitleg_wereld.PGNS["geen"])
    paden = {naam: uitleg_wereld.adres(naam, rij) for naam, rij in rijen.items()}
    paden["verlopen"] = f"/rapportages/2026-07/{Code.A04}/leerling/{oud.pk}/"
    return {f"rij_{naam.replace(' ', '_')}": pad for naam, pad in paden.items()}
