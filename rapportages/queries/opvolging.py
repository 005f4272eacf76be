"""Fusies in de rapportages: vanaf de dag telt een gemeente of instelling die opging bij haar opvolger.

Wat vóór die dag gebouwd is, blijft zoals het was (docs/domein/fusies.md).
"""

from accounts.domein.rechten import Soort
from accounts.queries.fusies import opvolging_sql

SCHOLEN = opvolging_sql(Soort.INSTELLING, "%(t2)s")
GEMEENTEN = opvolging_sql(Soort.GEMEENTE, "%(t2)s")


def in_tabel(tabel: str, waar: str = "true", dag: str = "%(t2)s") -> tuple[str, str]:
    """De opdrachten die rijen met `brin`, `gemeentecode` en `rmc_nummer` bij de opvolger leggen."""
    return (
        f"""UPDATE {tabel} t SET brin = o.naar FROM {opvolging_sql(Soort.INSTELLING, dag)} o
        WHERE {waar} AND t.brin = o.van""",
        f"""UPDATE {tabel} t SET gemeentecode = o.naar, rmc_nummer = g.rmc_nummer
        FROM {opvolging_sql(Soort.GEMEENTE, dag)} o
        JOIN accounts_organisatie g ON g.soort = 'gemeente' AND g.code = o.naar
        WHERE {waar} AND t.gemeentecode = o.van""",
    )


def codes(opvolging: str) -> str:
    """De ontvanger zelf (parameter `ontvanger`), met wie in hem is opgegaan: te gebruiken na `=`. Is hij zelf
    opgegaan, dan is er niets."""
    return f"""ANY (ARRAY(
        SELECT %(ontvanger)s::text WHERE NOT EXISTS (SELECT FROM {opvolging} o WHERE o.van = %(ontvanger)s)
        UNION ALL SELECT o.van::text FROM {opvolging} o WHERE o.naar = %(ontvanger)s
    ))"""
