"""Verwijderen wat het portaal niet langer mag bewaren. Welke regels er zijn, zegt settings.OPSCHOONREGELS."""

import logging
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class OpschonenMislukt(Exception):
    """Een of meer regels lukten niet; de andere zijn wel uitgevoerd. De tekst noemt ze."""


def schoon_op(vandaag: date, *, proef: bool = False) -> dict[str, int]:
    """Voer elke regel uit alsof het `vandaag` is en geef per regel het aantal. `proef` telt alleen.

    Elke regel is haar eigen transactie. Lukt er een niet, dan gaan de andere door en werpt zij daarna OpschonenMislukt.
    """
    aantallen: dict[str, int] = {}
    mislukt = []
    for naam, functie in settings.OPSCHOONREGELS.items():
        try:
            aantallen[naam] = import_string(functie)(vandaag, proef=proef)
        except Exception as fout:
            logger.error("Opschonen: de regel %s lukte niet (%s)", naam, type(fout).__name__)
            mislukt.append(naam)
    if mislukt:
        raise OpschonenMislukt(f"Niet opgeschoond: {', '.join(mislukt)}. De andere regels zijn wel uitgevoerd.")
    return aantallen
