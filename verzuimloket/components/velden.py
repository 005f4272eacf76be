"""Formuliervelden die overal hetzelfde doen: datum, tekst, ja/nee, telefoon en postcode."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

_DATUM = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TELEFOON = re.compile(r"\+?[0-9][0-9 ()-]{5,18}", re.ASCII)
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
VROEGST, LAATST = 1900, 2199  # een jaar daarbuiten is een tikfout


def lees_datum(tekst: str) -> date | None:
    """`3-11-2026`, `03/11/2026` of `2026-11-03`; None als het geen bestaande dag tussen 1900 en 2199 is."""
    gevonden = _DATUM.fullmatch(tekst.strip())
    if gevonden is None:
        return None
    dag, maand, jaar, jaar2, maand2, dag2 = gevonden.groups()
    try:
        uitkomst = date(int(jaar or jaar2), int(maand or maand2), int(dag or dag2))
    except ValueError:
        return None
    return uitkomst if VROEGST <= uitkomst.year <= LAATST else None


def zet_keuzes(form: forms.BaseForm, naam: str, keuzes: Iterable[tuple[Any, Any]]) -> None:
    """Geef een keuzeveld zijn keuzes, als die pas bij het maken van het formulier bekend zijn."""
    cast(forms.ChoiceField, form.fields[naam]).choices = list(keuzes)


class FilterFormulier(forms.Form):
    """De filters van een lijst, in het adres. Geen veld is verplicht, en een onbekende waarde telt niet mee: een oude
    link blijft werken.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            veld.zonder_aanduiding = True  # type: ignore[attr-defined] # een filter is nooit verplicht

    def actief(self) -> list[tuple[str, str, str]]:
        """De gekozen filters als (naam, waarde in het adres, label) voor de chips."""
        self.is_valid()
        uit: list[tuple[str, str, str]] = []
        for naam, veld in self.fields.items():
            waarden = self.data.getlist(naam) if hasattr(self.data, "getlist") else []
            for waarde in waarden:
                if waarde and self.cleaned_data.get(naam):
                    labels = {str(k): str(v) for k, v in getattr(veld, "choices", [])}
                    label = str(veld.label) if isinstance(veld, forms.BooleanField) else labels.get(waarde, "")
                    uit.append((naam, waarde, label or f"{veld.label} {waarde}"))
        return uit


class DatumVeld(forms.Field):
    """Een dag als tekst; de browser dwingt geen vorm of taal af."""

    widget = forms.TextInput

    def __init__(self, *, ongeldig: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"class": "vl-datum", "inputmode": "text", "autocomplete": "off"}))
        super().__init__(**kwargs)
        self.ongeldig = ongeldig or "Vul een bestaande dag in, bijvoorbeeld 3-11-2026."

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not str(value).strip():
            return None
        uitkomst = lees_datum(str(value))
        if uitkomst is None:
            raise ValidationError(self.ongeldig, code="invalid")
        return uitkomst

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class TekstVeld(forms.CharField):
    """Tekst zonder losse regeleinden van Windows; te lang geeft een zin met beide aantallen."""

    def __init__(self, *, regels: int = 0, **kwargs: Any) -> None:
        if regels:
            kwargs.setdefault("widget", forms.Textarea({"rows": regels}))
        super().__init__(**kwargs)
        if self.max_length is not None:
            self.widget.attrs.pop("maxlength", None)  # afkappen zonder het te zeggen is tekst verliezen
            maximum = self.max_length
            self.validators = [v for v in self.validators if getattr(v, "code", "") != "max_length"]
            self.validators.append(_hoogstens(maximum))

    def to_python(self, value: Any) -> str:
        return super().to_python(  # type: ignore[return-value] # empty_value is hier nooit None
            str(value).replace("\r\n", "\n").replace("\r", "\n") if value else value
        )


def _hoogstens(maximum: int) -> Callable[[str], None]:
    def keur(waarde: str) -> None:
        if len(waarde) > maximum:
            raise ValidationError(f"Gebruik hoogstens {maximum} tekens; dit zijn er {len(waarde)}.", code="max_length")

    return keur


class JaNeeVeld(forms.TypedChoiceField):
    """Twee keuzerondjes met de waarden `ja` en `nee`; de uitkomst is True, False of None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(
            choices=[("ja", "Ja"), ("nee", "Nee")], coerce=lambda waarde: waarde == "ja", empty_value=None, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "ja", False: "nee"}.get(value, value)


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
