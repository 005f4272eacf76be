"""De formulieren waarmee functioneel beheer organisaties bijhoudt."""

from datetime import date, timedelta
from typing import Any

from django import forms

from accounts.domein.organisaties import CODEVORMEN, keur_code
from accounts.domein.rechten import Soort
from accounts.forms.bevestiging import BevestigForm
from accounts.models import SOORT_LABELS, Organisatie
from verzuimloket.clock import vandaag
from verzuimloket.components.velden import (
    DatumVeld,
    FilterFormulier,
    PostcodeVeld,
    TekstVeld,
    TelefoonVeld,
    zet_keuzes,
)

STANDEN = (
    ("", "Alle"),
    ("actief", "Actief"),
    ("zonder", "Zonder beheerder"),
    ("eindigt", "Eindigt op een dag"),
    ("beëindigd", "Beëindigd"),
)


class OrganisatieFilter(FilterFormulier):
    zoek = forms.CharField(label="Naam, code of plaats", required=False, max_length=100)
    soort = forms.ChoiceField(
        label="Soort", required=False, choices=[("", "Alle soorten"), *((s.value, SOORT_LABELS[s]) for s in Soort)]
    )
    stand = forms.ChoiceField(label="Stand", required=False, choices=STANDEN)

    @property
    def gekozen(self) -> dict[str, str]:
        self.is_valid()
        return {naam: str(self.cleaned_data.get(naam, "")).strip() for naam in self.fields}


class ContactForm(BevestigForm):
    naam = TekstVeld(label="Naam", max_length=200, error_messages={"required": "Vul de naam in."})
    adres = TekstVeld(label="Adres", max_length=200, required=False, help_text="Straat en huisnummer, voor brieven.")
    postcode = PostcodeVeld(label="Postcode", max_length=7, required=False)
    plaats = TekstVeld(label="Plaats", max_length=100, required=False)
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        required=False,
        help_text="Hier komt bericht van meldingen. Gebruik een gedeelde postbus.",
        error_messages={"invalid": "Dit is geen e-mailadres."},
    )
    telefoon = TelefoonVeld(label="Telefoon", help_text="Staat op de brieven van de beheerder.")


class NieuweOrganisatieForm(ContactForm):
    soort = forms.TypedChoiceField(
        label="Soort",
        coerce=Soort,
        choices=[(s.value, SOORT_LABELS[s]) for s in CODEVORMEN],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een soort.", "invalid_choice": "Kies een van de genoemde soorten."},
    )
    code = TekstVeld(
        label="Code",
        max_length=12,
        help_text="Het BRIN van een instelling, de code van een gemeente, of een eigen code voor een instantie.",
        error_messages={"required": "Vul de code in."},
    )
    rmc_nummer = forms.ChoiceField(
        label="RMC-regio",
        required=False,
        help_text="Alleen bij een gemeente.",
        error_messages={"invalid_choice": "Kies een van de genoemde regio's."},
    )
    field_order = ("soort", "code", "naam", "rmc_nummer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regios = Organisatie.objects.filter(soort=Soort.RMC_REGIO).order_by("code").values_list("code", "naam")
        zet_keuzes(self, "rmc_nummer", [("", "Geen"), *((code, f"{code} {naam}") for code, naam in regios)])

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()

    def clean(self) -> None:
        super().clean()
        soort, code = self.cleaned_data.get("soort"), self.cleaned_data.get("code")
        if soort and code and (fout := keur_code(soort, code)):
            self.add_error("code", fout)
        elif soort and code and Organisatie.objects.filter(soort=soort, code=code).exists():
            self.add_error("code", f"Er is al een organisatie met {CODEVORMEN[soort].naam} {code}.")
        if soort is Soort.GEMEENTE and not self.cleaned_data.get("rmc_nummer") and "rmc_nummer" not in self.errors:
            self.add_error("rmc_nummer", "Kies de RMC-regio van de gemeente.")


class EindeOrganisatieForm(BevestigForm):
    """Nu, na een dag, of niet. `laatste_dag` is wat dat betekent: gisteren is nu, None is zonder einde."""

    wanneer = forms.ChoiceField(
        label="Wanneer eindigt deze organisatie?",
        choices=[
            ("nu", "Nu meteen"),
            ("dag", "Na een dag die ik noem"),
            ("nooit", "Niet: zij blijft of opent weer"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wanneer de organisatie eindigt.", "invalid_choice": "Kies een van de drie."},
    )
    tot = DatumVeld(label="Laatste dag", required=False)

    def clean(self) -> None:
        super().clean()
        wanneer, tot = self.cleaned_data.get("wanneer"), self.cleaned_data.get("tot")
        if wanneer == "dag" and tot is None and "tot" not in self.errors:
            self.add_error("tot", "Vul de laatste dag in.")
        elif wanneer == "dag" and tot and tot < vandaag():
            self.add_error("tot", "Deze dag is al voorbij.")
        dagen: dict[str, date | None] = {"nu": vandaag() - timedelta(days=1), "dag": tot}
        self.cleaned_data["laatste_dag"] = dagen.get(str(wanneer))
