"""Zoeken en filteren. Zoeken gaat met POST: een naam of nummer komt niet in het adres."""

from typing import Any

from django import forms

from accounts.domein.rechten import Soort
from accounts.models import Gebruiker
from meldingen.domein.workflow import LABELS, Status
from meldingen.queries import Filter, filterkeuzes, naam_bij_werk
from verzuimloket.components.velden import DatumVeld, FilterFormulier, TekstVeld, zet_keuzes


class ZoekForm(forms.Form):
    zoek = TekstVeld(
        label="Zoeken",
        max_length=100,
        required=False,
        help_text="Naam, PGN, meldingsnummer of leerlingnummer",
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )
    zoek.zonder_aanduiding = True  # type: ignore[attr-defined]


class FilterForm(FilterFormulier):
    status = forms.MultipleChoiceField(
        label="Status",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(s.value, LABELS[s]) for s in Status if s is not Status.OVERGEDRAGEN],
    )
    soort = forms.ChoiceField(label="Soort", required=False)
    locatie = forms.TypedChoiceField(label="Locatie", required=False, coerce=int, empty_value=None)
    van = DatumVeld(label="Gemeld vanaf", required=False)
    tot = DatumVeld(label="Gemeld tot en met", required=False)
    medewerker = forms.TypedChoiceField(label="Werk van", required=False, coerce=int, empty_value=None)
    ongelezen = forms.BooleanField(label="Alleen ongelezen", required=False)
    doorgestuurd = forms.BooleanField(label="Wat wij doorstuurden", required=False)

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soorten, locaties = filterkeuzes(gebruiker)
        zet_keuzes(self, "soort", [("", "Alle soorten"), *soorten])
        self._werk_van(gebruiker)
        if gebruiker.scope is not None and gebruiker.scope.soort is Soort.INSTELLING:
            del self.fields["doorgestuurd"]
            zet_keuzes(self, "locatie", [("", "Alle locaties"), *locaties])
        else:
            del self.fields["locatie"]

    def _werk_van(self, gebruiker: Gebruiker) -> None:
        """Alleen met een nummer in het adres, zoals in de mail bij een vertrek: anders staat het veld er niet."""
        wie = self.data.get("medewerker", "")
        if wie.isdecimal() and wie.isascii() and len(wie) < 10:
            zet_keuzes(self, "medewerker", [("", "Iedereen"), (wie, naam_bij_werk(gebruiker, int(wie)))])
        else:
            del self.fields["medewerker"]

    def keuze(self, zoek: str, sorteer: str) -> Filter:
        self.is_valid()
        goed = self.cleaned_data
        return Filter(
            zoek=zoek,
            sorteer=sorteer,
            status=tuple(goed.get("status") or ()),
            soort=goed.get("soort") or "",
            locatie=goed.get("locatie"),
            van=goed.get("van"),
            tot=goed.get("tot"),
            medewerker=goed.get("medewerker"),
            ongelezen=bool(goed.get("ongelezen")),
            doorgestuurd=bool(goed.get("doorgestuurd")),
        )
