"""Het formulier waarmee een beheerder een adres voor berichten toevoegt."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.domein.berichtadressen import GEBEURTENISSEN, Berichtsoort
from accounts.forms.bevestiging import BevestigForm
from verzuimloket.components.velden import zet_keuzes


class BerichtadresForm(BevestigForm):
    gebeurtenis = forms.TypedChoiceField(
        label="Bij welke gebeurtenis?",
        coerce=Berichtsoort,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een gebeurtenis.", "invalid_choice": "Kies een van de genoemde."},
    )
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Liefst een gedeelde postbus. Wij sturen er een mail heen met een link om te bevestigen.",
        error_messages={"required": "Vul een e-mailadres in.", "invalid": "Dit is geen e-mailadres."},
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, request: Any, *args: Any, soorten: Iterable[Berichtsoort], **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        zet_keuzes(self, "gebeurtenis", [(wat.value, GEBEURTENISSEN[wat].label) for wat in soorten])
