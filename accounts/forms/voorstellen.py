"""Het formulier waarmee een tweede persoon beslist."""

from django import forms

from accounts.forms.bevestiging import BevestigForm
from verzuimloket.components.velden import TekstVeld


class BesluitForm(BevestigForm):
    besluit = forms.ChoiceField(
        label="Wat is uw besluit?",
        choices=[("ja", "Ik stem in; het gebeurt meteen"), ("nee", "Ik wijs af; er verandert niets")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u instemt of afwijst.", "invalid_choice": "Kies een van de twee."},
    )
    toelichting = TekstVeld(
        label="Toelichting",
        required=False,
        max_length=500,
        regels=3,
        help_text="Nodig als u afwijst. Noem geen namen van leerlingen.",
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("besluit") == "nee" and not self.cleaned_data.get("toelichting"):
            self.add_error("toelichting", "Schrijf op waarom u afwijst.")
