"""De tussenopslag: tijdelijke tabellen waar de beoordeelde records met COPY in komen, tot de levering klopt."""

import io
from typing import Any

_TEKST = 'text COLLATE "C"'
TABELLEN: dict[str, tuple[str, ...]] = {
    "persoon": (
        "regel int", "pgn", "geboortedatum date", "geslacht", "achternaam", "voorvoegsel", "voornamen", "straat",
        "huisnummer", "huisletter", "toevoeging", "postcode", "plaats", "gemeentecode", "overleden_op date",
        "vertrokken_op date",
    ),
    "periode": (
        "regel int", "groep int", "bekend boolean", "brin", "pgn", "volgnummer", "datum_inschrijving date",
        "datum_uitschrijving date", "reden_uitstroom", "geldig_van date", "volgende date", "sector", "opleidingcode",
        "leerjaar", "niveau", "leerweg", "intensiteit", "bekostigbaar", "vestiging",
    ),
    "diploma": (
        "regel int", "bekend boolean", "brin", "pgn", "soort", "opleidingcode", "niveau", "datum_behaald date",
    ),
    "intrekking": ("regel int", "soort", "brin", "pgn", "sleutel"),
    "nummer": ("regel int", "oud_pgn", "nieuw_pgn"),
    "oordeel": ("regel int", "recordsoort", "sleutel", "code", "melding"),
}  # fmt: skip
"""Kolommen per tabel `bron_in_<naam>`, zonder type tekst. `bekend`: de persoon staat al eerder in het bestand."""

AFGELEID = ("paar", "gebeurtenis", "lastig")
"""Tijdelijke tabellen die oordelen.py en samenvoegen.py er zelf bij maken."""

PAKKET = 40_000  # rijen per COPY


def naam(tabel: str) -> str:
    return f"bron_in_{tabel}"


class Tussenopslag:
    """Rijen verzamelen en per pakket met COPY wegschrijven. Een rij is tekst met ; tussen de velden, leeg is NULL."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.rijen: dict[str, list[str]] = {tabel: [] for tabel in TABELLEN}
        self.aantal = dict.fromkeys(TABELLEN, 0)
        # Ze verdwijnen bij de commit; wie meer leveringen in één transactie inleest, treft de vorige nog aan.
        oud = ", ".join(f"pg_temp.{naam(tabel)}" for tabel in (*TABELLEN, *AFGELEID))
        cursor.execute(f"DROP TABLE IF EXISTS {oud}")
        for tabel, kolommen in TABELLEN.items():
            lijst = ", ".join(kolom if " " in kolom else f"{kolom} {_TEKST}" for kolom in kolommen)
            cursor.execute(f"CREATE TEMP TABLE {naam(tabel)} ({lijst}) ON COMMIT DROP")

    def schrijf_weg(self, *, alles: bool = False) -> None:
        """Schrijf volle pakketten weg; met `alles` ook wat nog niet vol is."""
        for tabel, rijen in self.rijen.items():
            if len(rijen) >= PAKKET or (alles and rijen):
                stroom = io.BytesIO("\n".join(rijen).encode())
                with self.cursor.db.wrap_database_errors:  # copy_expert gaat anders buiten Django om
                    self.cursor.copy_expert(f"COPY {naam(tabel)} FROM STDIN (DELIMITER ';', NULL '')", stroom)
                self.aantal[tabel] += len(rijen)
                rijen.clear()

    def afsluiten(self) -> None:
        """Schrijf alles weg en laat de planner weten hoeveel er staat."""
        self.schrijf_weg(alles=True)
        for tabel in TABELLEN:
            self.cursor.execute(f"ANALYZE {naam(tabel)}")
