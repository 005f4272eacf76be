"""Velden die alleen hier voorkomen: PGN, telefoon, postcode."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bron.domein.pgn import is_pgn
from verzuimloket.components.velden import TekstVeld

_TELEFOON = re.compile(r"\+?[0-9][0-9 ()-]{5,18}", re.ASCII)
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")


class PgnVeld(forms.CharField):
    """Negen cijfers, met of zonder spaties en punten, die aan de elfproef voldoen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput({"class": "vl-kort", "inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        cijfers = re.sub(r"[\s.-]", "", super().clean(value))
        if not cijfers:
            return cijfers
        if not (cijfers.isascii() and cijfers.isdigit()) or len(cijfers) != 9:
            raise ValidationError("Een persoonsgebonden nummer heeft precies 9 cijfers.", code="lengte")
        if not is_pgn(cijfers):
            raise ValidationError(
                "Dit is geen bestaand nummer. Controleer of u geen cijfers hebt verwisseld.", code="elfproef"
            )
        return cijfers


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
