"""De tussenopslag: tijdelijke tabellen waar de beoordeelde records met COPY in komen, tot de levering klopt."""

import io
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

_TEKST = "text"  # met de volgorde van de database, anders zijn de indexen van het register niet te gebruiken
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

AFGELEID = ("onbekend", "paar", "gebeurtenis", "lastig", "meer", "signaal")
"""Tijdelijke tabellen die oordelen.py, samenvoegen.py en signalen.py er zelf bij maken."""

PAKKET = 10_000  # rijen per COPY: klein genoeg om tijdens het beoordelen al weg te schrijven
ONDERWEG = 2  # pakketten die op de database mogen wachten terwijl de volgende regels beoordeeld worden


def naam(tabel: str) -> str:
    return f"bron_in_{tabel}"


class Tussenopslag:
    """Rijen verzamelen en per pakket met COPY wegschrijven. Een rij is tekst met ; tussen de velden, leeg is NULL.

    Een eigen draad voert de COPY uit, over dezelfde verbinding en op volgorde, zodat de database en het beoordelen
    elk een processor gebruiken. Tot `afsluiten` mag niemand anders de verbinding gebruiken; wie dat niet kan beloven
    (`alleen` onwaar), krijgt elke COPY meteen. Gebruik `with`.
    """

    def __init__(self, cursor: Any, *, alleen: bool) -> None:
        self.cursor = cursor
        self.alleen = alleen
        self.rijen: dict[str, list[str]] = {tabel: [] for tabel in TABELLEN}
        self.aantal = dict.fromkeys(TABELLEN, 0)
        self._draad = ThreadPoolExecutor(1, "copy")
        self._onderweg: deque[Future[None]] = deque()
        # Ze verdwijnen bij de commit; wie meer leveringen in één transactie inleest, treft de vorige nog aan. Dan
        # liever leegmaken dan opnieuw maken: elke nieuwe tabel houdt tot de commit een slot bezet.
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{naam(tabel)}' for tabel in AFGELEID)}")
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"pg_temp.{naam('persoon')}"])
        if cursor.fetchone()[0]:
            cursor.execute(f"TRUNCATE {', '.join(f'pg_temp.{naam(tabel)}' for tabel in TABELLEN)}")
            return
        for tabel, kolommen in TABELLEN.items():
            lijst = ", ".join(kolom if " " in kolom else f"{kolom} {_TEKST}" for kolom in kolommen)
            cursor.execute(f"CREATE TEMP TABLE {naam(tabel)} ({lijst}) ON COMMIT DROP")

    def __enter__(self) -> "Tussenopslag":
        return self

    def __exit__(self, *fout: object) -> None:
        self._draad.shutdown(cancel_futures=True)  # wacht op de COPY die loopt: de transactie mag niet eerder eindigen

    def schrijf_weg(self, *, alles: bool = False) -> None:
        """Schrijf volle pakketten weg; met `alles` ook wat nog niet vol is."""
        for tabel, rijen in self.rijen.items():
            if len(rijen) >= PAKKET or (alles and rijen):
                self.rijen[tabel] = []
                self.aantal[tabel] += len(rijen)
                bereik = copy_context()  # de draad leest onder dezelfde databaserol (besluit 25)
                self._onderweg.append(self._draad.submit(bereik.run, self._copy, tabel, rijen))
            while len(self._onderweg) > (ONDERWEG if self.alleen else 0):
                self._onderweg.popleft().result()

    def _copy(self, tabel: str, rijen: list[str]) -> None:
        stroom = io.BytesIO("\n".join(rijen).encode())
        # de cursor van de driver zelf: die van Django hoort bij de draad die hem maakte
        with self.cursor.db.wrap_database_errors:  # copy_expert gaat anders buiten Django om
            self.cursor.cursor.copy_expert(f"COPY {naam(tabel)} FROM STDIN (DELIMITER ';', NULL '')", stroom)

    def afsluiten(self) -> None:
        """Schrijf alles weg, wacht tot het er staat, en laat de planner weten hoeveel dat is."""
        self.schrijf_weg(alles=True)
        while self._onderweg:
            self._onderweg.popleft().result()
        for tabel in TABELLEN:
            self.cursor.execute(f"ANALYZE {naam(tabel)}")
