"""Velden die alleen hier voorkomen: telefoon, postcode, e-mail."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from verzuimloket.components.velden import TekstVeld

_TELEFOON = re.compile(r"\+?[0-9][0-9 ()-]{5,18}", re.ASCII)
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")


class TelefoonVeld(TekstVeld):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"class": "vl-kort", "autocomplete": "off"}))
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        nummer = super().clean(value)
        if nummer and not _TELEFOON.fullmatch(nummer):
            raise ValidationError("Vul een telefoonnummer in, bijvoorbeeld 070 123 45 67.")
        return nummer


class PostcodeVeld(TekstVeld):
    """`1234 ab` wordt `1234AB`."""

    def clean(self, value: Any) -> str:
        postcode = re.sub(r"\s", "", super().clean(value)).upper()
        if postcode and not _POSTCODE.fullmatch(postcode):
            raise ValidationError("Vul een postcode in als 1234 AB.")
        return postcode


def email_veld(*, label: str, required: bool, leeg: str = "", help_text: str = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        required=required,
        max_length=100,
        help_text=help_text,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": leeg, "invalid": "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."},
    )
