"""De levering: recordsoorten, hun velden, en het oordeel over één record zonder de rest van het register.

Zuiver en leidend: het snelle pad van de inlezer (bron/services/snelpad.py) mag alleen goedkeuren wat hier goed is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bron.domein.pgn import is_bsn, is_onderwijsnummer, is_pgn

LANGSTE_REGEL = 4000  # tekens; een geldig record blijft hier ver onder
EERSTE_JAAR, LAATSTE_JAAR = 1900, 2099


class Code(StrEnum):
    VELD = "VELD"
    ELFPROEF = "ELFPROEF"
    BRIN = "BRIN"
    DATUM = "DATUM"
    CODE = "CODE"
    PERIODE = "PERIODE"
    PERSOON = "PERSOON"
    WPG = "WPG"
    ONBEKEND = "ONBEKEND"
    RECORD = "RECORD"
    GROEP = "GROEP"


@dataclass(frozen=True, slots=True)
class Fout:
    code: Code
    melding: str


class LeveringGeweigerd(Exception):
    """De hele levering is geweigerd en er is niets opgeslagen. De tekst is een Nederlandse zin zonder PGN."""


Toets = Callable[[str], Fout | None]


@dataclass(frozen=True, slots=True)
class Veld:
    """Een veld van een record. `toets` krijgt alleen een gevulde waarde."""

    naam: str
    toets: Toets
    verplicht: bool = False


# --- toetsen per veld ------------------------------------------------------------------------------------------
_BRIN = re.compile(r"[0-9]{2}[A-Z]{2}")
_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_brin(waarde: str) -> bool:
    """Twee cijfers en twee hoofdletters, zoals 00ZV."""
    return _BRIN.fullmatch(waarde) is not None


def lees_datum(waarde: str) -> date | None:
    """De datum JJJJ-MM-DD tussen 1900 en 2099, of None als zij niet bestaat of anders is geschreven."""
    if _DATUM.fullmatch(waarde) is None or not EERSTE_JAAR <= int(waarde[:4]) <= LAATSTE_JAAR:
        return None
    try:
        return date.fromisoformat(waarde)
    except ValueError:
        return None


def _pgn(waarde: str) -> Fout | None:
    return None if is_pgn(waarde) else Fout(Code.ELFPROEF, "Het PGN is geen geldig BSN of onderwijsnummer.")


def _brin(waarde: str) -> Fout | None:
    return None if is_brin(waarde) else Fout(Code.BRIN, "Het BRIN bestaat uit twee cijfers en twee hoofdletters.")


def _datum(naam: str) -> Toets:
    fout = Fout(Code.DATUM, f"{naam} is geen bestaande datum (JJJJ-MM-DD, van 1900 tot en met 2099).")
    return lambda waarde: None if lees_datum(waarde) else fout


def _uit(naam: str, *waarden: str) -> Toets:
    toegestaan = frozenset(waarden)
    fout = Fout(Code.CODE, f"{naam} heeft een onbekende code. Bekend zijn {', '.join(waarden)}.")
    return lambda waarde: None if waarde in toegestaan else fout


def _vorm(naam: str, patroon: str, uitleg: str) -> Toets:
    vorm = re.compile(patroon)
    fout = Fout(Code.CODE, f"{naam} heeft een onbekende code. Verwacht wordt {uitleg}.")
    return lambda waarde: None if vorm.fullmatch(waarde) else fout


def _tekst(naam: str, langste: int) -> Toets:
    te_lang = Fout(Code.VELD, f"{naam} is langer dan {langste} tekens.")
    stuurteken = Fout(Code.VELD, f"{naam} bevat een teken dat niet is toegestaan.")

    def toets(waarde: str) -> Fout | None:
        if len(waarde) > langste:
            return te_lang
        return stuurteken if heeft_stuurteken(waarde) else None

    return toets


def heeft_stuurteken(waarde: str) -> bool:
    """Of er een stuurteken (ook NUL) of een teken buiten XML 1.0 in staat."""
    return any(teken < " " or "\x7f" <= teken <= "\x9f" or teken in "\ufffe\uffff" for teken in waarde)


# --- de velden per recordsoort ---------------------------------------------------------------------------------
_SLEUTEL_INSCHRIJVING = (
    Veld("brin", _brin, True),
    Veld("pgn", _pgn, True),
    Veld("volgnummer", _tekst("volgnummer", 20), True),
)
_SOORT_DIPLOMA = Veld("soort", _uit("soort", "VMBO", "PRO", "VSO", "HAVO", "VWO", "MBO"), True)
_OPLEIDINGCODE = _vorm("opleidingcode", "[0-9]{4,5}", "4 of 5 cijfers")
_NIVEAU = Veld("niveau", _uit("niveau", "1", "2", "3", "4"))

VELDEN: dict[str, tuple[Veld, ...]] = {
    "PER": (
        Veld("pgn", _pgn, True),
        Veld("geboortedatum", _datum("geboortedatum"), True),
        Veld("geslacht", _uit("geslacht", "M", "V", "O"), True),
        Veld("achternaam", _tekst("achternaam", 200), True),
        Veld("voorvoegsel", _tekst("voorvoegsel", 50)),
        Veld("voornamen", _tekst("voornamen", 200)),
        Veld("straat", _tekst("straat", 200)),
        Veld("huisnummer", _tekst("huisnummer", 10)),
        Veld("huisletter", _tekst("huisletter", 5)),
        Veld("toevoeging", _tekst("toevoeging", 20)),
        Veld("postcode", _tekst("postcode", 20)),
        Veld("plaats", _tekst("plaats", 100)),
        Veld("gemeentecode", _vorm("gemeentecode", "[0-9]{4}", "4 cijfers van een bestaande gemeente")),
        Veld("overleden_op", _datum("overleden_op")),
        Veld("vertrokken_op", _datum("vertrokken_op")),
    ),
    "ISG": (
        *_SLEUTEL_INSCHRIJVING,
        Veld("datum_inschrijving", _datum("datum_inschrijving"), True),
        Veld("datum_uitschrijving", _datum("datum_uitschrijving")),
        Veld("reden_uitstroom", _uit("reden_uitstroom", *(f"0{n}" for n in range(1, 10)))),
    ),
    "ISP": (
        *_SLEUTEL_INSCHRIJVING,
        Veld("datum_begin", _datum("datum_begin"), True),
        Veld("sector", _uit("sector", "VO", "MBO", "VAVO", "PRO", "VSO", "HO"), True),
        Veld("opleidingcode", _OPLEIDINGCODE, True),
        Veld("leerjaar", _vorm("leerjaar", "[0-9]", "1 cijfer")),
        _NIVEAU,
        Veld("leerweg", _uit("leerweg", "BOL", "BBL")),
        Veld("intensiteit", _uit("intensiteit", "VT", "DT", "EX"), True),
        Veld("bekostigbaar", _uit("bekostigbaar", "J", "N"), True),
        Veld("vestiging", _vorm("vestiging", "[0-9]{2}", "2 cijfers")),
    ),
    "VIS": _SLEUTEL_INSCHRIJVING,
    "DIP": (
        Veld("brin", _brin, True),
        Veld("pgn", _pgn, True),
        _SOORT_DIPLOMA,
        Veld("opleidingcode", _OPLEIDINGCODE),
        _NIVEAU,
        Veld("datum_behaald", _datum("datum_behaald"), True),
    ),
    "VDI": (
        Veld("brin", _brin, True),
        Veld("pgn", _pgn, True),
        _SOORT_DIPLOMA,
        Veld("opleidingcode", _OPLEIDINGCODE),
        Veld("datum_behaald", _datum("datum_behaald"), True),
    ),
    "WPG": (Veld("oud_pgn", _pgn, True), Veld("nieuw_pgn", _pgn, True)),
}
_PLAATS = {soort: {veld.naam: i for i, veld in enumerate(velden)} for soort, velden in VELDEN.items()}


# --- het oordeel over één record -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Record:
    """Een gelezen record. `waarden` horen bij `VELDEN[soort]`, en zijn leeg als het record niet te lezen was."""

    soort: str
    waarden: tuple[str, ...]
    fout: Fout | None = None

    def __getitem__(self, naam: str) -> str:
        return self.waarden[_PLAATS[self.soort][naam]]


def beoordeel(regel: str, gemeenten: Collection[str]) -> Record:
    """Lees één regel en geef het record met de eerste fout (None: goed). `gemeenten` zijn de bekende gemeentecodes."""
    if len(regel) > LANGSTE_REGEL:
        return Record(regel[:3], (), Fout(Code.RECORD, f"De regel is langer dan {LANGSTE_REGEL} tekens."))
    soort, *waarden = regel.split(";")
    velden = VELDEN.get(soort)
    if velden is None:
        # Nooit ISG of ISP als er ISGX staat: dan zou dit record een goede groep ernaast meeslepen.
        kort = soort[:3] if soort[:3] not in VELDEN else "?"
        return Record(kort, (), Fout(Code.RECORD, "De recordsoort is onbekend."))
    if len(waarden) != len(velden):
        tekst = f"Een {soort} heeft {len(velden)} velden na de recordsoort. Hier staan er {len(waarden)}."
        return Record(soort, (), Fout(Code.RECORD, tekst))
    record = Record(soort, tuple(waarden))
    fout = _veldfout(velden, waarden) or _samenhang(record, gemeenten)
    return Record(soort, record.waarden, fout)


def _veldfout(velden: tuple[Veld, ...], waarden: list[str]) -> Fout | None:
    for veld, waarde in zip(velden, waarden, strict=True):
        if not waarde and veld.verplicht:
            return Fout(Code.VELD, f"{veld.naam} ontbreekt.")
        if waarde and (fout := veld.toets(waarde)):
            return fout
    return None


def _samenhang(record: Record, gemeenten: Collection[str]) -> Fout | None:
    """Regels tussen de velden van één record; elk veld is hier al goed."""
    match record.soort:
        case "PER":
            if record["gemeentecode"] and record["gemeentecode"] not in gemeenten:
                return Fout(Code.CODE, "gemeentecode is geen bekende gemeente.")
            for naam in ("overleden_op", "vertrokken_op"):
                if record[naam] and record[naam] < record["geboortedatum"]:
                    return Fout(Code.DATUM, f"{naam} ligt voor de geboortedatum.")
        case "ISG":
            if record["datum_uitschrijving"] and record["datum_uitschrijving"] < record["datum_inschrijving"]:
                return Fout(Code.DATUM, "datum_uitschrijving ligt voor datum_inschrijving.")
        case "ISP":
            if record["sector"] == "MBO" and not record["niveau"]:
                return Fout(Code.VELD, "niveau ontbreekt. Bij MBO is het verplicht.")
        case "DIP":
            if record["soort"] == "MBO" and not record["niveau"]:
                return Fout(Code.VELD, "niveau ontbreekt. Bij MBO is het verplicht.")
        case "WPG":
            if not (is_onderwijsnummer(record["oud_pgn"]) and is_bsn(record["nieuw_pgn"])):
                return Fout(Code.WPG, "Een nummer kan alleen van een onderwijsnummer in een BSN veranderen.")
    return None


_SLEUTELVELDEN = {"PER": 1, "ISG": 3, "ISP": 3, "VIS": 3, "DIP": 3, "VDI": 3, "WPG": 1}
_VREEMD = re.compile(r"[^0-9A-Za-z.-]")


def sleutel(regel: str) -> str:
    """Waaraan de leverancier het record herkent: de eerste sleutelvelden met / ertussen, alleen letters en cijfers."""
    soort, _, rest = regel[:200].partition(";")
    delen = rest.split(";")[: _SLEUTELVELDEN.get(soort, 0)]
    return "/".join(_VREEMD.sub("?", deel)[:30] for deel in delen)


# --- voorloop en sluit -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Voorloop:
    leverancier: str
    volgnummer: int
    aangemaakt: datetime


def lees_voorloop(regel: str) -> Voorloop:
    """Het VLP-record, de eerste regel. Werpt LeveringGeweigerd als het ontbreekt of niet te lezen is."""
    if regel.startswith("\ufeff"):
        raise LeveringGeweigerd("Het bestand begint met een BOM; lever het aan als UTF-8 zonder BOM.")
    soort, *velden = regel.split(";")
    if soort != "VLP":
        raise LeveringGeweigerd("De eerste regel is geen voorlooprecord (VLP).")
    if "\r" in regel:
        raise LeveringGeweigerd("De regels zijn gescheiden met alleen CR; gebruik LF of CRLF.")
    if len(velden) != 3 or not velden[0].strip() or len(velden[0]) > 100 or heeft_stuurteken(regel):
        raise LeveringGeweigerd("Het voorlooprecord (VLP) heeft niet de velden leverancier, volgnummer en aangemaakt.")
    if re.fullmatch(r"[0-9]{1,18}", velden[1]) is None:
        raise LeveringGeweigerd("Het volgnummer in het voorlooprecord (VLP) is geen getal.")
    try:
        aangemaakt = datetime.fromisoformat(velden[2])
    except ValueError:
        aangemaakt = None
    if aangemaakt is None or aangemaakt.tzinfo is None or not EERSTE_JAAR <= aangemaakt.year <= LAATSTE_JAAR:
        raise LeveringGeweigerd("Het moment van aanmaken in het voorlooprecord (VLP) is geen ISO 8601-tijd met zone.")
    return Voorloop(velden[0], int(velden[1]), aangemaakt)


def toets_sluit(regel: str, geteld: int) -> None:
    """Controleer het SLR-record tegen het `geteld` aantal records. Werpt LeveringGeweigerd."""
    opgegeven = regel.removeprefix("SLR;")
    if re.fullmatch(r"[0-9]{1,12}", opgegeven) is None:
        raise LeveringGeweigerd("Het sluitrecord (SLR) noemt geen aantal.")
    if int(opgegeven) != geteld:
        raise LeveringGeweigerd(f"Het sluitrecord (SLR) noemt {int(opgegeven)} records, maar er staan er {geteld}.")
