"""Het formulier met de mails die iemand kan uitzetten."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.domein.mails import MAILS, Mailsoort
from verzuimloket.components.velden import zet_keuzes


class MailForm(forms.Form):
    """`keuzes` zijn de mails die deze gebruiker krijgt; `uit` welke hij eerder uitzette."""

    mails = forms.MultipleChoiceField(
        label="Stuur mij een mail als",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wat u uitzet, vindt u nog wel bij Rapportages en Leveringen.",
    )

    def __init__(self, data: Any, *, keuzes: Iterable[Mailsoort], uit: Iterable[str]) -> None:
        eigen = list(keuzes)
        super().__init__(data, initial={"mails": [soort for soort in eigen if soort not in set(uit)]})
        self.fields["mails"].zonder_aanduiding = True  # type: ignore[attr-defined] # niets aanvinken is ook een keuze
        zet_keuzes(self, "mails", [(soort.value, MAILS[soort].label) for soort in eigen])
