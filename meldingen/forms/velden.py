"""Velden van deze kamer: telefoon en postcode (van beneden), en e-mail."""

from django import forms

from verzuimloket.components.velden import PostcodeVeld, TelefoonVeld

__all__ = ["PostcodeVeld", "TelefoonVeld", "email_veld"]


def email_veld(*, label: str, required: bool, leeg: str = "", help_text: str = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        required=required,
        max_length=100,
        help_text=help_text,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": leeg, "invalid": "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."},
    )
