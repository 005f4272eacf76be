"""Het verhaal: de school meldt, de gemeente krijgt bericht en antwoordt, de school leest het antwoord."""

import re

import pytest

from meldingen.models import Melding
from tests.zaken import school_van, soorten  # noqa: F401 - fixtures
from verzuimloket.outbox.koerier import bezorg_alles

pytestmark = pytest.mark.django_db


def velden_van(antwoord):
    """Alle velden van het formulier in de pagina, zoals een browser ze zou versturen."""
    html = antwoord.content.decode()
    velden = dict(re.findall(r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', html))
    velden.pop("csrfmiddlewaretoken", None)
    return velden


def invullen(melding_locatie, **anders):
    return {
        "soort": "V3", "reden": "Komt na de pauze niet terug", "begin": "2-11-2026", "eind": "",
        "alle_lessen_gemist": "nee", "actie_gewenst": "ja", "locatie": melding_locatie,
        "naam_melder": "Mees Melder", "email_melder": "mees@school.example", "dagen-0-datum": "3-11-2026",
        "dagen-0-lesuren": ["1", "2"], **anders,
    }  # fmt: skip


@pytest.mark.time_machine("2026-11-24T10:00:00+01:00", tick=False)
def test_een_melding_gaat_van_school_naar_gemeente_en_terug(wereld, school_van, ingelogd, smtp_sink):  # noqa: F811
    leerling = school_van(wereld)
    school, gemeente = ingelogd(wereld.melder), ingelogd(wereld.behandelaar)

    formulier = school.post("/meldingen/nieuw/", {"pgn": leerling.pgn}, follow=True)
    assert "Noor van der Zeeman" in formulier.content.decode()
    locatie = re.search(r'<option value="(\d+)">Hoofdlocatie', formulier.content.decode()).group(1)
    controle = school.post(formulier.request["PATH_INFO"], invullen(locatie), follow=True)
    assert "De leerling woont in Gemeente 0363" in controle.content.decode()
    bevestiging = school.post(controle.request["PATH_INFO"], velden_van(controle), follow=True)
    nummer = Melding.objects.unscoped("proef").get().nummer
    assert str(nummer) in bevestiging.content.decode()

    bezorg_alles()
    [bericht] = smtp_sink.post
    assert bericht["To"] == "gemeente.0363@voorbeeld.example"
    assert "Zeeman" not in str(bericht)
    assert leerling.pgn not in str(bericht)

    zaak = gemeente.get(f"/meldingen/{nummer}/")
    assert zaak.status_code == 200
    antwoordform = gemeente.get(f"/meldingen/{nummer}/terugmelden/")
    antwoord = {**velden_van(antwoordform), "status": "G", "reden_afsluiting": "1", "toelichting_afsluiting": "1"}
    gemeente.post(f"/meldingen/{nummer}/terugmelden/", {**antwoord, "contact_naam": "Bo Behandelaar"})
    bezorg_alles()
    assert [bericht["To"] for bericht in smtp_sink.post] == ["gemeente.0363@voorbeeld.example", "mees@school.example"]
    assert "terug naar school, opleiding hervat" in school.get(f"/meldingen/{nummer}/").content.decode()
