"""Formulieren van het register."""

from bron.forms.terugblik import TerugblikForm
from bron.forms.velden import PgnVeld

__all__ = ["PgnVeld", "TerugblikForm"]
