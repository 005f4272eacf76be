"""Inzage vragen voor een betrokkene."""

import re

from django import forms
from django.core.exceptions import ValidationError
from stdnum.nl import bsn, onderwijsnummer

from accounts.forms.bevestiging import BevestigForm
from verzuimloket.components.velden import TekstVeld
from verzuimloket.gegevens import bevat_pgn

KORTSTE_REDEN = 10


class InzageForm(BevestigForm):
    pgn = forms.CharField(
        label="Persoonsgebonden nummer",
        help_text="Het burgerservicenummer of het onderwijsnummer: 9 cijfers.",
        error_messages={"required": "Vul het persoonsgebonden nummer in."},
        widget=forms.TextInput({"class": "vl-kort", "inputmode": "numeric", "autocomplete": "off"}),
    )
    reden = TekstVeld(
        label="Reden",
        max_length=200,
        help_text=(
            "Bijvoorbeeld het nummer van de brief. De tweede persoon leest dit: noem geen naam en geen "
            "persoonsgebonden nummer."
        ),
        error_messages={"required": "Leg uit waarom u dit vraagt."},
    )

    def clean_pgn(self) -> str:
        cijfers = re.sub(r"[\s.-]", "", self.cleaned_data["pgn"])
        if not re.fullmatch(r"[0-9]{9}", cijfers):
            raise ValidationError("Een persoonsgebonden nummer heeft precies 9 cijfers.")
        if not (bsn.is_valid(cijfers) or onderwijsnummer.is_valid(cijfers)):
            raise ValidationError("Dit is geen bestaand nummer. Controleer of u geen cijfers hebt verwisseld.")
        return cijfers

    def clean_reden(self) -> str:
        tekst = " ".join(self.cleaned_data["reden"].split())
        if len(tekst) < KORTSTE_REDEN:
            raise ValidationError(f"Gebruik minstens {KORTSTE_REDEN} tekens; dit zijn er {len(tekst)}.")
        nummer = self.cleaned_data.get("pgn")
        if bevat_pgn(tekst) or (nummer and nummer in re.sub(r"\D", "", tekst)):
            raise ValidationError("Haal het persoonsgebonden nummer weg: een ander leest de reden.")
        return tekst
