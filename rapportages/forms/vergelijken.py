"""De eigen lijst aanbieden, en het filter van de uitkomst."""

from collections.abc import Mapping
from typing import Any

from django import forms

from rapportages.domein.codes import TITELS, Code
from rapportages.domein.peildatum import Maand
from rapportages.domein.uitkomst import NAMEN, Deel
from verzuimloket.components.velden import FilterFormulier, zet_keuzes


class EigenLijstForm(forms.Form):
    """Een bestand en de lijst waarmee het vergeleken wordt. Wat er in het bestand staat, beoordeelt de dienst."""

    bestand = forms.FileField(
        label="Uw lijst",
        allow_empty_file=True,  # de dienst zegt wat er aan het bestand schort
        max_length=None,
        help_text=(
            "Een xlsx- of csv-bestand met een kolom met PGN’s en de kop PGN of BSN. Hoogstens 50.000 rijen en 30 MB."
            " Andere kolommen mogen erin staan; wij lezen ze niet."
        ),
        error_messages={"required": "Kies het bestand met uw lijst.", "invalid": "Kies het bestand met uw lijst."},
    )
    lijst = forms.ChoiceField(
        label="Vergelijken met",
        initial=Code.A04.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een lijst.", "invalid_choice": "Kies een van deze lijsten."},
    )

    def __init__(self, *args: Any, maand: Maand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = (Code.A04, Code.A01, *((Code.A14,) if maand.vorige_t1 else ()))
        zet_keuzes(self, "lijst", [(code.value, f"{code} {TITELS[code]}") for code in codes])

    @property
    def code(self) -> Code:
        return Code(self.cleaned_data["lijst"])


class UitkomstFilter(FilterFormulier):
    """Welk deel van de uitkomst de lezer ziet, met de aantallen erbij."""

    uitkomst = forms.ChoiceField(label="Uitkomst", required=False)

    def __init__(self, *args: Any, aantallen: Mapping[Deel, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delen = [(deel.value, f"{NAMEN[deel]} ({aantal})") for deel, aantal in aantallen.items()]
        zet_keuzes(self, "uitkomst", [("", f"Alles ({sum(aantallen.values())})"), *delen])

    @property
    def gekozen(self) -> Deel | None:
        return Deel(self.cleaned_data["uitkomst"]) if self.is_valid() and self.cleaned_data["uitkomst"] else None
