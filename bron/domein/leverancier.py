"""Wie voor welke instelling mag aanleveren.

Een leverancier die zelf een instelling is, levert alleen voor zijn eigen BRIN. Elke andere leverancier, zoals het
landelijke register, mag voor alle. Zie docs/domein/levering.md.
"""

from bron.domein.levering import VELDEN, Code, Fout, Record

VREEMD_BRIN = Fout(Code.BRIN, "Deze leverancier mag niet aanleveren voor dit BRIN.")
MET_BRIN = frozenset(soort for soort, velden in VELDEN.items() if velden[0].naam == "brin")


def toets_brin(record: Record, eigen_brin: str) -> Record:
    """Het record, met een fout als het van een andere instelling is. `eigen_brin` leeg: alles mag.

    Een fout die er al was, blijft staan.
    """
    if not eigen_brin or record.fout is not None or record.soort not in MET_BRIN or record["brin"] == eigen_brin:
        return record
    return Record(record.soort, record.waarden, VREEMD_BRIN)
