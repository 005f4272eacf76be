"""Het filter van een weeklevering en de aanvraag van een C-levering."""

import uuid
from typing import Any

from django import forms

from bron.domein.mutatie import MutatieSoort
from verzuimloket.components.velden import DatumVeld, FilterFormulier, zet_keuzes


class MutatieFilter(FilterFormulier):
    """De keuze in het adres. Een onbekende soort telt niet mee: een oude link blijft werken."""

    soort = forms.ChoiceField(label="Soort mutatie", required=False)

    def __init__(self, *args: Any, tellingen: list[tuple[MutatieSoort, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tellingen = dict(tellingen)
        soorten = [(soort.value, f"{soort.value} ({aantal})") for soort, aantal in tellingen]
        zet_keuzes(self, "soort", [("", f"Alle soorten ({sum(self.tellingen.values())})"), *soorten])

    @property
    def gekozen(self) -> MutatieSoort | None:
        return MutatieSoort(self.cleaned_data["soort"]) if self.is_valid() and self.cleaned_data["soort"] else None

    @property
    def aantal(self) -> int:
        """Hoeveel regels bij de keuze horen."""
        return self.tellingen[self.gekozen] if self.gekozen else sum(self.tellingen.values())


class CAanvraagForm(forms.Form):
    """`sleutel` maakt een dubbel verstuurd formulier één aanvraag."""

    sleutel = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={"required": "Open de pagina opnieuw.", "invalid": "Open de pagina opnieuw."},
    )
    peildatum = DatumVeld(
        label="Peildatum",
        help_text="Vandaag of een dag tot drie maanden terug, bijvoorbeeld 3-11-2026. U krijgt wat wij die dag om 00:00"
        " uur wisten.",
        error_messages={"required": "Vul de peildatum in."},
    )
