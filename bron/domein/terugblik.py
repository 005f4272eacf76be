"""Terugkijken: wat wij op een moment van iemand wisten, en de versies naast elkaar met wat er veranderde.

De regels van de twee tijdassen staan in docs/domein/twee-tijdassen.md. Een stand kan zichzelf als regels (naam, waarde)
geven; daarop wordt vergeleken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bron.domein.persoon import GESLACHT, adresregel, volledig_adres, volledige_naam
from bron.domein.startkwalificatie import is_startkwalificatie
from bron.domein.tijd import OPEN_MOMENT, bekend_op

Regels = list[tuple[str, str]]
INTENSITEIT = {"VT": "voltijd", "DT": "deeltijd", "EX": "examendeelnemer"}


def dag_tekst(dag: date | None, leeg: str = "") -> str:
    return f"{dag.day}-{dag.month}-{dag.year}" if dag else leeg


@dataclass(frozen=True, slots=True)
class Namen:
    """De naam bij een code. Twee lijsten: een gemeentecode en een elementcode zijn allebei vier cijfers."""

    organisaties: Mapping[str, str] = field(default_factory=dict)
    opleidingen: Mapping[str, str] = field(default_factory=dict)

    def organisatie(self, code: str) -> str:
        """De BRIN of gemeentecode met de naam erachter, als die bekend is."""
        return f"{code} {self.organisaties.get(code, '')}".strip()

    def opleiding(self, code: str) -> str:
        return f"{code} {self.opleidingen.get(code, '')}".strip()


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Wanneer wij iets hoorden, tot wanneer het gold, en in welke regel van welke levering het stond."""

    ontvangen_op: datetime
    vervallen_op: datetime
    leverancier: str
    volgnummer: int
    regel: int

    @property
    def geldt_nog(self) -> bool:
        return self.vervallen_op >= OPEN_MOMENT

    @property
    def gold_nooit(self) -> bool:
        """Op hetzelfde moment al vervangen: er is geen moment waarop dit de bekende stand was."""
        return self.vervallen_op <= self.ontvangen_op

    def bekend_op(self, k: datetime) -> bool:
        return bekend_op(self.ontvangen_op, self.vervallen_op, k)


@dataclass(frozen=True, slots=True)
class Persoon:
    pgn: str
    achternaam: str
    voorvoegsel: str
    voornamen: str
    geslacht: str
    geboortedatum: date
    straat: str
    huisnummer: str
    huisletter: str
    toevoeging: str
    postcode: str
    plaats: str
    gemeentecode: str
    overleden_op: date | None
    vertrokken_op: date | None
    herkomst: Herkomst

    @property
    def naam(self) -> str:
        return volledige_naam(self.voornamen, self.voorvoegsel, self.achternaam)

    @property
    def adres(self) -> str:
        regel = adresregel(self.straat, self.huisnummer, self.huisletter, self.toevoeging)
        return volledig_adres(regel, self.postcode, self.plaats)

    def regels(self, namen: Namen) -> Regels:
        return [
            ("Nummer", self.pgn),
            ("Voornamen", self.voornamen),
            ("Voorvoegsel", self.voorvoegsel),
            ("Achternaam", self.achternaam),
            ("Geslacht", GESLACHT.get(self.geslacht, self.geslacht)),
            ("Geboortedatum", dag_tekst(self.geboortedatum)),
            ("Adres", self.adres),
            ("Gemeente", namen.organisatie(self.gemeentecode)),
            ("Overleden", dag_tekst(self.overleden_op)),
            ("Vertrokken", dag_tekst(self.vertrokken_op)),
        ]


@dataclass(frozen=True, slots=True)
class Periode:
    geldig_van: date
    sector: str
    opleidingcode: str
    leerjaar: str
    niveau: str
    leerweg: str
    intensiteit: str
    bekostigd: bool
    vestiging: str

    def tekst(self, namen: Namen) -> str:
        delen = [
            self.sector,
            f"niveau {self.niveau}" if self.niveau else "",
            f"leerjaar {self.leerjaar}" if self.leerjaar else "",
            self.leerweg,
            namen.opleiding(self.opleidingcode),
            INTENSITEIT.get(self.intensiteit, self.intensiteit),
            "bekostigd" if self.bekostigd else "niet bekostigd",
            f"vestiging {self.vestiging}" if self.vestiging else "",
        ]
        return ", ".join(deel for deel in delen if deel)


@dataclass(frozen=True, slots=True)
class Inschrijving:
    """Een inschrijving met haar perioden; in een beeld van één dag alleen de periode die dan geldt."""

    pgn: str
    brin: str
    volgnummer: str
    datum_inschrijving: date
    datum_uitschrijving: date | None
    reden_uitstroom: str
    perioden: tuple[Periode, ...]
    herkomst: Herkomst

    def regels(self, namen: Namen) -> Regels:
        return [
            ("Nummer", self.pgn),
            ("Ingeschreven", dag_tekst(self.datum_inschrijving)),
            ("Uitgeschreven", dag_tekst(self.datum_uitschrijving)),
            ("Reden van uitstroom", self.reden_uitstroom),
            *((f"Periode vanaf {dag_tekst(p.geldig_van)}", p.tekst(namen)) for p in self.perioden),
        ]


