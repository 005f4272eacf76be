"""Correctieverzoeken vastleggen en bijwerken. Wie het is, staat in de brief en niet hier."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from accounts.domein.correctie import ONDERWERPEN
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import DatumVeld, TekstVeld
from verzuimloket.gegevens import bevat_pgn


class _ZonderNummer(forms.Form):
    def clean(self) -> None:
        super().clean()
        for naam, waarde in list(self.cleaned_data.items()):
            if isinstance(waarde, str) and bevat_pgn(waarde):
                self.add_error(naam, ValidationError("Haal het persoonsgebonden nummer weg."))


class CorrectieForm(_ZonderNummer):
    kenmerk = TekstVeld(
        label="Kenmerk",
        max_length=60,
        help_text="Het nummer van de brief of de vraag. Noem geen naam.",
        error_messages={"required": "Vul het kenmerk in."},
    )
    onderwerp = forms.ChoiceField(
        label="Wat moet er anders?",
        widget=forms.RadioSelect,
        choices=[(code, onderwerp.label) for code, onderwerp in ONDERWERPEN.items()],
        error_messages={"required": "Kies waar het verzoek over gaat.", "invalid_choice": "Kies uit de lijst."},
    )
    ontvangen_op = DatumVeld(
        label="Ontvangen op",
        help_text="Vanaf deze dag loopt de termijn van een maand. Bijvoorbeeld 3-11-2026.",
        error_messages={"required": "Vul in wanneer het verzoek binnenkwam."},
    )

    def clean_ontvangen_op(self) -> date:
        dag: date = self.cleaned_data["ontvangen_op"]
        if dag > vandaag():
            raise ValidationError("Deze dag moet nog komen.")
        return dag


class VerlengForm(_ZonderNummer):
    reden = TekstVeld(
        label="Waarom duurt het langer?",
        max_length=200,
        help_text="Het verzoek is ingewikkeld, of er zijn er veel. Dit zegt u ook tegen de betrokkene.",
        error_messages={"required": "Leg uit waarom het langer duurt."},
    )
    gemeld_op = DatumVeld(
        label="Gemeld aan de betrokkene op",
        help_text="Binnen de eerste maand. Bijvoorbeeld 3-11-2026.",
        error_messages={"required": "Vul in wanneer de betrokkene hoorde dat het langer duurt."},
    )

    def clean_gemeld_op(self) -> date:
        dag: date = self.cleaned_data["gemeld_op"]
        if dag > vandaag():
            raise ValidationError("Deze dag moet nog komen. Meld het eerst aan de betrokkene.")
        return dag


class BijwerkForm(_ZonderNummer):
    doorgegeven_aan = TekstVeld(
        label="Doorgegeven aan",
        max_length=100,
        required=False,
        help_text="De naam van de school, gemeente of instantie.",
    )
    uitkomst = TekstVeld(
        label="Uitkomst",
        max_length=500,
        required=False,
        help_text="Wat er gebeurd is, of waarom niet. Vult u dit in, dan is het verzoek afgehandeld.",
    )

    def clean(self) -> None:
        super().clean()
        if not any(self.cleaned_data.values()) and not self.errors:
            raise ValidationError("Vul in aan wie u het doorgaf, of wat de uitkomst is.")
