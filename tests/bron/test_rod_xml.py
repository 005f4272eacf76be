"""Vijandige en kapotte XML: elk bericht krijgt een code en een zin, en er gebeurt niets anders."""

import gzip

import pytest

from bron.domein.rod_schema import BASIS, VO
from bron.services.rod_xml import BLOK, MEESTE_ELEMENTEN, SOAP_12, BerichtGeweigerd, lees
from tests.bron.hulp import AN
from tests.bron.rod import SOAP, envelop, inschrijving, periode

GOED = inschrijving(AN)
WORTEL = b"aanleverenInschrijvingVO_Request"
LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MILJARD = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LOL}]><x>&l9;</x>'.encode()
KWADRAAT = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 50_000}</x>'.encode()
BUITEN = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><x/>'
GEVALLEN = {
    "leeg": (b"", "LEEG", 400),
    "alleen witruimte": (b" \n", "LEEG", 400),
    "miljard keer lachen": (MILJARD, "DTD", 400),
    "kwadratisch": (KWADRAAT[:900_000], "DTD", 400),
    "entiteit van buiten": (BUITEN, "DTD", 400),
    "parameterentiteit": (PARAMETER, "DTD", 400),
    "een onschuldige DTD": (b"<!DOCTYPE x>" + GOED, "DTD", 400),
    "een DTD van buiten": (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + GOED, "DTD", 400),
    "entiteit zonder DTD": (b"<x>&e;</x>", "XML", 400),
    "diep": (b"<x>" * 100_000, "OMVANG", 400),
    "veel elementen": (b"<x>" + b"<a/>" * (MEESTE_ELEMENTEN + 1) + b"</x>", "OMVANG", 400),
    "tien megabyte": (GOED + b" " * 10_000_000, "GROOTTE", 413),
    "een kleine te veel": (GOED + b" " * (1024 * 1024 + 1 - len(GOED)), "GROOTTE", 413),
    "gzip": (gzip.compress(GOED), "GECOMPRIMEERD", 415),
    "latin-1": (GOED.replace(b"LOKET", "LOKÉT".encode("latin-1")), "TEKENSET", 415),
    "zegt latin-1": (b'<?xml version="1.0" encoding="iso-8859-1"?>' + GOED, "TEKENSET", 415),
    "zegt latin-1 na een BOM": (b"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?>" + GOED, "TEKENSET", 415),
    "utf-16": (GOED.decode().encode("utf-16"), "TEKENSET", 415),
    "utf-7": (b'<?xml version="1.0" encoding="utf-7"?>+ADw-x+AD4-', "TEKENSET", 415),
    "NUL": (GOED.replace(b"LOKET", b"LO\x00ET"), "TEKENSET", 415),
    "een stuurteken": (GOED.replace(b"LOKET", b"LO\x01ET"), "XML", 400),
    "een stuurteken als verwijzing": (GOED.replace(b"LOKET", b"LO&#1;ET"), "XML", 400),
    "afgebroken": (GOED[:-20], "XML", 400),
    "afgebroken op een blok": (b"<x>" + b"a" * (BLOK - 3), "XML", 400),
    "geen XML": (b"VLP;00ZV;1;2026-08-01T07:00:00+02:00", "XML", 400),
    "twee wortels": (GOED + GOED, "XML", 400),
    "dubbel attribuut": (b'<x a="1" a="2"/>', "XML", 400),
    "onbekend voorvoegsel": (b"<n:x/>", "XML", 400),
    "andere wortel": (GOED.replace(WORTEL, b"aanleverenInschrijvingVAVO_Request"), "BERICHT", 422),
    "een antwoord": (GOED.replace(b"_Request", b"_Response"), "BERICHT", 422),
    "zonder naamruimte": (GOED.replace(f'xmlns="{VO}"'.encode(), b""), "NAAMRUIMTE", 422),
    "andere versie": (GOED.replace(b"InschrijvingVO_V1", b"InschrijvingVO_V2"), "NAAMRUIMTE", 422),
    "wortel in de andere naamruimte": (GOED.replace(VO.encode(), BASIS.encode()), "NAAMRUIMTE", 422),
    "SOAP 1.2": (envelop(GOED).replace(SOAP.encode(), SOAP_12.encode()), "SOAP", 400),
    "lege Body": (envelop(b""), "SOAP", 400),
    "twee berichten": (envelop(GOED + GOED), "SOAP", 400),
    "zonder Body": (envelop(GOED).replace(b"s:Body", b"s:Lijf"), "SOAP", 400),
    "envelop in een envelop": (envelop(envelop(GOED)), "BERICHT", 422),
    "mustUnderstand": (
        envelop(GOED, '<s:Header><a:actie xmlns:a="urn:a" s:mustUnderstand="1"/></s:Header>'), "MUSTUNDERSTAND", 400,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inhoud", "code", "status"), GEVALLEN.values(), ids=GEVALLEN)
def test_een_vijandig_of_kapot_bericht_is_geweigerd_met_een_code(inhoud, code, status):
    with pytest.raises(BerichtGeweigerd) as fout:
        lees(inhoud)
    assert (fout.value.code, fout.value.status) == (code, status)


@pytest.mark.parametrize(
    "inhoud",
    [
        GOED,
        b"\xef\xbb\xbf" + GOED,
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + GOED,
        b"<!-- vooraf -->" + GOED + b"<?na?>\n",
        GOED.replace(b"LOKET", b"<![CDATA[LOKET]]>"),
        GOED.replace(b"LOKET", b"&#76;OKET"),
        GOED.replace(b"b:", b"q:").replace(b":b=", b":q="),
        envelop(GOED),
        envelop(GOED, '<s:Header><a:actie xmlns:a="urn:a"/></s:Header>'),
        b'<?xml version="1.0"?>' + envelop(GOED),
    ],
    ids=[
        "kaal", "BOM", "kop", "commentaar", "CDATA", "tekenverwijzing", "voorvoegsels", "envelop", "Header", "kop en envelop",
    ],
)  # fmt: skip
def test_de_schrijfwijze_van_een_goed_bericht_maakt_niet_uit(inhoud):
    bericht = lees(inhoud).bericht
    assert (bericht.naam, bericht.waarde("ontvangendeInstantie"), bericht.waarde("burgerservicenummer")) == (
        WORTEL.decode(), "LOKET", AN,
    )  # fmt: skip


@pytest.mark.parametrize(("inhoud", "soap"), [(GOED, False), (envelop(GOED), True)])
def test_de_lezer_weet_of_er_een_envelop_om_zat(inhoud, soap):
    assert lees(inhoud).soap is soap


def test_een_fout_binnen_een_envelop_weet_dat_het_antwoord_er_ook_een_krijgt():
    with pytest.raises(BerichtGeweigerd) as fout:
        lees(envelop(b"<x/>"))
    assert fout.value.soap is True


def test_het_grootste_bericht_dat_de_opbouw_toelaat_past_binnen_de_grenzen():
    aanvulling = "<b:aanvullendeOpleiding><b:opleidingcode>0011</b:opleidingcode></b:aanvullendeOpleiding>"
    proef = "<experiment><naam>PILOT</naam></experiment>"
    vol = (
        periode()
        .replace("<vestiging>", aanvulling * 100 + "<vestiging>")
        .replace("</inschrijvingP", proef * 100 + "</inschrijvingP")
    )
    assert len(lees(inschrijving(AN, *[vol] * 60)).bericht.kinderen) == 68


def test_een_weigering_noemt_nooit_iets_uit_het_bericht():
    with pytest.raises(BerichtGeweigerd) as fout:
        lees(f"<x>{AN}</y>".encode())
    assert str(fout.value) == "XML: Dit is geen geldige XML (regel 1, kolom 15)."
