"""Een logo dat iemand aanbiedt: gekeurd, verkleind en opnieuw geschreven, zodat alleen de beeldpunten overblijven."""

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image

MEESTE_BYTES = 500_000
GROOTSTE, KLEINSTE = 2000, 16  # beeldpunten per zijde
BREED, HOOG = 480, 160  # zo groot bewaren wij het hoogstens: scherp op 240 bij 80


# wat Pillow werpt bij een bestand dat geen PNG is, kapot is, of beweert heel groot te zijn
_GEEN_BEELD = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


class GeenLogo(ValueError):
    """Het bestand is geen bruikbaar logo; de tekst is een Nederlandse zin."""


@dataclass(frozen=True, slots=True)
class Logo:
    png: bytes
    breedte: int
    hoogte: int


def lees_logo(inhoud: bytes) -> Logo:
    """Een PNG als nieuwe PNG van hoogstens 480 bij 160. Werpt GeenLogo bij al het andere.

    Eerst de kop, dan pas de beeldpunten: een klein bestand met een heel groot beeld wordt niet uitgepakt.
    """
    if len(inhoud) > MEESTE_BYTES:
        raise GeenLogo("Het bestand is te groot. Gebruik een logo van hoogstens 500 kB.")
    try:
        with Image.open(io.BytesIO(inhoud), formats=["PNG"]) as beeld:
            if not all(KLEINSTE <= zijde <= GROOTSTE for zijde in beeld.size):
                raise GeenLogo(f"Een logo is tussen {KLEINSTE} en {GROOTSTE} beeldpunten breed en hoog.")
            beeld.verify()  # ook een half bestand: WeasyPrint zet voor het hele proces aan dat Pillow dat aanvult
        with Image.open(io.BytesIO(inhoud), formats=["PNG"]) as beeld:
            nieuw = beeld.convert("RGBA")
    except GeenLogo:
        raise
    except _GEEN_BEELD:
        raise GeenLogo("Dit is geen PNG. Sla uw logo op als PNG en probeer het opnieuw.") from None
    nieuw.thumbnail((BREED, HOOG))
    uit = io.BytesIO()
    Image.frombytes("RGBA", nieuw.size, nieuw.tobytes()).save(uit, "PNG", optimize=True)  # zonder kopgegevens
    return Logo(uit.getvalue(), *nieuw.size)
