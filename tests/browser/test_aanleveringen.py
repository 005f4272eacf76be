"""Een bestand aanbieden en volgen in een echte browser, met de echte worker; met en zonder JavaScript."""

import time
from typing import Any

import pytest

from tests.browser.bezoek import Toezicht
from tests.browser.portaal import GEDULD, Portaal
from tests.leveringen import inschrijving, persoon, pgn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NIEUW = "/beheer/aanleveringen/nieuw/"


def bestand(leverancier: str, nummer: int) -> dict[str, Any]:
    regels = [persoon(pgn(910 + nummer)), *inschrijving(pgn(910 + nummer))]
    tekst = "\n".join([f"VLP;{leverancier};{nummer};2026-11-20T07:00:00+01:00", *regels, f"SLR;{len(regels)}", ""])
    return {"name": f"{leverancier}.csv", "mimeType": "text/csv", "buffer": tekst.encode()}


def test_na_het_aanbieden_komt_de_uitslag_vanzelf_op_het_scherm(bezoeker, portaal):
    bezoek = bezoeker("functioneel")
    toezicht = Toezicht(bezoek.page, portaal.basis)
    page = bezoek.naar(NIEUW)
    page.set_input_files("[name=bestand]", bestand("MUIS", 1))
    bezoek.verstuur("Aanbieden")
    page.get_by_role("heading", name="Stand: Verwerkt").wait_for(timeout=GEDULD * 1000)
    zin = "De levering is ingelezen: 3 van 3 records verwerkt, 0 afgekeurd."
    assert (page.get_by_text(zin).count(), toezicht.fouten) == (1, [])


def test_zonder_javascript_komt_de_uitslag_na_verversen(bezoeker):
    bezoek = bezoeker("functioneel", java_script_enabled=False)
    page = bezoek.naar(NIEUW)
    page.set_input_files("[name=bestand]", bestand("ZONDER", 1))
    bezoek.verstuur("Aanbieden")
    einde = time.monotonic() + GEDULD
    while (ververs := page.get_by_role("link", name="Ververs de stand")).count():
        assert time.monotonic() < einde, "de uitslag kwam niet"
        ververs.click()
    assert page.get_by_role("heading", name="Stand: Verwerkt").count() == 1


def test_de_balk_loopt_mee_zonder_de_pagina_te_verversen(bezoeker, portaal: Portaal, feiten):
    page = bezoeker("functioneel").naar(f"/beheer/aanleveringen/{feiten['aanlevering_leest']}/")
    page.evaluate("window.zelfdePagina = true")
    zet = "UPDATE bron_inlezing SET bytes = omvang * {} / 4, fase = %s WHERE id = %s RETURNING 1"
    portaal.sql(zet.format(3), "lezen", feiten["aanlevering_leest"])
    page.get_by_text("75%: 550,5 MB van 734,0 MB").wait_for(timeout=GEDULD * 1000)
    portaal.sql(zet.format(4), "samenvoegen", feiten["aanlevering_leest"])
    page.locator("#fase", has_text="Samenvoegen").wait_for(timeout=GEDULD * 1000, state="attached")
    portaal.sql(zet.format(1), "lezen", feiten["aanlevering_leest"])
    assert page.evaluate("window.zelfdePagina") is True


def test_een_te_groot_of_verkeerd_bestand_zet_de_focus_op_het_overzicht(bezoeker):
    bezoek = bezoeker("functioneel")
    page = bezoek.naar(NIEUW)
    page.set_input_files("[name=bestand]", {"name": "leeg.csv", "mimeType": "text/csv", "buffer": b""})
    bezoek.verstuur("Aanbieden")
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.id") == "foutoverzicht"
    assert page.get_by_role("link", name="Het bestand is leeg.").count() == 1
