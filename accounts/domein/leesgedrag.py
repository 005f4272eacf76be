"""Wanneer lezen opvalt: hoeveel leerlingen iemand in één uur zag, en op welk uur. Een signaal is geen oordeel.

Bron: eigen keuze. De drempels liggen ruim boven een drukke dag, zodat een signaal iets betekent; zij staan in één tabel
en zijn daar te wijzigen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# een leerling openen: zijn melding, zijn gegevens uit het register, of de uitleg bij zijn regel
GEOPEND = (
    "meldingen:melding:bekeken",
    "bron:leerling:ingezien",
    "bron:register:ingezien",
    "rapportages:leerling:ingezien",
)
# een leerling op een bladzijde van een lijst; een bestand is één handeling, en staat als ophalen in het logboek
IN_EEN_LIJST = ("meldingen:lijst:bekeken", "rapportages:lijst:bekeken", "rapportages:vergelijking:bekeken")
NACHT_VAN, NACHT_TOT = 23, 6  # uren in Nederland


class Signaalsoort(StrEnum):
    VEEL_GEOPEND = "veel_geopend"
    LANGE_LIJSTEN = "lange_lijsten"
    NACHT = "nacht"
    ANDERE_LOCATIE = "andere_locatie"


@dataclass(frozen=True, slots=True)
class Drempel:
    """Meer dan `meer_dan` leerlingen in een uur valt op. `zin` zegt wat er te zien was, `reden` waarom dat opvalt."""

    meer_dan: int
    label: str
    zin: str
    reden: str


DREMPELS: dict[Signaalsoort, Drempel] = {
    Signaalsoort.VEEL_GEOPEND: Drempel(
        60, "Veel leerlingen geopend", "Opende {aantal} leerlingen in één uur.",
        "Dat is meer dan één per minuut, een uur lang: wie een melding behandelt, kijkt langer.",
    ),
    Signaalsoort.LANGE_LIJSTEN: Drempel(
        2000, "Veel leerlingen in lijsten", "Zag {aantal} leerlingen in lijsten in één uur.",
        "Dat zijn twintig volle bladzijden van honderd: wie iemand zoekt, gebruikt een filter.",
    ),
    Signaalsoort.NACHT: Drempel(
        10, "’s Nachts gelezen", "Zag {aantal} leerlingen in één uur, tussen 23:00 en 06:00.",
        "Tussen 23:00 en 06:00 is er op school en bij de gemeente niemand aan het werk; een enkele blik komt voor.",
    ),
    Signaalsoort.ANDERE_LOCATIE: Drempel(
        10, "Buiten de eigen locatie", "Opende in één uur {aantal} leerlingen van andere locaties dan de eigen.",
        "Wie voor een locatie meldt, heeft daarbuiten weinig nodig; invallen voor een collega komt voor.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Uur:
    """Hoeveel verschillende leerlingen één gebruiker voor één organisatie in één uur zag; `klok` is het uur hier."""

    klok: int
    geopend: int = 0
    in_lijsten: int = 0
    samen: int = 0
    andere_locatie: int = 0


def signalen(uur: Uur) -> Iterator[tuple[Signaalsoort, int]]:
    """Wat er in dit uur opvalt, met het aantal."""
    nacht = uur.klok >= NACHT_VAN or uur.klok < NACHT_TOT
    gezien = {
        Signaalsoort.VEEL_GEOPEND: uur.geopend,
        Signaalsoort.LANGE_LIJSTEN: uur.in_lijsten,
        Signaalsoort.NACHT: uur.samen if nacht else 0,
        Signaalsoort.ANDERE_LOCATIE: uur.andere_locatie,
    }
    for soort, aantal in gezien.items():
        if aantal > DREMPELS[soort].meer_dan:
            yield soort, aantal
