"""Gebruikers of tokens inlezen: het bestand, het filter op de uitkomst, en bevestigen."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.domein.inlezen import Inleesrij
from accounts.domein.rechten import Rol
from accounts.forms.bevestiging import BevestigForm
from accounts.forms.gebruikersblad import MEESTE, BladGeweigerd, lees_gebruikersblad
from verzuimloket.components.velden import FilterFormulier, TekstVeld, zet_keuzes


class GebruikersbladForm(forms.Form):
    """Het ingevulde sjabloon; `rijen` is wat erin staat."""

    bestand = forms.FileField(
        label="Ingevuld sjabloon",
        allow_empty_file=True,  # het lezen zegt wat er aan het bestand schort
        help_text=f"Een xlsx-bestand met hoogstens {MEESTE} gebruikers.",
        error_messages={"required": "Kies het ingevulde sjabloon.", "invalid": "Kies het ingevulde sjabloon."},
    )

    def __init__(self, *args: Any, rollen: list[Rol], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rollen = rollen
        self.rijen: list[Inleesrij] = []

    def clean_bestand(self) -> Any:
        bestand = self.cleaned_data["bestand"]
        try:
            self.rijen = lees_gebruikersblad(bestand.file, bestand.size, self._rollen)
        except BladGeweigerd as fout:
            raise forms.ValidationError(str(fout)) from None
        return bestand


class UitkomstFilter(FilterFormulier):
    """Welke regels iemand ziet, met de aantallen erbij."""

    uitkomst = forms.ChoiceField(label="Uitkomst", required=False)

    def __init__(self, *args: Any, namen: Mapping[str, str], aantallen: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(waarde, f"{naam} ({aantallen[waarde]})") for waarde, naam in namen.items()]
        zet_keuzes(self, "uitkomst", [("", f"Alles ({sum(aantallen.values())})"), *keuzes])

    @property
    def gekozen(self) -> str:
        return self.cleaned_data.get("uitkomst", "") if self.is_valid() else ""


class BevestigGebruikersForm(BevestigForm):
    reden = TekstVeld(
        label="Waarom worden zij beheerder?",
        max_length=500,
        regels=3,
        help_text="Over de rol beheerder beslist een tweede persoon, en die leest dit.",
        error_messages={"required": "Schrijf op waarom, voor de collega die beslist."},
    )

    def __init__(self, request: Any, *args: Any, vier_ogen: bool, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        if not vier_ogen:
            del self.fields["reden"]
