"""Versleutelde PSKC (RFC 6030): de voorbeelden van de standaard zelf, en alles wat niet klopt."""

import base64
import hmac
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.domein.zaad import Zaad
from accounts.forms.pskc import GEEN_HEX, GEEN_SLEUTEL, ONBEKEND, PAST_NIET, SleutelGeweigerd
from accounts.forms.zaadbestand import ZaadbestandGeweigerd, lees_zaadbestand

VOORBEELDEN = Path(__file__).parent / "pskc"
MET_SLEUTEL, MET_WACHTWOORD = ((VOORBEELDEN / f"{naam}.xml").read_bytes() for naam in ("sleutel", "wachtwoord"))
SLEUTEL, WACHTWOORD = "12345678901234567890123456789012", "qwerty"  # van de RFC
GEHEIM = b"12345678901234567890"
IV = bytes(range(16))
AES_256 = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


def weigering(inhoud: bytes, sleutel: str) -> str:
    with pytest.raises((SleutelGeweigerd, ZaadbestandGeweigerd)) as fout:
        lees_zaadbestand(inhoud, sleutel)
    return str(fout.value)


# --- de voorbeelden van de RFC --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "getypt",
    [
        SLEUTEL,
        f" {SLEUTEL[:16]} {SLEUTEL[16:]}\n",
        f"0x{SLEUTEL}",
        ":".join(SLEUTEL[i : i + 2] for i in range(0, 32, 2)),
        base64.b64encode(bytes.fromhex(SLEUTEL)).decode(),
    ],
)
def test_het_voorbeeld_met_een_sleutel_hoe_de_leverancier_haar_ook_schreef(getypt):
    [regel] = lees_zaadbestand(MET_SLEUTEL, getypt)
    assert (regel.zaad, regel.zaad.geheim) == (Zaad("987654321", "hotp", GEHEIM, 8, 30, 0), GEHEIM)


def test_het_voorbeeld_met_een_wachtwoord():
    [regel] = lees_zaadbestand(MET_WACHTWOORD, WACHTWOORD)
    assert regel.zaad == Zaad("987654321", "hotp", GEHEIM, 8, 30, 0)


# --- zelf versleuteld: andere maten, en meer dan een token ----------------------------------------------------------
def dicht(sleutel: bytes, inhoud: bytes) -> bytes:
    vul = 16 - len(inhoud) % 16
    rekenaar = Cipher(AES(sleutel), CBC(IV)).encryptor()
    return IV + rekenaar.update(inhoud + bytes(vul - 1) + bytes([vul])) + rekenaar.finalize()


def waarde(methode: str, inhoud: bytes) -> str:
    return (
        f'<x:EncryptionMethod Algorithm="{methode}"/><x:CipherData><x:CipherValue>'
        f"{base64.b64encode(inhoud).decode()}</x:CipherValue></x:CipherData>"
    )


def token(nummer: str, sleutel: bytes, macsleutel: bytes, *, goed: bool = True) -> str:
    inhoud = dicht(sleutel, nummer.encode().ljust(20, b"."))
    mac = hmac.digest(macsleutel, inhoud if goed else b"anders", "sha256")
    return (
        f"<KeyPackage><DeviceInfo><SerialNo>{nummer}</SerialNo></DeviceInfo>"
        '<Key Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><Data><Secret><EncryptedValue>'
        f"{waarde(AES_256, inhoud)}</EncryptedValue><ValueMAC>{base64.b64encode(mac).decode()}</ValueMAC></Secret>"
        "</Data></Key></KeyPackage>"
    )


def bestand(tokens: str, sleutel: str = "", mac: str = "") -> bytes:
    return f"""<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"
        xmlns:x="http://www.w3.org/2001/04/xmlenc#" xmlns:x11="http://www.w3.org/2009/xmlenc11#">{sleutel}
        <MACMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256">{mac}</MACMethod>
        {tokens}</KeyContainer>""".encode()


def recept(zout: bytes, ronden: int | str, lengte: int = 32, prf: str = "hmac-sha256") -> str:
    return (
        "<EncryptionKey><x11:DerivedKey>"
        '<x11:KeyDerivationMethod Algorithm="http://www.w3.org/2009/xmlenc11#pbkdf2"><x11:PBKDF2-params>'
        f"<x11:Salt><x11:Specified>{base64.b64encode(zout).decode()}</x11:Specified></x11:Salt>"
        f"<x11:IterationCount>{ronden}</x11:IterationCount><x11:KeyLength>{lengte}</x11:KeyLength>"
        f'<x11:PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#{prf}"/>'
        "</x11:PBKDF2-params></x11:KeyDerivationMethod></x11:DerivedKey></EncryptionKey>"
    )


LANG, MACSLEUTEL, ZOUT = bytes(range(32)), bytes(range(50, 82)), b"zout-van-hier"


def test_aes_256_met_een_eigen_sleutel_voor_de_mac():
    mac = f"<MACKey>{waarde(AES_256, dicht(LANG, MACSLEUTEL))}</MACKey>"
    inhoud = bestand(token("A-1", LANG, MACSLEUTEL) + token("A-2", LANG, MACSLEUTEL), mac=mac)
    regels = lees_zaadbestand(inhoud, LANG.hex())
    assert [(r.serienummer, r.zaad.geheim[:4]) for r in regels] == [("A-1", b"A-1."), ("A-2", b"A-2.")]


