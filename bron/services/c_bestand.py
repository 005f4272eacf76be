"""De besloten bestanden van een C-levering."""

from verzuimloket.export.opslag import Opslag

_OPSLAG = Opslag("c-leveringen", ("csv", "xlsx"))
VORMEN = _OPSLAG.vormen
pad = _OPSLAG.pad
schrijf = _OPSLAG.schrijf
verwijder = _OPSLAG.verwijder
