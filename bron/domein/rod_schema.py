"""De opbouw van de ROD-berichten over inschrijvingen in het vo, als tabel, en de toets daarop.

De feiten komen uit het berichtenboek van DUO (bron/data/BRONNEN.md). Een bericht dat hier niet doorheen komt, wordt
als geheel geweigerd; wat het bericht over de leerling zegt, oordelen daarna de regels van levering.py. Een fout noemt
het element en nooit de waarde: zij mag in een log staan.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from bron.domein.levering import EERSTE_JAAR, LAATSTE_JAAR

VO = "http://duo.nl/schema/DUO_VOAanlevering_InschrijvingVO_V1"
BASIS = "http://duo.nl/schema/DUO_VOBasisschema_Inschrijving_V1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
WIT = " \t\r\n"  # de witruimte van XML; om een datum, moment, code of ja/nee telt zij niet mee
MEESTE_FOUTEN = 20  # in één antwoord


@dataclass(slots=True)
class Knoop:
    """Een element zoals het in het bericht stond: naam en naamruimte, kenmerken, tekst en kinderen."""

    ruimte: str
    naam: str
    kenmerken: dict[str, str] = field(default_factory=dict, repr=False)
    kinderen: list["Knoop"] = field(default_factory=list, repr=False)
    tekst: str = field(default="", repr=False)

    def kind(self, *namen: str) -> "Knoop | None":
        return next((kind for kind in self.kinderen if kind.naam in namen), None)

    def waarde(self, *namen: str) -> str:
        """De tekst van het eerste kind met een van deze namen; leeg als het er niet is."""
        kind = self.kind(*namen)
        return "" if kind is None else kind.tekst


@dataclass(frozen=True, slots=True)
class Schemafout:
    """`element` is het pad erheen, zoals `/aanleverenInschrijvingVO_Request/inschrijvingPeriodeVO[2]/vestiging`."""

    element: str
    melding: str


# --- typen -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Tekst:
    """Een waarde met een vorm. `uitleg` maakt de zin af: verwacht wordt ..."""

    patroon: str
    uitleg: str
    soort: str = "tekst"  # of datum, moment: dan moet hij ook bestaan

    def klopt(self, waarde: str) -> bool:
        kort = waarde.strip(WIT) if self.soort != "tekst" else waarde
        return re.fullmatch(self.patroon, kort, re.ASCII) is not None and _bestaat(self.soort, kort)


_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DAG = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
DATUM = Tekst(_DAG + _ZONE, "een bestaande datum als 2025-08-01", "datum")
MOMENT = Tekst(
    _DAG + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?" + _ZONE,
    f"een moment als 2025-08-01T09:00:00Z, van {EERSTE_JAAR} tot en met {LAATSTE_JAAR}",
    "moment",
)
JA_NEE = Tekst("true|false|1|0", "true of false", "code")
UUID = Tekst("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", "een UUID")
NEGEN_CIJFERS = Tekst("[0-9]{9}", "negen cijfers")
BRIN = Tekst("[0-9]{2}[A-Z]{2}", "een BRIN: twee cijfers en twee hoofdletters")
VESTIGING = Tekst("[0-9]{2}[A-Z]{2}[0-9]{2}", "een BRIN met twee cijfers erachter")
# Een puntkomma kan in een levering niet in een waarde staan; de rest van de tekst oordeelt levering.py.
CODE_22 = Tekst("(?s).{1,22}", "1 tot en met 22 tekens")
VOLGNUMMER = Tekst("(?s)[^;]{1,20}", "1 tot en met 20 tekens, zonder puntkomma")
ILT = Tekst("(?s)[^;]{4}", "een elementcode van vier tekens")
LEERJAAR = Tekst("[0-9]{1,2}", "een of twee cijfers")
AANBIEDER = Tekst("[0-9]{3}A[0-9]{3}", "drie cijfers, een A en drie cijfers")
LOCATIE = Tekst("[0-9]{3}X[0-9]{3}", "drie cijfers, een X en drie cijfers")
WAARDE = Tekst("[A-Z0-9_]{1,70}", "hoofdletters, cijfers en liggende streepjes", "code")


def _bestaat(soort: str, waarde: str) -> bool:
    try:
        if soort == "datum":
            date.fromisoformat(waarde[:10])
        elif soort == "moment":
            return EERSTE_JAAR <= datetime.fromisoformat(waarde).year <= LAATSTE_JAAR
    except ValueError:
        return False
    return True


# --- opbouw ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Deel:
    """Een plaats in de reeks: welk element (of een van welke), wat erin staat en hoe vaak."""

    namen: tuple[str, ...]
    inhoud: "Tekst | tuple[Deel, ...]"
    minst: int = 1
    meest: int = 1
    ruimte: str = BASIS

    @property
    def woord(self) -> str:
        return " of ".join(self.namen)


def _deel(naam: str, inhoud: "Tekst | tuple[Deel, ...]", minst: int = 1, meest: int = 1, ruimte: str = BASIS) -> Deel:
    return Deel(tuple(naam.split("|")), inhoud, minst, meest, ruimte)


def _vo(naam: str, inhoud: "Tekst | tuple[Deel, ...]", minst: int = 1, meest: int = 1) -> Deel:
    return _deel(naam, inhoud, minst, meest, VO)


_DOCUMENT = (
    _deel("identificatiecodeBedrijfsdocument", UUID),
    _deel("verzendendeInstantie", CODE_22),
    _deel("ontvangendeInstantie", CODE_22),
    _deel("datumTijdBedrijfsdocument", MOMENT),
)
_SLEUTEL = (
    _deel("burgerservicenummer|onderwijsnummer", NEGEN_CIJFERS),
    _deel("brin", BRIN),
    _deel("inschrijvingvolgnummer", VOLGNUMMER),
)
_PERIODE = (
    _deel("datumBegin", DATUM),
    _deel("onderwijsaanbieder", AANBIEDER, 0),
    _deel("onderwijslocatie", LOCATIE, 0),
    _deel("opleidingcode", ILT),
    _deel("aanvullendeOpleiding", (_deel("opleidingcode", ILT),), 0, 100),
    _vo("vestiging", VESTIGING),
    _vo("leerjaar", LEERJAAR, 0),
    _vo("indicatieBekostigbaar", JA_NEE),
    _vo("experiment", (_vo("naam", WAARDE),), 0, 100),
)
_VAN_TOT = (_vo("datumBegin", DATUM), _vo("datumEind", DATUM, 0))
INSCHRIJVING = (
    *_DOCUMENT,
    *_SLEUTEL,
    _deel("datumInschrijving", DATUM),
    _deel("datumUitschrijving", DATUM, 0),
    _vo("inschrijvingPeriodeVO", _PERIODE, 1, 100),
    _vo("ontwikkelingsperspectief", _VAN_TOT, 0, 100),
    _vo(
        "verblijfAndereInstelling",
        (*_VAN_TOT, _vo("brin", BRIN), _vo("vestiging", VESTIGING, 0), _vo("verblijfsoort", WAARDE)),
        0,
        100,
    ),
)
VERWIJDERING = (*_DOCUMENT, *_SLEUTEL)
BERICHTEN = {
    "aanleverenInschrijvingVO_Request": INSCHRIJVING,
    "aanleverenVerwijderingInschrijvingVO_Request": VERWIJDERING,
}


# --- de toets --------------------------------------------------------------------------------------------------
def schemafouten(bericht: Knoop) -> list[Schemafout]:
    """De eerste fouten in de opbouw van een bericht uit BERICHTEN, op volgorde; leeg als alles klopt."""
    fouten: list[Schemafout] = []
    for fout in _toets(bericht, f"/{bericht.naam}", BERICHTEN[bericht.naam]):
        fouten.append(fout)
        if len(fouten) == MEESTE_FOUTEN:
            break
    return fouten


def _toets(knoop: Knoop, pad: str, inhoud: "Tekst | tuple[Deel, ...]") -> Iterator[Schemafout]:
    if any(naam != f"{{{XSI}}}schemaLocation" for naam in knoop.kenmerken):
        yield Schemafout(pad, "Dit element mag geen attributen hebben.")
    if isinstance(inhoud, tuple):
        if knoop.tekst.strip():
            yield Schemafout(pad, "Hier staat tekst; er horen alleen elementen te staan.")
        yield from _toets_reeks(knoop, pad, inhoud)
    elif knoop.kinderen:
        yield Schemafout(pad, "Hier staan elementen; er hoort een waarde te staan.")
    elif not knoop.tekst.strip():
        yield Schemafout(pad, "De waarde is leeg.")
    elif not inhoud.klopt(knoop.tekst):
        yield Schemafout(pad, f"De waarde klopt niet. Verwacht wordt {inhoud.uitleg}.")


def _toets_reeks(knoop: Knoop, pad: str, reeks: tuple[Deel, ...]) -> Iterator[Schemafout]:
    plaats = {(deel.ruimte, naam): i for i, deel in enumerate(reeks) for naam in deel.namen}
    geteld: Counter[int] = Counter()
    hoogste = 0
    for kind, hier in zip(knoop.kinderen, _paden(knoop, pad), strict=True):
        i = plaats.get((kind.ruimte, kind.naam))
        if i is None:
            bekend = any(kind.naam == naam for _, naam in plaats)
            yield Schemafout(
                hier, "Dit element staat in een andere naamruimte." if bekend else "Dit element is onbekend."
            )
            continue
        geteld[i] += 1
        if geteld[i] == reeks[i].meest + 1:
            yield Schemafout(hier, f"Dit element mag hier hoogstens {reeks[i].meest} keer staan.")
        if i < hoogste:
            yield Schemafout(hier, f"Dit element hoort voor {reeks[hoogste].woord} te staan.")
        hoogste = max(hoogste, i)
        yield from _toets(kind, hier, reeks[i].inhoud)
    for i, deel in enumerate(reeks):
        if geteld[i] < deel.minst:
            yield Schemafout(pad, f"{deel.woord} ontbreekt.")


def _paden(knoop: Knoop, pad: str) -> Iterator[str]:
    """Het pad van elk kind. Een naam met cijfers of een te lange naam is zeker onbekend, en wordt niet herhaald."""
    keer = Counter(kind.naam for kind in knoop.kinderen)
    volgt: Counter[str] = Counter()
    for kind in knoop.kinderen:
        volgt[kind.naam] += 1
        naam = kind.naam if re.fullmatch("[A-Za-z_]{1,60}", kind.naam) else "?"
        yield f"{pad}/{naam}" + (f"[{volgt[kind.naam]}]" if keer[kind.naam] > 1 else "")