def test_zonder_eigen_sleutel_voor_de_mac_geldt_die_van_de_versleuteling():
    [regel] = lees_zaadbestand(bestand(token("A-1", LANG, LANG)), LANG.hex())
    assert regel.zaad.soort == "totp"


def test_een_wachtwoord_met_sha_256():
    sleutel = PBKDF2HMAC(SHA256(), 32, ZOUT, 5000).derive("één wachtwoord".encode())
    inhoud = bestand(token("A-1", sleutel, sleutel), recept(ZOUT, 5000))
    [regel] = lees_zaadbestand(inhoud, "één wachtwoord")
    assert regel.zaad.geheim[:4] == b"A-1."


def test_een_token_waarvan_de_mac_niet_klopt_is_een_fout_en_de_andere_zijn_goed():
    regels = lees_zaadbestand(bestand(token("A-1", LANG, LANG) + token("A-2", LANG, LANG, goed=False)), LANG.hex())
    assert [regel.zaad is not None for regel in regels] == [True, False]


def test_tokens_in_een_token_tellen_niet_mee():
    assert len(lees_zaadbestand(bestand("<KeyPackage>" * 9 + "</KeyPackage>" * 9), "")) == 1


def test_te_veel_tokens_weigeren_wij_voordat_wij_ze_lezen():
    assert weigering(bestand("<KeyPackage/>" * 2001), "") == "Er staan meer dan 2000 tokens in het bestand."


# --- wat niet past --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("inhoud", "sleutel", "zin"),
    [
        (MET_SLEUTEL, "", GEEN_SLEUTEL),
        (MET_SLEUTEL, "   ", GEEN_SLEUTEL),
        (MET_SLEUTEL, "geen sleutel", GEEN_HEX),
        (MET_SLEUTEL, "1234", GEEN_HEX),
        (MET_SLEUTEL, SLEUTEL[::-1], PAST_NIET),
        (MET_SLEUTEL, SLEUTEL * 2, PAST_NIET),
        (MET_WACHTWOORD, "Qwerty", PAST_NIET),
        (MET_SLEUTEL.replace(b"Su+NvtQf", b"Su+NvtQg"), SLEUTEL, PAST_NIET),
        (MET_SLEUTEL.replace(b"OD+cIHItl", b"OD+cIHItm"), SLEUTEL, PAST_NIET),
        (MET_SLEUTEL.replace(b"<ValueMAC>Su+NvtQfmvfJzF6bmQiJqoLRExc=</ValueMAC>", b""), SLEUTEL, ONBEKEND),
        (MET_SLEUTEL.replace(b"aes128-cbc", b"tripledes-cbc"), SLEUTEL, ONBEKEND),
        (MET_SLEUTEL.replace(b"xmldsig#hmac-sha1", b"xmldsig#hmac-md5"), SLEUTEL, ONBEKEND),
        (MET_WACHTWOORD.replace(b"pkcs-5v2-0#pbkdf2", b"pkcs-5v2-0#pbkdf1"), WACHTWOORD, ONBEKEND),
        (MET_WACHTWOORD.replace(b">1000<", b">99999999<"), WACHTWOORD, ONBEKEND),
        (MET_WACHTWOORD.replace(b">1000<", b">0<"), WACHTWOORD, ONBEKEND),
        (MET_WACHTWOORD.replace(b"Ej7/PEpyEpw=", b""), WACHTWOORD, ONBEKEND),
        (MET_WACHTWOORD.replace(b"<KeyLength>16", b"<KeyLength>17"), WACHTWOORD, ONBEKEND),
        (bestand(token("A-1", LANG, LANG), recept(ZOUT, 5000, prf="hmac-md5")), WACHTWOORD, ONBEKEND),
    ],
    ids=range(18),
)
def test_wat_niet_past_of_veranderd_is_geeft_een_zin_en_geen_token(inhoud, sleutel, zin):
    assert weigering(inhoud, sleutel) == zin


def test_een_versleutelde_teller_lezen_wij_niet_als_nul():
    inhoud = MET_SLEUTEL.replace(b"<Counter><PlainValue>0</PlainValue>", b"<Counter><EncryptedValue/>")
    [regel] = lees_zaadbestand(inhoud, SLEUTEL)
    assert (regel.zaad, regel.fout) == (None, "de teller is geen getal.")


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.integers(0, len(MET_WACHTWOORD) - 1), st.binary(min_size=1, max_size=3))
def test_elk_veranderd_bestand_geeft_hetzelfde_geheim_of_een_zin(plek, bytes_):
    inhoud = MET_WACHTWOORD[:plek] + bytes_ + MET_WACHTWOORD[plek + len(bytes_) :]
    try:
        uit = {regel.zaad.geheim if regel.zaad else GEHEIM for regel in lees_zaadbestand(inhoud, WACHTWOORD)}
    except (ZaadbestandGeweigerd, SleutelGeweigerd) as fout:
        uit = {GEHEIM} if str(fout).endswith(".") else set()
    assert uit == {GEHEIM}
