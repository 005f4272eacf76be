"""Wat de kamer bron doet: leveringen inlezen en volgen, de rij van aangeboden bestanden, en opleidingen laden."""

from bron.domein.levering import LeveringGeweigerd
from bron.services.inlezen import TerugkoppelingMislukt, Uitslag, lees_in
from bron.services.referentie import laad_opleidingen, laad_referentie_bron
from bron.services.volgen import lees_gevolgd, open_inlezing, zin_van
from bron.services.voortgang import Luisteraar

__all__ = [
    "LeveringGeweigerd",
    "Luisteraar",
    "TerugkoppelingMislukt",
    "Uitslag",
    "laad_opleidingen",
    "laad_referentie_bron",
    "lees_gevolgd",
    "lees_in",
    "open_inlezing",
    "zin_van",
]
