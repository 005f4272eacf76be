"""Een beperking instellen en opheffen."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.domein.beperking import GRONDEN
from accounts.forms.betrokkenen import KORTSTE_REDEN, InzageForm
from accounts.forms.bevestiging import BevestigForm
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import DatumVeld, TekstVeld
from verzuimloket.gegevens import bevat_pgn


class BeperkingForm(InzageForm):
    grond = forms.ChoiceField(
        label="Waarom beperken?",
        widget=forms.RadioSelect,
        choices=[(grond.value, uitleg) for grond, uitleg in GRONDEN.items()],
        error_messages={"required": "Kies waarom.", "invalid_choice": "Kies uit de lijst."},
    )
    field_order = ("pgn", "grond", "reden")


class OpheffenForm(BevestigForm):
    reden = TekstVeld(
        label="Waarom mag de beperking eindigen?",
        max_length=200,
        help_text="Bijvoorbeeld: de school heeft het adres aangepast. De tweede persoon leest dit: noem geen naam.",
        error_messages={"required": "Leg uit waarom de beperking mag eindigen."},
    )
    gemeld_op = DatumVeld(
        label="Gemeld aan de betrokkene op",
        help_text="De betrokkene hoort het voordat de beperking eindigt (AVG artikel 18). Bijvoorbeeld 3-11-2026.",
        error_messages={"required": "Vul in wanneer de betrokkene hoorde dat de beperking eindigt."},
    )

    def __init__(self, request: Any, *args: Any, ingegaan: date | None = None, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self._ingegaan = ingegaan

    def clean_reden(self) -> str:
        tekst = " ".join(self.cleaned_data["reden"].split())
        if len(tekst) < KORTSTE_REDEN:
            raise ValidationError(f"Gebruik minstens {KORTSTE_REDEN} tekens; dit zijn er {len(tekst)}.")
        if bevat_pgn(tekst):
            raise ValidationError("Haal het persoonsgebonden nummer weg: een ander leest de reden.")
        return tekst

    def clean_gemeld_op(self) -> date:
        dag: date = self.cleaned_data["gemeld_op"]
        if dag > vandaag():
            raise ValidationError("Deze dag moet nog komen. Meld het eerst aan de betrokkene.")
        if self._ingegaan and dag < self._ingegaan:
            raise ValidationError("Deze dag ligt voor het begin van de beperking.")
        return dag
