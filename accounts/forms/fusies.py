"""De formulieren waarmee functioneel beheer een fusie voorstelt en annuleert."""

from typing import Any, Self

from django import forms

from accounts.domein.fusie import SOORTEN
from accounts.forms.bevestiging import BevestigForm
from accounts.models import Organisatie
from verzuimloket.components.velden import DatumVeld, TekstVeld

WELKE = "BRIN of gemeentecode, zoals 00ZV of 0363."
ONBEKEND = "Er is geen actieve instelling of gemeente met deze code."


class OrganisatieVeld(TekstVeld):
    """Een instelling of gemeente op haar code."""

    def clean(self, value: Any) -> Any:
        code = super().clean(value).strip().upper()
        gevonden = Organisatie.objects.filter(code=code, soort__in=SOORTEN, actief=True).first()
        if gevonden is None:
            raise forms.ValidationError(ONBEKEND)
        return gevonden

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Organisatie) else value


class FusieForm(BevestigForm):
    """Wie waarin opgaat, en wanneer. Met `bekijk` is er nog geen verse code nodig."""

    van = OrganisatieVeld(
        label="Welke organisatie gaat op?",
        max_length=12,
        help_text=WELKE,
        error_messages={"required": "Vul de code in van de organisatie die opgaat."},
    )
    naar = OrganisatieVeld(
        label="In welke organisatie?",
        max_length=12,
        help_text=WELKE,
        error_messages={"required": "Vul de code in van de organisatie waarin zij opgaat."},
    )
    datum = DatumVeld(
        label="Eerste dag", help_text="Vanaf deze dag.", error_messages={"required": "Vul de eerste dag in."}
    )
    reden = TekstVeld(
        label="Reden",
        max_length=500,
        regels=3,
        help_text="Bijvoorbeeld het besluit of de wet. Wie instemt, leest dit.",
        error_messages={"required": "Vul de reden in."},
    )

    def __init__(self, request: Any, *args: Any, bekijk: bool = False, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        if bekijk:
            self.fields.pop("bevestiging", None)

    def opnieuw(self) -> Self:
        """Hetzelfde formulier met wat goed is ingevuld; het vraagt zo nodig een verse code."""
        return type(self)(self._request, initial=self.cleaned_data)

    def afdruk(self) -> str:
        """Wat bekeken is; wie daarna iets wijzigt, bekijkt het opnieuw."""
        velden = self.cleaned_data
        return f"{velden['van'].code} {velden['naar'].code} {velden['datum'].isoformat()}"


class AnnuleerForm(BevestigForm):
    """Er is niets in te vullen, alleen te bevestigen."""
