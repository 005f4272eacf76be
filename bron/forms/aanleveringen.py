"""Aanbieden van een bestand, en de filters van de lijst."""

from typing import Any

from django import forms

from bron.models import Inlezing
from bron.queries.aanleveringen import Filter
from verzuimloket.components.velden import FilterFormulier, zet_keuzes


class AanleverForm(forms.Form):
    """Eén bestand. `mislukt` is de zin als het bewaren onderweg niet lukte, bijvoorbeeld omdat het te groot is."""

    bestand = forms.FileField(
        label="Bestand",
        allow_empty_file=True,  # de inhoud wordt bij het aanbieden beoordeeld, met een zin die zegt wat eraan schort
        max_length=None,
        error_messages={"required": "Kies het bestand dat u wilt aanbieden."},
    )

    def __init__(self, *args: Any, mislukt: str = "", grootste: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mislukt = mislukt
        self.fields["bestand"].help_text = f"Een leveringsbestand van het register, hoogstens {grootste >> 20} MB."

    def add_error(self, field: str | None, error: Any) -> None:
        """Lukte het bewaren niet, dan is dat de fout; dat er daarom geen bestand is, hoeft er niet bij."""
        super().add_error(field, self.mislukt or error)


class FilterForm(FilterFormulier):
    leverancier = forms.ChoiceField(label="Leverancier", required=False)
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "Alle standen"), *Inlezing.Stand.choices])

    def __init__(self, *args: Any, leveranciers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zet_keuzes(self, "leverancier", [("", "Alle leveranciers"), *((naam, naam) for naam in leveranciers)])

    def keuze(self) -> Filter:
        self.is_valid()
        goed = self.cleaned_data
        return Filter(leverancier=goed.get("leverancier") or "", stand=goed.get("stand") or "")
