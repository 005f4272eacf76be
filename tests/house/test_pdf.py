"""Een pdf leest alleen eigen bestanden: niets van de schijf, niets van het net."""

import pytest
from django.core.exceptions import SuspiciousFileOperation
from weasyprint.urls import FatalURLFetchingError

from verzuimloket.pdf import STATISCH, Verboden, lees, maak_pdf


@pytest.mark.parametrize(
    "adres",
    [
        "file:///etc/hostname",
        "http://127.0.0.1/x.css",
        "https://kwaad.example/x.png",
        "data:text/css,a",
        "statisch:weg.css",
    ],
)
def test_een_ander_adres_wordt_geweigerd(adres):
    with pytest.raises(Verboden):
        lees(adres)


def test_een_pad_omhoog_is_geen_eigen_bestand():
    with pytest.raises(SuspiciousFileOperation):
        lees(f"{STATISCH}:../../etc/hostname")


def test_een_eigen_bestand_komt_met_zijn_soort():
    inhoud, soort = lees(f"{STATISCH}:own/pdf.css")
    assert (inhoud != b"", soort) == (True, "text/css")


@pytest.mark.parametrize("adres", ["file:///etc/hostname", "http://127.0.0.1:9/x.png"])
def test_een_pdf_die_iets_van_buiten_vraagt_wordt_niet_gemaakt(adres, settings, tmp_path):
    (tmp_path / "proef.html").write_text(f'<title>x</title><img alt="x" src="{adres}">', encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with pytest.raises(FatalURLFetchingError):
        maak_pdf("proef.html", {})
