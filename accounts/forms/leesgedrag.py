"""Het filter van opvallend leesgedrag, en de verklaring erbij."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.domein.leesgedrag import DREMPELS
from verzuimloket.components.velden import FilterFormulier, TekstVeld
from verzuimloket.gegevens import bevat_pgn

KORTSTE = 10


class LeesgedragFilter(FilterFormulier):
    stand = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "Alles"), ("open", "Nog niet verklaard"), ("klaar", "Verklaard")]
    )
    soort = forms.ChoiceField(
        label="Wat viel op", required=False, choices=[("", "Alles"), *((s.value, d.label) for s, d in DREMPELS.items())]
    )

    def voorwaarden(self) -> dict[str, object]:
        """De gekozen filters als voorwaarden op Leessignaal."""
        self.is_valid()
        uit: dict[str, object] = {}
        if stand := self.cleaned_data.get("stand"):
            uit["verklaard_op__isnull"] = stand == "open"
        if soort := self.cleaned_data.get("soort"):
            uit["soort"] = soort
        return uit


class VerklaringForm(forms.Form):
    verklaring = TekstVeld(
        label="Wat was de reden?",
        max_length=200,
        regels=3,
        help_text=f"Minstens {KORTSTE} tekens. Noem geen leerling en geen persoonsgebonden nummer.",
        error_messages={"required": "Leg uit wat de reden was."},
    )

    def clean_verklaring(self) -> str:
        tekst = " ".join(self.cleaned_data["verklaring"].split())
        if len(tekst) < KORTSTE:
            raise ValidationError(f"Gebruik minstens {KORTSTE} tekens; dit zijn er {len(tekst)}.")
        if bevat_pgn(tekst):
            raise ValidationError("Haal het persoonsgebonden nummer weg: de verklaring gaat niet over een leerling.")
        return tekst
