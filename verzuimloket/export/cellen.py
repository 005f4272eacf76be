"""Veilige cellen: tekst uit het register of van een gebruiker mag in een rekenblad nooit een formule worden."""

import re
from datetime import date
from decimal import Decimal

from verzuimloket.export.tabel import Waarde

_FORMULE = re.compile(r"\s*[=+\-@]|[\t\r]")
# wat XML 1.0 niet kent; U+FFFE en U+FFFF laat openpyxl door, waarna het bestand niet meer opent
_BUITEN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_tekst(waarde: Waarde) -> str:
    """De waarde zoals hij in een csv staat: datums als dd-mm-jjjj, een decimale komma, leeg voor None.

    Tekst die een rekenblad als formule kan lezen, krijgt een apostrof ervoor.
    """
    if waarde is None:
        return ""
    if isinstance(waarde, date):
        return f"{waarde.day:02}-{waarde.month:02}-{waarde.year:04}"
    if isinstance(waarde, Decimal):
        return f"{waarde:f}".replace(".", ",")
    if isinstance(waarde, int):
        return str(waarde)
    return f"'{waarde}" if _FORMULE.match(waarde) else waarde


def xml_tekst(tekst: str) -> str:
    """De tekst zonder tekens die in een werkmap niet kunnen bestaan."""
    return _BUITEN_XML.sub("", tekst)
