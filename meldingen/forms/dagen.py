"""De verzuimspecificatie: per dag de hele dag of lesuren 1-12 (`dagen-N-datum`, `-hele_dag`, `-lesuren`)."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from meldingen.gegevens import Dag
from verzuimloket.components.velden import DatumVeld

MEESTE_DAGEN = 100  # ruim een half schooljaar; meer hoort in een vervolgmelding
LESUREN = [(str(uur), str(uur)) for uur in range(1, 13)]
_VELD = re.compile(r"dagen-(\d{1,6})-(datum|hele_dag|lesuren)", re.ASCII)


class DagForm(forms.Form):
    datum = DatumVeld(label="Datum", required=False)
    hele_dag = forms.BooleanField(label="Hele dag", required=False)
    lesuren = forms.TypedMultipleChoiceField(
        label="Of deze lesuren",
        choices=LESUREN,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies lesuren van 1 tot en met 12."},
    )

    def clean(self) -> dict[str, Any]:
        waarden: dict[str, Any] = super().clean() or {}
        if waarden.get("datum") and not waarden.get("hele_dag") and not waarden.get("lesuren") and not self.errors:
            self.add_error("hele_dag", "Kies ‘hele dag’ of de lesuren van deze dag.")
        uren = waarden.get("hele_dag") or waarden.get("lesuren")
        if uren and not waarden.get("datum") and "datum" not in self.errors:
            self.add_error("datum", "Vul de datum van deze dag in.")
        return waarden

    @property
    def leeg(self) -> bool:
        return not any(self.cleaned_data.get(veld) for veld in ("datum", "hele_dag", "lesuren"))


def _nummers(data: QueryDict) -> list[int]:
    return sorted({int(m.group(1)) for naam in data if (m := _VELD.fullmatch(naam))})


def getypte_dag(data: QueryDict, nummer: int) -> dict[str, Any]:
    """Een rij zoals zij getypt is, nog niet gecontroleerd."""
    return {
        "datum": data.get(f"dagen-{nummer}-datum", "").strip(),
        "hele_dag": f"dagen-{nummer}-hele_dag" in data,
        "lesuren": data.getlist(f"dagen-{nummer}-lesuren"),
    }


def getypte_dagen(data: QueryDict) -> list[dict[str, Any]]:
    """De rijen waar iets in staat, om te tonen met een lege rij erachter."""
    return [dag for nummer in _nummers(data) if any((dag := getypte_dag(data, nummer)).values())]


def _als_tekst(dag: dict[str, Any]) -> str:
    uren = "hele dag" if dag["hele_dag"] else f"lesuur {', '.join(dag['lesuren'])}" if dag["lesuren"] else ""
    return " ".join(deel for deel in (dag["datum"], uren) if deel)


class Dagenlijst:
    """De rijen van de specificatie. Een ontbrekend of vals aantal in het formulier telt niet: de velden zelf tellen."""

    def __init__(self, data: QueryDict | None, begin: Iterable[dict[str, Any]] = ()) -> None:
        self.te_veel: list[str] = []
        self.open = False
        if data is None:
            rijen = [*begin, {}]
            self.forms = [DagForm(prefix=f"dagen-{nr}", initial=rij) for nr, rij in enumerate(rijen)]
            return
        nummers = _nummers(data)
        getypt = [getypte_dag(data, nummer) for nummer in nummers[MEESTE_DAGEN:]]
        self.te_veel = [_als_tekst(dag) for dag in getypt if any(dag.values())]
        self.forms = [DagForm(data, prefix=f"dagen-{nr}") for nr in nummers[:MEESTE_DAGEN]]
        if not self.forms:
            self.forms = [DagForm(QueryDict(), prefix="dagen-0")]

    @property
    def aantal(self) -> int:
        return len(self.forms)

    @property
    def gevuld(self) -> bool:
        return self.open or any(form.initial or (form.is_bound and form.has_changed()) for form in self.forms)

    def is_valid(self, begin: date | None, eind: date) -> bool:
        """Elke dag klopt, komt één keer voor en ligt binnen het verzuim."""
        gezien: set[date] = set()
        for form in self.forms:
            if not form.is_valid() or form.leeg:
                continue
            dag = form.cleaned_data["datum"]
            if dag in gezien:
                form.add_error("datum", "Deze dag staat er al. Elke dag mag één keer voorkomen.")
            elif begin and not begin <= dag <= eind:
                form.add_error("datum", "Deze dag valt buiten het verzuim. Kies een dag tussen begin en eind.")
            gezien.add(dag)
        if self.te_veel:
            self.forms[-1].add_error(
                "datum", f"U kunt hoogstens {MEESTE_DAGEN} dagen opgeven. Doe voor de rest een vervolgmelding."
            )
        return not self.te_veel and all(not form.errors for form in self.forms)

    def uitkomst(self) -> Iterable[Dag]:
        for form in self.forms:
            if not form.leeg:
                waarden = form.cleaned_data
                uren = () if waarden["hele_dag"] else tuple(sorted(set(waarden["lesuren"])))
                yield Dag(waarden["datum"], waarden["hele_dag"], uren)
