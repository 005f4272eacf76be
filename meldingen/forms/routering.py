"""De formulieren waarmee functioneel beheer aanwijst wie voor een gebied de meldingen behandelt."""

from typing import Any, Self

from django import forms

from accounts.forms.bevestiging import BevestigForm
from accounts.models import Organisatie
from meldingen.domein.leeftijd import LABELS, Leeftijdsgroep
from meldingen.queries.routering import groepen_van, mogelijke_instanties
from verzuimloket.components.velden import DatumVeld, FilterFormulier, TekstVeld, zet_keuzes


class GebiedFilter(FilterFormulier):
    zoek = TekstVeld(label="Naam of code", required=False, max_length=100)
    met_regel = forms.BooleanField(label="Alleen met een eigen regel", required=False)

    @property
    def gekozen(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}


class _Bekijken(BevestigForm):
    """Eerst bekijken wat het doet, dan vastleggen. Met `bekijk` is er nog geen verse code nodig."""

    def __init__(self, request: Any, *args: Any, bekijk: bool = False, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        if bekijk:
            self.fields.pop("bevestiging", None)
        self._opties = {naam: waarde for naam, waarde in kwargs.items() if naam != "initial"}

    def opnieuw(self) -> Self:
        """Hetzelfde formulier met wat goed is ingevuld, om vast te leggen; het vraagt zo nodig een verse code."""
        return type(self)(self._request, **{**self._opties, "initial": self.cleaned_data})

    def afdruk(self) -> str:
        """De velden als tekst: wie na het bekijken iets wijzigt, krijgt eerst het nieuwe gevolg te zien."""
        return "|".join(str(self.cleaned_data.get(naam, "")) for naam in self.fields if naam != "bevestiging")


class RegelForm(_Bekijken):
    groepen = forms.TypedMultipleChoiceField(
        label="Voor welke leerlingen?",
        coerce=Leeftijdsgroep,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één groep.", "invalid_choice": "Kies alleen genoemde groepen."},
    )
    instantie = forms.TypedChoiceField(
        label="Wie behandelt deze meldingen?",
        coerce=int,
        help_text="De uitvoerende instantie, of een andere gemeente of regio.",
        error_messages={"required": "Kies een instantie.", "invalid_choice": "Kies een instantie uit de lijst."},
    )
    van = DatumVeld(label="Vanaf", error_messages={"required": "Vul de eerste dag in."})
    tot = DatumVeld(label="Tot en met", required=False, help_text="Leeg: zonder laatste dag.")

    def __init__(self, request: Any, *args: Any, gebied: Organisatie, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self._opties["gebied"] = gebied
        self.instanties = {o.pk: o for o in mogelijke_instanties()}
        zet_keuzes(self, "groepen", [(groep.value, LABELS[groep].capitalize()) for groep in groepen_van(gebied)])
        keuzes = [(pk, f"{o.naam} ({o.aanduiding})") for pk, o in self.instanties.items()]
        zet_keuzes(self, "instantie", [("", "Maak een keuze"), *keuzes])

    def uitkomst(self) -> tuple[list[Leeftijdsgroep], Organisatie, Any, Any]:
        velden = self.cleaned_data
        return velden["groepen"], self.instanties[velden["instantie"]], velden["van"], velden["tot"]


class EindeForm(_Bekijken):
    laatste_dag = DatumVeld(
        label="Laatste dag", error_messages={"required": "Vul de laatste dag in waarop de regel geldt."}
    )


class IntrekForm(BevestigForm):
    """Een regel die nog niet begon, weer weghalen: er is niets in te vullen, alleen te bevestigen."""
