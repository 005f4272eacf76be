"""Eigen lijsten voor tests: gewone, en bestanden die iets met ons willen."""

import csv
import io
import struct
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

NAAMRUIMTE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOEK = (
    f'<workbook {NAAMRUIMTE} xmlns:r="{RELATIE}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
RELATIES = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIE}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
)


def als_xlsx(*bladen: Iterable[Sequence[object]]) -> bytes:
    """Een werkmap van openpyxl, met gedeelde teksten zoals Excel haar schrijft."""
    boek = Workbook()
    boek.remove(boek.active)
    for rijen in bladen:
        blad = boek.create_sheet()
        for rij in rijen:
            blad.append(list(rij))
    stroom = io.BytesIO()
    boek.save(stroom)
    return stroom.getvalue()


def als_csv(rijen: Iterable[Sequence[object]], *, codering: str = "utf-8", **dialect: object) -> bytes:
    tekst = io.StringIO(newline="")
    csv.writer(tekst, **({"delimiter": ";"} | dialect)).writerows(rijen)  # type: ignore[arg-type]
    return tekst.getvalue().encode(codering)


def als_zip(delen: dict[str, str | bytes], soort: int = zipfile.ZIP_DEFLATED) -> bytes:
    stroom = io.BytesIO()
    with zipfile.ZipFile(stroom, "w", soort) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    return stroom.getvalue()


def werkmap(rijen: str, *, teksten: str = "<sst/>", dtd: str = "", boek: str = BOEK, **anders: str | bytes) -> bytes:
    """Een kale werkmap met deze XML als rijen; `anders` zijn delen erbij of in de plaats (`xl__x.bin` is xl/x.bin)."""
    delen: dict[str, str | bytes] = {
        "xl/workbook.xml": boek,
        "xl/_rels/workbook.xml.rels": RELATIES,
        "xl/sharedStrings.xml": teksten,
        "xl/worksheets/sheet1.xml": f"{dtd}<worksheet {NAAMRUIMTE}><sheetData>{rijen}</sheetData></worksheet>",
    }
    return als_zip(delen | {naam.replace("__", "/"): inhoud for naam, inhoud in anders.items()})


def rij(nummer: int, *waarden: str) -> str:
    """Een rij met tekst in de cel zelf."""
    cellen = "".join(f'<c t="inlineStr"><is><t>{waarde}</t></is></c>' for waarde in waarden)
    return f'<row r="{nummer}">{cellen}</row>'


def lieg_over_omvang(inhoud: bytes, naam: bytes, omvang: int) -> bytes:
    """Dezelfde zip, maar de inhoudsopgave noemt voor dit deel een andere omvang."""
    plek = inhoud.rindex(b"PK\x01\x02", 0, inhoud.rindex(naam))
    return inhoud[: plek + 24] + struct.pack("<I", omvang) + inhoud[plek + 28 :]


def verminkt(inhoud: bytes, naam: bytes) -> bytes:
    """Dezelfde zip met onzin in de ingepakte bytes van dit deel."""
    plek = inhoud.index(naam) + len(naam) + 20
    return inhoud[:plek] + b"\xff" * 20 + inhoud[plek + 20 :]
