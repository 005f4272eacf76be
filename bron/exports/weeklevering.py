"""De P- en de C-levering als tabel: 27 kolommen, één regel per mutatie (P) of per persoon (C).

Bron: WOT art. 24f lid 3 en 4; de kolommen en hun volgorde staan in docs/domein/weeklevering.md.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from accounts.domein.rechten import Soort as Organisatiesoort
from accounts.models import Organisatie
from verzuimloket.export.tabel import Column, Rij, Soort, Table, Waarde

_LETTERS = {
    Organisatiesoort.GEMEENTE: "G",
    Organisatiesoort.RMC_REGIO: "R00",
    Organisatiesoort.UITVOERENDE_INSTANTIE: "U",
}


def _ja_nee(waarde: bool | None) -> str:
    return "" if waarde is None else "J" if waarde else "N"


# per kolom haar kop, en hoe haar waarde uit een Mutatie (of een rij van de C-levering) komt
_KOLOMMEN: tuple[tuple[Column, Callable[[Any], Waarde]], ...] = (
    (Column("MUTATIESOORT", breedte=32), lambda m: m.soort),
    (Column("MUTATIEDATUM", Soort.DATUM), lambda m: m.datum),
    (Column("PGN"), lambda m: m.pgn),
    (Column("ACHTERNAAM", breedte=24), lambda m: m.achternaam),
    (Column("VOORVOEGSEL"), lambda m: m.voorvoegsel),
    (Column("VOORNAMEN", breedte=24), lambda m: m.voornamen),
    (Column("GEBOORTEDATUM", Soort.DATUM), lambda m: m.geboortedatum),
    (Column("STRAAT", breedte=24), lambda m: m.straat),
    (Column("HUISNUMMER"), lambda m: m.huisnummer),
    (Column("HUISLETTER"), lambda m: m.huisletter),
    (Column("TOEVOEGING"), lambda m: m.toevoeging),
    (Column("POSTCODE"), lambda m: m.postcode),
    (Column("WOONPLAATS", breedte=24), lambda m: m.plaats),
    (Column("GEMEENTECODE"), lambda m: m.gemeentecode.lstrip("0")),
    (Column("RMC_REGIO"), lambda m: f"REGIO {m.rmc_nummer}" if m.rmc_nummer else ""),
    (Column("BRIN"), lambda m: m.brin),
    (Column("NAAM_INSTELLING", breedte=40), lambda m: m.naam_instelling),
    (Column("SECTOR"), lambda m: m.sector),
    (Column("OPLEIDINGCODE"), lambda m: m.opleidingcode),
    (Column("NIVEAU"), lambda m: m.niveau),
    (Column("LEERWEG"), lambda m: m.leerweg),
    (Column("DATUM_INSCHRIJVING", Soort.DATUM), lambda m: m.datum_inschrijving),
    (Column("DATUM_UITSCHRIJVING", Soort.DATUM), lambda m: m.datum_uitschrijving),
    (Column("REDEN_UITSTROOM"), lambda m: m.reden_uitstroom),
    (Column("BEKOSTIGBAAR"), lambda m: _ja_nee(m.bekostigd)),
    (Column("HOOGSTE_DIPLOMA"), lambda m: m.hoogste_diploma),
    (Column("STARTKWALIFICATIE"), lambda m: _ja_nee(m.startkwalificatie)),
)

TABEL = Table("Leerlingen", tuple(kolom for kolom, _ in _KOLOMMEN))


def rij(mutatie: Any) -> Rij:
    """De waarden van één regel, in de volgorde van TABEL. `mutatie` is een Mutatie of een rij van `c_stand`."""
    return [haal(mutatie) for _, haal in _KOLOMMEN]


def ontvangercode(organisatie: Organisatie) -> str:
    """`G0363`, `R0021` of `U<code>`. Werpt ValueError bij een organisatie die geen leveringen krijgt."""
    soort = Organisatiesoort(organisatie.soort)
    if soort not in _LETTERS:
        raise ValueError("Alleen gemeenten, RMC-regio's en uitvoerende instanties krijgen leveringen.")
    return f"{_LETTERS[soort]}{organisatie.code}"


def bestandsnaam(peildatum: date, letter: str, ontvanger: str) -> str:
    """`20261123PG0363.csv`: peildatum, P of C, en de ontvanger zoals `ontvangercode` haar schrijft."""
    return f"{peildatum:%Y%m%d}{letter}{ontvanger}.csv"
