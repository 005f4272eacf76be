"""De geheimen van hardwaretokens zoals een leverancier ze stuurt: csv, of PSKC (RFC 6030).

Per token een geheim of een fout. Van een waarde uit het bestand komt nooit iets in een foutzin.
"""

import base64
import csv
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.views.decorators.debug import sensitive_variables

from accounts.domein.zaad import Zaad, Zaadregel
from accounts.forms.pskc import ONBEKEND, PAST_NIET, PSKC, Onbekend, SleutelGeweigerd, Slot, is_versleuteld

MEESTE = 2000  # tokens in één bestand
TE_VEEL = f"Er staan meer dan {MEESTE} tokens in het bestand."
GROOTSTE = 2_000_000  # bytes
KOLOMMEN = ("serienummer", "soort", "geheim", "cijfers", "stap", "teller")
_SERIE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", re.ASCII)


class ZaadbestandGeweigerd(ValueError):
    """Dit bestand lezen wij niet; de tekst is een zin voor het scherm."""


def lees_zaadbestand(inhoud: bytes, sleutel: str = "") -> list[Zaadregel]:
    """De tokens van een bestand, elk met een geheim of een fout; csv en PSKC herkennen wij aan de inhoud.

    `sleutel` is de sleutel of het wachtwoord van een versleuteld bestand. Werpt ZaadbestandGeweigerd, en
    SleutelGeweigerd als de sleutel niet past.
    """
    if len(inhoud) > GROOTSTE:
        raise ZaadbestandGeweigerd("Het bestand is groter dan 2 MB.")
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ZaadbestandGeweigerd("Het bestand is geen tekst in UTF-8.") from None
    ruw = list(_uit_pskc(tekst, sleutel) if tekst.lstrip().startswith("<") else _uit_csv(tekst))
    if not ruw:
        raise ZaadbestandGeweigerd("Er staat geen token in het bestand.")
    if len(ruw) > MEESTE:
        raise ZaadbestandGeweigerd(TE_VEEL)
    gezien: set[str] = set()
    return [_keur(*token, gezien) for token in ruw]


def _keur(plaats: str, velden: dict[str, str], geheim: bytes | None, gezien: set[str]) -> Zaadregel:
    """Geheim None is onleesbaar."""
    nummer = velden["serienummer"] if _SERIE.fullmatch(velden["serienummer"]) else ""
    if fout := _fout(velden, geheim, gezien):
        return Zaadregel(plaats, nummer, fout=fout)
    gezien.add(nummer)
    zaad = Zaad(
        nummer, velden["soort"], geheim or b"", int(velden["cijfers"] or 6), int(velden["stap"] or 30),
        int(velden["teller"] or 0),
    )  # fmt: skip
    return Zaadregel(plaats, nummer, zaad)


def _fout(velden: dict[str, str], geheim: bytes | None, gezien: set[str]) -> str:
    if not _SERIE.fullmatch(velden["serienummer"]):
        return "het serienummer ontbreekt of heeft vreemde tekens."
    if velden["serienummer"] in gezien:
        return "dit serienummer staat er twee keer in."
    if velden["soort"] not in {"totp", "hotp"}:
        return "de soort is geen totp of hotp."
    if geheim is None or not 16 <= len(geheim) <= 64:
        return "het geheim is niet leesbaar, of geen 16 tot 64 bytes lang."
    if velden["cijfers"] not in {"", "6", "8"}:
        return "een code heeft 6 of 8 cijfers."
    if velden["stap"] not in {"", "30", "60"}:
        return "de stap is 30 of 60 seconden."
    return "" if re.fullmatch(r"[0-9]{0,9}", velden["teller"], re.ASCII) else "de teller is geen getal."


