"""Formulieren van het inloggen."""

from typing import Any

from django import forms

from accounts.forms.bevestiging import CODE
from accounts.models import Organisatie
from verzuimloket.components.velden import zet_keuzes


class InlogForm(forms.Form):
    gebruikersnaam = forms.CharField(
        label="Gebruikersnaam",
        max_length=80,
        error_messages={"required": "Vul uw gebruikersnaam in."},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    wachtwoord = forms.CharField(
        label="Wachtwoord",
        max_length=128,
        strip=False,
        error_messages={"required": "Vul uw wachtwoord in."},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def clean_gebruikersnaam(self) -> str:
        return self.cleaned_data["gebruikersnaam"].casefold()


class TokenForm(forms.Form):
    token = forms.CharField(
        label="Eenmalige code",
        max_length=20,
        help_text="De code van uw app of token, of een van uw herstelcodes.",
        error_messages={"required": "Vul de code van uw app of token in, of een herstelcode."},
        widget=forms.TextInput(CODE),
    )


class OrganisatieForm(forms.Form):
    """Kies een van de eigen organisaties; een andere is geen geldige keuze."""

    organisatie = forms.TypedChoiceField(
        label="Voor welke organisatie werkt u nu?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een organisatie.",
            "invalid_choice": "Kies een van de genoemde organisaties.",
        },
    )

    def __init__(self, organisaties: list[tuple[Organisatie, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zet_keuzes(
            self,
            "organisatie",
            [
                (organisatie.pk, f"{organisatie.naam} ({organisatie.aanduiding}): {rollen}")
                for organisatie, rollen in organisaties
            ],
        )
