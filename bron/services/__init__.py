"""Wat de kamer bron doet: leveringen inlezen en opleidingen laden."""

from bron.domein.levering import LeveringGeweigerd
from bron.services.inlezen import Uitslag, lees_in
from bron.services.referentie import laad_opleidingen, laad_referentie_bron

__all__ = ["LeveringGeweigerd", "Uitslag", "laad_opleidingen", "laad_referentie_bron", "lees_in"]
