"""Welke velden van een formulier bewaard mogen worden."""

from django.http import QueryDict

from verzuimloket.gate import GEHEIM


def velden_van(formulier: QueryDict) -> dict[str, list[str]]:
    """De getypte velden zonder wachtwoorden, codes, de sleutel tegen vervalsing en het pad van het script."""
    return {naam: waarden for naam, waarden in formulier.lists() if naam != "pad" and not GEHEIM.search(naam)}
