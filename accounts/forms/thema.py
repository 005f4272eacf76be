"""Het formulier voor het thema van een organisatie."""

from typing import Any

from django import forms

from accounts.domein.kleur import keur_kleur
from accounts.forms.bevestiging import BevestigForm
from verzuimloket.beeld import GeenLogo, Logo, lees_logo
from verzuimloket.components.velden import TekstVeld


class ThemaForm(BevestigForm):
    weergavenaam = TekstVeld(
        label="Naam in het portaal", max_length=60, required=False, help_text="Leeg: de officiële naam."
    )
    kleur = TekstVeld(
        label="Accentkleur",
        max_length=7,
        required=False,
        help_text="Bijvoorbeeld #0d4f85. Zij moet op wit goed te lezen zijn. Leeg: de kleur van het portaal.",
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="Een PNG van hoogstens 500 kB en 2000 bij 2000 beeldpunten. Wij maken hem zo nodig kleiner.",
        widget=forms.FileInput({"accept": "image/png"}),
        error_messages={"empty": "Dit bestand is leeg."},
    )
    logo_weg = forms.BooleanField(label="Verwijder het logo dat er nu is", required=False)

    def clean_kleur(self) -> str:
        kleur = str(self.cleaned_data["kleur"]).lower()
        if kleur and (fout := keur_kleur(kleur)):
            raise forms.ValidationError(fout)
        return kleur

    def clean_logo(self) -> Logo | None:
        bestand: Any = self.cleaned_data["logo"]
        if not bestand:
            return None
        try:
            return lees_logo(bestand.read())
        except GeenLogo as fout:
            raise forms.ValidationError(str(fout)) from None
