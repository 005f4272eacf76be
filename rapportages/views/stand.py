"""Wat boven elke bladzijde van een maand staat: wanneer zij gebouwd is, wat zij weet, en wanneer zij verdwijnt."""

from typing import Any

from rapportages.domein.codes import TITELS, Code
from rapportages.models import Maandrapportage
from rapportages.queries.cijfers import verdwijnt_binnenkort

_OP_DE_BLADZIJDE = (Code.A01, Code.A02, Code.A04, Code.A05, Code.A14, Code.R01)


def codes_van(rapportage: Maandrapportage) -> list[Code]:
    """De codes met rijen: A14 bestaat alleen in november, december en januari."""
    zonder_a14 = rapportage.waarde.vorige_t1 is None
    return [code for code in _OP_DE_BLADZIJDE if not (zonder_a14 and code is Code.A14)]


def stand_van(rapportage: Maandrapportage, code: Code | None = None) -> dict[str, Any]:
    """De context die elke bladzijde van een maand deelt."""
    maand = rapportage.waarde
    return {
        "rapportage": rapportage,
        "maand": maand,
        "code": code,
        "maandnaam": maand.naam,
        "verdwijnt_binnenkort": verdwijnt_binnenkort(rapportage),
        "tabs": [(ander, TITELS[ander]) for ander in codes_van(rapportage)],
    }


def waarom_leeg(rapportage: Maandrapportage, code: Code) -> str:
    """Waarom een lijst zonder filters leeg kan zijn, in één zin."""
    eerste = rapportage.waarde.maand == 11
    match code:
        case Code.A02 if eerste:
            return "Dit is de eerste maand van het convenantjaar: er is nog geen vorige lijst om vanaf te gaan."
        case Code.A02:
            return "Niemand van uw vorige lijst is er deze maand af gegaan."
        case Code.A01:
            return "Niemand kwam er deze maand bij op uw lijst."
        case Code.A14 if rapportage.waarde.vorige_t1 is None:
            return "Deze lijst maken wij alleen in november, december en januari."
        case Code.R01:
            return "In deze maand zijn bij u geen meldingen geregistreerd."
        case Code.A05:
            return "Op t1 stond er niemand bij u ingeschreven die meetelt."
    return "Er staat niemand op deze lijst."