def _uit_csv(tekst: str) -> Iterator[tuple[str, dict[str, str], bytes | None]]:
    eerste = tekst.split("\n", 1)[0]
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=";" if ";" in eerste else ",")
    try:
        koppen = [kop.strip().casefold() for kop in next(lezer, [])]
        if not {"serienummer", "soort", "geheim"} <= set(koppen):
            raise ZaadbestandGeweigerd("De eerste regel noemt de kolommen, minstens serienummer, soort en geheim.")
        for rij in lezer:
            if any(cel.strip() for cel in rij):
                velden = dict.fromkeys(KOLOMMEN, "") | {k: c.strip() for k, c in zip(koppen, rij, strict=False)}
                velden["soort"] = velden["soort"].casefold()
                yield f"Regel {lezer.line_num}", velden, _uit_tekst(velden["geheim"])
    except csv.Error:
        raise ZaadbestandGeweigerd(f"Regel {lezer.line_num} is geen csv.") from None


def _uit_tekst(geheim: str) -> bytes | None:
    """Hexadecimaal, of anders base32."""
    kaal = geheim.replace(" ", "").upper()
    try:
        if re.fullmatch(r"([0-9A-F]{2})+", kaal):
            return bytes.fromhex(kaal)
        return base64.b32decode(kaal + "=" * (-len(kaal) % 8))
    except ValueError:
        return None


def _uit_pskc(tekst: str, sleutel: str) -> Iterator[tuple[str, dict[str, str], bytes | None]]:
    try:
        wortel = fromstring(tekst, forbid_dtd=True)
    except (DefusedXmlException, ParseError):
        raise ZaadbestandGeweigerd("Dit is geen leesbare XML, of er staat een DTD in.") from None
    if wortel.tag != f"{PSKC}KeyContainer":
        raise ZaadbestandGeweigerd("Dit is geen PSKC-bestand (RFC 6030).")
    pakketten = wortel.findall(f"{PSKC}KeyPackage")  # niet wat daar nog eens in genest is
    if len(pakketten) > MEESTE:
        raise ZaadbestandGeweigerd(TE_VEEL)
    try:
        slot = Slot(wortel, sleutel) if is_versleuteld(wortel) else None
        geheimen = [_geheim(pakket, slot) for pakket in pakketten]
    except Onbekend:
        raise ZaadbestandGeweigerd(ONBEKEND) from None
    if slot and not any(geheimen):
        raise SleutelGeweigerd(PAST_NIET)  # past zij bij een ander token wel, dan is alleen dit token bedorven
    for nummer, (pakket, geheim) in enumerate(zip(pakketten, geheimen, strict=True), 1):
        yield f"Token {nummer}", _velden(pakket), geheim


def _velden(pakket: Element) -> dict[str, str]:
    sleutel = pakket.find(f"{PSKC}Key")
    algoritme = "" if sleutel is None else sleutel.get("Algorithm", "")
    vorm = pakket.find(f".//{PSKC}ResponseFormat")
    return {
        "serienummer": _waarde(pakket, "DeviceInfo", "SerialNo"),
        "soort": algoritme.rpartition(":")[2].casefold(),
        "cijfers": "" if vorm is None else vorm.get("Length", ""),
        "stap": _waarde(pakket, "TimeInterval", "PlainValue"),
        "teller": _waarde(pakket, "Counter", "PlainValue"),
    }


def _waarde(pakket: Any, *namen: str) -> str:
    """De tekst van dit deel; `versleuteld` (geen getal, dus een fout) als alleen een versleutelde waarde er staat."""
    pad = [f"{PSKC}{naam}" for naam in namen]
    gevonden = pakket.find(".//" + "/".join(pad))
    if gevonden is None and pakket.find(".//" + "/".join([*pad[:-1], f"{PSKC}EncryptedValue"])) is not None:
        return "versleuteld"
    return "" if gevonden is None or gevonden.text is None else str(gevonden.text).strip()


@sensitive_variables()
def _geheim(pakket: Element, slot: Slot | None) -> bytes | None:
    gegeven = pakket.find(f".//{PSKC}Secret")
    if slot is not None and gegeven is not None and gegeven.find(f"{PSKC}PlainValue") is None:
        try:
            return slot.open(gegeven)
        except SleutelGeweigerd:
            return None
    try:
        return base64.b64decode(_waarde(pakket, "Secret", "PlainValue"), validate=True)
    except ValueError:  # geen base64, of een teken buiten ASCII
        return None
