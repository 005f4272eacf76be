"""Het veld voor een persoonsgebonden nummer."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bron.domein.pgn import is_pgn


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
