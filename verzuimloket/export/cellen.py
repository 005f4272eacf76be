"""Veilige cellen: tekst uit het register of van een gebruiker mag in een rekenblad nooit een formule worden."""

import re
from datetime import date, datetime
from decimal import Decimal

from verzuimloket.clock import AMSTERDAM
from verzuimloket.export.tabel import Waarde

# ook de brede en kleine vormen: een rekenblad met Oost-Aziatische invoer leest die als = + - @
_FORMULE = re.compile("[\\s\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠﹦﹢﹣﹫−]|[\t\r]")
# wat XML 1.0 niet kent; U+FFFE en U+FFFF laat openpyxl door, waarna het bestand niet meer opent
_BUITEN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_tekst(waarde: Waarde) -> str:
    """De waarde zoals hij in een csv staat: datums als dd-mm-jjjj, een decimale komma, leeg voor None.

    Tekst die een rekenblad als formule kan lezen, krijgt een apostrof ervoor. Tekens die een werkmap niet kent,
    vallen ook hier weg: een los surrogaat brak het bestand halverwege af.
    """
    tekst = papier_tekst(waarde)
    return f"'{tekst}" if isinstance(waarde, str) and _FORMULE.match(tekst) else tekst


def papier_tekst(waarde: Waarde) -> str:
    """De waarde zoals een mens haar leest: datums als dd-mm-jjjj, een decimale komma, leeg voor None."""
    if waarde is None:
        return ""
    if isinstance(waarde, date):
        waarde = dag_van(waarde)
        return f"{waarde.day:02}-{waarde.month:02}-{waarde.year:04}"
    if isinstance(waarde, Decimal):
        return f"{waarde:f}".replace(".", ",")
    if isinstance(waarde, int):
        return str(waarde)
    return xml_tekst(waarde)


def dag_van(waarde: date) -> date:
    """De dag; van een moment de dag waarop het in Nederland was."""
    if isinstance(waarde, datetime):
        return (waarde.astimezone(AMSTERDAM) if waarde.tzinfo else waarde).date()
    return waarde


def xml_tekst(tekst: str) -> str:
    """De tekst zonder tekens die in een bestand niet kunnen bestaan."""
    return _BUITEN_XML.sub("", tekst)
