"""De versleuteling in een PSKC-bestand (RFC 6030, hoofdstuk 6): met een sleutel, of met een wachtwoord.

Eerst klopt de ValueMAC, dan pas ontsleutelen wij. Zonder ValueMAC lezen wij niets: AES-CBC merkt niet dat een bestand
veranderd is. Wat er misgaat, komt nooit in een foutzin of een logboek.
"""

import base64
import hmac
import re
from collections.abc import Callable
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.views.decorators.debug import sensitive_variables

PSKC = "{urn:ietf:params:xml:ns:keyprov:pskc}"
XENC = "{http://www.w3.org/2001/04/xmlenc#}"
XENC11 = "{http://www.w3.org/2009/xmlenc11#}"
_AES = {f"{XENC[1:-1]}aes{bits}-cbc": bits // 8 for bits in (128, 192, 256)}
_MAC = {
    "http://www.w3.org/2000/09/xmldsig#hmac-sha1": "sha1",
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256": "sha256",
}
_PBKDF2 = {
    "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2",
    "http://www.w3.org/2009/xmlenc11#pbkdf2",
}
# zonder algoritme geldt SHA-1 (RFC 6030, 6.2 en RFC 8018)
_PRF: dict[str, Callable[[], HashAlgorithm]] = {"": SHA1, "sha1": SHA1, "sha256": SHA256}
MEESTE_RONDEN = 1_000_000  # PBKDF2; daarboven houdt een bestand ons minuten bezig
MINSTE_ZOUT, MEESTE_ZOUT = 8, 64  # bytes
_BLOK = 16

GEEN_SLEUTEL = "Dit bestand is versleuteld. Vul de sleutel of het wachtwoord in dat de leverancier los stuurde."
GEEN_HEX = "Dit is geen sleutel: verwacht worden 32, 48 of 64 hexadecimale tekens, of dezelfde sleutel in base64."
PAST_NIET = "Deze sleutel of dit wachtwoord past niet bij het bestand."
ONBEKEND = "Dit bestand is versleuteld op een manier die wij niet lezen. Vraag om PSKC met AES-CBC en een ValueMAC."


class SleutelGeweigerd(ValueError):
    """Met deze sleutel of dit wachtwoord is het bestand niet te lezen; de tekst is een zin voor bij dat veld."""


class Onbekend(ValueError):
    """Dit bestand gebruikt iets wat wij niet kennen."""


class Slot:
    """Wat er nodig is om de geheimen van één bestand te lezen. `str` en `repr` tonen geen sleutel."""

    @sensitive_variables()
    def __init__(self, wortel: Element, invoer: str) -> None:
        """`invoer` is wat de beheerder typte. Werpt SleutelGeweigerd of Onbekend."""
        if not invoer.strip():
            raise SleutelGeweigerd(GEEN_SLEUTEL)
        afgeleid = wortel.find(f"{PSKC}EncryptionKey/{XENC11}DerivedKey")
        self._sleutel = _lees_sleutel(invoer) if afgeleid is None else _leid_af(afgeleid, invoer)
        methode = wortel.find(f"{PSKC}MACMethod")
        soort = "" if methode is None else methode.get("Algorithm", "")
        if methode is None or soort not in _MAC:
            raise Onbekend
        self._mac = partial(hmac.digest, digest=_MAC[soort])
        verpakt = methode.find(f"{PSKC}MACKey")
        # zonder eigen sleutel voor de MAC is het die van de versleuteling
        self._macsleutel = self._sleutel if verpakt is None else self._ontsleutel(*_cijfertekst(verpakt))

    def __repr__(self) -> str:
        return "Slot()"

    @sensitive_variables()
    def open(self, gegeven: Element) -> bytes | None:
        """Het geheim in een <Secret>; None als het niet leesbaar is. Werpt SleutelGeweigerd als de MAC niet klopt."""
        versleuteld, mac = gegeven.find(f"{PSKC}EncryptedValue"), gegeven.find(f"{PSKC}ValueMAC")
        if versleuteld is None or mac is None:
            raise Onbekend
        methode, inhoud = _cijfertekst(versleuteld)
        if not hmac.compare_digest(self._mac(self._macsleutel, inhoud), _bytes(mac) or b""):
            raise SleutelGeweigerd(PAST_NIET)
        return self._ontsleutel(methode, inhoud)

    @sensitive_variables()
    def _ontsleutel(self, methode: str, inhoud: bytes) -> bytes:
        """AES-CBC: de eerste zestien bytes zijn de beginwaarde, de laatste byte zegt hoeveel er opvulling is."""
        if methode not in _AES:
            raise Onbekend
        if _AES[methode] != len(self._sleutel) or len(inhoud) < 2 * _BLOK or len(inhoud) % _BLOK:
            raise SleutelGeweigerd(PAST_NIET)
        rekenaar = Cipher(AES(self._sleutel), CBC(inhoud[:_BLOK])).decryptor()
        open_ = rekenaar.update(inhoud[_BLOK:]) + rekenaar.finalize()
        if not 1 <= open_[-1] <= _BLOK:
            raise SleutelGeweigerd(PAST_NIET)
        return open_[: -open_[-1]]


def is_versleuteld(wortel: Element) -> bool:
    return next(wortel.iter(f"{PSKC}EncryptedValue"), None) is not None


@sensitive_variables()
def _lees_sleutel(invoer: str) -> bytes:
    """Een sleutel zoals een leverancier hem stuurt: hexadecimaal, ook met spaties of 0x ervoor, of base64."""
    kaal = re.sub(r"^0x|[\s:-]", "", invoer.strip(), flags=re.IGNORECASE)
    try:
        if re.fullmatch("[0-9a-fA-F]+", kaal) and len(kaal) in (32, 48, 64):
            return bytes.fromhex(kaal)
        sleutel = base64.b64decode("".join(invoer.split()), validate=True)
    except ValueError:
        raise SleutelGeweigerd(GEEN_HEX) from None
    if len(sleutel) not in _AES.values():
        raise SleutelGeweigerd(GEEN_HEX)
    return sleutel


@sensitive_variables()
def _leid_af(afgeleid: Element, wachtwoord: str) -> bytes:
    """PBKDF2 (RFC 8018) met wat er in het bestand staat. Werpt Onbekend bij een ander recept of te veel ronden."""
    methode = afgeleid.find(f"{XENC11}KeyDerivationMethod")
    if methode is None or methode.get("Algorithm", "") not in _PBKDF2:
        raise Onbekend
    delen: dict[str, Any] = {deel.tag.rpartition("}")[2]: deel for deel in methode.iter()}  # twee naamruimten
    prf = delen["PRF"].get("Algorithm", "").rpartition("hmac-")[2] if "PRF" in delen else ""
    zout, ronden, lengte = _bytes(delen.get("Specified")), _getal(delen, "IterationCount"), _getal(delen, "KeyLength")
    goed = (
        prf in _PRF
        and zout is not None
        and MINSTE_ZOUT <= len(zout) <= MEESTE_ZOUT
        and 1 <= ronden <= MEESTE_RONDEN
        and lengte in _AES.values()
    )
    if not goed:
        raise Onbekend
    return PBKDF2HMAC(_PRF[prf](), lengte, zout or b"", ronden).derive(wachtwoord.encode())


def _getal(delen: dict[str, Any], naam: str) -> int:
    tekst = (delen[naam].text or "").strip() if naam in delen else ""
    return int(tekst) if re.fullmatch("[0-9]{1,9}", tekst, re.ASCII) else 0


def _cijfertekst(ouder: Element) -> tuple[str, bytes]:
    """De methode en de bytes van een versleutelde waarde. Werpt Onbekend als zij er niet staan."""
    methode = ouder.find(f"{XENC}EncryptionMethod")
    inhoud = _bytes(ouder.find(f"{XENC}CipherData/{XENC}CipherValue"))
    if methode is None or inhoud is None:
        raise Onbekend
    return methode.get("Algorithm", ""), inhoud


def _bytes(deel: Element | None) -> bytes | None:
    try:
        return None if deel is None else base64.b64decode("".join((deel.text or "").split()), validate=True)
    except ValueError:  # ook een teken buiten ASCII
        return None