@dataclass(frozen=True, slots=True)
class Diploma:
    pgn: str
    brin: str
    soort: str
    opleidingcode: str
    niveau: str
    datum_behaald: date
    herkomst: Herkomst

    @property
    def startkwalificatie(self) -> bool:
        return is_startkwalificatie(self.soort, self.niveau)

    def tekst(self, namen: Namen) -> str:
        delen = [self.soort, f"niveau {self.niveau}" if self.niveau else "", namen.opleiding(self.opleidingcode)]
        return ", ".join(deel for deel in delen if deel)

    def regels(self, namen: Namen) -> Regels:
        return [
            ("Nummer", self.pgn),
            ("Diploma", self.tekst(namen)),
            ("Behaald", dag_tekst(self.datum_behaald)),
            ("Startkwalificatie", "ja" if self.startkwalificatie else "nee"),
        ]


@dataclass(frozen=True, slots=True)
class Wissel:
    """Vanaf `ontvangen_op` zijn beide nummers één persoon."""

    oud_pgn: str
    nieuw_pgn: str
    herkomst: Herkomst

    def regels(self, namen: Namen) -> Regels:
        return [("Onderwijsnummer", self.oud_pgn), ("Burgerservicenummer", self.nieuw_pgn)]


@dataclass(frozen=True, slots=True)
class Ingetrokken:
    """Vanaf `ontvangen_op` geldt de inschrijving of het diploma niet meer."""

    pgn: str
    herkomst: Herkomst

    def regels(self, namen: Namen) -> Regels:
        return [("Nummer", self.pgn)]


Stand = Persoon | Inschrijving | Diploma | Wissel | Ingetrokken


@dataclass(frozen=True, slots=True)
class Beeld:
    """Wat op K van één persoon bekend was over dag d. `nummers`: die op K bij deze persoon hoorden."""

    pgn: str
    nummers: tuple[str, ...]
    persoon: Persoon | None
    inschrijvingen: tuple[Inschrijving, ...]
    diplomas: tuple[Diploma, ...]

    @property
    def kwalificerend(self) -> Diploma | None:
        """Het diploma dat de startkwalificatie gaf: het eerste dat telt."""
        return min((d for d in self.diplomas if d.startkwalificatie), key=lambda d: d.datum_behaald, default=None)

    @property
    def iets_bekend(self) -> bool:
        return bool(self.persoon or self.inschrijvingen or self.diplomas)


class Merk(StrEnum):
    GELIJK = ""
    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    WEG = "weggevallen"


@dataclass(frozen=True, slots=True)
class Vergelijking:
    naam: str
    waarde: str
    vorige: str
    merk: Merk


@dataclass(frozen=True, slots=True)
class Versie:
    """Een stand naast de stand ervoor. `nummer` telt vanaf 1, de oudste eerst."""

    nummer: int
    stand: Stand
    regels: tuple[Vergelijking, ...]

    @property
    def herkomst(self) -> Herkomst:
        return self.stand.herkomst

    @property
    def is_intrekking(self) -> bool:
        return isinstance(self.stand, Ingetrokken)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Alle versies onder één sleutel, de nieuwste eerst."""

    titel: str
    versies: tuple[Versie, ...]


def vergelijk(vorige: Regels | None, nu: Regels) -> tuple[Vergelijking, ...]:
    """Elke regel van nu met wat er vorige keer stond, en daarna wat is weggevallen. `vorige` None: er was niets."""
    if vorige is None:
        return tuple(Vergelijking(naam, waarde, "", Merk.GELIJK) for naam, waarde in nu)
    oud = dict(vorige)
    uit = []
    for naam, waarde in nu:
        if oud.get(naam) == waarde:
            uit.append(Vergelijking(naam, waarde, "", Merk.GELIJK))
        else:
            uit.append(Vergelijking(naam, waarde, oud.get(naam, ""), Merk.GEWIJZIGD if naam in oud else Merk.NIEUW))
    namen = {naam for naam, _ in nu}
    return (*uit, *(Vergelijking(naam, "", waarde, Merk.WEG) for naam, waarde in vorige if naam not in namen))


def dossier(titel: str, standen: Sequence[Stand], namen: Namen) -> Dossier:
    """Maak van standen onder één sleutel, op volgorde van ontvangst, versies met hun verschillen.

    Een intrekking wordt niet vergeleken, en wat erna komt begint opnieuw.
    """
    versies: list[Versie] = []
    vorige: Regels | None = None
    for nummer, stand in enumerate(standen, 1):
        regels = stand.regels(namen)
        if isinstance(stand, Ingetrokken):
            versies.append(Versie(nummer, stand, vergelijk(None, regels)))
            vorige = None
        else:
            versies.append(Versie(nummer, stand, vergelijk(vorige, regels)))
            vorige = regels
    return Dossier(titel, tuple(reversed(versies)))
