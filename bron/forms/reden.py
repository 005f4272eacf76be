"""Over welke leerling, en waarom kijkt u: de basis van wat functioneel beheer over een leerling vraagt."""

import re

from django import forms
from django.core.exceptions import ValidationError

from bron.domein.vraag import LANGSTE_TOELICHTING, Aanleiding
from bron.forms.velden import PgnVeld
from verzuimloket.components.velden import TekstVeld
from verzuimloket.gegevens import bevat_pgn

KORTSTE_TOELICHTING = 10


class RedenForm(forms.Form):
    pgn = PgnVeld(
        label="Persoonsgebonden nummer",
        help_text="Het burgerservicenummer of het onderwijsnummer: 9 cijfers.",
        error_messages={"required": "Vul het persoonsgebonden nummer in."},
    )
    aanleiding = forms.ChoiceField(
        label="Waarom kijkt u?",
        widget=forms.RadioSelect,
        choices=Aanleiding.keuzes(),
        error_messages={
            "required": "Kies waarom u kijkt.",
            "invalid_choice": "Kies een reden uit de lijst.",
        },
    )
    toelichting = TekstVeld(
        label="Toelichting",
        max_length=LANGSTE_TOELICHTING,
        help_text=(
            "Bijvoorbeeld het nummer van de vraag of de brief. Noem geen naam en geen persoonsgebonden nummer. "
            f"Minstens {KORTSTE_TOELICHTING} tekens; dit komt in het logboek."
        ),
        error_messages={"required": "Leg uit waarom u kijkt."},
    )

    def clean_toelichting(self) -> str:
        tekst = " ".join(self.cleaned_data["toelichting"].split())
        if len(tekst) < KORTSTE_TOELICHTING:
            raise ValidationError(f"Gebruik minstens {KORTSTE_TOELICHTING} tekens; dit zijn er {len(tekst)}.")
        nummer = self.cleaned_data.get("pgn")
        if bevat_pgn(tekst) or (nummer and nummer in re.sub(r"\D", "", tekst)):
            raise ValidationError("Haal het persoonsgebonden nummer weg: de toelichting komt in het logboek.")
        return tekst
