"""Het hoogste diploma van iemand. De volgorde is die van het Nederlands kwalificatieraamwerk (NLQF)."""

from collections.abc import Iterable
from datetime import date

from bron.domein.startkwalificatie import Diploma

# van laag naar hoog: entree en lager vmbo zijn niveau 1, vmbo tl en mbo 2 niveau 2, mbo 3 niveau 3, havo en mbo 4
# niveau 4, vwo 4+; pro en vso hebben geen niveau
RANG = ("VSO", "PRO", "MBO 1", "MBO", "VMBO", "MBO 2", "MBO 3", "HAVO", "MBO 4", "VWO")
_NAMEN = ", ".join(f"'{naam}'" for naam in RANG)

# Dezelfde regels voor een rij met de kolommen soort en niveau: de rang (1 is de laagste) en de naam bij een rang.
SQL_RANG = f"array_position(ARRAY[{_NAMEN}], CASE WHEN soort = 'MBO' THEN rtrim('MBO ' || niveau) ELSE soort END)"


def sql_naam(rang: str) -> str:
    """De naam bij een rang, als SQL; leeg als er geen is."""
    return f"coalesce((ARRAY[{_NAMEN}])[{rang}], '')"


def naam(soort: str, niveau: str) -> str:
    """`HAVO`, `MBO 2`; alleen bij mbo zegt het niveau iets.

    >>> naam("MBO", "2"), naam("VMBO", "3")
    ('MBO 2', 'VMBO')
    """
    return f"MBO {niveau}".rstrip() if soort == "MBO" else soort


def hoogste_diploma(diplomas: Iterable[Diploma], dag: date) -> str:
    """De naam van het hoogste diploma dat op of vóór `dag` is behaald; leeg als er geen is."""
    namen = [naam(d.soort, d.niveau) for d in diplomas if d.datum_behaald <= dag]
    return max(namen, key=RANG.index, default="")
