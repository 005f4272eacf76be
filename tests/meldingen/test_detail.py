"""De melding op het scherm en als pdf: alle delen, oud en nieuw, en wie haar zag."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from meldingen.domein.workflow import Status
from meldingen.gegevens import Dag, Terugmelding
from meldingen.services import meld_terug, plaats_notitie, stuur_door, wijzig
from tests.meldingen.hulp import tekst_van
from tests.zaken import meld, verzuim
from verzuimloket.audit.models import AuditEvent
from verzuimloket.audit.services import onderwerp_van

pytestmark = pytest.mark.django_db
SLOT = Terugmelding(
    Status.AFGESLOTEN,
    "Bo Behandelaar",
    contact_email="bo@gemeente.example",
    reden_afsluiting=1,
    toelichting_afsluiting=2,
)


@pytest.fixture
def zaak(wereld, leerling):
    """Gemeld, gewijzigd en afgesloten, met een interne notitie van elke kant."""
    melding = meld(wereld.melder, wereld, leerling, dagen=(Dag(date(2026, 11, 3), False, (1, 2)),))
    plaats_notitie(wereld.melder, melding.nummer, "Intern van school.", intern=True)
    plaats_notitie(wereld.behandelaar, melding.nummer, "Intern van gemeente.", intern=True)
    wijzig(wereld.melder, melding.nummer, 1, verzuim(wereld, eind=date(2026, 11, 6)))
    return meld_terug(wereld.behandelaar, melding.nummer, 2, SLOT)


@pytest.fixture
def school(wereld, ingelogd):
    return ingelogd(wereld.melder)


@pytest.fixture
def gemeente(wereld, ingelogd):
    return ingelogd(wereld.behandelaar)


def test_de_pagina_heeft_alle_delen_van_het_contract(school, zaak):
    koppen = re.findall(r"<h2[^>]*>(\w+)", school.get(f"/meldingen/{zaak.nummer}/").content.decode())
    assert {"Leerling", "Verzuim", "Aanvulling", "Terugmelding", "Tijdlijn", "Bijlagen"} - set(koppen) == set()


def test_de_leerling_staat_er_met_bron_en_tijd(school, zaak):
    tekst = tekst_van(school.get(f"/meldingen/{zaak.nummer}/"))
    for deel in (
        zaak.pgn,
        "Noor van der Zeeman",
        "14 maart 2011",
        "Proefstraat 12, 1012AB Amsterdam",
        "Uit het register (BRON)",
    ):
        assert deel in tekst


def test_het_nummer_van_de_leerling_staat_niet_in_adres_of_titel(school, zaak):
    html = school.get(f"/meldingen/{zaak.nummer}/").content.decode()
    kop = re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1)
    assert zaak.pgn not in kop
    assert zaak.pgn not in "".join(re.findall(r'(?:href|action|src)="([^"]*)"', html))


def test_de_tijdlijn_noemt_wie_wat_en_oud_naar_nieuw_met_het_nieuwste_boven(school, zaak):
    html = school.get(f"/meldingen/{zaak.nummer}/").content.decode()
    lijst = re.search(r'<ol class="vl-tijdlijn">(.*?)</ol>', html, re.DOTALL).group(1)
    regels = re.findall(r"<p>([^<:]+): <del>(.*?)</del>.*?<ins>(.*?)</ins>", lijst)
    assert regels == [
        ("Status", "Geregistreerd", "Afgesloten"), ("Reden van afsluiten", "leeg", "terug naar school, opleiding hervat"),
        ("Toelichting", "leeg", "er wordt actie ondernomen richting leerling of deelnemer door de gemeente"),
        ("Eind verzuim", "leeg", "6-11-2026"), ("Verzuimdagen", "3-11-2026 lesuur 1, 2", "leeg"),
    ]  # fmt: skip
    assert "Naam van behandelaar.0363 (Gemeente 0363)" in lijst


@pytest.mark.parametrize(
    ("wie", "eigen", "ander"), [("melder", "school", "gemeente"), ("behandelaar", "gemeente", "school")]
)
def test_elke_kant_ziet_alleen_haar_eigen_interne_notities(wereld, ingelogd, zaak, wie, eigen, ander):
    tekst = tekst_van(ingelogd(getattr(wereld, wie)).get(f"/meldingen/{zaak.nummer}/"))
    assert (f"Intern van {eigen}." in tekst, f"Intern van {ander}." in tekst) == (True, False)


@pytest.mark.parametrize("pad", ["", "wijzigen/", "pdf/"])
def test_wie_de_leerling_zag_staat_in_het_logboek(wereld, school, leerling, pad):
    melding = meld(wereld.melder, wereld, leerling)
    school.get(f"/meldingen/{melding.nummer}/{pad}")
    regel = AuditEvent.objects.get(actie="meldingen:melding:bekeken")
    assert (regel.gebruiker_id, regel.object_id, regel.onderwerp) == (
        wereld.melder.pk,
        str(melding.nummer),
        onderwerp_van(melding.pgn),
    )


def test_ook_wie_een_concept_opent_ziet_de_leerling_en_staat_in_het_logboek(school, leerling):
    adres = school.post("/meldingen/nieuw/", {"pgn": leerling.pgn})["Location"]
    school.get(adres)
    assert AuditEvent.objects.filter(actie="bron:leerling:ingezien", onderwerp=onderwerp_van(leerling.pgn)).count() == 2


def test_de_eigen_kant_leest_en_het_merk_verdwijnt(school, zaak):
    school.get(f"/meldingen/{zaak.nummer}/")
    zaak.refresh_from_db()
    assert zaak.ongelezen_school is False


def test_de_afzender_ziet_na_doorsturen_alleen_de_tijdlijn_van_ervoor(wereld, andere_wereld, gemeente, melding):
    stuur_door(wereld.behandelaar, melding.nummer, 1, andere_wereld.gemeente, "Verblijft bij u.")
    wijzig(wereld.melder, melding.nummer, 2, verzuim(wereld, reden="Geheim voor de afzender"))
    tekst = tekst_van(gemeente.get(f"/meldingen/{melding.nummer}/"))
    assert "Instantie: Gemeente 0363 → wordt Gemeente 0518" in tekst
    for deel in ("Geheim voor de afzender", melding.pgn, "Melding gewijzigd"):
        assert deel not in tekst
    assert gemeente.get(f"/meldingen/{melding.nummer}/pdf/")["Location"] == f"/meldingen/{melding.nummer}/"


# --- pdf ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def antwoord(school, zaak):
    return school.get(f"/meldingen/{zaak.nummer}/pdf/")


def test_de_pdf_is_te_lezen_en_bevat_de_hele_melding(antwoord, zaak):
    tekst = " ".join(" ".join(pagina.extract_text() for pagina in PdfReader(BytesIO(antwoord.content)).pages).split())
    for deel in (
        f"Melding {zaak.nummer}", "Status: Afgesloten", "Noor van der Zeeman", zaak.pgn, "Komt na de pauze niet terug",
        "terug naar school, opleiding hervat", "Bo Behandelaar", "Eind verzuim: leeg wordt 6-11-2026",
    ):  # fmt: skip
        assert deel in tekst


def test_de_pdf_toont_geen_interne_notities(antwoord):
    assert "Intern van" not in "".join(pagina.extract_text() for pagina in PdfReader(BytesIO(antwoord.content)).pages)


def test_de_pdf_is_getagd_en_heeft_taal_en_titel(antwoord, zaak):
    pdf = PdfReader(BytesIO(antwoord.content))
    wortel = pdf.trailer["/Root"]
    assert wortel["/MarkInfo"]["/Marked"]
    assert (wortel["/Lang"], pdf.metadata.title) == ("nl", f"Melding {zaak.nummer}")
    soorten = _soorten(wortel["/StructTreeRoot"]["/K"], set())
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P"} - soorten == set()


def _soorten(knoop, gevonden):
    """Alle soorten onderdelen in de structuur van de pdf."""
    knoop = knoop.get_object() if hasattr(knoop, "get_object") else knoop
    if isinstance(knoop, list):
        for kind in knoop:
            _soorten(kind, gevonden)
    elif hasattr(knoop, "get") and "/S" in knoop:
        gevonden.add(str(knoop["/S"]))
        _soorten(knoop.get("/K", []), gevonden)
    return gevonden


def test_de_pdf_is_een_download_zonder_persoonsgegevens_in_de_naam(antwoord, zaak):
    assert antwoord["Content-Disposition"] == f'attachment; filename="melding-{zaak.nummer}.pdf"'
    assert (antwoord["Content-Type"], antwoord["Cache-Control"]) == ("application/pdf", "no-store")
