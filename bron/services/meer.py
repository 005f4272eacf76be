"""Wie bij meer instellingen staat: gezocht over een tweede verbinding, terwijl de eerste het register bijwerkt.

Misschien: het zijn er weinig, en `signalen.py` kijkt van hen of de inschrijvingen elkaar echt overlappen. Zoeken is
lezen, en kost een zesde van een weeklevering. De tweede verbinding ziet het register van vóór het samenvoegen: dan
heeft elke inschrijving één geldende versie, en wat de levering toevoegt staat in de tussenopslag (besluit 19).
"""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from bron.domein.tijd import OPEN_DAG
from bron.models import Levering
from bron.services.indexen import is_weinig, langs_de_index

TELT_MEE = "p.bekostigbaar = 'J' AND p.intensiteit <> 'EX'"
BEKEND = "v.ontvangen_op <= %(op)s AND v.vervallen_op > %(op)s"
APART = range(20_000, 1_000_000)  # records: bij minder scheelt het niets, en wat oversteekt staat in het geheugen

HAP = 1 << 20  # tekens die COPY per keer vraagt: een andere draad houdt Python dan niet telkens bezet

_TOT = f"coalesce(volgende, datum_uitschrijving + 1, DATE '{OPEN_DAG}')"
_MEER = f"""SELECT DISTINCT h.pgn
FROM (SELECT pgn, min(brin) AS van, max(brin) AS tot FROM bron_in_periode p WHERE {TELT_MEE}
    GROUP BY pgn {{volgorde}}) h
LEFT JOIN bron_periodeversie v ON v.pgn = h.pgn AND v.bekostigd AND NOT v.examen AND {BEKEND}
WHERE h.van < h.tot OR v.brin < h.van OR v.brin > h.tot"""

# Over de tweede verbinding is er tijd voor precies: de perioden zoals zij na de levering zijn, en wie er twee tegelijk
# heeft. Wie van school wisselde, valt zo al af.
_HIER = f"""SELECT concat_ws(E'\\t', pgn, brin, volgnummer, geldig_van, {_TOT}) AS rij
FROM bron_in_periode p WHERE {TELT_MEE}"""
_MAAK_HIER = """CREATE TEMP TABLE bron_in_hier
(pgn text, brin text, volgnummer text, geldig_van date, geldig_tot date) ON COMMIT DROP"""
_TEGELIJK = f"""
WITH daarna AS (SELECT pgn, geldig_van, geldig_tot FROM bron_in_hier
    UNION ALL SELECT pgn, geldig_van, geldig_tot FROM bron_periodeversie v
    WHERE v.pgn = ANY((SELECT array_agg(DISTINCT pgn ORDER BY pgn) FROM bron_in_hier)::text[])
        AND v.bekostigd AND NOT v.examen AND {BEKEND} AND NOT EXISTS (SELECT FROM bron_in_hier h
            WHERE h.pgn = v.pgn AND h.brin = v.brin AND h.volgnummer = v.volgnummer))
SELECT DISTINCT pgn AS rij FROM (SELECT pgn, geldig_van < max(geldig_tot) OVER (PARTITION BY pgn
    ORDER BY geldig_van, geldig_tot ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS tegelijk FROM daarna) d
WHERE tegelijk"""


@contextmanager
def zoek_wie_bij_meer_staat(
    cursor: Any, levering: Levering, *, apart: bool, daarna: Callable[[], None]
) -> Iterator[Callable[[], None]]:
    """Begin te zoeken. De functie die dit geeft, maakt bron_in_meer, en wacht daarvoor zo nodig op de uitslag.

    Te openen vóór het samenvoegen, met het slot van de inlezer: dan wijzigt niemand anders het register. Zonder `apart`
    (een ander heeft de transactie, en de tweede verbinding ziet niet wat daarin staat) gaat alles over `cursor`.
    `daarna` begint als het zoeken klaar is: op twee processors is een derde werk tegelijk er een te veel.
    """
    if not (apart and levering.aangeboden in APART and _gevuld(cursor, levering)):
        _zoek_hier(cursor, levering)
        daarna()
        yield lambda: None
        return
    hier = _als_tekst(cursor, _HIER, {})
    verbinding = connection.copy()
    verbinding.inc_thread_sharing()  # gemaakt in deze draad, gebruikt in de andere
    with ThreadPoolExecutor(1, "meer") as draad:
        uitslag = draad.submit(_zoek_apart, verbinding, levering, hier)
        uitslag.add_done_callback(lambda _: daarna())

        def zet_klaar() -> None:
            cursor.execute("CREATE TEMP TABLE bron_in_meer (pgn text) ON COMMIT DROP")
            _copy(cursor, "bron_in_meer", uitslag.result())
            cursor.execute("ANALYZE bron_in_meer")

        yield zet_klaar


def _gevuld(cursor: Any, levering: Levering) -> bool:
    """Of het register veel groter is dan de levering, en niet leeg: dan haalt niemand zijn indexen weg."""
    cursor.execute("SELECT EXISTS (SELECT FROM bron_periodeversie)")
    return bool(cursor.fetchone()[0]) and is_weinig(cursor, levering.aangeboden)


def _zoek_hier(cursor: Any, levering: Levering) -> None:
    volgorde = "ORDER BY pgn" if is_weinig(cursor, levering.aangeboden) else ""  # die van de index
    vraag = _MEER.format(volgorde=volgorde)
    with langs_de_index(cursor, levering.aangeboden):
        cursor.execute(f"CREATE TEMP TABLE bron_in_meer ON COMMIT DROP AS {vraag}", {"op": levering.ontvangen_op})
    cursor.execute("ANALYZE bron_in_meer")


def _zoek_apart(verbinding: BaseDatabaseWrapper, levering: Levering, hier: str) -> str:
    """De nummers, elk op een regel. Draait in de draad, en sluit de verbinding."""
    try:
        verbinding.set_autocommit(False)
        with verbinding.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '256MB'; SET LOCAL statement_timeout = 0")
            cursor.execute(_MAAK_HIER)
            _copy(cursor, "bron_in_hier", hier)
            cursor.execute("ANALYZE bron_in_hier")
            return _als_tekst(cursor, _TEGELIJK, {"op": levering.ontvangen_op})
    finally:
        verbinding.close()


def _als_tekst(cursor: Any, vraag: str, waarden: dict[str, Any]) -> str:
    """Elke `rij` van de vraag op een regel: als één waarde, want per rij moet Python steeds weer aan de beurt komen."""
    cursor.execute(f"SELECT coalesce(string_agg(rij, E'\\n'), '') FROM ({vraag}) r", waarden)
    tekst: str = cursor.fetchone()[0]
    return tekst


def _copy(cursor: Any, tabel: str, tekst: str) -> None:
    with cursor.db.wrap_database_errors:  # copy_expert gaat anders buiten Django om
        cursor.cursor.copy_expert(f"COPY {tabel} FROM STDIN", io.StringIO(tekst), HAP)
