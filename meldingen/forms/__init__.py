"""De formulieren van de melding. Elke fout zegt wat er moet gebeuren, niet dat er iets verplicht is."""

from meldingen.forms.beheer import LocatieForm, MelderForm
from meldingen.forms.handelingen import (
    AanvulForm,
    DoorgeefForm,
    DoorstuurForm,
    HeropenForm,
    IntrekForm,
    NotitieForm,
    TerugmeldForm,
)
from meldingen.forms.lijst import FilterForm, ZoekForm
from meldingen.forms.opvoeren import PgnForm, Verzuimformulier

__all__ = [
    "AanvulForm",
    "DoorgeefForm",
    "DoorstuurForm",
    "FilterForm",
    "HeropenForm",
    "IntrekForm",
    "LocatieForm",
    "MelderForm",
    "NotitieForm",
    "PgnForm",
    "TerugmeldForm",
    "Verzuimformulier",
    "ZoekForm",
]
