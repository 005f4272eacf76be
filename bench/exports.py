"""De schrijvers van bestanden tegen hun eigen kale pakket, om en om in één proces; van elk telt de snelste keer.

Werkmap: 100.000 rijen van de A04 (39 kolommen). De kale schrijver krijgt dezelfde rijen, zonder opmaak, filter of
tweede blad. openpyxl is write-only, met kale waarden. Gemeten is CPU-tijd. Pdf: een lijst van 560 rijen, 30
bladzijden, tegen WeasyPrint met dezelfde HTML en dezelfde opmaak.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.meting import Regel

RIJEN = 100_000
RIJEN_PDF = 560
RONDES = 3
WERKGEHEUGEN = 300.0  # MB
_BEGIN = """
import json, re, sys, tempfile, time
import django
django.setup()
from datetime import date
from pathlib import Path
from rapportages.domein.codes import Code
from rapportages.kolommen import op_papier, tabel
from verzuimloket.export.tabel import Soort

aantal, rondes = int(sys.argv[1]), int(sys.argv[2])
TABEL = tabel(Code.A04, date(2025, 11, 1), date(2025, 10, 1), date(2025, 11, 1))

def waarde(kolom, plek, nummer):
    if kolom.soort is Soort.DATUM:
        return date(2008, 1 + nummer % 12, 1 + nummer % 28)
    return "" if plek % 4 == 3 else f"waarde {(nummer * 7 + plek) % 977} van {plek}"

RIJEN = [[waarde(kolom, plek, nummer % 5000) for plek, kolom in enumerate(TABEL.columns)] for nummer in range(5000)]

def rijen():
    for nummer in range(aantal):
        yield RIJEN[nummer % 5000]

def meet(werken):
    tijden = {naam: [] for naam in werken}
    for _ in range(rondes):
        for naam, werk in werken.items():
            begin = time.process_time()
            werk()
            tijden[naam].append(time.process_time() - begin)
    return {naam: min(lijst) for naam, lijst in tijden.items()}
"""
_WERKMAP = """
from openpyxl import Workbook
from rustpy_xlsxwriter import write_worksheets
from verzuimloket.export import xlsx

def met(schrijf):
    def werk():
        with tempfile.TemporaryFile() as stroom:
            schrijf(stroom)
    return werk

def kaal(stroom):
    write_worksheets([("Blad", (dict(zip(TABEL.koppen, rij)) for rij in rijen()))], stroom)

def openpyxl(stroom):
    boek = Workbook(write_only=True)
    blad = boek.create_sheet()
    for rij in rijen():
        blad.append(rij)
    boek.save(stroom)

print(json.dumps(meet({"wij": met(lambda stroom: xlsx.write(TABEL, rijen(), stroom)), "kaal": met(kaal),
                       "openpyxl": met(openpyxl)})))
"""
_GEHEUGEN = """
from verzuimloket.export import xlsx
with tempfile.TemporaryFile() as stroom:
    xlsx.write(TABEL, rijen(), stroom)
# niet ru_maxrss: die erft een kind van zijn ouder
print(json.dumps(int(re.search("VmHWM:[^0-9]*([0-9]+) kB", Path("/proc/self/status").read_text())[1]) / 1024))
"""
_PDF = """
import io
from pypdf import PdfReader
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse
from verzuimloket import pdf as huis
from verzuimloket.export import pdf

SMAL, SMALLE_RIJ = op_papier(TABEL)
html = {}
teken = huis.render_to_string
huis.render_to_string = lambda *wat: html.setdefault("tekst", teken(*wat))

def wij():
    stroom = io.BytesIO()
    pdf.write(SMAL, map(SMALLE_RIJ, rijen()), stroom)
    return stroom

class Eigen(URLFetcher):
    def fetch(self, url, headers=None):
        inhoud, soort = huis.lees(url)
        return URLFetcherResponse(url, inhoud, {"Content-Type": soort})

def kaal():
    HTML(string=html["tekst"], base_url="statisch:/", url_fetcher=Eigen()).write_pdf(pdf_variant="pdf/ua-1")

bladen = len(PdfReader(wij()).pages)
huis.render_to_string = teken
print(json.dumps(meet({"wij": wij, "kaal": kaal}) | {"bladen": bladen}))
"""


def meet(schaal: float) -> Iterator[Regel]:
    aantal = max(2000, int(RIJEN * schaal))
    uit = _draai(_WERKMAP, aantal)
    tijden = ", ".join(f"{naam} {uit[naam]:.2f} s" for naam in ("wij", "kaal", "openpyxl"))
    yield Regel(f"werkmap van {aantal} rijen tegen de kale schrijver", uit["wij"] / uit["kaal"], 1.3, uitleg=tijden)
    yield Regel("dezelfde werkmap als deel van openpyxl write-only", uit["wij"] / uit["openpyxl"], 1 / 3)
    yield Regel("geheugen bij die werkmap", _draai(_GEHEUGEN, aantal), WERKGEHEUGEN, "MB")
    uit = _draai(_PDF, RIJEN_PDF)
    bladen = f"{uit['bladen']} bladzijden, {uit['wij']:.2f} s tegen {uit['kaal']:.2f} s"
    yield Regel("pdf van een lijst tegen kaal WeasyPrint", uit["wij"] / uit["kaal"], 1.2, uitleg=bladen)


def _draai(programma: str, aantal: int) -> Any:
    argumenten = [sys.executable, "-c", _BEGIN + programma, str(aantal), str(RONDES)]
    return json.loads(subprocess.run(argumenten, check=True, capture_output=True, text=True).stdout)
