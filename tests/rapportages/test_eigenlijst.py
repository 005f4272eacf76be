"""Een eigen lijst uit een bestand: elk dialect geeft dezelfde PGN's, en een vijandig bestand geeft alleen een zin."""

import csv
import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapportages.domein.eigencsv import AANHALING, GEEN_TEKST, TE_LANG
from rapportages.domein.eigenlijst import (
    ALLEEN_KOP,
    GEEN_KOLOM,
    GEEN_PGN,
    LEEG,
    TE_VEEL_KOLOMMEN,
    TE_VEEL_RIJEN,
    LijstGeweigerd,
)
from rapportages.services.eigenlijst import TE_GROOT, lees_eigen_lijst
from tests.leveringen import pgn
from tests.rapportages.lijsten import (
    BOEK,
    RELATIES,
    als_csv,
    als_xlsx,
    als_zip,
    lieg_over_omvang,
    rij,
    verminkt,
    werkmap,
)
from verzuimloket.invoer.soort import OUD_EXCEL
from verzuimloket.invoer.werkmap import BESCHADIGD, GEEN_WERKMAP, MACROS, TE_ZWAAR, WACHTWOORD

PGNS = [pgn(n) for n in range(40)]
A, B = PGNS[:2]
RIJEN = [["Naam", "PGN"], ["De Vries; Bo", A], ['Zoë "Zo", Jansen\nKlas 2', B]]


def lees(inhoud: bytes):
    return lees_eigen_lijst(io.BytesIO(inhoud), len(inhoud))


def weigering(inhoud: bytes) -> str:
    with pytest.raises(LijstGeweigerd) as fout:
        lees(inhoud)
    return str(fout.value)


