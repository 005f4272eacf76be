"""Uitleg bij een lijst: voor één leerling het dossier, en voor veel nummers waarom zij er niet op staan."""

from collections.abc import Sequence

from rapportages.domein.niet_op_lijst import RedenNiet, Uitkomst, reden_niet, zin_niet
from rapportages.domein.ontvanger import Ontvanger
from rapportages.models import Maandrapportage
from rapportages.queries.uitleg import feiten_buiten_de_lijst


def redenen_niet_op_lijst(
    pgns: Sequence[str], rapportage: Maandrapportage, ontvanger: Ontvanger
) -> dict[str, Uitkomst]:
    """Per nummer dat niet op de bewaarde A04 van deze ontvanger staat: de reden met één zin, zoals bekend op K.

    Nummers die er wel op staan, zitten niet in het antwoord; alle andere gevraagde nummers wel, ook onbekende en
    ongeldige. Van een leerling die niet bij de ontvanger hoort, is het antwoord hetzelfde als bij een onbekend nummer:
    zo is niemand te raden. Altijd twee vragen aan de database, voor 1 nummer of voor 50.000. Leest zonder logregel: de
    aanroeper stelt vast dat de lezer bij de ontvanger hoort en schrijft het inzien op (een regel per leerling).
    """
    t1, t2, letter = rapportage.t1, rapportage.maand, ontvanger.letter
    uit = {}
    for nummer, feiten in feiten_buiten_de_lijst(pgns, rapportage, ontvanger):
        reden = reden_niet(feiten, letter, t1, t2) or RedenNiet.LATER_BEKEND
        uit[nummer] = Uitkomst(reden, zin_niet(reden, feiten, letter, t1, t2))
    return uit
