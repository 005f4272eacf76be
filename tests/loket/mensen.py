"""Mensen aan weerszijden van het loket, voor verhalen: zij doen wat een bezoeker doet, langs de echte pagina's."""

import re
from typing import Any

from django.test import Client

from tests.meldingen.hulp import fouten_van, getypt_in, tekst_van

INGEVULD = {
    "soort": "V3", "reden": "Komt na de pauze niet terug", "begin": "2-11-2026", "alle_lessen_gemist": "nee",
    "actie_gewenst": "ja", "naam_melder": "Mees Melder", "email_melder": "mees@school.example",
}  # fmt: skip


class Mens:
    """Iemand die is ingelogd."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def leest(self, nummer: int) -> str:
        antwoord = self.client.get(f"/meldingen/{nummer}/")
        return tekst_van(antwoord) if antwoord.status_code == 200 else str(antwoord.status_code)

    def ziet_in_de_lijst(self, query: str = "") -> list[int]:
        html = self.client.get(f"/meldingen/{query}").content.decode()
        return [int(n) for n in re.findall(r'<th scope="row"[^>]*><a class="nl-link" href="/meldingen/(\d+)/"', html)]

    def doet(self, stap: str, nummer: int, **velden: str) -> None:
        """Open het formulier, vul deze velden in en verstuur het; faalt met de fouten van de pagina."""
        adres = f"/meldingen/{nummer}/{stap}/"
        antwoord = self.client.post(adres, {**getypt_in(self.client.get(adres)), **velden})
        assert antwoord.status_code == 302, fouten_van(antwoord)


class School(Mens):
    def zoekt_op(self, pgn: str) -> Any:
        return self.client.post("/meldingen/nieuw/", {"pgn": pgn}, follow=True)

    def meldt(self, pgn: str, **velden: str) -> int:
        """Van nummer tot bevestiging; geeft het meldingsnummer."""
        formulier = self.zoekt_op(pgn)
        adres = formulier.request["PATH_INFO"]
        locatie = re.search(r'<option value="(\d+)">Hoofdlocatie', formulier.content.decode())
        assert locatie, fouten_van(formulier)
        controle = self.client.post(adres, {**INGEVULD, "locatie": locatie.group(1), **velden})
        assert controle.status_code == 302, fouten_van(controle)
        bevestiging = self.client.post(controle["Location"], follow=True)
        return int(re.search(r"Uw meldingsnummer is (\d+)", tekst_van(bevestiging)).group(1))  # type: ignore[union-attr]
