"""Het formulier van een toegangssleutel."""

from django import forms

from verzuimloket.components.velden import TekstVeld


class SleutelForm(forms.Form):
    label = TekstVeld(
        label="Naam van de sleutel",
        max_length=60,
        help_text="Waaraan herkent u het systeem? Bijvoorbeeld: leerlingadministratie.",
        error_messages={"required": "Geef de sleutel een naam."},
    )
    dagen = forms.TypedChoiceField(
        label="Hoe lang is de sleutel geldig?",
        coerce=int,
        choices=[(90, "3 maanden"), (180, "6 maanden"), (365, "1 jaar")],
        initial=365,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies hoe lang de sleutel geldig is.",
            "invalid_choice": "Kies een van de genoemde termijnen.",
        },
    )
