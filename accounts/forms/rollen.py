"""De formulieren waarmee een beheerder rollen geeft en laat eindigen."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from accounts.domein.rechten import MATRIX, Rol
from accounts.forms.bevestiging import BevestigForm
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import DatumVeld, FilterFormulier, TekstVeld, zet_keuzes

REDEN = "Nodig bij de rol beheerder: daarover beslist een tweede persoon, en die leest dit."


class MatrixFilter(FilterFormulier):
    rol = forms.ChoiceField(label="Rol", required=False)

    def __init__(self, *args: Any, rollen: Iterable[Rol], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zet_keuzes(self, "rol", [("", "Alle rollen"), *((rol.value, MATRIX[rol].label) for rol in rollen)])

    @property
    def gekozen(self) -> str:
        return self.cleaned_data.get("rol", "") if self.is_valid() else ""


class ZoekForm(forms.Form):
    zoek = TekstVeld(
        label="Zoeken",
        max_length=80,
        required=False,
        help_text="Naam of gebruikersnaam",
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )
    zoek.zonder_aanduiding = True  # type: ignore[attr-defined] # een zoekveld is nooit verplicht


class RolForm(BevestigForm):
    """Een rol geven. Met `bekijk` is het nog de vraag wat dat betekent, en is er geen verse code nodig."""

    rol = forms.TypedChoiceField(
        label="Welke rol?",
        coerce=Rol,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een rol.", "invalid_choice": "Kies een van de genoemde rollen."},
    )
    vanaf = DatumVeld(label="Vanaf", error_messages={"required": "Vul in vanaf welke dag de rol geldt."})
    tot = DatumVeld(label="Tot en met", required=False, help_text="Leeg: zonder einddatum.")
    reden = TekstVeld(label="Reden", required=False, max_length=500, regels=3, help_text=REDEN)

    def __init__(self, request: Any, *args: Any, rollen: Iterable[Rol], bekijk: bool = False, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        zet_keuzes(self, "rol", [(rol.value, MATRIX[rol].label) for rol in rollen])
        if bekijk:
            self.fields.pop("bevestiging", None)

    def clean_vanaf(self) -> Any:
        vanaf = self.cleaned_data["vanaf"]
        if vanaf < vandaag():
            raise forms.ValidationError("Een rol kan niet in het verleden beginnen.")
        return vanaf

    def clean(self) -> None:
        super().clean()
        vanaf, tot = self.cleaned_data.get("vanaf"), self.cleaned_data.get("tot")
        if vanaf and tot and tot < vanaf:
            self.add_error("tot", "De einddatum ligt voor de begindatum.")


class EindeForm(BevestigForm):
    """Een rol nu, op een dag, of nooit laten eindigen. `laatste_dag` is wat dat betekent."""

    wanneer = forms.ChoiceField(
        label="Wanneer eindigt deze rol?",
        choices=[("nu", "Nu meteen"), ("dag", "Na een dag die ik noem"), ("nooit", "Zonder einddatum")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wanneer de rol eindigt.", "invalid_choice": "Kies een van de drie."},
    )
    tot = DatumVeld(label="Laatste dag", required=False)
    reden = TekstVeld(label="Reden", required=False, max_length=500, regels=3)

    def clean(self) -> None:
        super().clean()
        wanneer, tot = self.cleaned_data.get("wanneer"), self.cleaned_data.get("tot")
        if wanneer == "dag" and tot is None and "tot" not in self.errors:
            self.add_error("tot", "Vul de laatste dag in.")
        elif wanneer == "dag" and tot and tot < vandaag():
            self.add_error("tot", "Deze dag is al voorbij.")
        self.cleaned_data["laatste_dag"] = {"nu": vandaag() - timedelta(days=1), "dag": tot}.get(str(wanneer))


class UitDienstForm(BevestigForm):
    reden = TekstVeld(label="Reden", required=False, max_length=500, regels=3)
