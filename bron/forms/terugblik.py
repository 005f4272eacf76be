"""Terugkijken: over wie, wat wisten wij wanneer, over welke dag, en waarom kijkt u."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bron.domein.vraag import Aanleiding, Vraag
from bron.forms.reden import RedenForm
from verzuimloket.clock import AMSTERDAM, nu
from verzuimloket.components.velden import DatumVeld

_TIJD = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)


class TijdVeld(forms.CharField):
    """`14:30` of `9.05`; leeg is None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"class": "vl-kort", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        tekst = super().clean(value).strip()
        if not tekst:
            return None
        gevonden = _TIJD.fullmatch(tekst)
        if gevonden is None:
            raise ValidationError("Vul een tijd in als 14:30.", code="invalid")
        return time(int(gevonden[1]), int(gevonden[2]))


class TerugblikForm(RedenForm):
    field_order = ("pgn", "kennisdag", "kennistijd", "dag", "aanleiding", "toelichting")
    kennisdag = DatumVeld(
        label="Wat wisten wij op",
        help_text="De dag waarop u terugkijkt. Bijvoorbeeld 3-10-2026.",
        error_messages={"required": "Vul in op welke dag u terugkijkt."},
    )
    kennistijd = TijdVeld(
        label="Om hoe laat",
        required=False,
        help_text="Bijvoorbeeld 14:30. Laat leeg voor alles wat op die dag is ontvangen.",
    )
    dag = DatumVeld(
        label="Over welke dag",
        required=False,
        help_text="De dag waarover u iets wilt weten. Laat leeg voor dezelfde dag.",
    )

    @classmethod
    def bij(cls, vraag: Vraag) -> "TerugblikForm":
        """Het formulier met een eerdere vraag erin; de reden vult u opnieuw in."""
        kennisdag, kennistijd = vraag.getypt
        begin = {"pgn": vraag.pgn, "kennisdag": kennisdag, "kennistijd": kennistijd, "dag": vraag.dag}
        return cls(initial=begin)

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        if isinstance(gegevens.get("kennisdag"), date) and "kennistijd" in gegevens:
            moment = _moment(gegevens["kennisdag"], gegevens["kennistijd"])
            if moment is None:
                veld = "kennistijd" if gegevens["kennisdag"] == nu().date() else "kennisdag"
                self.add_error(veld, "Dit moment moet nog komen.")
            gegevens["bekend_op"] = moment
        return gegevens

    def uitkomst(self) -> Vraag:
        """De gecontroleerde vraag; alleen na een geslaagde is_valid."""
        schoon = self.cleaned_data
        return Vraag(
            pgn=schoon["pgn"],
            bekend_op=schoon["bekend_op"],
            dag=schoon["dag"] or schoon["kennisdag"],
            aanleiding=Aanleiding(schoon["aanleiding"]),
            toelichting=schoon["toelichting"],
            hele_dag=schoon["kennistijd"] is None,
        )


def _moment(dag: date, tijd: time | None) -> datetime | None:
    """K: wat vóór dit moment is ontvangen, telt. Zonder tijd is dat de hele dag, of tot nu. None: in de toekomst."""
    nu_ = nu()
    if tijd is None:
        einde = datetime.combine(dag + timedelta(days=1), time(), AMSTERDAM)
        return None if dag > nu_.date() else min(einde, nu_)
    moment = datetime.combine(dag, tijd, AMSTERDAM)
    return None if moment > nu_ else moment
