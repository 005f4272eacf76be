"""Van bytes naar elementen, zonder dat het bericht ons iets kan aandoen: geen DTD, geen entiteiten, begrensd.

De lezer weigert vóór het ontleden wat te groot, gecomprimeerd of geen UTF-8 is, en stopt tijdens het ontleden bij te
veel elementen of lagen. Een weigering noemt nooit iets uit het bericht.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.conf import settings

from bron.domein.rod_schema import BERICHTEN, VO, Knoop, Schemafout

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
MEESTE_LAGEN = 20  # een bericht in een envelop heeft er zes, een ondertekende Header tien
MEESTE_ELEMENTEN = 50_000  # honderd perioden met alles erin zijn er veertigduizend
BLOK = 65_536
_OPGEGEVEN = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")


class BerichtGeweigerd(Exception):
    """Het hele bericht is geweigerd en er is niets opgeslagen. `zin` noemt geen waarde uit het bericht.

    `status` is die van HTTP; `soap`: het bericht zat in een envelop, dus het antwoord ook.
    """

    def __init__(self, code: str, zin: str, status: int = 400, fouten: tuple[Schemafout, ...] = ()) -> None:
        super().__init__(f"{code}: {zin}")
        self.code, self.zin, self.status, self.fouten = code, zin, status, fouten
        self.soap = False


@dataclass(frozen=True, slots=True)
class Post:
    """Een gelezen bericht, en of het in een SOAP-envelop zat: het antwoord gaat op dezelfde manier terug."""

    bericht: Knoop
    soap: bool


class _Bouwer:
    """Krijgt van de ontleder begin, einde en tekst, en bewaakt de grenzen."""

    def __init__(self) -> None:
        self.wortel: Knoop | None = None
        self.pad: list[Knoop] = []
        self.delen: list[list[str]] = []
        self.aantal = 0

    def start(self, naam: str, kenmerken: dict[str, str]) -> None:
        self.aantal += 1
        if len(self.pad) >= MEESTE_LAGEN or self.aantal > MEESTE_ELEMENTEN:
            raise BerichtGeweigerd("OMVANG", "Het bericht heeft te veel elementen of te veel lagen.")
        ruimte, _, kort = naam.rpartition("}")
        knoop = Knoop(ruimte.removeprefix("{"), kort, dict(kenmerken))
        if self.pad:
            self.pad[-1].kinderen.append(knoop)
        else:
            self.wortel = knoop
        self.pad.append(knoop)
        self.delen.append([])

    def data(self, tekst: str) -> None:
        self.delen[-1].append(tekst)

    def end(self, naam: str) -> None:
        self.pad.pop().tekst = "".join(self.delen.pop())

    def close(self) -> Knoop | None:
        return self.wortel


def lees(inhoud: bytes) -> Post:
    """Het bericht in deze bytes. Werpt BerichtGeweigerd als het niet te lezen is of geen bekend bericht is."""
    _keur_bytes(inhoud)
    wortel = _ontleed(inhoud)
    soap = (wortel.ruimte, wortel.naam) == (SOAP, "Envelope")
    if wortel.ruimte == SOAP_12:
        raise BerichtGeweigerd("SOAP", "Het loket leest SOAP 1.1, en dit is SOAP 1.2.")
    try:
        bericht = _uit_envelop(wortel) if soap else wortel
        if bericht.naam not in BERICHTEN:
            raise BerichtGeweigerd("BERICHT", f"Dit bericht is onbekend. Bekend zijn {', '.join(BERICHTEN)}.", 422)
        if bericht.ruimte != VO:
            raise BerichtGeweigerd("NAAMRUIMTE", f"Het bericht hoort in de naamruimte {VO} te staan.", 422)
    except BerichtGeweigerd as fout:
        fout.soap = soap
        raise
    return Post(bericht, soap)


def _keur_bytes(inhoud: bytes) -> None:
    if len(inhoud) > settings.ROD_GROOTSTE_BERICHT:
        raise te_groot()
    if not inhoud.strip():
        raise BerichtGeweigerd("LEEG", "Het bericht is leeg.")
    if inhoud.startswith(b"\x1f\x8b"):
        raise BerichtGeweigerd("GECOMPRIMEERD", "Het bericht is gecomprimeerd. Stuur de XML zelf.", 415)
    opgegeven = _OPGEGEVEN.match(inhoud.removeprefix(b"\xef\xbb\xbf"))
    try:
        inhoud.decode("utf-8")
    except UnicodeDecodeError:
        raise geen_utf8() from None
    if b"\x00" in inhoud or (opgegeven and opgegeven[1].lower() != b"utf-8"):
        raise geen_utf8()


def te_groot() -> BerichtGeweigerd:
    return BerichtGeweigerd("GROOTTE", f"Het bericht is groter dan {settings.ROD_GROOTSTE_BERICHT // 1024} kB.", 413)


def geen_utf8() -> BerichtGeweigerd:
    return BerichtGeweigerd("TEKENSET", "Het bericht is niet in UTF-8 geschreven, of zegt dat het dat niet is.", 415)


def _ontleed(inhoud: bytes) -> Knoop:
    bouwer = _Bouwer()
    ontleder = XMLParser(target=bouwer, encoding="utf-8", forbid_dtd=True)
    try:
        for begin in range(0, len(inhoud), BLOK):
            ontleder.feed(inhoud[begin : begin + BLOK])
        ontleder.close()
    except DefusedXmlException:
        raise BerichtGeweigerd("DTD", "Een bericht mag geen DTD of entiteit bevatten.") from None
    except ParseError as fout:
        regel, kolom = fout.position
        raise BerichtGeweigerd("XML", f"Dit is geen geldige XML (regel {regel}, kolom {kolom + 1}).") from None
    assert bouwer.wortel is not None  # zonder wortel werpt de ontleder een ParseError
    return bouwer.wortel


def _uit_envelop(envelop: Knoop) -> Knoop:
    """Het ene element in de Body. Een Header die wij moeten begrijpen, begrijpen wij niet."""
    kop = envelop.kind("Header")
    if kop is not None and any(
        deel.kenmerken.get(f"{{{SOAP}}}mustUnderstand") in ("1", "true") for deel in kop.kinderen
    ):
        raise BerichtGeweigerd("MUSTUNDERSTAND", "De Header vraagt om iets wat het loket niet kent (mustUnderstand).")
    lijven = [deel for deel in envelop.kinderen if (deel.ruimte, deel.naam) == (SOAP, "Body")]
    if len(lijven) != 1 or len(lijven[0].kinderen) != 1:
        raise BerichtGeweigerd("SOAP", "De envelop heeft niet precies één Body met één bericht.")
    return lijven[0].kinderen[0]
