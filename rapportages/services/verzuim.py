"""Meldingen van verzuim in de rapportages: de kolommen MELDING_VERZUIM_* en R01."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from rapportages.models import Maandrapportage
from rapportages.queries import opvolging, verzuim
from verzuimloket.kalender import begin_van_dag

_BIJ_OPVOLGER = opvolging.in_tabel("rapportages_verzuimrij", "t.rapportage_id = %(rapportage_id)s")


def meldingen_sinds(t1: date, k: datetime) -> tuple[str, dict[str, object]]:
    """Een SELECT (pgn, verplicht) met zijn parameters: de meldingen die van t1 tot K zijn geregistreerd."""
    return verzuim.SINDS, {"meldingen_vanaf": begin_van_dag(t1), "k": k}


def voeg_in(rapportage: Maandrapportage) -> None:
    """R01: de meldingen die in de kalendermaand vóór t2 zijn geregistreerd, met soort en status van nu."""
    maand = rapportage.waarde
    gegevens: dict[str, Any] = {
        "rapportage_id": rapportage.pk,
        "k": rapportage.sluitmoment,
        "van": begin_van_dag(maand.vorige.t2),
        "tot": begin_van_dag(maand.t2),
        "t2": maand.t2,
    }
    with connection.cursor() as cursor:
        for opdracht in (verzuim.INVOEGEN, *_BIJ_OPVOLGER):
            cursor.execute(opdracht, gegevens)
