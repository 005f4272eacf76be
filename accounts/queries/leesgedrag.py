"""Hoeveel leerlingen iemand in een uur zag, uit het logboek."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.domein.leesgedrag import GEOPEND, IN_EEN_LIJST

_UUR = """
SELECT e.gebruiker_id, e.organisatie_id,
    count(DISTINCT e.onderwerp) FILTER (WHERE e.actie = ANY(%(geopend)s)),
    count(DISTINCT e.onderwerp) FILTER (WHERE e.actie = ANY(%(lijst)s)),
    count(DISTINCT e.onderwerp),
    coalesce(
        array_agg(DISTINCT e.object_id) FILTER (WHERE e.actie = ANY(%(geopend)s) AND e.object_type = 'melding'), '{}')
FROM audit_auditevent e
JOIN accounts_gebruiker g ON g.id = e.gebruiker_id
JOIN accounts_organisatie o ON o.id = e.organisatie_id
WHERE e.moment >= %(van)s AND e.moment < %(tot)s AND e.onderwerp <> ''
GROUP BY e.gebruiker_id, e.organisatie_id ORDER BY e.gebruiker_id, e.organisatie_id"""


@dataclass(frozen=True, slots=True)
class Gelezen:
    """Aantallen verschillende leerlingen; `meldingen` zijn de nummers van de geopende meldingen."""

    gebruiker_id: int
    organisatie_id: int
    geopend: int
    in_lijsten: int
    samen: int
    meldingen: list[str]


def gelezen_tussen(van: datetime, tot: datetime) -> list[Gelezen]:
    """Wie tussen deze momenten iets van leerlingen zag. Eén vraag, over alleen dit stuk van het logboek."""
    with connection.cursor() as cursor:
        waarden: dict[str, Any] = {"van": van, "tot": tot, "geopend": list(GEOPEND), "lijst": list(IN_EEN_LIJST)}
        cursor.execute(_UUR, waarden)
        return [Gelezen(*rij) for rij in cursor.fetchall()]
