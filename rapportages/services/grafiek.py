"""De grafiek van het overzicht (A06): per onderwijstype hoeveel leerlingen op de lijst staan."""

from collections.abc import Iterable
from typing import Any

from rapportages.domein.onderwijstype import Type
from verzuimloket.export.cellen import papier_tekst
from verzuimloket.export.tabel import Rij

_HOOG = 22
_LANG = 420
TITEL = "Uitschrijvingen zonder startkwalificatie per onderwijstype"


def staven(overzicht: Iterable[Rij]) -> dict[str, Any]:
    """De staven, elk met haar aantal en percentage; een leeg overzicht geeft niets. De tabel eronder zegt hetzelfde."""
    rijen = [(str(rij[0]), int(str(rij[2])), papier_tekst(rij[3])) for rij in overzicht if rij[0] in set(Type)]
    if not rijen:
        return {}
    hoogste = max(aantal for _, aantal, _ in rijen) or 1
    getekend = []
    for nummer, (naam, aantal, percentage) in enumerate(rijen):
        lengte = round(_LANG * aantal / hoogste)
        getal = f"{aantal} ({percentage}%)" if percentage else str(aantal)
        getekend.append(
            {"naam": naam, "getal": getal, "lengte": lengte, "y": nummer * _HOOG + 4, "tekst_y": nummer * _HOOG + 15,
             "getal_x": 182 + lengte}
        )  # fmt: skip
    uitleg = "; ".join(f"{staaf['naam']} {staaf['getal']}" for staaf in getekend)
    return {"titel": TITEL, "uitleg": uitleg, "hoogte": len(rijen) * _HOOG + 6, "staven": getekend}
