"""Elk bestand van elke code, opnieuw geopend: de csv byte voor byte, de werkmap per cel, de pdf als tekst en als boom.

De voorbeelden in tests/golden/rapportages zijn de bestanden van `gouden_maand` zoals deze code ze schreef.
"""

import io
import json
import shutil
import subprocess

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader

from rapportages.domein.codes import Code
from rapportages.services.export import maak_bestand
from tests.goud import is_goud
from tests.rapportages.bestanden import gouden_maand

NU = "2025-12-09T12:00:00+01:00"
pytestmark = pytest.mark.django_db


@pytest.fixture
def maand(wereld):
    with time_machine.travel(NU, tick=False):
        yield gouden_maand(wereld)


def bestand(wereld, maand, code, vorm) -> bytes:
    with maak_bestand(wereld.rapport, maand, code, vorm) as stroom:
        return stroom.read()


def werkmap_in_woorden(inhoud: bytes) -> dict[str, object]:
    """Alles wat een lezer van de werkmap merkt: per blad de vaste rij, het filter, de breedtes en elke cel met opmaak."""
    uit: dict[str, object] = {}
    for blad in load_workbook(io.BytesIO(inhoud)):
        breedtes = {letter: round(maat.width, 1) for letter, maat in sorted(blad.column_dimensions.items())}
        cellen = [[[cel.coordinate, str(cel.value), cel.data_type, cel.number_format] for cel in rij if cel.value is not None]
                  for rij in blad.iter_rows()]  # fmt: skip
        uit[blad.title] = {
            "vast": blad.freeze_panes,
            "filter": blad.auto_filter.ref,
            "breedtes": breedtes,
            "cellen": cellen,
        }
    return uit


def pdf_in_woorden(inhoud: bytes) -> str:
    return "\f".join(bladzijde.extract_text() for bladzijde in PdfReader(io.BytesIO(inhoud)).pages) + "\n"


def soorten(knoop) -> list[str]:
    """De soorten van elke knoop in de boom van een getagde pdf, van boven naar beneden."""
    knoop = knoop.get_object()
    if not hasattr(knoop, "get"):
        return []
    kinderen = knoop.get("/K", [])
    kinderen = kinderen if isinstance(kinderen, list) else [kinderen]
    eigen = [str(knoop["/S"])] if "/S" in knoop else []
    return eigen + [soort for kind in kinderen if not isinstance(kind, int) for soort in soorten(kind)]


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_een_csv_is_byte_voor_byte_die_van_het_voorbeeld(wereld, maand, code):
    is_goud(f"rapportages/202512{code}I00ZV.csv", bestand(wereld, maand, code, "csv"))


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_een_werkmap_heeft_de_cellen_soorten_en_opmaak_van_het_voorbeeld(wereld, maand, code):
    woorden = json.dumps(werkmap_in_woorden(bestand(wereld, maand, code, "xlsx")), ensure_ascii=False, indent=1)
    is_goud(f"rapportages/202512{code}I00ZV.xlsx.json", woorden.encode())


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_een_pdf_heeft_de_tekst_van_het_voorbeeld(wereld, maand, code):
    is_goud(f"rapportages/202512{code}I00ZV.pdf.txt", pdf_in_woorden(bestand(wereld, maand, code, "pdf")).encode())


@pytest.mark.parametrize("code", list(Code), ids=str)
def test_een_pdf_is_getagd_in_het_nederlands_en_heeft_een_titel(wereld, maand, code):
    lezer = PdfReader(io.BytesIO(bestand(wereld, maand, code, "pdf")))
    wortel = lezer.trailer["/Root"]
    assert (wortel["/MarkInfo"]["/Marked"], wortel["/Lang"]) == (True, "nl")
    assert lezer.metadata.title.endswith(", 2025-12, I00ZV")
    boom = soorten(wortel["/StructTreeRoot"])
    assert (boom.count("/H1"), boom.count("/Table"), boom.count("/Figure")) == (1, 1, int(code is Code.A06))


def test_de_grafiek_heeft_een_tekst_voor_wie_hem_niet_ziet(wereld, maand):
    inhoud = bestand(wereld, maand, Code.A06, "pdf")
    figuren = [object_ for object_ in alle_knopen(inhoud) if object_.get("/S") == "/Figure"]
    assert ["HAVO/VWO bovenbouw 3" in figuur["/Alt"] for figuur in figuren] == [True]


def alle_knopen(inhoud: bytes):
    lezer = PdfReader(io.BytesIO(inhoud))
    objecten = (lezer.get_object(nummer) for nummer in range(1, len(lezer.xref_objStm) + len(lezer.xref[0]) + 1))
    return [object_ for object_ in objecten if isinstance(object_, dict)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is hier niet geïnstalleerd: niet omgezet")
@pytest.mark.parametrize("vorm", ["csv", "xlsx"])
def test_libreoffice_leest_het_bestand_en_vindt_elke_leerling(wereld, maand, vorm, tmp_path):
    bron = tmp_path / f"lijst.{vorm}"
    bron.write_bytes(bestand(wereld, maand, Code.A04, vorm))
    invoer = ["--infilter=CSV:59,34,76"] if vorm == "csv" else []
    opdracht = ["soffice", "--headless", *invoer, "--convert-to", "txt:Text - txt - csv (StarCalc):9,34,76",
                "--outdir", str(tmp_path / "uit"), str(bron)]  # fmt: skip
    subprocess.run(
        opdracht, check=True, timeout=120, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin:/usr/local/bin"}
    )
    regels = (tmp_path / "uit" / "lijst.txt").read_text(encoding="utf-8").splitlines()
    assert [regel.split("\t")[3] for regel in regels[1:]] == ["999900006", "999900018", "999900055"]
