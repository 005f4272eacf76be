"""Beheer locaties en beheer melders."""

from django import forms

from meldingen.forms.velden import TelefoonVeld, email_veld
from verzuimloket.components.velden import TekstVeld


class LocatieForm(forms.Form):
    naam = TekstVeld(label="Naam", max_length=100, error_messages={"required": "Vul de naam van de locatie in."})
    adres = TekstVeld(label="Adres", max_length=150, required=False)
    plaats = TekstVeld(label="Plaats", max_length=100, required=False)


class MelderForm(forms.Form):
    naam = TekstVeld(label="Naam", max_length=100, error_messages={"required": "Vul de naam van de melder in."})
    functie = TekstVeld(label="Functie", max_length=60, required=False)
    telefoon = TelefoonVeld(label="Telefoon")
    email = email_veld(
        label="E-mail",
        required=True,
        leeg="Vul het e-mailadres van de melder in.",
        help_text="Hier komen de antwoorden van de gemeente binnen.",
    )