# --- elk dialect
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
@pytest.mark.parametrize("einde", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("aanhalen", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_elk_dialect_van_csv_geeft_dezelfde_pgns(codering, scheiding, einde, aanhalen):
    inhoud = als_csv(RIJEN, codering=codering, delimiter=scheiding, lineterminator=einde, quoting=aanhalen)
    gelezen = lees(inhoud)
    assert (gelezen.pgns, gelezen.rijen, gelezen.onleesbaar) == ((A, B), 2, 0)


_CEL = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from('";,\t\n'), max_size=12)
_LIJST = st.lists(st.tuples(_CEL, st.sampled_from(PGNS), _CEL), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    rijen=_LIJST,
    scheiding=st.sampled_from(";,\t"),
    einde=st.sampled_from(["\r\n", "\n"]),
    aanhalen=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_een_geschreven_csv_geeft_de_pgns_terug(rijen, scheiding, einde, aanhalen):
    inhoud = als_csv([("x", "PGN", "y"), *rijen], delimiter=scheiding, lineterminator=einde, quoting=aanhalen)
    assert lees(inhoud).pgns == tuple(sorted({nummer for _, nummer, _ in rijen}))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(rijen=_LIJST, vorm=st.sampled_from([str, int, float, lambda n: f"'{n}", lambda n: f" {n[:4]}.{n[4:6]}.{n[6:]}"]))
def test_een_geschreven_werkmap_geeft_de_pgns_terug(rijen, vorm):
    inhoud = als_xlsx([("x", "PGN", "y"), *((links, vorm(nummer), rechts) for links, nummer, rechts in rijen)])
    assert lees(inhoud).pgns == tuple(sorted({nummer for _, nummer, _ in rijen}))


def test_een_werkmap_zonder_gedeelde_teksten_wordt_ook_gelezen():
    boek = openpyxl.Workbook(write_only=True)
    blad = boek.create_sheet()
    for waarden in RIJEN:
        blad.append(waarden)
    stroom = io.BytesIO()
    boek.save(stroom)
    assert lees(stroom.getvalue()).pgns == (A, B)


def test_het_eerste_blad_met_pgns_telt():
    assert lees(als_xlsx([["Uitleg"]], [], [["PGN"], [A]], [["PGN"], [B]])).pgns == (A,)


def test_een_rij_heet_zoals_het_rekenblad_haar_nummert():
    inhoud = werkmap(rij(3, "PGN") + rij(7, A) + rij(12, "x"))
    assert lees(inhoud).onleesbare_rijen == (12,)


def test_van_een_formule_telt_de_bewaarde_uitkomst_en_anders_is_zij_onleesbaar():
    cellen = f'<row><c><f>A1+1</f><v>{A}</v></c></row><row><c><f>WEBSERVICE("http://x.invalid")</f></c></row>'
    gelezen = lees(werkmap(rij(1, "PGN") + cellen))
    assert (gelezen.pgns, gelezen.onleesbare_rijen) == ((A,), (3,))


def test_opgemaakte_tekst_en_de_uitspraak_erbij():
    si = f"<si><r><t>{A[:4]}</t></r><r><t>{A[4:]}</t></r><rPh sb='0' eb='1'><t>999</t></rPh></si>"
    inhoud = werkmap(rij(1, "PGN") + '<row><c t="s"><v>0</v></c></row>', teksten=f"<sst>{si}</sst>")
    assert lees(inhoud).pgns == (A,)


def test_namen_met_een_voorvoegsel_zijn_dezelfde_namen():
    blad = f'<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>{A}</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert lees(_met_blad(blad)).pgns == (A,)


def _met_blad(blad: str | bytes, **anders: str | bytes) -> bytes:
    delen: dict[str, str | bytes] = {
        "xl/workbook.xml": BOEK, "xl/_rels/workbook.xml.rels": RELATIES, "xl/sharedStrings.xml": "<sst/>",
        "xl/worksheets/sheet1.xml": blad,
    }  # fmt: skip
    return als_zip(delen | anders)


def test_een_los_aanhalingsteken_kost_geen_rijen():
    inhoud = f'PGN;Naam\n{A};"Bo\n{B};Mo "de Vries"\n'.encode()
    assert lees(inhoud).pgns == (A, B)


# --- wat geen lijst is
EEN_MILJOEN = 1_000_000
GEWOON = als_xlsx(RIJEN)
BOM = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
BUITEN = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
VIJANDIG: dict[str, tuple[bytes, str]] = {
    "leeg": (b"", LEEG),
    "alleen witruimte": (b" \r\n\t\n", LEEG),
    "lege werkmap": (als_xlsx([]), LEEG),
    "alleen een kop": (als_csv([["PGN"]]), ALLEEN_KOP),
    "alleen een kop in xlsx": (als_xlsx([["PGN"]]), ALLEEN_KOP),
    "geen kolom": (als_csv([["Naam"], ["Bo"]]), GEEN_KOLOM),
    "geen kolom op drie bladen": (als_xlsx([["x"]], [["y"]], [["z"]]), GEEN_KOLOM),
    "geen enkel pgn": (als_csv([["PGN"], ["123456789"]]), GEEN_PGN),
    "te veel rijen": (als_csv([["PGN"], *[[A]] * 50_001]), TE_VEEL_RIJEN),
    "nullen": (b"PGN\n" + b"\0" * 600, GEEN_TEKST),
    "binair": (bytes(range(256)) * 10, GEEN_TEKST),
    "halve utf-16": (b"\xff\xfeP\0G\0N\0\n\0\x00\xd8\n\0", GEEN_TEKST),
    "pdf": (b"%PDF-1.7\n1 0 obj", GEEN_TEKST),
    "html als xls": (b"<html><table><tr><td>PGN</td></tr></table>", GEEN_TEKST),
    "xml met een entiteit": (f"<?xml version='1.0'?>{BUITEN}<x>&a;</x>".encode(), GEEN_TEKST),
    "oud Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, OUD_EXCEL),
    "met wachtwoord": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 70_000 + "EncryptedPackage".encode("utf-16-le"),
        WACHTWOORD,
    ),
    "een miljoen kolommen csv": (b"PGN" + b";" * EEN_MILJOEN + b"\n" + A.encode(), TE_LANG),
    "te veel kolommen csv": (b"PGN" + b";" * 1_500 + b"x\n" + A.encode(), TE_VEEL_KOLOMMEN),
    "een regel zonder einde": (b"PGN " * EEN_MILJOEN, TE_LANG),
    "een veld zonder einde": (b'PGN\n"' + b"a" * 200_000 + b'"\n', AANHALING),
    "zip zonder werkmap": (als_zip({"a.txt": "PGN"}), GEEN_WERKMAP),
    "lege zip": (als_zip({}), GEEN_WERKMAP),
    "docx": (als_zip({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), GEEN_WERKMAP),
    "ods": (als_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x"}), GEEN_WERKMAP),
    "afgekapte zip": (GEWOON[: len(GEWOON) // 2], BESCHADIGD),
    "verminkte zip": (verminkt(GEWOON, b"xl/worksheets/sheet1.xml"), BESCHADIGD),
    "lzma": (als_zip({"xl/workbook.xml": BOEK}, zipfile.ZIP_LZMA), GEEN_WERKMAP),
    "macro's": (werkmap(rij(1, A), xl__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), MACROS),
    "macrobladen": (werkmap(rij(1, A), xl__macrosheets__sheet1=b"x"), MACROS),
    "deel ontbreekt": (als_zip({"xl/workbook.xml": BOEK}), BESCHADIGD),
    "geen xml": (werkmap("<row><c"), BESCHADIGD),
    "kolom bestaat niet": (werkmap('<row><c r="ABCD1"><v>1</v></c></row>'), BESCHADIGD),
    "tekst bestaat niet": (werkmap('<row><c t="s"><v>7</v></c></row>'), BESCHADIGD),
    "xml-bom": (werkmap("<row><c><v>&c;</v></c></row>", dtd=BOM), BESCHADIGD),
    "entiteit van buiten": (werkmap("<row><c><v>&a;</v></c></row>", dtd=BUITEN), BESCHADIGD),
    "xml-bom in de teksten": (werkmap("", teksten=f"{BOM}<sst><si><t>&c;</t></si></sst>"), BESCHADIGD),
    "xml-bom in het werkboek": (werkmap("", boek=f"{BOM}{BOEK}"), BESCHADIGD),
    "zipbom": (_met_blad(b" " * (200 << 20)), TE_ZWAAR),
    "zipbom van verhouding": (_met_blad(b"<a/>" * (5 << 20)), TE_ZWAAR),
    "een miljoen cellen": (werkmap(f"<row>{'<c/>' * EEN_MILJOEN}</row>"), TE_ZWAAR),
    "te veel kolommen": (werkmap('<row><c><v>1</v></c><c r="XFD1"><v>1</v></c></row>'), TE_VEEL_KOLOMMEN),
    "rij miljard": (werkmap('<row r="9999999"><c><v>1</v></c></row>'), TE_ZWAAR),
    "te veel lagen": (werkmap("<a>" * 100_000), TE_ZWAAR),
    "te veel namen": (werkmap("".join(f"<a{n}/>" for n in range(5_000))), TE_ZWAAR),
    "te veel delen": (als_zip({f"{n}": "" for n in range(2_500)}), TE_ZWAAR),
    "een tag zonder einde": (werkmap(f"<row a='{'x' * (4 << 20)}'/>"), TE_ZWAAR),
    "liegt te klein": (lieg_over_omvang(werkmap(rij(1, A) * 9_000), b"xl/worksheets/sheet1.xml", 100), BESCHADIGD),
    "liegt te groot": (lieg_over_omvang(werkmap(rij(1, A)), b"xl/worksheets/sheet1.xml", 4 << 28), TE_ZWAAR),
}


@pytest.mark.parametrize("naam", VIJANDIG)
def test_een_bestand_dat_geen_lijst_is_geeft_een_zin(naam):
    inhoud, zin = VIJANDIG[naam]
    assert weigering(inhoud) == zin


@pytest.mark.parametrize("naam", [naam for naam in VIJANDIG if naam not in {"te veel rijen"}])
def test_een_vijandig_bestand_kost_weinig_geheugen(naam):
    inhoud = VIJANDIG[naam][0]
    tracemalloc.start()
    try:
        weigering(inhoud)
        assert tracemalloc.get_traced_memory()[1] < len(inhoud) + (24 << 20)
    finally:
        tracemalloc.stop()


def test_duizend_verwijzingen_naar_hetzelfde_deel_lezen_het_een_keer():
    veel = "".join(f'<sheet r:id="rId{soort}"/>' for soort in (1, 2) * 1_000)
    boek = BOEK.replace("<sheets>", f"<sheets>{veel}")
    teksten = RELATIES[RELATIES.index('<Relationship Id="rId2"') : RELATIES.index("</Relationships>")]
    relaties = RELATIES.replace("</Relationships>", f"{teksten.replace('rId2', 'rId3') * 1_000}</Relationships>")
    delen = {"xl/_rels/workbook.xml.rels": relaties, "xl/workbook.xml": boek}
    zwaar = "<row/>" * 100_000
    assert weigering(_met_blad(f"<worksheet>{zwaar}</worksheet>", **delen)) == LEEG


def test_een_te_groot_bestand_wordt_niet_gelezen():
    with pytest.raises(LijstGeweigerd) as fout:
        lees_eigen_lijst(io.BytesIO(als_csv(RIJEN)), 31 << 20)
    assert str(fout.value) == TE_GROOT


@pytest.mark.parametrize("inhoud", [als_xlsx(RIJEN), als_csv(RIJEN)], ids=["xlsx", "csv"])
def test_de_stroom_blijft_van_de_aanroeper(inhoud):
    stroom = io.BytesIO(inhoud)
    lees_eigen_lijst(stroom, len(inhoud))
    assert stroom.closed is False
