"""Het bestand van een leverancier van tokens: csv en PSKC, en alles wat eraan kan mankeren."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.domein.zaad import Zaad
from accounts.forms.zaadbestand import GROOTSTE, MEESTE, ZaadbestandGeweigerd, lees_zaadbestand

GEHEIM = b"12345678901234567890"  # RFC 4226, bijlage D
HEX, B32 = GEHEIM.hex(), base64.b32encode(GEHEIM).decode()
KOP = "serienummer;soort;geheim;cijfers;stap;teller\n"


def pskc(binnen: str = "", soort: str = "totp", geheim: str = base64.b64encode(GEHEIM).decode()) -> bytes:
    return f"""<?xml version="1.0"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage>
<DeviceInfo><Manufacturer>Proef</Manufacturer><SerialNo>987654321</SerialNo></DeviceInfo>
<Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:{soort}"><AlgorithmParameters>
<ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters><Data>
<Secret><PlainValue>{geheim}</PlainValue></Secret>{binnen}</Data></Key></KeyPackage></KeyContainer>""".encode()


def zaden(inhoud: bytes) -> list[Zaad | None]:
    return [regel.zaad for regel in lees_zaadbestand(inhoud)]


def fouten(inhoud: bytes) -> list[str]:
    """Per token dat niet klopt waar het staat en waarom."""
    return [f"{regel.plaats}: {regel.fout}" for regel in lees_zaadbestand(inhoud) if regel.zaad is None]


def weigering(inhoud: bytes) -> str:
    with pytest.raises(ZaadbestandGeweigerd) as fout:
        lees_zaadbestand(inhoud)
    return str(fout.value)


@pytest.mark.parametrize("geheim", [HEX, HEX.upper(), B32, B32.lower(), " ".join([HEX[:20], HEX[20:]])])
def test_een_geheim_in_csv_mag_hexadecimaal_of_base32_zijn(geheim):
    [zaad] = zaden(f"{KOP}AB-1;TOTP;{geheim};6;30;\n".encode())
    assert zaad == Zaad("AB-1", "totp", GEHEIM, 6, 30, 0)


def test_een_csv_met_kommas_en_alleen_de_nodige_kolommen_is_genoeg():
    [zaad] = zaden(f"﻿geheim,serienummer,soort\r\n{HEX},7,hotp\r\n".encode())
    assert zaad == Zaad("7", "hotp", GEHEIM)


def test_een_pskc_bestand_met_een_token_op_tijd():
    [zaad] = zaden(pskc("<TimeInterval><PlainValue>60</PlainValue></TimeInterval>"))
    assert zaad == Zaad("987654321", "totp", GEHEIM, 8, 60, 0)


def test_een_pskc_bestand_met_een_token_op_teller():
    [zaad] = zaden(pskc("<Counter><PlainValue>42</PlainValue></Counter>", soort="hotp"))
    assert zaad == Zaad("987654321", "hotp", GEHEIM, 8, 30, 42)


@pytest.mark.parametrize(
    ("regel", "reden"),
    [
        ("=1+1;totp;{h}", "Regel 2: het serienummer ontbreekt of heeft vreemde tekens."),
        (";totp;{h}", "Regel 2: het serienummer ontbreekt of heeft vreemde tekens."),
        ("1;sms;{h}", "Regel 2: de soort is geen totp of hotp."),
        ("1;totp;geen geheim!", "Regel 2: het geheim is niet leesbaar, of geen 16 tot 64 bytes lang."),
        ("1;totp;abcd", "Regel 2: het geheim is niet leesbaar, of geen 16 tot 64 bytes lang."),
        ("1;totp;{h};7", "Regel 2: een code heeft 6 of 8 cijfers."),
        ("1;totp;{h};6;1", "Regel 2: de stap is 30 of 60 seconden."),
        ("1;hotp;{h};6;30;-1", "Regel 2: de teller is geen getal."),
        ("1;totp;{h}\n1;totp;{h}", "Regel 3: dit serienummer staat er twee keer in."),
    ],
)
def test_een_fout_in_een_regel_noemt_de_regel_en_nooit_het_geheim(regel, reden):
    assert fouten((KOP + regel.format(h=HEX) + "\n").encode()) == [reden]


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (b"", "De eerste regel noemt de kolommen, minstens serienummer, soort en geheim."),
        (KOP.encode(), "Er staat geen token in het bestand."),
        (b"a;b;c\n1;2;3\n", "De eerste regel noemt de kolommen, minstens serienummer, soort en geheim."),
        (b"\xff\xfe\x00", "Het bestand is geen tekst in UTF-8."),
        (b"x" * (GROOTSTE + 1), "Het bestand is groter dan 2 MB."),
        (b"<html/>", "Dit is geen PSKC-bestand (RFC 6030)."),
        (b"<KeyContainer>", "Dit is geen leesbare XML, of er staat een DTD in."),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "Dit is geen leesbare XML, of er staat een DTD in."),
    ],
)
def test_een_ander_bestand_wordt_met_een_zin_geweigerd(inhoud, reden):
    assert weigering(inhoud) == reden


def test_een_geheim_dat_geen_base64_is_is_een_fout_bij_dat_token():
    assert fouten(pskc(geheim="%%%")) == ["Token 1: het geheim is niet leesbaar, of geen 16 tot 64 bytes lang."]


def test_een_token_met_een_fout_houdt_een_ander_niet_tegen_en_een_vreemd_serienummer_wordt_niet_getoond():
    regels = lees_zaadbestand(f"{KOP}<b>;totp;{HEX}\nA-1;totp;{HEX}\nA-2;totp;nee\n".encode())
    assert [(r.serienummer, r.zaad is not None) for r in regels] == [("", False), ("A-1", True), ("A-2", False)]


def test_te_veel_tokens_worden_geweigerd():
    regels = "".join(f"{nr};totp;{HEX}\n" for nr in range(MEESTE + 1))
    assert weigering((KOP + regels).encode()) == f"Er staan meer dan {MEESTE} tokens in het bestand."


def test_het_geheim_staat_niet_in_de_tekst_van_een_zaad():
    assert HEX not in repr(Zaad("1", "totp", GEHEIM)) + str(Zaad("1", "totp", GEHEIM))


@settings(derandomize=True, max_examples=150)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda t: (KOP + t).encode()))
def test_elke_invoer_geeft_tokens_of_een_zin(inhoud):
    try:
        uitkomst = [regel.zaad is not None or regel.fout.endswith(".") for regel in lees_zaadbestand(inhoud)]
    except ZaadbestandGeweigerd as fout:
        uitkomst = [str(fout).endswith(".")]
    assert set(uitkomst) == {True}
